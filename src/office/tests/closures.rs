// SPDX-License-Identifier: MPL-2.0
//! Closed days, shorter days, lunch, and desks without a clerk: nobody is promised time in which nobody serves, and
//! whoever had a place there is named before it is taken.

use jiff::civil::{Date, Time, date};

use crate::calendar::{OpenDay, OpenPeriod};
use crate::closures::SpecialDay;
use crate::command::{Capacity, CapacityChange, Command, IfFull};
use crate::decide::Decided;
use crate::event::{Cause, Event};
use crate::free_text::FreeText;
use crate::gap::{GapState, Plan, ReleaseRule};
use crate::names::{AbsenceId, TicketId};
use crate::preview::Preview;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::testing::{Scene, TODAY, Visitor, ordinary, plan_line, setup, zone};
use crate::ticket::{Ending, State};
use crate::time::TimeRange;

const TOMORROW: Date = date(2026, 3, 4);

fn clock(text: &str) -> Time {
    crate::calendar::clock_time::parse(text).unwrap()
}

fn period(opens: &str, closes: &str) -> OpenPeriod {
    OpenPeriod { opens: clock(opens), closes: clock(closes) }
}

fn closed(date: Date) -> Capacity {
    Capacity::SetSpecialDay(SpecialDay { date, periods: Vec::new(), note: None })
}

fn open_only(date: Date, periods: &[OpenPeriod]) -> Capacity {
    Capacity::SetSpecialDay(SpecialDay { date, periods: periods.to_vec(), note: None })
}

fn away(scene: &Scene, desk: &str, from: &str, to: &str) -> Capacity {
    Capacity::PlanAbsence { desk: desk.parse().unwrap(), time: scene.stretch(from, to) }
}

fn forced(scene: &mut Scene, what: Capacity) -> Decided {
    let reason = Some(FreeText::parse("kursus").unwrap());
    scene.ask(Command::ChangeCapacity(CapacityChange { what, force: true, reason })).unwrap()
}

fn preview(scene: &Scene, what: Capacity) -> Preview {
    scene.office.preview(&CapacityChange { what, force: false, reason: None }, scene.now).unwrap()
}

fn tomorrow(scene: &mut Scene, to: &str) {
    scene.now = zone().day(scene.office.date()).end;
    scene.advance();
    scene.at(to);
}

fn kept_for_tomorrow(minutes: u16) -> Visitor {
    Visitor { if_full: IfFull::NextDay, ..ordinary(minutes) }
}

fn why_broken(scene: &Scene, who: TicketId) -> (Cause, Reason) {
    let of_them = |event: &Event| matches!(event, Event::PromiseBroken { ticket, .. } if *ticket == who);
    let Some(Event::PromiseBroken { cause, reasons, .. }) = scene.events(of_them).pop() else {
        panic!("no promise of theirs was broken")
    };
    (*cause, reasons[0].clone())
}

#[test]
fn a_day_that_is_closed_names_whoever_has_a_place_on_it_and_keeps_another() {
    let lines = ["wednesday", "thursday"].map(|day| plan_line(day, "1", "9:00", "10:00", ReleaseRule::Hard));
    let mut scene = Scene::on(TODAY, Plan(lines.to_vec()));
    let ticket = scene.at("10:00").check_in(kept_for_tomorrow(30)).unwrap();
    assert_eq!(preview(&scene, closed(TOMORROW)).broken[0].ticket, ticket);
    assert!(matches!(scene.change(closed(TOMORROW)), Err(Refusal::PromisesWouldBreak { .. })));
    forced(&mut scene, closed(TOMORROW));
    assert_eq!(why_broken(&scene, ticket), (Cause::OfficeClosed, Reason::ClosedAtThatTime));
    assert_eq!(scene.ticket(ticket).kept_for, Some(date(2026, 3, 5)));
}

#[test]
fn nobody_stands_by_in_an_empty_house() {
    let mut scene = Scene::new();
    scene.change(closed(TOMORROW)).unwrap();
    tomorrow(&mut scene, "11:00");
    assert!(!scene.office.is_open(scene.now));
    let standby = Visitor { if_full: IfFull::Standby, ..ordinary(15) };
    assert_eq!(scene.check_in(standby).unwrap_err(), Refusal::OfficeClosed);
}

