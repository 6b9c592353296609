// SPDX-License-Identifier: MPL-2.0
//! Told windows, learned lengths and pauses: beside the promise, never instead of it.

use crate::calibration::FEWEST_VISITS;
use crate::command::{Capacity, Command};
use crate::event::Event;
use crate::lengths::LearnedLength;
use crate::names::TicketId;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::testing::{Scene, ordinary};
use crate::time::Length;
use crate::window::{Foreseen, MOST_TOLD_AT_ONCE};

/// An office that has seen enough: everybody was called in the middle of what was foreseen.
fn experienced() -> Scene {
    let mut scene = Scene::new();
    scene.gap("1", "8:00", "12:00");
    scene.at("8:00");
    for _ in 0..FEWEST_VISITS {
        let ticket = scene.check_in(ordinary(5)).unwrap();
        foresee(&mut scene, ticket, "7:55", "8:05");
        assert_eq!(window(&scene, ticket), "-", "too little is known");
        scene.call_next("1").unwrap();
        scene.complete(ticket);
    }
    scene
}

fn foresee(scene: &mut Scene, ticket: TicketId, low: &str, high: &str) {
    let promise = scene.ticket(ticket).promise.unwrap();
    let (low, high) = (scene.moment(low), scene.moment(high));
    scene.ask(Command::TellWindows(vec![Foreseen { ticket, promise, low, high }])).unwrap();
}

fn window(scene: &Scene, ticket: TicketId) -> String {
    scene.ticket(ticket).window.map_or("-".to_owned(), |window| {
        format!("{}–{}", scene.clock(window.earliest), scene.clock(window.latest))
    })
}

fn times_told(scene: &Scene) -> usize {
    scene.events(|event| matches!(event, Event::WindowsTold { .. })).len()
}

/// One sits at desk 1 from nine, half an hour; the other waits for the place after.
fn one_sits_and_one_waits() -> (Scene, TicketId, TicketId) {
    let mut scene = experienced();
    let sits = scene.at("9:00").check_in(ordinary(30)).unwrap();
    scene.call_next("1").unwrap();
    let waits = scene.check_in(ordinary(15)).unwrap();
    assert_eq!(scene.promise(waits), "9:30–9:50");
    (scene, sits, waits)
}

#[test]
fn a_window_is_told_beside_the_promise_and_told_again_only_when_it_is_another() {
    let (mut scene, _, waits) = one_sits_and_one_waits();
    foresee(&mut scene, waits, "9:22", "9:52");
    assert_eq!((window(&scene, waits), scene.promise(waits)), ("9:35–9:40".into(), "9:30–9:50".into()));
    let told = times_told(&scene);
    foresee(&mut scene, waits, "9:23", "9:53");
    assert_eq!(times_told(&scene), told, "nobody would read anything else");
    foresee(&mut scene, waits, "9:30", "10:00");
    assert_eq!((window(&scene, waits), times_told(&scene)), ("9:35–9:40".into(), told), "never a later one");
    foresee(&mut scene, waits, "9:16", "9:46");
    assert_eq!((window(&scene, waits), times_told(&scene)), ("9:30–9:35".into(), told + 1));
}

#[test]
fn a_window_never_ends_after_the_promise() {
    let (mut scene, _, waits) = one_sits_and_one_waits();
    foresee(&mut scene, waits, "9:55", "10:35");
    assert_eq!((window(&scene, waits), scene.promise(waits)), ("9:45–9:50".into(), "9:30–9:50".into()));
}

#[test]
fn what_was_foreseen_under_an_earlier_promise_is_not_told() {
    let (mut scene, sits, waits) = one_sits_and_one_waits();
    let before = scene.ticket(waits).promise.unwrap();
    scene.at("9:05").complete(sits);
    assert_eq!(scene.promise(waits), "9:05–9:25");
    let (low, high) = (scene.moment("9:22"), scene.moment("9:52"));
    let told = times_told(&scene);
    scene.ask(Command::TellWindows(vec![Foreseen { ticket: waits, promise: before, low, high }])).unwrap();
    assert_eq!((window(&scene, waits), times_told(&scene)), ("-".into(), told));
}

