// SPDX-License-Identifier: MPL-2.0
//! How visits went is written down only where it points at nobody.

use crate::command::Command;
use crate::event::Event;
use crate::rating::{Rating, Ratings};
use crate::testing::Scene;

#[test]
fn answers_are_written_down_five_at_a_time_without_a_number_and_fewer_are_refused() {
    let mut scene = Scene::new();
    let mut answers = Ratings::default();
    for rating in [Rating::Good, Rating::Good, Rating::SoSo, Rating::Bad] {
        answers.add(rating);
    }
    assert_eq!(scene.ask(Command::RecordRatings(answers)).unwrap_err().code(), "invalid");
    answers.add(Rating::Good);
    scene.ask(Command::RecordRatings(answers)).unwrap();
    let told = scene.events(|event| matches!(event, Event::VisitsRated(_)));
    assert_eq!(told, [&Event::VisitsRated(Ratings { good: 3, so_so: 1, bad: 1 })]);
    assert!(told.iter().all(|event| event.ticket().is_none()));
}