#[test]
fn the_next_open_day_after_christmas_eve_is_the_first_that_no_holiday_closes() {
    let eve = date(2026, 12, 24);
    let mut scene = Scene::on(date(2026, 12, 23), Plan::default());
    for day in 24..=31 {
        scene.change(closed(date(2026, 12, day))).unwrap();
    }
    scene.change(closed(date(2027, 1, 1))).unwrap();
    assert_eq!(scene.office.next_open_day(eve).unwrap().0, date(2027, 1, 2));
    scene.change(Capacity::RemoveSpecialDay { date: date(2026, 12, 30) }).unwrap();
    assert_eq!(scene.office.next_open_day(eve).unwrap().0, date(2026, 12, 30));
}

#[test]
fn an_office_that_closes_early_tells_whoever_was_to_come_later() {
    let mut scene = Scene::new();
    scene.gap("1", "15:00", "16:00");
    let late = scene.at("14:30").check_in(ordinary(30)).unwrap();
    let early = open_only(TODAY, &[period("8:00", "14:45")]);
    let shown = preview(&scene, early.clone());
    assert_eq!((shown.broken.len(), shown.broken[0].instead), (1, None));
    forced(&mut scene, early);
    assert_eq!(why_broken(&scene, late), (Cause::OfficeClosed, Reason::ClosedAtThatTime));
    assert_eq!(scene.office.closes_at(), Some(scene.moment("14:45")));
    scene.at("14:50");
    assert!(!scene.office.is_open(scene.now));
    assert_eq!(scene.check_in(ordinary(5)).unwrap_err(), Refusal::OfficeClosed);
}

#[test]
fn an_office_that_closes_at_once_says_so_to_everybody_who_waits() {
    let mut scene = Scene::new();
    let waits = scene.at("14:30").check_in(Visitor { if_full: IfFull::Standby, ..ordinary(30) }).unwrap();
    let shown = preview(&scene, closed(TODAY));
    let sent_home: Vec<_> = shown.visits_ended.iter().map(|ended| ended.ticket).collect();
    assert_eq!((shown.broken.len(), sent_home), (0, vec![waits]));
    assert_eq!(scene.change(closed(TODAY)).unwrap_err().code(), "visits_would_end");
    forced(&mut scene, closed(TODAY));
    let ending = &scene.ticket(waits).state;
    assert!(matches!(ending, State::Left { ending: Ending::NotServedToday, .. }), "{ending:?}");
    assert_eq!(scene.office.closes_at(), None);
}

#[test]
fn a_day_that_is_closed_by_mistake_opens_again_and_ends_at_its_hour() {
    let mut scene = Scene::new();
    scene.at("14:30");
    forced(&mut scene, closed(TODAY));
    scene.at("14:32");
    assert_eq!(scene.check_in(ordinary(5)).unwrap_err(), Refusal::OfficeClosed);
    forced(&mut scene, Capacity::RemoveSpecialDay { date: TODAY });
    scene.at("14:33").check_in(Visitor { if_full: IfFull::Standby, ..ordinary(30) }).unwrap();
    scene.at("18:01");
    assert_eq!(scene.office.waiting(), 0);
}

#[test]
fn a_gap_on_a_closed_day_that_is_withdrawn_and_opened_anew_lets_people_in() {
    let mut scene = Scene::new();
    scene.change(closed(TODAY)).unwrap();
    let gap = scene.at("8:30").gap("1", "19:00", "20:00");
    scene.change(Capacity::WithdrawGap { gap }).unwrap();
    scene.gap("1", "19:00", "20:30");
    scene.at("19:05").check_in(ordinary(15)).unwrap();
}

#[test]
fn a_day_cannot_be_closed_earlier_than_it_is() {
    let mut scene = Scene::new();
    scene.at("12:00");
    let refused = scene.change(open_only(TODAY, &[period("8:00", "11:00")])).unwrap_err();
    assert_eq!(refused, Refusal::InThePast);
}

#[test]
fn reserved_time_in_which_nobody_could_serve_is_neither_used_nor_unused() {
    let mut scene = Scene::new();
    let (after, lunch) = (scene.gap("1", "15:00", "16:00"), scene.gap("2", "12:00", "12:30"));
    scene.change(open_only(TODAY, &[period("8:00", "14:00")])).unwrap();
    scene.change(away(&scene, "2", "11:30", "13:00")).unwrap();
    scene.at("18:30");
    for gap in [after, lunch] {
        assert_eq!(scene.office.gap(gap).unwrap().state, GapState::Withdrawn);
    }
}

