// SPDX-License-Identifier: MPL-2.0
//! The supervisor's figures say what happened, also after the next step.

use crate::command::{Command, IfFull, TransferTo};
use crate::gap::{Plan, ReleaseRule};
use crate::names::TicketId;
use crate::testing::{Scene, TODAY, Visitor, ordinary, plan_line};
use crate::ticket::{Ending, State};
use crate::time::Length;

/// Given and kept.
fn promises(scene: &Scene) -> (u32, u32) {
    let figures = scene.office.figures(scene.now);
    (figures.promises_given, figures.promises_kept)
}

fn promised_ten_thirty() -> (Scene, TicketId) {
    let mut scene = Scene::new();
    scene.gap("1", "10:30", "11:15");
    let ticket = scene.at("9:45").check_in(ordinary(45)).unwrap();
    assert_eq!(promises(&scene), (1, 0));
    (scene, ticket)
}

#[test]
fn a_promise_that_a_call_kept_stays_kept_when_the_case_is_set_aside_or_sent_on() {
    for to in [None, Some(TransferTo { desk: None, errand: Some("minutes_15".into()) })] {
        let (mut scene, ticket) = promised_ten_thirty();
        scene.at("10:30").call_next("1").unwrap();
        scene.ask(Command::Arrive { ticket }).unwrap();
        let step = to.map_or(Command::Park { ticket }, |to| Command::Transfer { ticket, to, reason: None });
        scene.ask(step).unwrap();
        assert_eq!(promises(&scene), (1, 1));
    }
}

#[test]
fn an_early_call_keeps_the_promise_when_somebody_comes_and_not_when_they_leave() {
    let (mut scene, ticket) = promised_ten_thirty();
    scene.at("9:50").call_next("1").unwrap();
    assert_eq!(promises(&scene), (1, 0), "nobody has come yet");
    scene.ask(Command::Arrive { ticket }).unwrap();
    assert_eq!(promises(&scene), (1, 1));

    let (mut scene, ticket) = promised_ten_thirty();
    scene.at("9:50").call_next("1").unwrap();
    scene.ask(Command::Depart { ticket }).unwrap();
    assert_eq!(promises(&scene), (1, 0));
    scene.ask(Command::Undo { desk: "1".into() }).unwrap();
    scene.at("10:31").ask(Command::Depart { ticket }).unwrap();
    assert_eq!(promises(&scene), (1, 1), "the call still stood in the promised window");
}

#[test]
fn a_visit_that_nobody_recorded_counts_in_the_gap_it_sat_in() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "10:30");
    let ticket = scene.at("9:55").check_in(ordinary(15)).unwrap();
    scene.at("10:00").call_next("1").unwrap();
    scene.ask(Command::Arrive { ticket }).unwrap();
    scene.at("11:00").ask(Command::EndUnrecorded { ticket }).unwrap();
    assert_eq!(scene.office.figures(scene.now).gap_minutes_used, 30);
}

#[test]
fn yesterdays_call_keeps_no_promise_of_today() {
    let plan = Plan(vec![plan_line("wednesday", "1", "9:15", "10:00", ReleaseRule::Hard)]);
    let mut scene = Scene::on(TODAY, plan);
    let waits = scene.at("17:00").check_in(Visitor { if_full: IfFull::Standby, ..ordinary(30) }).unwrap();
    scene.call_next("1").unwrap();
    scene.ask(Command::Park { ticket: waits }).unwrap();
    scene.at("17:30").ask(Command::Return { ticket: waits }).unwrap();
    scene.ask(Command::TakeNextDay { ticket: waits, start: None }).unwrap();
    assert!(matches!(scene.ticket(waits).state, State::Left { ending: Ending::MovedToNextDay, .. }));
    scene.now = scene.moment("18:00") + Length::minutes(14 * 60);
    scene.advance();
    assert_eq!((promises(&scene), scene.ticket(waits).first_called_at), ((1, 0), None));
}
