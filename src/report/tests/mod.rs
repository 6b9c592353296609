// SPDX-License-Identifier: MPL-2.0
//! Days of the ledger written as stories, and what the report says of them.

mod disclosure;
mod economy;
mod heard;
mod trials;

use jiff::civil::{Date, date};

use crate::day_summaries::DaySummaries;
use crate::day_summary::{DaySummary, EventNumber, VisitEnd, VisitSummary};
use crate::disclosure::Count;
use crate::evidence::{EvidenceQuery, FigureEvidence, evidence};
use crate::figure::Figure;
use crate::figure_key::FigureKey;
use crate::report::{Material, Report};
use office::command::Command;
use office::gap::{Booking, GapState};
use office::names::{CompanionRef, TicketId};
use office::testing::{Scene, TODAY, ordinary};
use office::ticket::{Flag, Urgency};
use office::trial::{Measure, Trials};

fn today_of(scene: &Scene) -> DaySummary {
    let mut days = DaySummaries::default();
    for (seq, recorded) in (1..).zip(&scene.ledger) {
        days.add(seq, recorded);
    }
    let found = days.between(TODAY, TODAY);
    assert_eq!(found.len(), 1);
    found[0].clone().into_owned()
}

fn report(days: &[&DaySummary]) -> Report {
    let trials = Trials::default();
    let material = Material {
        from: TODAY,
        to: TODAY,
        days: days.to_vec(),
        all: days.to_vec(),
        trials: &trials,
        begins: TODAY,
        today: TODAY,
        today_so_far: 1.0,
    };
    Report::of(&material, &|companion: &CompanionRef| Some(companion.as_str().to_owned()))
}

/// A day with these visits on it, as it stands in short.
pub(crate) fn day_of(date: Date, visits: Vec<VisitSummary>) -> DaySummary {
    DaySummary {
        date,
        first_seq: 1,
        last_seq: 1,
        visits,
        gaps: Vec::new(),
        touched: Vec::new(),
        broken: Vec::new(),
        changes: Vec::new(),
        bookings: 0,
        booked_seconds: 0,
        not_come: Vec::new(),
        inquiries: crate::inquiries::Inquiries::default(),
        ratings: office::rating::Ratings::default(),
    }
}

/// Came alone, waited ten minutes, and was served with this outcome.
pub(crate) fn served(outcome: &str) -> VisitSummary {
    VisitSummary {
        checked_in: 1,
        ended: Some(3),
        called: Some(2),
        waited_seconds: Some(600),
        kept: None,
        end: VisitEnd::Served { outcome: outcome.parse().unwrap(), success: outcome.starts_with("mitid") },
        flags: Vec::new(),
        clerk_seconds: 1_200,
        companion_minutes: None,
        companion: None,
        carried: false,
        urgency: Urgency::Ordinary,
    }
}

/// Got MitID with a companion, who says how many hours it took.
fn with_mitid(hours: u16) -> VisitSummary {
    VisitSummary {
        companion: Some("c-17".into()),
        companion_minutes: Some(hours * 60),
        ..served("mitid_issued")
    }
}

fn reported(days: &[DaySummary], [from, to]: [Date; 2], trials: &Trials) -> Report {
    let all: Vec<&DaySummary> = days.iter().collect();
    let of_period = all.iter().copied().filter(|day| from <= day.date && day.date <= to).collect();
    let begins = days.first().map_or(from, |day| day.date);
    let today = date(2026, 6, 30);
    let material = Material { from, to, days: of_period, all, trials, begins, today, today_so_far: 1.0 };
    Report::of(&material, &|companion| Some(companion.as_str().to_owned()))
}

fn followed(day: &DaySummary, figure: &str, part: Option<&str>) -> FigureEvidence {
    let figure = FigureKey::named(figure).unwrap();
    evidence(&[day], &EvidenceQuery { figure, part }, &|companion| Some(companion.as_str().to_owned()))
}

fn accompanied(scene: &mut Scene, minutes: u16) -> TicketId {
    let ticket = scene.next_ticket_id();
    let mut check_in = scene.asks(ordinary(minutes), ticket);
    check_in.companion = Some(CompanionRef::from("c-17"));
    scene.ask(Command::CheckIn(check_in)).unwrap();
    ticket
}

