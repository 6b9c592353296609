// SPDX-License-Identifier: MPL-2.0
//! Somebody else books in time that was confirmed to us: the supervisor reads it, with a reason of its own.

use crate::command::{Command, HoldReport, HoldStep};
use crate::event::Event;
use crate::gap::Booking;
use crate::holds::Holding;
use crate::reason::Reason;
use crate::testing::Scene;
use crate::view::holds::{HoldRow, HoldState};

/// Desk 1 is held from 10 to 11, and confirmed.
fn held() -> Scene {
    let mut scene = Scene::new();
    let mut setup = scene.office.setup().clone();
    setup.holding = Some(Holding { days_ahead: 2, desks: vec!["1".into()] });
    scene.ask(Command::ChangeSetup(Box::new(setup))).unwrap();
    scene.at("9:30").gap("1", "10:00", "11:00");
    confirm(&mut scene, "10:00", "11:00");
    scene
}

fn confirm(scene: &mut Scene, from: &str, to: &str) {
    let time = scene.stretch(from, to);
    let report = HoldReport { desk: "1".into(), time, step: HoldStep::Confirmed };
    scene.ask(Command::ReportHold(report)).unwrap();
}

fn over(scene: &Scene) -> Vec<HoldRow> {
    let rows = scene.office.supervisor(scene.now).desks[0].holds.clone();
    rows.into_iter().filter(|row| row.state == HoldState::BookedOver).collect()
}

fn events(scene: &Scene) -> usize {
    scene.events(|event| matches!(event, Event::HoldBookedOver { .. })).len()
}

#[test]
fn a_booking_in_a_confirmed_hold_is_a_line_with_a_reason_until_it_is_cancelled() {
    let mut scene = held();
    scene.book(&[("1", "10:20", "10:40"), ("1", "11:00", "11:30"), ("2", "10:00", "10:30")]);
    let rows = over(&scene);
    assert_eq!(rows.iter().map(|row| (row.start, row.end)).collect::<Vec<_>>(), [(620, 640)]);
    let reason = Reason::BookedInsideHold { desk: "1".into(), start: scene.moment("10:20") };
    assert_eq!(rows[0].reason, Some(reason.map_time(|moment| scene.office.stamp(moment))));
    assert_eq!((events(&scene), scene.office.supervisor(scene.now).diary.unwrap().booked_over), (1, 1));
    // The rest is held again, and it is still told who has the part in the middle.
    confirm(&mut scene, "10:40", "11:00");
    confirm(&mut scene, "10:00", "10:20");
    assert_eq!((over(&scene).len(), events(&scene)), (1, 1));
    scene.book(&[]);
    assert_eq!((over(&scene).len(), events(&scene)), (0, 1), "cancelled again");
    scene.book(&[("1", "10:20", "10:40")]);
    assert_eq!(events(&scene), 1, "that part was not confirmed to us this time");
}

#[test]
fn a_booking_in_time_that_is_only_wanted_and_a_closure_are_no_such_line() {
    let mut scene = held();
    scene.gap("1", "12:00", "13:00");
    scene.book(&[("1", "12:20", "12:40")]);
    let closed = Booking { closed: true, ..Booking::new("1".into(), scene.stretch("10:00", "10:30")) };
    let date = scene.office.date();
    scene.ask(Command::ImportDiary { date, bookings: [closed].into() }).unwrap();
    assert_eq!((over(&scene).len(), events(&scene)), (0, 0));
}

#[test]
fn a_closure_over_part_of_a_gap_takes_that_part_and_leaves_the_rest() {
    let mut scene = Scene::new();
    let gap = scene.at("9:30").gap("1", "10:00", "11:00");
    let first = scene.check_in(crate::testing::ordinary(30)).unwrap();
    let closed = Booking { closed: true, ..Booking::new("1".into(), scene.stretch("9:00", "10:30")) };
    let date = scene.office.date();
    scene.ask(Command::ImportDiary { date, bookings: [closed].into() }).unwrap();
    assert!(scene.office.gap(gap).unwrap().is_open());
    assert_eq!(scene.place(first), "1 10:30–11:00", "the clerk is back by then");
}
