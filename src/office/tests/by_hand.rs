// SPDX-License-Identifier: MPL-2.0
//! Two supervisors at once, and days whose diary was set by hand.

use crate::command::{Capacity, CapacityChange, Command};
use crate::event::{Event, Recorded};
use crate::gap::{Booking, BookingChange, DiaryChange, Plan, PlanLine, ReleaseRule};
use crate::policy::{Policy, PolicyPatch};
use crate::testing::{Scene, TODAY};

fn booking(scene: &Scene, desk: &str, from: &str, to: &str) -> Booking {
    Booking::new(desk.parse().unwrap(), scene.stretch(from, to))
}

fn rebuilt(scene: &Scene) -> crate::Office {
    let mut office = None;
    for recorded in &scene.ledger {
        let text = serde_json::to_string(recorded).unwrap();
        let read: Recorded = serde_json::from_str(&text).unwrap();
        crate::fold(&mut office, &read).unwrap();
    }
    office.unwrap()
}

#[test]
fn two_supervisors_who_change_two_settings_both_win() {
    let mut scene = Scene::new();
    let first = PolicyPatch { promise_minutes: Some(25), ..PolicyPatch::default() };
    let second = PolicyPatch { lend_freed: Some(false), ..PolicyPatch::default() };
    for patch in [first, second] {
        scene.change(Capacity::ChangePolicy(Box::new(patch))).unwrap();
    }
    let both = Policy { promise_minutes: 25, lend_freed: false, ..Policy::default() };
    assert_eq!(*scene.office.policy(), both);
}

#[test]
fn a_setting_without_a_value_is_refused() {
    let read = |text: &str| serde_json::from_str::<PolicyPatch>(text);
    assert!(read(r#"{"promise_minutes":null}"#).is_err() && read(r#"{"promise":1}"#).is_err());
    assert_eq!(read("{}").unwrap(), PolicyPatch::default());
}

#[test]
fn two_supervisors_who_add_a_booking_each_both_win() {
    let mut scene = Scene::new();
    let (first, second) = (booking(&scene, "1", "10:00", "10:30"), booking(&scene, "1", "11:00", "11:30"));
    for booked in [&first, &second] {
        let change = DiaryChange::Update(vec![BookingChange::Booked(booked.clone())]);
        scene.ask(Command::ChangeDiary { date: TODAY, change }).unwrap();
    }
    assert_eq!(scene.office.bookings(TODAY), [first, second]);
}

#[test]
fn a_day_set_by_hand_stays_as_it_was_set_also_after_a_restart() {
    let mut scene = Scene::new();
    let by_hand = [booking(&scene, "1", "10:00", "10:30")];
    let change = DiaryChange::Replace(by_hand.clone().into());
    scene.ask(Command::ChangeDiary { date: TODAY, change }).unwrap();
    scene.office = rebuilt(&scene);
    let other = [booking(&scene, "2", "12:00", "12:30")];
    let import = Command::ImportDiary { date: TODAY, bookings: other.clone().into() };
    assert_eq!(scene.ask(import).unwrap().events, []);
    assert_eq!(scene.office.bookings(TODAY), by_hand);
}

#[test]
fn a_day_confirmed_by_hand_as_it_was_is_set_by_hand_too() {
    let mut scene = Scene::new();
    let change = || Command::ChangeDiary { date: TODAY, change: DiaryChange::Update(Vec::new()) };
    let set = scene.ask(change()).unwrap();
    assert!(matches!(set.events[0].event, Event::DiaryImported { by_hand: true, .. }));
    assert_eq!(scene.ask(change()).unwrap().events, []);
    let bookings = [booking(&scene, "1", "10:00", "10:30")].into();
    scene.ask(Command::ImportDiary { date: TODAY, bookings }).unwrap();
    assert_eq!(scene.office.bookings(TODAY), []);
}

#[test]
fn a_later_day_set_by_hand_is_still_so_when_it_begins() {
    let mut scene = Scene::new();
    let tomorrow = crate::calendar::next_day(TODAY);
    let change = DiaryChange::Update(Vec::new());
    scene.ask(Command::ChangeDiary { date: tomorrow, change }).unwrap();
    while scene.office.date() < tomorrow {
        scene.now = scene.office.next_due().unwrap();
        scene.advance();
    }
    let bookings = [booking(&scene, "1", "10:00", "10:30")].into();
    scene.ask(Command::ImportDiary { date: tomorrow, bookings }).unwrap();
    assert_eq!(scene.office.bookings(tomorrow), []);
}

#[test]
fn a_change_does_what_its_preview_showed() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    let line = PlanLine {
        weekday: TODAY.weekday(),
        desk: "1".into(),
        start: jiff::civil::Time::constant(10, 30, 0, 0),
        end: jiff::civil::Time::constant(12, 0, 0, 0),
        hold: ReleaseRule::Hard,
    };
    let what = Capacity::SetPlan(Plan(vec![line]));
    let change = CapacityChange { what: what.clone(), force: false, reason: None };
    let preview = scene.office.preview(&change, scene.now).unwrap();
    let done = scene.change(what).unwrap();
    let opened = done.events.iter().filter_map(|recorded| {
        let Event::GapOpened { gap, .. } = &recorded.event else { return None };
        Some(gap.time.length().as_seconds())
    });
    assert_eq!(preview.booking_gains.as_seconds(), -opened.sum::<i64>());
    let tomorrow_week = TODAY.checked_add(jiff::Span::new().days(7)).unwrap();
    let planned = scene.office.planned_on(tomorrow_week);
    assert_eq!(planned.len(), 1, "the view of a later day shows what the day will open");
}