fn complete(scene: &mut Scene, ticket: TicketId, companion_minutes: u16) {
    let flags = vec![Flag::InternalResidenceCertificateUsed];
    let (outcome, companion_minutes) = ("mitid_issued".into(), Some(companion_minutes));
    scene.ask(Command::Complete { ticket, at: None, outcome, flags, companion_minutes }).unwrap();
}

fn measured(measure: Measure, day: &DaySummary) -> statistics::intervals::RatioPart {
    crate::figure::part(measure, day)
}

#[test]
fn a_visit_is_summarised_as_it_was() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    scene.at("9:50");
    let ticket = accompanied(&mut scene, 30);
    scene.at("10:05").call_next("1").unwrap();
    scene.ask(Command::Arrive { ticket }).unwrap();
    scene.at("10:35");
    complete(&mut scene, ticket, 90);
    scene.at("11:05");
    let day = today_of(&scene);
    assert_eq!(day.visits.len(), 1);
    let visit = &day.visits[0];
    assert_eq!(visit.waited_seconds, Some(15 * 60));
    assert_eq!(visit.kept, Some(true));
    assert_eq!(visit.clerk_seconds, 30 * 60);
    assert_eq!(visit.companion_minutes, Some(90));
    assert!(visit.succeeded() && visit.saved_the_fee());
    assert_eq!((day.gaps[0].reserved, day.gaps[0].used, day.gaps[0].unused()), (3_600, 1_800, 1_800));
}

#[test]
fn an_undone_step_is_as_if_it_had_never_been() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    scene.book(&[("1", "11:00", "11:30")]);
    scene.at("9:50");
    let ticket = accompanied(&mut scene, 30);
    scene.at("10:00").call_next("1").unwrap();
    scene.ask(Command::Arrive { ticket }).unwrap();
    scene.at("10:20");
    let before = today_of(&scene);
    complete(&mut scene, ticket, 90);
    scene.ask(Command::Undo { desk: "1".into() }).unwrap();
    let after = today_of(&scene);
    assert_eq!(after.visits, before.visits);
    assert!(after.touched.is_empty());
}

#[test]
fn a_case_that_runs_into_a_booking_is_shown_with_its_minutes() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    scene.book(&[("1", "11:00", "11:30"), ("2", "11:00", "11:30")]);
    scene.at("9:50");
    let ticket = accompanied(&mut scene, 45);
    scene.at("10:00").call_next("1").unwrap();
    scene.ask(Command::Arrive { ticket }).unwrap();
    scene.at("11:08");
    complete(&mut scene, ticket, 90);
    let day = today_of(&scene);
    assert_eq!(day.bookings, 2);
    assert_eq!(day.touched.len(), 1);
    assert_eq!((day.touched[0].desk.as_str(), day.touched[0].late_seconds), ("1", 8 * 60));
    let part = measured(Measure::BookingsTouchedShare, &day);
    assert_eq!((part.numerator, part.denominator), (1.0, 2.0));
}

#[test]
fn a_case_that_runs_into_two_bookings_delays_both() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    scene.book(&[("1", "11:00", "11:10"), ("1", "11:10", "11:40")]);
    let ticket = accompanied(scene.at("9:50"), 45);
    scene.at("10:00").call_next("1").unwrap();
    complete(scene.at("11:15"), ticket, 90);
    let late: Vec<i64> = today_of(&scene).touched.iter().map(|touched| touched.late_seconds).collect();
    assert_eq!(late, [15 * 60, 5 * 60]);
}

#[test]
fn a_citizen_who_did_not_come_used_no_time_and_an_offer_was_no_call() {
    let mut scene = Scene::new();
    let gap = scene.gap("1", "10:30", "11:15");
    let ticket = accompanied(scene.at("9:45"), 45);
    let absent = |scene: &mut Scene| {
        scene.call_next("1").unwrap();
        for _ in 0..2 {
            scene.ask(Command::Recall { ticket }).unwrap();
        }
        scene.ask(Command::MarkAbsent { ticket }).unwrap();
    };
    absent(scene.at("9:50"));
    let day = today_of(&scene);
    assert_eq!((day.visits[0].called, day.visits[0].kept, day.visits[0].clerk_seconds), (None, None, 0));
    absent(scene.at("10:31"));
    scene.at("11:16");
    let day = today_of(&scene);
    assert_eq!((day.gaps[0].used, day.gaps[0].how), (0, GapState::Unused), "gap {gap}");
    assert_eq!(day.visits[0].kept, Some(true), "it was called in time");
}

