// SPDX-License-Identifier: MPL-2.0
//! Places kept on a later day.

use super::{broken, force, next_day, one_desk, one_desk_with, standby};
use crate::command::{Capacity, CapacityChange, Command};
use crate::event::Cause;
use crate::gap::{Booking, Plan, ReleaseRule};
use crate::names::{DeskId, TicketId};
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::testing::{Scene, TODAY, plan_line, zone};
use crate::ticket::{Ending, State};
use crate::time::{Length, TimeRange};

// A place kept on a later day is a promise like any other.

fn kept_for_wednesday() -> (Scene, TicketId) {
    let mut scene =
        one_desk_with(Plan(vec![plan_line("wednesday", "1", "9:15", "10:00", ReleaseRule::Hard)]));
    let ticket = scene.at("9:00").check_in(next_day(30)).unwrap();
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 9:15–9:45".into(), "9:15–9:35".into()));
    (scene, ticket)
}

#[test]
fn taking_the_plan_away_from_a_place_kept_for_tomorrow_needs_force_and_a_reason() {
    let (mut scene, ticket) = kept_for_wednesday();
    let refused = scene.change(Capacity::SetPlan(Plan::default())).unwrap_err();
    let Refusal::PromisesWouldBreak { preview } = refused else { panic!("{refused:?}") };
    assert_eq!(preview.broken.iter().map(|broken| broken.ticket).collect::<Vec<_>>(), [ticket]);
    force(&mut scene, Capacity::SetPlan(Plan::default())).unwrap();
    assert_eq!(broken(&scene), [Cause::SupervisorForced]);
    assert_eq!(
        (scene.place(ticket), scene.promise(ticket)),
        ("-".into(), "-".into()),
        "the page says so at once"
    );
    assert_eq!(scene.ticket(ticket).reasons, [Reason::SupervisorForced]);
}

#[test]
fn a_gap_for_tomorrow_that_somebody_has_a_place_in_is_not_withdrawn_unasked() {
    let mut scene = one_desk();
    let tomorrow = TODAY.tomorrow().unwrap();
    let time = |from: &str, to: &str| {
        let of = |clock: &str| zone().moment(tomorrow, crate::calendar::clock_time::parse(clock).unwrap());
        TimeRange::new(of(from), of(to))
    };
    let open =
        |from, to| Capacity::OpenGap { desk: "1".into(), time: time(from, to), hold: ReleaseRule::Hard };
    scene.change(open("9:15", "9:45")).unwrap();
    let ticket = scene.at("9:00").check_in(next_day(30)).unwrap();
    let gap = scene.office.gaps().next().unwrap().id;
    let refused = scene.change(Capacity::WithdrawGap { gap }).unwrap_err();
    assert_eq!(refused.code(), "promises_would_break");
    scene.change(open("9:50", "10:20")).unwrap();
    let preview = scene.office.preview(
        &CapacityChange { what: Capacity::WithdrawGap { gap }, force: false, reason: None },
        scene.now,
    );
    assert_eq!(preview.unwrap().broken[0].instead.unwrap().earliest, time("9:50", "10:20").start);
    force(&mut scene, Capacity::WithdrawGap { gap }).unwrap();
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 9:50–10:20".into(), "9:50–10:10".into()));
}

#[test]
fn a_booking_over_a_place_kept_for_tomorrow_is_told_today_with_its_cause() {
    let (mut scene, ticket) = kept_for_wednesday();
    let date = TODAY.tomorrow().unwrap();
    let nine = zone().moment(date, crate::calendar::clock_time::parse("9:00").unwrap());
    let booked = Booking::new(DeskId::from("1"), TimeRange::new(nine, nine + Length::minutes(30)));
    scene.ask(Command::ImportDiary { date, bookings: [booked].into() }).unwrap();
    assert_eq!(broken(&scene), []);
    assert_eq!((scene.place(ticket), scene.promise(ticket)), ("1 9:30–10:00".into(), "9:15–9:35".into()));
    let booked = Booking::new(DeskId::from("1"), TimeRange::new(nine, nine + Length::minutes(60)));
    scene.ask(Command::ImportDiary { date, bookings: [booked].into() }).unwrap();
    assert_eq!(broken(&scene), [Cause::BookingCameIn]);
    let next_week = scene.ticket(ticket).kept_for.unwrap();
    assert_eq!((next_week, scene.place(ticket)), (jiff::civil::date(2026, 3, 11), "1 9:15–9:45".into()));
}

// The day ends, and the next begins.

#[test]
fn a_place_on_the_next_day_is_offered_and_taken_never_given() {
    let mut scene = one_desk_with(Plan(vec![plan_line("wednesday", "1", "9:15", "9:45", ReleaseRule::Hard)]));
    let ticket = scene.at("17:50").check_in(standby(30)).unwrap();
    scene.at("18:00");
    assert!(matches!(scene.ticket(ticket).state, State::Left { ending: Ending::NotServedToday, .. }));
    scene.ask(Command::TakeNextDay { ticket, start: None }).unwrap();
    assert_eq!(scene.promise(ticket), "9:15–9:35", "day and time at once");
    assert_eq!(scene.ticket(ticket).kept_for, TODAY.tomorrow().ok());
}

#[test]
fn who_has_a_kept_place_counts_as_waiting_when_they_have_come_and_may_be_called_early() {
    let (mut scene, ticket) = kept_for_wednesday();
    scene.now = scene.moment("18:00") + Length::minutes(14 * 60 + 5);
    scene.advance();
    scene.ask(Command::OpenDesk { desk: "1".into() }).unwrap();
    assert_eq!(scene.office.waiting(), 0);
    assert_eq!(scene.call_next("1").unwrap_err().code(), "nobody_waits");
    scene.ask(Command::Return { ticket }).unwrap();
    assert_eq!(scene.office.waiting(), 1);
    assert_eq!(scene.call_next("1").unwrap(), ticket);
}
