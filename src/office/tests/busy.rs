// SPDX-License-Identifier: MPL-2.0
//! How busy it is: whoever thinks of coming reads what they would be told, and nothing about anybody.

use crate::command::IfFull;
use crate::gap::{Plan, ReleaseRule};
use crate::testing::{Scene, TODAY, Visitor, ordinary, plan_line};
use crate::view::{BusyView, HeadCount};

fn busy(scene: &Scene) -> BusyView {
    scene.office.busy(scene.now)
}

/// «earliest–latest» as RFC 3339 says it, without date and offset.
fn next(scene: &Scene) -> Option<String> {
    let clock = |stamp: &str| stamp[11..16].to_owned();
    busy(scene).next.map(|window| format!("{}–{}", clock(&window.earliest.0), clock(&window.latest.0)))
}

#[test]
fn whoever_comes_is_told_the_window_that_was_read_before() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "12:00");
    scene.at("9:30");
    for latest in ["10:00–10:20", "10:20–10:40", "10:40–11:00"] {
        assert_eq!(next(&scene).as_deref(), Some(latest));
        // The errand of middle length takes 20 minutes here.
        let ticket = scene.check_in(ordinary(20)).unwrap();
        assert_eq!(scene.promise(ticket), latest);
    }
}

#[test]
fn a_time_beyond_the_longest_acceptable_wait_is_still_the_next_one() {
    let mut scene = Scene::new();
    scene.gap("1", "14:00", "15:00");
    scene.at("9:30");
    assert_eq!(next(&scene).as_deref(), Some("14:00–14:20"));
    scene.at("14:50");
    assert_eq!(next(&scene), None, "nothing is left today");
}

#[test]
fn how_many_wait_is_exact_only_where_it_points_at_nobody() {
    let mut scene = Scene::new();
    scene.at("9:30");
    let mut seen = Vec::new();
    for _ in 0..6 {
        seen.push(busy(&scene).waiting.unwrap());
        scene.check_in(Visitor { if_full: IfFull::Standby, ..ordinary(20) }).unwrap();
    }
    let [few, exact] = [(1, 4), (5, 5)].map(|(at_least, at_most)| HeadCount { at_least, at_most });
    assert_eq!(seen, [HeadCount::of(0), few, few, few, few, exact]);
}

#[test]
fn a_closed_office_says_when_it_opens_and_nothing_of_its_queue() {
    let mut scene =
        Scene::on(TODAY, Plan(vec![plan_line("tuesday", "1", "9:00", "12:00", ReleaseRule::Hard)]));
    scene.at("7:30");
    let before = busy(&scene);
    assert_eq!((before.open, before.waiting, before.next), (false, None, None));
    assert_eq!(before.opens_at.unwrap().0, "2026-03-03T08:00:00+01:00");
    assert_eq!(before.day.unwrap().0, TODAY);

    scene.at("18:30");
    let after = busy(&scene);
    assert_eq!((after.open, after.waiting, after.next), (false, None, None));
    assert_eq!(after.opens_at.unwrap().0, "2026-03-04T08:00:00+01:00");
    assert_eq!(after.day.unwrap().0, TODAY.tomorrow().unwrap(), "the load of the day on which one may come");
}