#[test]
fn a_better_promise_takes_away_a_window_it_leaves_no_room_for_and_so_does_a_broken_one() {
    let (mut scene, sits, waits) = one_sits_and_one_waits();
    foresee(&mut scene, waits, "9:17", "9:27");
    assert_eq!(window(&scene, waits), "9:20–9:25");
    scene.at("9:03").complete(sits);
    assert_eq!((scene.promise(waits), window(&scene, waits)), ("9:03–9:23".into(), "-".into()));

    let (mut scene, _, waits) = one_sits_and_one_waits();
    foresee(&mut scene, waits, "9:22", "9:52");
    scene.at("9:51");
    assert_eq!(scene.ticket(waits).broken_promises, 1);
    assert_eq!(window(&scene, waits), "-", "what was told with it is void");
}

#[test]
fn a_window_that_can_no_longer_come_true_is_taken_back_when_no_other_is_left() {
    let (mut scene, _, waits) = one_sits_and_one_waits();
    foresee(&mut scene, waits, "9:22", "9:52");
    assert_eq!(window(&scene, waits), "9:35–9:40");
    scene.at("9:46");
    foresee(&mut scene, waits, "9:46", "9:50");
    assert_eq!((window(&scene, waits), scene.promise(waits)), ("-".into(), "9:30–9:50".into()));
}

#[test]
fn what_was_told_before_a_paper_was_fetched_holds_afterwards() {
    let (mut scene, _, waits) = one_sits_and_one_waits();
    foresee(&mut scene, waits, "9:22", "9:52");
    assert_eq!(window(&scene, waits), "9:35–9:40");
    scene.ask(Command::Park { ticket: waits }).unwrap();
    scene.at("9:05").ask(Command::Return { ticket: waits }).unwrap();
    assert_eq!(window(&scene, waits), "9:35–9:40");
    foresee(&mut scene, waits, "9:35", "10:05");
    assert_eq!(window(&scene, waits), "9:35–9:40", "never a later one");
}

#[test]
fn who_did_not_take_an_offer_is_told_no_time_before_they_are_called_again() {
    let mut scene = experienced();
    scene.gap("1", "13:30", "14:15");
    let ticket = scene.at("12:45").check_in(ordinary(45)).unwrap();
    scene.call_next("1").unwrap();
    for _ in 0..2 {
        scene.ask(Command::Recall { ticket }).unwrap();
    }
    scene.ask(Command::MarkAbsent { ticket }).unwrap();
    foresee(&mut scene, ticket, "12:50", "13:10");
    assert!(scene.ticket(ticket).window.is_none_or(|told| told.earliest >= scene.moment("13:30")));
}

#[test]
fn a_call_is_counted_once_and_ends_the_window() {
    let (mut scene, sits, waits) = one_sits_and_one_waits();
    foresee(&mut scene, waits, "9:22", "9:52");
    foresee(&mut scene, waits, "9:30", "10:00");
    scene.at("9:37").complete(sits);
    assert_eq!(scene.call_next("1").unwrap(), waits);
    assert_eq!(window(&scene, waits), "-", "it is over with the call");
    assert_eq!(scene.office.calibration().accuracy().given, 0, "a call may still be taken back");
    scene.ask(Command::Arrive { ticket: waits }).unwrap();
    let found = scene.office.calibration().accuracy();
    assert_eq!((found.visits, found.given, found.held), (FEWEST_VISITS + 1, 1, 1), "by the first window");
    scene.ask(Command::Park { ticket: waits }).unwrap();
    scene.ask(Command::Return { ticket: waits }).unwrap();
    scene.call_next("1").unwrap();
    assert_eq!(scene.office.calibration().accuracy(), found);
}

