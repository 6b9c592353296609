// SPDX-License-Identifier: MPL-2.0
//! Whoever is known to a clerk waits for that desk, and for no clerk who is gone or away.

use crate::command::{Capacity, Command, IfFull, TransferTo};
use crate::gap::ReleaseRule;
use crate::names::TicketId;
use crate::reason::Reason;
use crate::testing::{Scene, Visitor, ordinary};

fn standby(minutes: u16) -> Visitor {
    Visitor { if_full: IfFull::Standby, ..ordinary(minutes) }
}

/// At 10:00 somebody has fetched a paper and is back.
fn waits_for_the_clerk_of_desk_1() -> (Scene, TicketId) {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    scene.ask(Command::Park { ticket }).unwrap();
    scene.ask(Command::Return { ticket }).unwrap();
    (scene, ticket)
}

#[test]
fn a_parked_ticket_comes_back_with_the_wait_it_has() {
    let mut scene = Scene::new();
    let first = scene.at("10:00").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    scene.ask(Command::Park { ticket: first }).unwrap();
    scene.at("10:05").check_in(standby(15)).unwrap();
    scene.ask(Command::Return { ticket: first }).unwrap();
    assert_eq!(scene.call_next("1").unwrap(), first);
}

#[test]
fn whoever_fetches_a_paper_comes_back_to_the_clerk_who_knows_the_case() {
    let mut scene = Scene::new();
    let first = scene.at("10:00").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    scene.ask(Command::Park { ticket: first }).unwrap();
    let later = scene.at("10:05").check_in(standby(15)).unwrap();
    let other = scene.check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    scene.ask(Command::Return { ticket: first }).unwrap();
    assert_eq!(scene.call_next("2").unwrap(), other);
    scene.ask(Command::Depart { ticket: later }).unwrap();
    assert_eq!(scene.call_next("1").unwrap(), first);
}

#[test]
fn a_clerk_who_has_gone_keeps_nobody_waiting() {
    let (mut scene, ticket) = waits_for_the_clerk_of_desk_1();
    assert_eq!(scene.call_next("2").unwrap_err().code(), "nobody_fits");
    scene.ask(Command::LeaveDesk { desk: "1".into(), reason: None }).unwrap();
    assert_eq!(scene.call_next("2").unwrap(), ticket);
    scene.ask(Command::Park { ticket }).unwrap();
    scene.ask(Command::LeaveDesk { desk: "2".into(), reason: None }).unwrap();
    scene.ask(Command::Return { ticket }).unwrap();
    assert_eq!(scene.ticket(ticket).only_at, None);
}

#[test]
fn a_clerk_who_is_away_for_a_while_keeps_nobody_waiting() {
    let (mut scene, ticket) = waits_for_the_clerk_of_desk_1();
    let time = scene.stretch("10:00", "15:00");
    scene.change(Capacity::PlanAbsence { desk: "1".into(), time }).unwrap();
    assert_eq!(scene.call_next("2").unwrap(), ticket, "who waited for the clerk is called elsewhere");
    scene
        .ask(Command::Transfer {
            ticket,
            to: TransferTo { desk: Some("1".into()), errand: None },
            reason: None,
        })
        .unwrap();
    scene.ask(Command::CallChosen { ticket, desk: "1".into(), reason: None }).unwrap();
    scene.ask(Command::Park { ticket }).unwrap();
    scene.ask(Command::Return { ticket }).unwrap();
    assert_eq!(scene.ticket(ticket).only_at, None, "and who comes back meanwhile waits for any desk");
}

#[test]
fn a_planned_break_keeps_nobody_waiting_once_it_begins() {
    let (mut scene, ticket) = waits_for_the_clerk_of_desk_1();
    let time = scene.stretch("10:10", "10:40");
    scene.change(Capacity::PlanAbsence { desk: "1".into(), time }).unwrap();
    assert_eq!(scene.at("10:09").call_next("2").unwrap_err().code(), "nobody_fits");
    assert_eq!(scene.at("10:10").call_next("2").unwrap(), ticket);
    let call = &scene.ticket(ticket).reasons;
    assert!(!call.contains(&Reason::TransferredHere), "{call:?}");
}

#[test]
fn time_stays_for_whoever_no_longer_waits_for_a_clerk_when_it_would_go_back() {
    let (mut scene, ticket) = waits_for_the_clerk_of_desk_1();
    let time = scene.at("10:01").stretch("10:20", "12:00");
    scene.change(Capacity::PlanAbsence { desk: "1".into(), time }).unwrap();
    let soft = scene.gap_held("2", "11:00", "11:20", ReleaseRule::Soft);
    scene.at("10:30");
    assert!(scene.office.gap(soft).unwrap().is_open());
    assert_eq!(scene.at("11:00").call_next("2").unwrap(), ticket);
}

#[test]
fn who_has_a_place_in_a_break_that_is_planned_may_have_it_at_another_desk() {
    let mut scene = Scene::new();
    scene.gap("1", "10:30", "11:00");
    scene.gap("2", "10:30", "11:00");
    let ticket = scene.at("10:00").check_in(ordinary(15)).unwrap();
    let to = TransferTo { desk: Some("1".into()), errand: None };
    scene.ask(Command::Transfer { ticket, to, reason: None }).unwrap();
    assert_eq!(scene.place(ticket), "1 10:30–10:45");
    let time = scene.stretch("10:30", "11:00");
    scene.change(Capacity::PlanAbsence { desk: "1".into(), time }).unwrap();
    assert_eq!(scene.place(ticket), "2 10:30–10:45");
    assert_eq!(scene.ticket(ticket).broken_promises, 0);
}

#[test]
fn a_transferred_ticket_waits_for_that_desk() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    let to = TransferTo { desk: Some("2".into()), errand: None };
    scene.ask(Command::Transfer { ticket, to, reason: None }).unwrap();
    let elsewhere = scene.call_next("1").unwrap_err();
    assert_eq!(elsewhere.reasons(), [Reason::WaitsForOtherDesk { number: 1, desk: "2".into() }]);
    assert_eq!(scene.call_next("2").unwrap(), ticket);
}

#[test]
fn who_was_sent_to_a_desk_that_is_no_more_is_called_anywhere() {
    let mut scene = Scene::new();
    let ticket = scene.at("10:00").check_in(standby(15)).unwrap();
    let to = TransferTo { desk: Some("2".into()), errand: None };
    scene.ask(Command::Transfer { ticket, to, reason: None }).unwrap();
    assert_eq!(scene.call_next("1").unwrap_err().code(), "nobody_fits");
    let mut setup = scene.office.setup().clone();
    setup.desks.retain(|desk| desk.id != "2".into());
    scene.ask(Command::ChangeSetup(Box::new(setup))).unwrap();
    assert_eq!(scene.call_next("1").unwrap(), ticket);
}
