// SPDX-License-Identifier: MPL-2.0
//! Whoever steers the day sees what happens at each desk and who waits, worst off first, and ends a visit that nobody
//! completed.

use crate::command::{Command, IfFull};
use crate::event::Event;
use crate::free_text::FreeText;
use crate::names::{Number, TicketId};
use crate::testing::{Scene, Visitor, ordinary};
use crate::ticket::{Ending, State};
use crate::view::{DeskNowRow, DeskStatus, Harm, WaitingRow};

fn standby(minutes: u16) -> Visitor {
    Visitor { if_full: IfFull::Standby, ..ordinary(minutes) }
}

fn desk_now(scene: &Scene, desk: usize) -> DeskNowRow {
    scene.office.supervisor(scene.now).desks[desk].now.clone()
}

/// The state with «since–until».
fn told(scene: &Scene, desk: usize) -> (DeskStatus, String) {
    let DeskNowRow { state, since, until, .. } = desk_now(scene, desk);
    let clock = |minute: Option<u32>| {
        minute.map_or_else(String::new, |minute| format!("{}:{:02}", minute / 60, minute % 60))
    };
    (state, format!("{}–{}", clock(since), clock(until)))
}

fn now_since(state: DeskStatus, stretch: &str) -> (DeskStatus, String) {
    (state, stretch.to_owned())
}

fn leave(desk: &str, reason: Option<FreeText>) -> Command {
    Command::LeaveDesk { desk: desk.parse().unwrap(), reason }
}

fn waiting(scene: &Scene) -> Vec<WaitingRow> {
    scene.office.supervisor(scene.now).waiting
}

fn numbers(scene: &Scene) -> Vec<Number> {
    waiting(scene).iter().map(|row| row.number).collect()
}

fn end(scene: &mut Scene, ticket: TicketId) -> Result<(), &'static str> {
    scene.ask(Command::EndUnrecorded { ticket }).map(drop).map_err(|refusal| refusal.code())
}

#[test]
fn a_desk_says_what_happens_there_and_since_when() {
    let mut scene = Scene::new();
    scene.book(&[("1", "9:00", "9:20")]);
    assert_eq!(told(&scene, 0), now_since(DeskStatus::Free, "6:00–"));
    scene.at("9:05");
    assert_eq!(told(&scene, 0), now_since(DeskStatus::Booked, "9:00–9:20"));
    scene.at("9:25").check_in(standby(20)).unwrap();
    assert_eq!(told(&scene, 0), now_since(DeskStatus::Free, "9:20–"));
    let ticket = scene.call_next("1").unwrap();
    scene.at("9:28");
    assert_eq!(told(&scene, 0), now_since(DeskStatus::Called, "9:25–"));
    scene.ask(Command::Arrive { ticket }).unwrap();
    assert_eq!(told(&scene, 0), now_since(DeskStatus::Serving, "9:28–"));
    scene.at("9:40").complete(ticket);
    assert_eq!(told(&scene, 0), now_since(DeskStatus::Free, "9:40–"));
    scene.at("9:45").ask(leave("1", None)).unwrap();
    assert_eq!(told(&scene, 0), now_since(DeskStatus::NotOpen, "9:45–"));
}

#[test]
fn a_clerk_who_is_away_is_back_at_a_time_and_a_desk_nobody_opened_has_no_beginning() {
    let mut scene = Scene::new();
    let time = scene.stretch("10:00", "10:30");
    let what = crate::command::Capacity::PlanAbsence { desk: "1".into(), time };
    scene.at("9:00").change(what).unwrap();
    assert_eq!(desk_now(&scene, 0).absence, None);
    scene.at("10:10");
    assert_eq!(told(&scene, 0), now_since(DeskStatus::Away, "10:00–10:30"));
    assert!(desk_now(&scene, 0).absence.is_some());
    scene.at("10:40");
    assert_eq!(told(&scene, 0), now_since(DeskStatus::Free, "10:30–"));
    scene.now = crate::testing::zone().day(scene.office.date()).end;
    scene.advance();
    assert_eq!(told(&scene, 0), now_since(DeskStatus::NotOpen, "–"));
}

#[test]
fn whose_promise_is_nearest_to_breaking_stands_first_and_who_stands_by_after_them() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "10:45");
    scene.gap("2", "11:00", "11:30");
    scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.check_in(ordinary(30)).unwrap();
    scene.check_in(standby(60)).unwrap();
    scene.check_in(ordinary(15)).unwrap();
    assert_eq!(numbers(&scene), [1, 4, 2, 3]);
    let rows = waiting(&scene);
    assert_eq!(rows[0].window, Some([600, 620]));
    assert_eq!((rows[3].window, rows[3].since), (None, 590));
    assert!(rows.iter().all(|row| row.harm.is_none() && row.arrived && !row.kept_place));
}

#[test]
fn eight_of_a_hundred_who_wait_are_shown() {
    let mut scene = Scene::new();
    scene.at("9:00");
    for _ in 0..100 {
        scene.check_in(standby(15)).unwrap();
    }
    assert_eq!(numbers(&scene), (1..=8).collect::<Vec<Number>>());
    assert_eq!(scene.office.supervisor(scene.now).figures.waiting, 100);
}

#[test]
fn who_lost_a_promise_stands_before_the_others_who_stand_by_and_keeps_the_reason() {
    let mut scene = Scene::new();
    for desk in ["2", "3", "4"] {
        scene.ask(leave(desk, None)).unwrap();
    }
    scene.gap("1", "10:00", "10:30");
    scene.at("9:40").check_in(standby(60)).unwrap();
    scene.at("9:50").check_in(ordinary(30)).unwrap();
    let why = FreeText::parse("syg").unwrap();
    scene.ask(leave("1", Some(why.clone()))).unwrap();
    assert_eq!(numbers(&scene), [2, 1]);
    assert_eq!(waiting(&scene)[0].harm, Some(Harm::Broken));
    let broken = scene.events(|event| matches!(event, Event::PromiseBroken { .. }));
    let [Event::PromiseBroken { note, .. }] = broken[..] else { panic!("{broken:?}") };
    assert_eq!(*note, Some(why));
}

#[test]
fn a_visit_that_nobody_completed_is_seen_and_ended_without_an_outcome_and_can_be_taken_back() {
    let mut scene = Scene::new();
    scene.at("10:00").check_in(standby(20)).unwrap();
    let ticket = scene.call_next("1").unwrap();
    scene.ask(Command::Arrive { ticket }).unwrap();
    scene.at("10:20");
    assert_eq!(end(&mut scene, ticket), Err("step_out_of_turn"), "it may still go on");
    scene.at("10:49");
    assert!(!desk_now(&scene, 0).forgotten);
    scene.at("10:50");
    assert!(desk_now(&scene, 0).forgotten);
    end(&mut scene, ticket).unwrap();
    let at = scene.now;
    assert_eq!(scene.ticket(ticket).state, State::Left { at, ending: Ending::OutcomeNotRecorded });
    assert_eq!(told(&scene, 0).0, DeskStatus::Free);
    assert_eq!(end(&mut scene, ticket), Err("step_out_of_turn"));
    scene.ask(Command::Undo { desk: "1".into() }).unwrap();
    assert_eq!(told(&scene, 0).0, DeskStatus::Serving);
    assert!(desk_now(&scene, 0).forgotten, "as if nothing had been done");
}