#[test]
fn nobody_is_promised_the_time_of_a_clerk_who_is_ill_until_noon() {
    let mut scene = Scene::new();
    scene.gap("1", "9:00", "13:00");
    scene.at("8:00");
    scene.change(away(&scene, "1", "8:00", "12:00")).unwrap();
    let refused = scene.at("9:00").check_in(ordinary(30)).unwrap_err();
    assert_eq!(refused.code(), "no_time_today");
    let later = scene.check_in(Visitor { if_full: IfFull::LaterToday, ..ordinary(30) }).unwrap();
    assert_eq!(scene.place(later), "1 12:00–12:30");
}

#[test]
fn an_absence_says_first_whose_promise_it_breaks_and_is_blamed_for_it() {
    let mut scene = Scene::new();
    scene.gap("1", "9:00", "10:00");
    let ticket = scene.at("8:50").check_in(ordinary(30)).unwrap();
    let ill = away(&scene, "1", "8:50", "12:00");
    assert_eq!(preview(&scene, ill.clone()).broken[0].ticket, ticket);
    assert_eq!(scene.change(ill.clone()).unwrap_err().code(), "promises_would_break");
    forced(&mut scene, ill);
    assert_eq!(why_broken(&scene, ticket), (Cause::DeskClosed, Reason::ClerkAway { desk: "1".into() }));
}

#[test]
fn whoever_has_a_place_in_a_break_is_moved_within_their_promise_where_that_can_be() {
    let mut scene = Scene::new();
    scene.gap("1", "11:30", "12:30");
    let ticket = scene.at("11:00").check_in(ordinary(15)).unwrap();
    assert_eq!(scene.place(ticket), "1 11:30–11:45");
    scene.change(away(&scene, "1", "11:30", "11:40")).unwrap();
    assert_eq!(scene.place(ticket), "1 11:40–11:55");
    assert_eq!(scene.ticket(ticket).reasons, [Reason::ClerkAway { desk: "1".into() }]);
}

#[test]
fn a_clerk_who_is_back_early_gives_the_time_back() {
    let mut scene = Scene::new();
    scene.gap("1", "9:00", "12:00");
    scene.change(away(&scene, "1", "9:00", "10:00")).unwrap();
    let ticket = scene.at("9:05").check_in(ordinary(30)).unwrap();
    assert_eq!(scene.place(ticket), "1 10:00–10:30");
    let back = |desk: &str| Capacity::CancelAbsence { desk: desk.parse().unwrap(), absence: AbsenceId(1) };
    assert_eq!(scene.change(back("2")).unwrap_err(), Refusal::UnknownAbsence(AbsenceId(1)));
    scene.at("9:20").change(back("1")).unwrap();
    assert_eq!(scene.place(ticket), "1 9:20–9:50");
    assert_eq!(scene.change(back("1")).unwrap_err().code(), "unknown_absence");
}

#[test]
fn a_desk_on_a_break_is_no_desk_to_send_somebody_to() {
    let mut scene = Scene::new();
    scene.change(away(&scene, "1", "9:00", "10:00")).unwrap();
    let staffed = |scene: &Scene| {
        let view = scene.office.desk_view(&"2".into(), scene.now).unwrap();
        view.desks.iter().find(|other| other.desk == "1".into()).unwrap().staffed
    };
    assert!(!staffed(scene.at("9:30")));
    assert!(staffed(scene.at("10:00")));
}

#[test]
fn a_clerk_sees_the_break_that_is_under_way_or_the_next_one_of_today() {
    let mut scene = Scene::new();
    let seen = |scene: &Scene| {
        let view = scene.office.desk_view(&"1".parse().unwrap(), scene.now).unwrap();
        view.away.map(|away| away.absence)
    };
    assert_eq!(seen(&scene), None);
    scene.change(away(&scene, "1", "11:00", "11:30")).unwrap();
    scene.change(away(&scene, "2", "9:00", "12:00")).unwrap();
    let day = scene.office.supervisor(scene.now);
    let absences: Vec<&[[u32; 2]]> = day.desks.iter().map(|desk| desk.absences.as_slice()).collect();
    assert_eq!(absences[..2], [&[[660, 690]], &[[540, 720]]], "on the supervisor's timeline");
    scene.at("10:00");
    assert_eq!(seen(&scene), Some(AbsenceId(1)), "later today");
    scene.at("11:29");
    assert_eq!(seen(&scene), Some(AbsenceId(1)), "under way");
    scene.at("11:30");
    assert_eq!(seen(&scene), None, "over");
}

