// SPDX-License-Identifier: MPL-2.0
//! Calls, absence, undo, setting aside and sending on.

use super::{broken, one_desk, recalled_and_absent, standby};
use crate::command::{Command, TransferTo};
use crate::event::Cause;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::setup::{Feature, Features};
use crate::testing::{Scene, Visitor, ordinary};
use crate::ticket::StateName;
use crate::time::Length;

// Within grace nothing is lost, and undo restores.

#[test]
fn who_is_back_within_grace_has_the_place_with_the_slack_it_had() {
    let mut scene = one_desk();
    scene.book(&[("1", "10:30", "11:00")]);
    scene.gap("1", "10:00", "10:30");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.at("10:00").call_next("1").unwrap();
    recalled_and_absent(scene.at("10:01"), ticket);
    scene.now = scene.now + Length::seconds(30);
    scene.advance().ask(Command::Return { ticket }).unwrap();
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 10:00–10:30".into(), "10:00–10:20".into()));
    assert_eq!(scene.call_next("1").unwrap(), ticket);
}

#[test]
fn nobody_gets_the_time_of_an_absent_citizen_while_the_promise_can_be_kept() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "10:45");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.at("10:00").call_next("1").unwrap();
    recalled_and_absent(&mut scene, ticket);
    let other = scene.check_in(standby(30)).unwrap();
    assert!(matches!(scene.call_next("1").unwrap_err(), Refusal::NobodyFits { .. }));
    scene.at("10:05").ask(Command::Return { ticket }).unwrap();
    assert_eq!(scene.call_next("1").unwrap(), ticket);
    assert_eq!(scene.ticket(other).state.name(), StateName::Waiting);
}

#[test]
fn undoing_a_call_restores_ticket_place_and_promise() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "10:30");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.at("10:01");
    let before = scene.ticket(ticket).clone();
    scene.call_next("1").unwrap();
    scene.now = scene.now + Length::seconds(2);
    scene.ask(Command::Undo { desk: "1".into() }).unwrap();
    assert_eq!(*scene.ticket(ticket), before);
}

// Call next.

#[test]
fn the_next_in_rank_who_harms_nobody_goes() {
    let mut scene = one_desk();
    scene.book(&[("1", "8:30", "10:05"), ("1", "10:40", "12:00")]);
    scene.gap("1", "10:30", "10:35");
    scene.at("8:50").check_in(standby(30)).unwrap();
    let y = scene.check_in(standby(15)).unwrap();
    let z = scene.at("10:00").check_in(ordinary(5)).unwrap();
    assert_eq!(scene.promise(z), "10:30–10:50");
    scene.at("10:05");
    assert_eq!(scene.call_next("1").unwrap(), y);
}

#[test]
fn shortly_before_closing_who_fits_goes_first_and_else_the_clerk_is_warned() {
    let mut scene = one_desk();
    let long = scene.at("17:00").check_in(standby(45)).unwrap();
    let short = scene.at("17:50").check_in(standby(5)).unwrap();
    scene.at("17:55");
    assert_eq!(scene.call_next("1").unwrap(), short);
    scene.complete(short);
    assert_eq!(scene.call_next("1").unwrap(), long);
    let closes = scene.moment("18:00");
    assert!(scene.ticket(long).reasons.contains(&Reason::TightBeforeClosing { likely_minutes: 45, closes }));
}

#[test]
fn a_chosen_call_at_a_desk_that_lacks_what_is_needed_asks_for_a_reason() {
    let mut scene = Scene::new();
    let needs = Features::of(&[Feature::QuietRoom]);
    let ticket = scene.at("10:00").check_in(Visitor { needs, ..standby(15) }).unwrap();
    let call = |reason: Option<&str>| Command::CallChosen {
        ticket,
        desk: "1".into(),
        reason: crate::free_text::FreeText::parse_optional(reason).unwrap(),
    };
    let refused = scene.ask(call(None)).unwrap_err();
    assert_eq!(refused.code(), "needs_other_desk");
    assert_eq!(refused.reasons(), [Reason::NeedsOtherDesk { number: 1, feature: Feature::QuietRoom }]);
    scene.ask(call(Some("the quiet room is flooded"))).unwrap();
}

// Setting aside and sending on.

#[test]
fn parking_somebody_who_waits_keeps_place_and_promise_while_it_can() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "10:30");
    scene.gap("1", "10:30", "11:00");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    scene.ask(Command::Park { ticket }).unwrap();
    scene.at("9:55").ask(Command::Return { ticket }).unwrap();
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 10:00–10:30".into(), "10:00–10:20".into()));
    scene.ask(Command::Park { ticket }).unwrap();
    scene.at("10:21");
    assert_eq!(broken(&scene), [Cause::Parked]);
    assert_eq!(scene.ticket(ticket).state.name(), StateName::Parked);
}

#[test]
fn a_transfer_that_costs_a_promise_is_said_beforehand_and_recorded() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "10:30");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    let to = || TransferTo { desk: None, errand: Some("minutes_45".into()) };
    let refused = scene.ask(Command::Transfer { ticket, to: to(), reason: None }).unwrap_err();
    assert_eq!(refused.code(), "would_break_promise");
    let reason = crate::free_text::FreeText::parse_optional(Some("needs a new card")).unwrap();
    scene.ask(Command::Transfer { ticket, to: to(), reason }).unwrap();
    assert_eq!(broken(&scene), [Cause::Transferred]);
    assert_eq!(scene.ticket(ticket).reasons, [Reason::SentOn]);
    assert!(scene.ticket(ticket).standby);
}

#[test]
fn a_transfer_that_costs_nothing_keeps_the_promise() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "11:00");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    let to = TransferTo { desk: None, errand: Some("minutes_45".into()) };
    scene.ask(Command::Transfer { ticket, to, reason: None }).unwrap();
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 10:00–10:45".into(), "10:00–10:20".into()));
}