#[test]
fn a_flood_of_windows_is_refused() {
    let (mut scene, _, ticket) = one_sits_and_one_waits();
    let promise = scene.ticket(ticket).promise.unwrap();
    let (low, high) = (scene.now, scene.now + Length::minutes(10));
    let flood = vec![Foreseen { ticket, promise, low, high }; MOST_TOLD_AT_ONCE + 1];
    assert!(matches!(scene.ask(Command::TellWindows(flood)), Err(Refusal::Invalid(_))));
}

#[test]
fn learned_lengths_plan_places_only_where_the_office_says_so() {
    let mut scene = Scene::new();
    scene.gap("1", "9:00", "12:00");
    scene.at("9:00");
    let learned = |errand: &str, minutes| LearnedLength {
        errand: errand.parse().unwrap(),
        photo: true,
        interpreter: false,
        visits: 40,
        minutes,
        likely_minutes: minutes + 5,
    };
    scene.ask(Command::LearnLengths(vec![learned("minutes_15", 25)])).unwrap();
    let before = scene.check_in(ordinary(15)).unwrap();
    assert_eq!(scene.place(before), "1 9:00–9:15");
    let policy = Policy { plan_with_learned: true, ..scene.office.policy().clone() };
    scene.change(Capacity::ChangePolicy(Box::new(policy.into()))).unwrap();
    let after = scene.check_in(ordinary(15)).unwrap();
    assert_eq!(scene.place(after), "1 9:15–9:40");
    let events = scene.ledger.len();
    scene.ask(Command::LearnLengths(vec![learned("minutes_15", 25)])).unwrap();
    assert_eq!(scene.ledger.len(), events, "the same again is no news");
    let unknown = scene.ask(Command::LearnLengths(vec![learned("dancing", 25)]));
    assert!(matches!(unknown, Err(Refusal::UnknownErrand(_))));
    let never = scene.ask(Command::LearnLengths(vec![learned("minutes_15", 0)]));
    assert!(matches!(never, Err(Refusal::Invalid(_))));
    scene.now = scene.now + Length::minutes(24 * 60);
    scene.advance();
    assert_eq!(scene.office.learned_lengths()[0].minutes, 25, "carried over with the day");
}

fn pauses(scene: &Scene) -> Vec<u16> {
    scene.office.calibration().record().pauses().seconds().collect()
}

#[test]
fn the_time_from_a_case_to_the_call_of_somebody_who_was_there_is_learned_as_a_pause() {
    let mut scene = Scene::new();
    scene.gap("1", "9:00", "12:00");
    let first = scene.at("9:00").check_in(ordinary(20)).unwrap();
    let second = scene.check_in(ordinary(20)).unwrap();
    scene.call_next("1").unwrap();
    assert_eq!(pauses(&scene), [0; 0], "the first call of a day follows no case");
    scene.at("9:18").complete(first);
    assert_eq!(scene.at("9:20").call_next("1").unwrap(), second);
    assert_eq!(pauses(&scene), [120]);
    scene.at("9:40").complete(second);
    let third = scene.at("9:43").check_in(ordinary(20)).unwrap();
    assert_eq!(scene.at("9:44").call_next("1").unwrap(), third);
    assert_eq!(pauses(&scene), [120], "nobody was there when the second case ended");
}

#[test]
fn a_break_and_time_that_is_not_kept_for_tickets_are_no_pauses() {
    let mut scene = Scene::new();
    scene.gap("1", "9:00", "9:30");
    scene.gap("1", "10:00", "12:00");
    let first = scene.at("9:00").check_in(ordinary(30)).unwrap();
    for _ in 0..3 {
        scene.check_in(ordinary(20)).unwrap();
    }
    scene.call_next("1").unwrap();
    scene.at("9:30").complete(first);
    let second = scene.at("10:00").call_next("1").unwrap();
    scene.at("10:20").complete(second);
    let third = scene.at("10:40").call_next("1").unwrap();
    assert_eq!(pauses(&scene), [0; 0]);
    scene.at("11:00").complete(third);
    scene.at("11:01").call_next("1").unwrap();
    assert_eq!(pauses(&scene), [60]);
}
