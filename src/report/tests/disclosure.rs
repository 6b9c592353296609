// SPDX-License-Identifier: MPL-2.0
//! What is hidden cannot be had by subtraction, nor by following it to its events.

use jiff::civil::{Date, date};

use super::{day_of, followed, reported, served, with_mitid};
use crate::day_summary::{DaySummary, DelayedBooking, VisitEnd, VisitSummary};
use crate::disclosure::Count;
use crate::evidence::FigureEvidence;
use crate::figure::Figure;
use crate::report::Report;
use office::ticket::Ending;
use office::trial::{Measure, Trials};

const MARCH: [Date; 2] = [date(2026, 3, 1), date(2026, 3, 31)];

/// So many visits like this one, each with events of its own.
fn many(count: u64, like: &VisitSummary, from: u64) -> Vec<VisitSummary> {
    let own =
        |at: u64| VisitSummary { checked_in: at, called: Some(at + 1), ended: Some(at + 2), ..like.clone() };
    (0..count).map(|at| own(from + 10 * at)).collect()
}

fn left() -> VisitSummary {
    VisitSummary {
        end: VisitEnd::Left(Ending::LeftBeforeCall),
        waited_seconds: None,
        called: None,
        ..served("x")
    }
}

fn of(visits: &[Vec<VisitSummary>]) -> (DaySummary, Report) {
    let day = day_of(date(2026, 3, 3), visits.concat());
    let report = reported(std::slice::from_ref(&day), MARCH, &Trials::default());
    (day, report)
}

fn share(report: &Report, wanted: Measure) -> Figure {
    report.measures.iter().find(|one| one.measure == wanted).unwrap().figure
}

#[test]
fn the_served_less_the_shown_outcomes_do_not_reveal_a_hidden_one() {
    let (day, report) = of(&[
        many(30, &with_mitid(4), 1),
        many(9, &served("new_time_given"), 2),
        many(3, &served("documents_missing"), 3),
    ]);
    assert_eq!(report.served, Count::Disclosed(42));
    let suppressed_cells: Vec<&str> = report
        .outcomes
        .iter()
        .filter(|cell| !cell.count.is_disclosed())
        .map(|cell| cell.name.as_str())
        .collect();
    assert_eq!(suppressed_cells, ["documents_missing", "new_time_given"]);
    for name in suppressed_cells {
        assert_eq!(followed(&day, "outcome", Some(name)), FigureEvidence::Suppressed, "{name}");
    }
    let FigureEvidence::Events(seqs) = followed(&day, "outcome", Some("mitid_issued")) else {
        panic!("suppressed")
    };
    assert_eq!(seqs.len(), 30);
}

#[test]
fn the_share_with_mitid_is_not_shown_where_a_few_went_without() {
    let (day, report) = of(&[many(30, &with_mitid(4), 1), many(3, &served("documents_missing"), 3)]);
    assert_eq!(share(&report, Measure::MitidShare).value, None);
    // Nor by adding up: both outcomes are hidden.
    assert!(report.outcomes.iter().all(|cell| !cell.count.is_disclosed()));
    assert_eq!(followed(&day, "mitid", None), FigureEvidence::Suppressed);
}

#[test]
fn when_a_few_were_not_served_nobody_sees_how_many_came() {
    let (day, report) = of(&[many(30, &with_mitid(4), 1), many(3, &left(), 3)]);
    assert_eq!((report.citizens, report.served), (Count::Suppressed, Count::Disclosed(30)));
    assert_eq!(report.endings[0].count, Count::UnderFive);
    for measure in [Measure::CitizensPerDay, Measure::ServedShare] {
        let figure = share(&report, measure);
        assert_eq!((figure.value, figure.n), (None, None), "{measure:?}");
    }
    assert_eq!((report.weeks[0].citizens, report.units[0].citizens), (Count::Suppressed, Count::Suppressed));
    assert_eq!((report.weekdays[0].citizens.value, report.weekdays[0].citizens.n), (None, None));
    for (figure, part) in [("citizens", None), ("ending", Some("left_before_call")), ("ending", None)] {
        assert_eq!(followed(&day, figure, part), FigureEvidence::Suppressed, "{figure}");
    }
}