#[test]
fn a_desk_that_was_left_is_counted_on_again_from_when_its_clerk_is_to_be_back() {
    let mut scene = Scene::new();
    scene.gap("1", "9:00", "12:00");
    scene.at("8:55").ask(Command::LeaveDesk { desk: "1".into(), reason: None }).unwrap();
    assert_eq!(scene.check_in(ordinary(30)).unwrap_err().code(), "no_time_today");
    scene.at("8:57");
    scene.change(away(&scene, "1", "8:57", "9:15")).unwrap();
    let ticket = scene.check_in(ordinary(30)).unwrap();
    assert_eq!(scene.place(ticket), "1 9:15–9:45");
}

#[test]
fn leaving_a_desk_can_be_looked_at_first_and_does_what_was_shown() {
    let mut scene = Scene::new();
    scene.gap("1", "9:00", "10:00");
    let ticket = scene.at("8:50").check_in(ordinary(30)).unwrap();
    let shown = scene.office.preview_leaving(&"1".into(), scene.now).unwrap();
    assert_eq!(shown.broken.iter().map(|broken| broken.ticket).collect::<Vec<_>>(), [ticket]);
    scene.ask(Command::LeaveDesk { desk: "1".into(), reason: None }).unwrap();
    assert_eq!(why_broken(&scene, ticket).0, Cause::DeskClosed);
    let again = scene.office.preview_leaving(&"1".into(), scene.now).unwrap();
    assert_eq!(again, Preview::default());
}

#[test]
fn an_absence_of_weeks_is_there_every_morning_until_it_is_over() {
    let lines = plan_line("wednesday", "1", "9:00", "10:00", ReleaseRule::Hard);
    let mut scene = Scene::on(TODAY, Plan(vec![lines]));
    let zone = zone();
    let time = TimeRange::new(scene.now, zone.moment(date(2026, 3, 11), clock("9:30")));
    scene.change(Capacity::PlanAbsence { desk: "1".into(), time }).unwrap();
    tomorrow(&mut scene, "8:30");
    assert_eq!(scene.check_in(ordinary(30)).unwrap_err().code(), "no_time_today");
    while scene.office.date() < date(2026, 3, 11) {
        tomorrow(&mut scene, "8:30");
    }
    let ticket = scene.check_in(ordinary(30)).unwrap();
    assert_eq!(scene.place(ticket), "1 9:30–10:00");
    tomorrow(&mut scene, "8:30");
    assert_eq!(scene.office.closures().absences().count(), 0, "it is over");
}

/// Open 8–12 and 13–18 every day.
fn with_lunch() -> Scene {
    let mut scene = Scene::new();
    let mut hours = setup();
    hours.opening_hours.0 = hours
        .opening_hours
        .0
        .iter()
        .flat_map(|day| {
            [OpenDay { closes: clock("12:00"), ..*day }, OpenDay { opens: clock("13:00"), ..*day }]
        })
        .collect();
    scene.ask(Command::ChangeSetup(Box::new(hours))).unwrap();
    scene
}

#[test]
fn an_office_with_two_opening_periods_is_closed_in_between() {
    let mut scene = with_lunch();
    scene.gap("1", "11:30", "12:00");
    scene.gap("1", "13:00", "14:00");
    let before = scene.at("11:40").check_in(ordinary(20)).unwrap();
    let after = scene.check_in(Visitor { if_full: IfFull::LaterToday, ..ordinary(20) }).unwrap();
    assert_eq!((scene.place(before), scene.place(after)), ("1 11:40–12:00".into(), "1 13:00–13:20".into()));
    scene.at("12:30");
    assert!(!scene.office.is_open(scene.now));
    assert_eq!(scene.check_in(ordinary(5)).unwrap_err(), Refusal::OfficeClosed);
    scene.at("13:01");
    assert!(scene.office.is_open(scene.now));
    let across = Capacity::OpenGap {
        desk: "2".into(),
        time: scene.stretch("11:45", "13:15"),
        hold: ReleaseRule::Hard,
    };
    assert!(scene.change(across).is_err());
    let line = Plan(vec![plan_line("monday", "1", "11:00", "13:30", ReleaseRule::Hard)]);
    assert_eq!(scene.change(Capacity::SetPlan(line)).unwrap_err(), Refusal::OutsideOpeningHours);
}

#[test]
fn opening_periods_of_a_day_do_not_overlap() {
    let mut hours = setup();
    let twice = hours.opening_hours.0[0];
    hours.opening_hours.0.push(OpenDay { opens: clock("12:00"), closes: clock("20:00"), ..twice });
    assert!(hours.check().unwrap_err().contains("overlap"));
    let mut scene = Scene::new();
    let crossed = open_only(TOMORROW, &[period("8:00", "13:00"), period("12:00", "15:00")]);
    assert_eq!(scene.change(crossed).unwrap_err().code(), "invalid");
}