#[test]
fn a_few_people_are_not_shown_and_their_hours_not_either() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "16:00");
    scene.at("9:50");
    for _ in 0..4 {
        accompanied(&mut scene, 15);
    }
    for at in 10..14 {
        let ticket = scene.at(&format!("{at}:00")).call_next("1").unwrap();
        scene.ask(Command::Arrive { ticket }).unwrap();
        complete(&mut scene, ticket, 240);
    }
    let day = today_of(&scene);
    let report = report(&[&day]);
    assert_eq!((report.citizens, report.served), (Count::UnderFive, Count::UnderFive));
    let hours = Figure::measure(Measure::CompanionHours, &[&day]);
    assert_eq!((hours.value, hours.n, hours.interval), (None, None, None));
    assert_eq!(report.economy.fees_spared_dkk, None);
    assert!(report.economy.result.is_none() && !report.economy.missing.is_empty());
}

#[test]
fn every_figure_can_be_followed_to_events_that_are_there() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "16:00");
    scene.at("9:50");
    for _ in 0..5 {
        accompanied(&mut scene, 15);
    }
    for at in 10..15 {
        let ticket = scene.at(&format!("{at}:00")).call_next("1").unwrap();
        scene.ask(Command::Arrive { ticket }).unwrap();
        complete(&mut scene, ticket, 240);
    }
    let day = today_of(&scene);
    let last = EventNumber::try_from(scene.ledger.len()).unwrap();
    for figure in FigureKey::ALL.iter().map(|figure| figure.name()) {
        if let FigureEvidence::Events(seqs) = followed(&day, figure, None) {
            assert!(seqs.iter().all(|seq| (1..=last).contains(seq)), "{figure}: {seqs:?}");
        }
    }
    for (figure, part) in [
        ("served", None),
        ("outcome", Some("mitid_issued")),
        ("hours_saved", None),
        ("companion_hours_now", None),
        ("unit_served", Some("c-17")),
        ("unit_mitid", Some("c-17")),
        ("unit_hours", Some("c-17")),
    ] {
        let FigureEvidence::Events(seqs) = followed(&day, figure, part) else {
            panic!("{figure} is suppressed")
        };
        assert_eq!(seqs.len(), 5, "{figure}");
        let event = &scene.ledger[usize::try_from(seqs[0]).unwrap() - 1].event;
        assert!(matches!(event, office::event::Event::TicketCompleted { .. }));
    }
    assert_eq!(followed(&day, "unit_served", Some("")), FigureEvidence::Events(vec![]));
    let weekday = Some("tuesday");
    assert_eq!(followed(&day, "weekday_citizens", weekday), followed(&day, "citizens", None));
    assert_eq!(followed(&day, "weekday_used", weekday), followed(&day, "gaps_used", None));
    assert_eq!(followed(&day, "bookings_lost", None), followed(&day, "gaps_held", None));
    assert_eq!(followed(&day, "weekday_held", Some("monday")), FigureEvidence::Events(vec![]));
    assert_eq!(FigureKey::named("guesses"), None);
}

#[test]
fn a_day_is_the_same_whether_it_is_read_at_once_or_on_the_way() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    scene.at("9:50");
    accompanied(&mut scene, 15);
    let mut days = DaySummaries::default();
    for (seq, recorded) in (1..).zip(&scene.ledger) {
        days.add(seq, recorded);
        drop(days.between(TODAY, TODAY));
    }
    assert_eq!(days.between(TODAY, TODAY)[0].as_ref(), &today_of(&scene));
    assert!(days.between(date(2026, 3, 4), date(2026, 3, 9)).is_empty());
}

