// SPDX-License-Identifier: MPL-2.0
//! Rule 1 while the appointment system is silent: no freed time is lent that nobody can confirm. What was
//! promised in it stays promised.

use crate::command::{Capacity, Command, HoldReport, HoldStep, IfFull};
use crate::gap::{Plan, ReleaseRule};
use crate::holds::Holding;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::testing::{Scene, TODAY, Visitor, ordinary, plan_line};
use crate::time::Length;

fn standby(minutes: u16) -> Visitor {
    Visitor { if_full: IfFull::Standby, ..ordinary(minutes) }
}

/// At 9:40 a booking at desk 1 from 10 to 11 is cancelled; nothing else is reserved.
fn freed() -> Scene {
    let mut scene = Scene::new();
    scene.at("9:30").book(&[("1", "10:00", "11:00")]);
    scene.at("9:40").book(&[]);
    scene
}

fn lost(scene: &mut Scene) {
    let known_at = Some(scene.now);
    scene.ask(Command::DiaryLost { known_at, unread: Vec::new() }).unwrap();
}

fn unconfirmed(scene: &Scene) -> Reason {
    Reason::FreedTimeUnconfirmed { desk: "1".into(), known_at: scene.moment("9:45") }
}

#[test]
fn time_freed_before_a_silence_is_promised_to_nobody_in_it() {
    let mut scene = freed();
    lost(scene.at("9:45"));
    assert_eq!(scene.at("9:50").check_in(ordinary(30)).unwrap_err().code(), "no_time_today");
    let ticket = scene.check_in(standby(30)).unwrap();
    scene.at("10:05");
    assert_eq!(scene.place(ticket), "-", "nor does time that goes by give it away");
    let gap = scene.office.supervisor(scene.now).desks[0].gaps[0].clone();
    let told = unconfirmed(&scene).map_time(|moment| scene.office.stamp(moment));
    assert_eq!(gap.empty, Some(told), "the supervisor reads why");
    assert_eq!(scene.office.supervisor(scene.now).figures.gap_minutes_left, 0);
}

#[test]
fn nobody_new_is_called_into_freed_time_in_a_silence_and_the_clerk_reads_why() {
    let mut scene = freed();
    lost(scene.at("9:45"));
    let ticket = scene.at("9:50").check_in(standby(30)).unwrap();
    let early = scene.call_next("1").unwrap_err();
    assert_eq!(early, Refusal::NobodyFits { reasons: vec![unconfirmed(&scene)] }, "it would run into it");
    let chosen = Command::CallChosen { ticket, desk: "1".into(), reason: None };
    assert_eq!(scene.at("10:00").ask(chosen).unwrap_err().code(), "would_delay_booking");
    assert_eq!(scene.call_next("2").unwrap(), ticket, "desk 2 lends nothing freed");
}

#[test]
fn what_was_promised_before_the_silence_is_kept_and_called() {
    let mut scene = freed();
    let ticket = scene.check_in(ordinary(30)).unwrap();
    let told = (scene.place(ticket), scene.promise(ticket));
    lost(scene.at("9:45"));
    scene.check_in(standby(15)).unwrap();
    scene.at("9:59");
    assert_eq!((scene.place(ticket), scene.promise(ticket)), told);
    assert_eq!(scene.at("10:00").call_next("1").unwrap(), ticket);
    let next = scene.at("10:10").call_next("1").unwrap_err();
    assert_eq!(next.code(), "desk_busy");
    scene.complete(ticket);
    let next = scene.call_next("1").unwrap_err();
    assert_eq!(next, Refusal::NobodyFits { reasons: vec![unconfirmed(&scene)] }, "what is left is nobody's");
}

