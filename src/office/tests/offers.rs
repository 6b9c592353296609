// SPDX-License-Identifier: MPL-2.0
//! A call before the window is an offer, and nobody loses a place by a call they could not know of.

use super::cases::{one_desk, recalled_and_absent, standby};
use crate::command::Command;
use crate::gap::ReleaseRule;
use crate::refusal::Refusal;
use crate::testing::{Scene, ordinary};
use crate::ticket::{State, StateName};
use crate::time::Length;

#[test]
fn who_is_not_there_before_the_told_window_loses_nothing() {
    let mut scene = one_desk();
    scene.gap("1", "10:30", "11:15");
    let ticket = scene.at("9:45").check_in(ordinary(45)).unwrap();
    assert_eq!(scene.promise(ticket), "10:30–10:50");
    let before = (scene.place(ticket), scene.promise(ticket), scene.ticket(ticket).first_called_at);
    assert_eq!(scene.at("9:50").call_next("1").unwrap(), ticket);
    recalled_and_absent(scene.at("9:51"), ticket);
    assert_eq!(scene.ticket(ticket).state.name(), StateName::Waiting);
    let after = (scene.place(ticket), scene.promise(ticket), scene.ticket(ticket).first_called_at);
    assert_eq!(after, before);
    assert_eq!(
        scene.call_next("1").unwrap_err().code(),
        "nobody_waits",
        "not called again before the window"
    );
    scene.at("10:07");
    assert_eq!(scene.at("10:30").call_next("1").unwrap(), ticket);
}

#[test]
fn who_comes_before_the_window_after_all_may_be_called_at_once() {
    let mut scene = one_desk();
    scene.gap("1", "10:30", "11:15");
    let ticket = scene.at("9:45").check_in(ordinary(45)).unwrap();
    scene.at("9:50").call_next("1").unwrap();
    recalled_and_absent(&mut scene, ticket);
    scene.at("9:55").ask(Command::Return { ticket }).unwrap();
    assert_eq!(scene.call_next("1").unwrap(), ticket);
}

#[test]
fn time_for_somebody_who_was_called_early_is_not_given_to_the_public_before_they_came() {
    let mut scene = one_desk();
    scene.book(&[("1", "11:15", "12:00")]);
    let gap = scene.gap_held("1", "10:30", "11:15", ReleaseRule::Soft);
    let ticket = scene.at("9:45").check_in(ordinary(45)).unwrap();
    scene.at("9:59").call_next("1").unwrap();
    scene.at("10:00");
    assert_eq!(scene.office.gap(gap).unwrap().time, scene.stretch("10:30", "11:15"));
    recalled_and_absent(scene.at("10:01"), ticket);
    assert_eq!((scene.promise(ticket), scene.ticket(ticket).broken_promises), ("10:30–10:50".into(), 0));
    assert_eq!(scene.at("10:30").call_next("1").unwrap(), ticket);
}

#[test]
fn a_call_that_is_undone_has_cost_nobody_their_time() {
    let mut scene = one_desk();
    let gap = scene.gap_held("1", "10:30", "11:15", ReleaseRule::Soft);
    let ticket = scene.at("9:45").check_in(ordinary(45)).unwrap();
    scene.now = scene.moment("10:00") - Length::seconds(2);
    scene.advance().call_next("1").unwrap();
    scene.now = scene.now + Length::seconds(5);
    scene.advance().ask(Command::Undo { desk: "1".into() }).unwrap();
    assert!(scene.office.gap(gap).unwrap().is_open());
    assert_eq!((scene.promise(ticket), scene.ticket(ticket).broken_promises), ("10:30–10:50".into(), 0));
}

#[test]
fn who_was_absent_reads_until_when_the_place_is_kept_and_then_until_when_they_may_come() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "10:55");
    let absent = scene.at("9:30").check_in(ordinary(30)).unwrap();
    scene.at("9:31").check_in(standby(30)).unwrap();
    scene.at("10:10").call_next("1").unwrap();
    recalled_and_absent(scene.at("10:11"), absent);
    let until = |scene: &Scene| {
        let view = scene.office.ticket_view(absent, scene.now).unwrap();
        (view.absent_until.unwrap().0[11..16].to_owned(), view.latest.is_some())
    };
    assert_eq!(until(&scene), ("10:20".into(), true));
    scene.at("10:22");
    assert_eq!(until(&scene), ("10:26".into(), false));
    scene.at("10:26").ask(Command::Return { ticket: absent }).unwrap();
}

#[test]
fn nobody_is_told_to_come_back_after_closing_time() {
    let mut scene = one_desk();
    let ticket = scene.at("17:40").check_in(standby(5)).unwrap();
    scene.at("17:50").call_next("1").unwrap();
    recalled_and_absent(scene.at("17:51"), ticket);
    let closes = scene.moment("18:00");
    assert!(matches!(scene.ticket(ticket).state, State::Absent { until, .. } if until == closes));
}

#[test]
fn who_went_out_until_the_time_they_were_told_is_still_expected_then() {
    let mut scene = one_desk();
    scene.gap("1", "10:30", "11:30");
    let ticket = scene.at("9:45").check_in(ordinary(45)).unwrap();
    assert_eq!(scene.promise(ticket), "10:30–10:50");
    scene.at("9:50").gap("1", "10:00", "10:30");
    assert_eq!(scene.promise(ticket), "10:00–10:20", "they are out and do not read it");
    scene.at("10:01").call_next("1").unwrap();
    recalled_and_absent(scene.at("10:02"), ticket);
    scene.at("10:30").ask(Command::Return { ticket }).unwrap();
    assert_eq!(scene.call_next("1").unwrap(), ticket);

    scene.complete(ticket);
    let reads = scene.at("11:00").check_in(standby(15)).unwrap();
    scene.call_next("1").unwrap();
    recalled_and_absent(scene.at("11:01"), reads);
    scene.at("11:17");
    let refused = scene.ask(Command::Return { ticket: reads });
    assert!(matches!(refused, Err(Refusal::GraceRanOut { .. })), "who was told nothing later has the grace");
}