#[test]
fn each_class_is_shown_apart_unless_a_few_people_could_be_seen() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "12:00");
    scene.at("9:50");
    accompanied(&mut scene, 15);
    scene.at("10:00").call_next("1").unwrap();
    let mut day = today_of(&scene);
    let visit = day.visits[0].clone();
    let waiting =
        |urgency, minutes: i64| VisitSummary { urgency, waited_seconds: Some(minutes * 60), ..visit.clone() };
    let mut calls = 1..;
    let mut waiting = |urgency, minutes| VisitSummary { called: calls.next(), ..waiting(urgency, minutes) };
    day.visits = (1..=9).map(|minutes| waiting(Urgency::Ordinary, minutes)).collect();
    day.visits.extend((1..=4).map(|minutes| waiting(Urgency::Raised, minutes)));
    assert_eq!(report(&[&day]).class_waits, [], "nine of thirteen would tell the other four");
    assert_eq!(followed(&day, "waits", Some("ordinary")), FigureEvidence::Suppressed);
    day.visits.push(waiting(Urgency::Raised, 5));
    let rows = report(&[&day]).class_waits;
    let half = |class: usize| (rows[class].class, rows[class].half.n, rows[class].half.value);
    assert_eq!(half(0), (Urgency::Ordinary, Some(9), Some(5.0)));
    assert_eq!(half(1), (Urgency::Raised, Some(5), Some(3.0)));
    let FigureEvidence::Events(raised) = followed(&day, "waits", Some("raised")) else {
        panic!("suppressed")
    };
    assert_eq!(raised.len(), 5);
}

#[test]
fn each_weekday_tells_what_it_kept_and_used() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    scene.at("9:50");
    let ticket = accompanied(&mut scene, 30);
    scene.at("10:00").call_next("1").unwrap();
    scene.ask(Command::Arrive { ticket }).unwrap();
    scene.at("10:30");
    complete(&mut scene, ticket, 90);
    scene.at("11:05");
    let day = today_of(&scene);
    let rows = report(&[&day, &day]).weekdays;
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].weekday, rows[0].open_days), (TODAY.weekday(), 2));
    assert!((rows[0].held - 60.0).abs() < 1e-9 && (rows[0].used - 30.0).abs() < 1e-9, "{rows:?}");
    assert_eq!(rows[0].citizens.value, None, "two people are not shown");
    assert_eq!(followed(&day, "gaps_used", None), followed(&day, "gaps_held", None));
    assert_eq!(followed(&day, "weekday_citizens", Some("tuesday")), FigureEvidence::Suppressed);
}

#[test]
fn closed_time_is_nobodys_booking_and_a_visit_that_nobody_recorded_delays_none() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "10:30");
    let closed = |time| Booking { closed: true, ..Booking::new("1".into(), time) };
    let booked = |time| Booking::new("1".into(), time);
    let bookings = [closed(scene.stretch("10:30", "10:40")), booked(scene.stretch("11:00", "11:30"))];
    scene.ask(Command::ImportDiary { date: TODAY, bookings: bookings.into() }).unwrap();
    let ticket = scene.at("9:55").check_in(ordinary(30)).unwrap();
    scene.at("10:00").call_next("1").unwrap();
    scene.ask(Command::Arrive { ticket }).unwrap();
    scene.at("10:45").complete(ticket);
    let day = today_of(&scene);
    assert_eq!((day.bookings, day.touched.len()), (1, 0));
    scene.ask(Command::Undo { desk: "1".into() }).unwrap();
    scene.at("11:10").ask(Command::EndUnrecorded { ticket }).unwrap();
    let day = today_of(&scene);
    assert_eq!((day.touched.len(), day.gaps[0].used, day.visits[0].clerk_seconds), (0, 30 * 60, 0));
}

/// Called, absent and undone: what the earlier sitting was stays.
#[test]
fn undoing_an_absence_takes_no_earlier_sitting_away() {
    let mut scene = Scene::new();
    scene.gap("1", "10:00", "11:00");
    let ticket = scene.at("9:55").check_in(ordinary(15)).unwrap();
    scene.at("10:00").call_next("1").unwrap();
    scene.at("10:10").ask(Command::Park { ticket }).unwrap();
    scene.at("10:20").ask(Command::Return { ticket }).unwrap();
    scene.call_next("1").unwrap();
    for _ in 0..2 {
        scene.ask(Command::Recall { ticket }).unwrap();
    }
    scene.ask(Command::MarkAbsent { ticket }).unwrap();
    scene.ask(Command::Undo { desk: "1".into() }).unwrap();
    let day = today_of(&scene);
    assert_eq!((day.gaps[0].used, day.visits[0].clerk_seconds), (10 * 60, 10 * 60));
}
