// SPDX-License-Identifier: MPL-2.0
//! Rule 7: call next, and what becomes of a call.

use super::{standby, state};
use crate::command::{Command, IfFull};
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::testing::{Scene, Visitor, ordinary, raised};
use crate::ticket::{Ending, State, StateName};
use crate::time::Length;

#[test]
fn the_ticket_whose_promise_is_at_risk_goes_first() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "10:45");
    let promised = scene.at("9:55").check_in(ordinary(15)).unwrap();
    let waiting_longer =
        scene.at("9:56").check_in(Visitor { if_full: IfFull::Standby, ..raised(60) }).unwrap();
    scene.at("10:20");
    assert_eq!(scene.call_next("1").unwrap(), promised);
    assert!(matches!(scene.ticket(promised).reasons[0], Reason::PromiseAtRisk { .. }));
    assert_eq!(state(&scene, waiting_longer), StateName::Waiting);
}

#[test]
fn two_desks_never_get_the_same_ticket() {
    let mut scene = Scene::new();
    scene.at("10:00").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    assert_eq!(scene.call_next("2").unwrap_err().code(), "nobody_waits");
}

#[test]
fn a_desk_with_a_ticket_calls_no_other() {
    let mut scene = Scene::new();
    scene.at("10:00").check_in(standby(15)).unwrap();
    scene.check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    assert_eq!(scene.call_next("1").unwrap_err().code(), "desk_busy");
}

#[test]
fn a_closed_desk_calls_nobody() {
    let mut scene = Scene::new();
    scene.at("10:00").check_in(standby(15)).unwrap();
    scene.ask(Command::LeaveDesk { desk: "1".into(), reason: None }).unwrap();
    assert_eq!(scene.call_next("1").unwrap_err(), Refusal::DeskClosed("1".into()));
}

#[test]
fn a_recall_is_announced_again_and_after_enough_of_them_the_ticket_may_be_marked_absent() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    let first = scene.board().calls[0].announcement;
    let early = scene.ask(Command::MarkAbsent { ticket }).unwrap_err();
    assert_eq!(early, Refusal::RecallFirst { number: 1, recalls_left: 2 });
    for _ in 0..2 {
        scene.ask(Command::Recall { ticket }).unwrap();
    }
    assert_eq!(scene.board().calls[0].announcement, first + 2);
    scene.ask(Command::MarkAbsent { ticket }).unwrap();
    assert_eq!(state(&scene, ticket), StateName::Absent);
}

#[test]
fn an_absent_citizen_who_turns_up_within_the_grace_period_returns_to_their_place() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(15)).unwrap();
    let second = scene.at("10:01").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    for _ in 0..2 {
        scene.ask(Command::Recall { ticket }).unwrap();
    }
    scene.ask(Command::MarkAbsent { ticket }).unwrap();
    scene.at("10:16").ask(Command::Return { ticket }).unwrap();
    assert_eq!(scene.call_next("1").unwrap(), ticket, "before {second}");
}

#[test]
fn after_the_grace_period_the_visit_has_ended() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    for _ in 0..2 {
        scene.ask(Command::Recall { ticket }).unwrap();
    }
    scene.ask(Command::MarkAbsent { ticket }).unwrap();
    scene.at("10:16");
    assert!(matches!(scene.ticket(ticket).state, State::Left { ending: Ending::AbsentAtCall, .. }));
    assert_eq!(scene.ask(Command::Return { ticket }).unwrap_err().code(), "grace_ran_out");
}

#[test]
fn completing_what_another_desk_completed_changes_nothing() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    scene.complete(ticket);
    let outcome = "other_errand_done".into();
    let again = scene
        .ask(Command::Complete { ticket, at: None, outcome, flags: vec![], companion_minutes: None })
        .unwrap_err();
    assert_eq!(again.code(), "step_out_of_turn");
}

#[test]
fn the_last_step_can_be_taken_back_for_some_seconds() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    scene.complete(ticket);
    scene.now = scene.now + Length::seconds(9);
    scene.ask(Command::Undo { desk: "1".into() }).unwrap();
    assert_eq!(state(&scene, ticket), StateName::Called);
    scene.complete(ticket);
    scene.now = scene.now + Length::seconds(11);
    assert_eq!(scene.ask(Command::Undo { desk: "1".into() }).unwrap_err().code(), "nothing_to_undo");
}

#[test]
fn an_undone_call_gives_the_ticket_its_place_back() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "10:30");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    let told = scene.promise(ticket);
    scene.at("10:00").call_next("1").unwrap();
    scene.ask(Command::Undo { desk: "1".into() }).unwrap();
    assert_eq!(state(&scene, ticket), StateName::Waiting);
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 10:00–10:30".into(), told));
    assert!(scene.board().calls.is_empty());
}