#[test]
fn the_accompanied_do_not_tell_how_few_of_them_went_without_mitid() {
    let other = VisitSummary { companion: Some("c-17".into()), ..served("other_errand_done") };
    let (day, report) =
        of(&[many(30, &with_mitid(4), 1), many(3, &other, 2), many(9, &served("new_time_given"), 3)]);
    assert_eq!(
        (report.economy.accompanied, report.economy.mitid_accompanied),
        (Count::Suppressed, Count::Disclosed(30))
    );
    assert_eq!(followed(&day, "accompanied", None), FigureEvidence::Suppressed);
}

#[test]
fn a_unit_with_a_few_is_not_revealed_by_the_others_and_the_sum() {
    let other =
        |count, from| many(count, &VisitSummary { companion: Some("c-2".into()), ..with_mitid(4) }, from);
    let alone = |count, from| many(count, &served("mitid_issued"), from);
    let (day, report) = of(&[many(30, &with_mitid(4), 1), other(12, 2), alone(3, 3)]);
    let served: Vec<Count> = report.units.iter().map(|unit| unit.served).collect();
    assert_eq!(served, [Count::UnderFive, Count::Disclosed(30), Count::Suppressed]);
    assert_eq!(report.units[2].wait_minutes.n, None, "the waits are as many");
    assert_eq!(report.economy.accompanied, Count::Suppressed, "the rest of the served are three");
    for (figure, part) in [("unit_served", ""), ("unit_served", "c-2"), ("unit_mitid", "c-2")] {
        assert_eq!(followed(&day, figure, Some(part)), FigureEvidence::Suppressed, "{figure} {part}");
    }
}

#[test]
fn a_few_bookings_we_ran_into_are_shown_neither_by_their_share_nor_by_their_minutes() {
    let mut day = day_of(date(2026, 3, 3), many(30, &with_mitid(4), 1));
    (day.bookings, day.booked_seconds) = (200, 200 * 1_200);
    let touched = |seq| DelayedBooking { seq, desk: "1".into(), booking: 0, late_seconds: 120 };
    day.touched = (1..=3).map(touched).collect();
    let report = reported(std::slice::from_ref(&day), MARCH, &Trials::default());
    assert_eq!((report.no_harm.touched, report.no_harm.late_minutes), (Count::UnderFive, None));
    assert_eq!(report.no_harm.mean_late_minutes.value, None);
    assert_eq!(share(&report, Measure::BookingsTouchedShare).value, None);
    assert_eq!(report.weeks[0].mean_late_minutes, None);
    assert_eq!(followed(&day, "bookings_touched", None), FigureEvidence::Suppressed);
    day.touched = (1..=6).map(touched).collect();
    let report = reported(&[day], MARCH, &Trials::default());
    assert_eq!((report.no_harm.touched, report.no_harm.late_minutes), (Count::Disclosed(6), Some(12)));
}

#[test]
fn a_week_with_a_few_is_not_revealed_by_the_others_and_the_sum() {
    let week = |day, count| day_of(date(2026, 3, day), many(count, &with_mitid(4), 1));
    let days = [week(3, 20), week(10, 2), week(17, 8), week(24, 9)];
    let report = reported(&days, MARCH, &Trials::default());
    let citizens: Vec<Count> = report.weeks.iter().map(|week| week.citizens).collect();
    assert_eq!(citizens, [Count::Disclosed(20), Count::UnderFive, Count::Suppressed, Count::Disclosed(9)]);
    let waits = |at: usize| {
        report.weeks[at].measures.iter().find(|one| one.measure == Measure::WaitMinutes).unwrap().figure.n
    };
    assert_eq!([waits(0), waits(1), waits(2), waits(3)], [Some(20), None, None, Some(9)]);
}
