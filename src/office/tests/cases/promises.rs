// SPDX-License-Identifier: MPL-2.0
//! What a promise is worth to those who wait, and to whom no place can be given.

use super::{broken, force, gap, one_desk, standby};
use crate::command::{Capacity, Command};
use crate::event::Cause;
use crate::gap::{Plan, ReleaseRule};
use crate::reason::Reason;
use crate::testing::{Scene, TODAY, ordinary};

// Who cannot be placed takes no time from those who can.

#[test]
fn a_claim_without_a_place_keeps_nobody_else_from_theirs() {
    let mut scene = one_desk();
    let id = scene.gap("1", "10:00", "11:00");
    let a = scene.at("9:00").check_in(ordinary(60)).unwrap();
    let b = scene.check_in(standby(15)).unwrap();
    let end = Some(scene.moment("10:30"));
    force(&mut scene, Capacity::ChangeGap { gap: id, desk: None, start: None, end, hold: None }).unwrap();
    assert_eq!((scene.place(a), scene.place(b)), ("-".into(), "1 10:00–10:15".into()));
    let c = scene.at("9:20").check_in(ordinary(15)).unwrap();
    assert_eq!((scene.place(b), scene.place(c)), ("1 10:00–10:15".into(), "1 10:15–10:30".into()));
    let view = scene.office.supervisor(scene.now);
    assert_eq!(view.figures.standby, 1, "the ticket says so, and so does the supervisor's screen");
    assert!(scene.ticket(a).standby);
    assert_eq!(view.advice, Some(Reason::PeopleStandBy { count: 1 }));
}

#[test]
fn time_that_somebody_waiting_could_use_is_not_released() {
    let mut scene = one_desk();
    let soft = scene.gap_held("1", "10:00", "11:00", ReleaseRule::Soft);
    scene.at("9:00").check_in(ordinary(60)).unwrap();
    let end = Some(scene.moment("10:30"));
    force(&mut scene, Capacity::ChangeGap { gap: soft, desk: None, start: None, end, hold: None }).unwrap();
    scene.at("9:10").check_in(standby(15)).unwrap();
    scene.at("9:31");
    assert!(gap(&scene, soft).is_open());
}

// What is known is told.

#[test]
fn a_promise_that_can_no_longer_be_kept_is_told_then() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "10:30");
    scene.gap("1", "12:30", "13:30");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.at("10:04");
    assert_eq!((broken(&scene), scene.promise(ticket)), (vec![], "10:00–10:20".into()));
    scene.at("10:05");
    assert_eq!(broken(&scene), [Cause::NotCalled]);
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 12:30–13:00".into(), "12:30–12:50".into()));
}

#[test]
fn a_no_is_said_only_where_no_order_gives_a_start_in_time() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "11:30");
    let long = scene.at("9:00").check_in(ordinary(45)).unwrap();
    let short = scene.at("9:10").check_in(ordinary(5)).unwrap();
    assert_eq!((scene.place(short), scene.place(long)), ("1 10:00–10:05".into(), "1 10:05–10:50".into()));
    assert_eq!(scene.promise(long), "10:00–10:20");
}

#[test]
fn a_desk_that_nobody_opened_breaks_one_promise_and_no_more() {
    let mut scene = Scene::on(TODAY, Plan::default());
    for desk in ["1", "2", "3", "4"] {
        scene.ask(Command::LeaveDesk { desk: desk.into(), reason: None }).unwrap();
    }
    let mut setup = scene.office.setup().clone();
    setup.desks.push(crate::setup::Desk { id: "5".into(), ..setup.desks[0].clone() });
    scene.ask(Command::ChangeSetup(Box::new(setup))).unwrap();
    scene.gap("5", "11:00", "14:00");
    let ticket = scene.at("10:50").check_in(ordinary(30)).unwrap();
    assert_eq!(scene.promise(ticket), "11:00–11:20");
    for clock in ["11:21", "11:42", "12:30", "13:59"] {
        scene.at(clock);
    }
    assert_eq!(broken(&scene), [Cause::NotCalled]);
    assert_eq!(scene.promise(ticket), "-", "nothing is promised there without a clerk");
    assert_eq!(scene.at("13:59").check_in(ordinary(5)).unwrap_err().code(), "no_time_today");
}
