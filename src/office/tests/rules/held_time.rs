// SPDX-License-Identifier: MPL-2.0
//! Rules 1 and 9 with an appointment system that holds time: nothing is promised that the public can book.

use super::standby;
use crate::command::{Capacity, Command, HoldReport, HoldStep};
use crate::gap::{Booking, GapState, Origin, Plan, ReleaseRule};
use crate::holds::{HoldTrouble, Holding};
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::testing::{Scene, ordinary, plan_line};
use crate::time::Length;

fn report(scene: &mut Scene, from: &str, to: &str, step: HoldStep) -> Result<(), Refusal> {
    let time = scene.stretch(from, to);
    scene.ask(Command::ReportHold(HoldReport { desk: "1".into(), time, step })).map(drop)
}

fn holding() -> Scene {
    let mut scene = Scene::new();
    let mut setup = scene.office.setup().clone();
    setup.holding = Some(Holding { days_ahead: 2, desks: vec!["1".into()] });
    scene.ask(Command::ChangeSetup(Box::new(setup))).unwrap();
    scene
}

#[test]
fn reserved_time_is_promised_only_once_its_hold_is_confirmed() {
    let mut scene = holding();
    scene.at("9:30").gap("1", "10:00", "11:00");
    let ticket = scene.check_in(standby(30)).unwrap();
    assert_eq!(scene.place(ticket), "-");
    report(&mut scene, "10:00", "11:00", HoldStep::Confirmed).unwrap();
    assert_eq!(scene.place(ticket), "1 10:00–10:30");
}

#[test]
fn a_hold_that_is_lost_moves_who_was_placed_there_and_says_why() {
    let mut scene = holding();
    scene.at("9:30").gap("1", "10:00", "11:00");
    scene.gap("2", "10:05", "11:00");
    report(&mut scene, "10:00", "11:00", HoldStep::Confirmed).unwrap();
    let ticket = scene.check_in(ordinary(30)).unwrap();
    assert_eq!(scene.place(ticket), "1 10:00–10:30");
    report(&mut scene, "10:00", "11:00", HoldStep::Refused(HoldTrouble::Taken)).unwrap();
    assert_eq!(scene.place(ticket), "2 10:05–10:35");
    assert!(scene.ticket(ticket).reasons.contains(&Reason::HoldLost { desk: "1".into() }));
}

#[test]
fn the_office_closes_the_gap_first_and_only_then_lets_go_of_the_hold() {
    let mut scene = holding();
    let gap = scene.at("9:30").gap("1", "10:00", "11:00");
    report(&mut scene, "10:00", "11:00", HoldStep::Confirmed).unwrap();
    let refused = report(&mut scene, "10:00", "11:00", HoldStep::LettingGo).unwrap_err();
    assert_eq!(refused.code(), "hold_still_wanted");
    scene.change(Capacity::WithdrawGap { gap }).unwrap();
    report(&mut scene, "10:00", "11:00", HoldStep::LettingGo).unwrap();
    // While it is being given back the time is not counted on, also when a gap opens there again.
    scene.gap("1", "10:00", "11:00");
    let ticket = scene.check_in(standby(30)).unwrap();
    assert_eq!(scene.place(ticket), "-");
}

#[test]
fn what_the_plan_will_reserve_is_wanted_days_ahead() {
    let mut scene = holding();
    let line = plan_line("wednesday", "1", "10:00", "11:00", ReleaseRule::Hard);
    scene.at("9:30").change(Capacity::SetPlan(Plan(vec![line]))).unwrap();
    let wanted = scene.office.wanted_holds(scene.now);
    let day = Length::minutes(24 * 60);
    let time = scene.stretch("10:00", "11:00");
    let dates: Vec<_> = wanted.iter().map(|wanted| wanted.time.start - time.start).collect();
    assert!(dates.iter().all(|ahead| ahead.as_seconds() % day.as_seconds() == 0), "{dates:?}");
    assert!(wanted.len() <= 1, "only Wednesday has a line");
}

#[test]
fn a_closure_closes_the_gap_and_who_was_placed_there_is_told() {
    let mut scene = Scene::new();
    let gap = scene.at("9:30").gap("1", "10:00", "11:00");
    let ticket = scene.check_in(ordinary(30)).unwrap();
    let closed = Booking { closed: true, ..Booking::new("1".into(), scene.stretch("9:00", "17:00")) };
    let date = scene.office.date();
    scene.ask(Command::ImportDiary { date, bookings: [closed].into() }).unwrap();
    assert_eq!(scene.office.gap(gap).unwrap().state, GapState::Withdrawn);
    assert_eq!(scene.place(ticket), "-");
    // Opened again it is no freed booking.
    scene.ask(Command::ImportDiary { date, bookings: [].into() }).unwrap();
    assert!(!scene.office.gaps().any(|gap| gap.origin == Origin::FreedBooking));
}