#[test]
fn a_place_in_freed_time_may_slip_in_a_silence_and_never_goes_to_another() {
    let mut scene = freed();
    scene.gap("1", "9:45", "10:00");
    let first = scene.check_in(ordinary(15)).unwrap();
    let second = scene.check_in(ordinary(30)).unwrap();
    assert_eq!(scene.place(second), "1 10:00–10:30");
    scene.at("9:45").call_next("1").unwrap();
    lost(scene.at("9:50"));
    let third = scene.check_in(standby(30)).unwrap();
    scene.at("10:08");
    assert!(scene.place(second).starts_with("1 10:"), "the case before runs over: {}", scene.place(second));
    scene.complete(first);
    scene.ask(Command::Depart { ticket: second }).unwrap();
    assert_eq!(scene.at("10:10").place(third), "-", "who leaves leaves it to nobody");
}

#[test]
fn when_the_appointment_system_answers_again_the_time_is_lent_at_once() {
    let mut scene = freed();
    lost(scene.at("9:45"));
    let ticket = scene.at("9:50").check_in(standby(30)).unwrap();
    scene.at("9:55").book(&[("1", "10:00", "10:15")]);
    assert_eq!(scene.place(ticket), "-");
    scene.ask(Command::DiaryFound).unwrap();
    assert_eq!(scene.place(ticket), "1 10:15–10:45", "but not what was booked in the silence");
}

#[test]
fn a_gap_the_supervisor_opens_over_it_is_their_word_and_counts() {
    let mut scene = freed();
    lost(scene.at("9:45"));
    let ticket = scene.at("9:50").check_in(standby(30)).unwrap();
    let time = scene.stretch("10:00", "10:45");
    scene.change(Capacity::OpenGap { desk: "1".into(), time, hold: ReleaseRule::Hard }).unwrap();
    assert_eq!(scene.place(ticket), "1 10:00–10:30");
}

#[test]
fn freed_time_that_is_held_there_is_confirmed_and_goes_on() {
    let mut scene = Scene::new();
    let mut setup = scene.office.setup().clone();
    setup.holding = Some(Holding { days_ahead: 2, desks: vec!["1".into()] });
    scene.ask(Command::ChangeSetup(Box::new(setup))).unwrap();
    scene.at("9:30").book(&[("1", "10:00", "11:00")]);
    scene.at("9:40").book(&[]);
    let time = scene.stretch("10:00", "11:00");
    let report = HoldReport { desk: "1".into(), time, step: HoldStep::Confirmed };
    scene.ask(Command::ReportHold(report)).unwrap();
    lost(scene.at("9:45"));
    let ticket = scene.check_in(ordinary(30)).unwrap();
    assert_eq!(scene.place(ticket), "1 10:00–10:30");
}

#[test]
fn the_office_knows_from_its_ledger_when_the_appointment_system_last_told_something() {
    let mut scene = freed();
    let told = scene.moment("9:40");
    assert_eq!(scene.office.diary_reported_at(), Some(told));
    lost(scene.at("9:45"));
    assert_eq!(scene.office.diary_reported_at(), Some(told), "a silence tells nothing");
    scene.now = scene.office.day.range().end + Length::minutes(1);
    scene.advance();
    assert_eq!(scene.office.diary_reported_at(), Some(told), "tomorrow it is still so old");
}

/// A plan reserves time at desk 1; of its calendar nothing was ever read.
#[test]
fn planned_time_at_a_desk_whose_calendar_was_never_read_is_promised_to_nobody_until_it_is() {
    let plan = Plan(vec![plan_line("tuesday", "1", "9:00", "9:40", ReleaseRule::Hard)]);
    let mut scene = Scene::on(TODAY, plan);
    let unread = vec!["1".into()];
    scene.at("8:00").ask(Command::DiaryLost { known_at: None, unread }).unwrap();
    assert_eq!(scene.at("8:05").check_in(ordinary(20)).unwrap_err().code(), "no_time_today");
    scene.gap("1", "8:30", "8:50");
    let by_hand = scene.at("8:10").check_in(ordinary(20)).unwrap();
    assert!(
        scene.place(by_hand).starts_with("1 8:30"),
        "what the supervisor opened counts: {}",
        scene.place(by_hand)
    );
    scene.at("8:15").ask(Command::DiaryFound).unwrap();
    let planned = scene.at("8:20").check_in(ordinary(20)).unwrap();
    assert!(scene.place(planned).starts_with("1 9:"), "{}", scene.place(planned));
}
