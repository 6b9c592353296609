// SPDX-License-Identifier: MPL-2.0
//! What a clerk is told with a call, and before leaving the desk, is so.

use super::cases::{one_desk, standby};
use crate::calendar::{OpenPeriod, clock_time};
use crate::closures::SpecialDay;
use crate::command::{Capacity, Command};
use crate::gap::ReleaseRule;
use crate::reason::Reason;
use crate::testing::{Scene, TODAY, ordinary};
use crate::time::Length;

fn open_in_two_periods() -> Scene {
    let clock = |text: &str| clock_time::parse(text).unwrap();
    let period = |opens, closes| OpenPeriod { opens: clock(opens), closes: clock(closes) };
    let periods = vec![period("8:00", "12:00"), period("13:00", "16:00")];
    let mut scene = one_desk();
    scene.change(Capacity::SetSpecialDay(SpecialDay { date: TODAY, periods, note: None })).unwrap();
    scene
}

#[test]
fn shortly_before_lunch_who_fits_goes_first_and_else_the_clerk_is_warned() {
    let mut scene = open_in_two_periods();
    let long = scene.at("11:00").check_in(standby(45)).unwrap();
    let short = scene.at("11:50").check_in(standby(5)).unwrap();
    scene.at("11:54");
    assert_eq!(scene.call_next("1").unwrap(), short);
    scene.complete(short);
    assert_eq!(scene.call_next("1").unwrap(), long);
    let closes = scene.moment("12:00");
    assert!(scene.ticket(long).reasons.contains(&Reason::TightBeforeClosing { likely_minutes: 45, closes }));
}

#[test]
fn time_opened_in_the_evening_does_not_hide_the_closing_of_the_afternoon() {
    let mut scene = open_in_two_periods();
    scene.gap("1", "18:00", "18:30");
    let ticket = scene.at("15:50").check_in(standby(45)).unwrap();
    scene.at("15:55").call_next("1").unwrap();
    let closes = scene.moment("16:00");
    assert!(
        scene.ticket(ticket).reasons.contains(&Reason::TightBeforeClosing { likely_minutes: 45, closes })
    );
}

#[test]
fn a_clerk_is_told_the_time_that_was_promised_and_missed() {
    let mut scene = one_desk();
    scene.gap("1", "10:00", "10:30");
    scene.gap("1", "12:30", "13:00");
    let ticket = scene.at("9:50").check_in(ordinary(30)).unwrap();
    assert_eq!(scene.promise(ticket), "10:00–10:20");
    scene.at("10:21");
    assert_eq!((scene.promise(ticket), scene.ticket(ticket).broken_promises), ("12:30–12:50".into(), 1));
    scene.at("12:31").call_next("1").unwrap();
    let latest = scene.moment("10:20");
    assert_eq!(scene.ticket(ticket).reasons[0], Reason::PromiseWasBroken { latest });
}

#[test]
fn a_supervisor_reads_how_short_the_time_is_that_fits_nobody() {
    let mut scene = one_desk();
    scene.book(&[("1", "8:00", "10:00"), ("1", "10:10", "18:00")]);
    let gap = scene.gap("1", "10:00", "10:10");
    scene.at("9:50").check_in(standby(45)).unwrap();
    let view = scene.office.supervisor(scene.now);
    let shown = view.desks.iter().flat_map(|desk| &desk.gaps).find(|shown| shown.id == gap).unwrap();
    assert!(matches!(shown.empty, Some(Reason::NobodyFitsIt { minutes: 10 })));
}

#[test]
fn who_leaves_a_desk_reads_the_time_that_goes_back_to_booking_at_once() {
    let mut scene = Scene::new();
    scene.gap_held("1", "10:00", "10:30", ReleaseRule::Soft);
    for desk in ["3", "4"] {
        scene.ask(Command::LeaveDesk { desk: desk.into(), reason: None }).unwrap();
    }
    let ticket = scene.at("9:20").check_in(ordinary(30)).unwrap();
    assert_eq!(scene.place(ticket), "1 10:00–10:30");
    scene.gap("2", "10:00", "10:30");
    scene.at("9:40");
    let preview = scene.office.preview_leaving(&"1".into(), scene.now).unwrap();
    assert_eq!((preview.moves.len(), preview.booking_gains), (1, Length::minutes(30)));
    let soft = scene.office.gaps().next().unwrap().id;
    scene.ask(Command::LeaveDesk { desk: "1".into(), reason: None }).unwrap();
    scene.advance();
    assert!(!scene.office.gap(soft).unwrap().is_open());
}
