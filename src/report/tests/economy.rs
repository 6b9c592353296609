// SPDX-License-Identifier: MPL-2.0
//! What was saved: only what was measured, and nothing that looks surer than it is.

use jiff::civil::{Date, date};

use super::{day_of, reported, served, with_mitid};
use crate::day_summary::{DaySummary, VisitSummary};
use crate::disclosure::Count;
use crate::economy::{Economy, Missing};
use crate::report::{Material, Report};
use office::trial::{Baseline, StatedFigure, Trials};
use statistics::Range;

const FIRST: Date = date(2026, 3, 2);
const MARCH: [Date; 2] = [date(2026, 3, 1), date(2026, 3, 31)];

fn before() -> Trials {
    let exact = |value| Some(StatedFigure { low: value, high: value, n: None });
    let baseline = Baseline {
        from: date(2025, 1, 1),
        to: date(2025, 12, 31),
        companion_hours: Some(StatedFigure { low: 10.0, high: 12.0, n: None }),
        booked_delay_minutes: None,
        cost_dkk: exact(100_000.0),
        hours_per_fte: exact(1_000.0),
        certificate_fee_dkk: None,
        source: "Skøn".parse().unwrap(),
    };
    Trials { list: Vec::new(), baseline: Some(baseline) }
}

/// So many days from the second of March on, each with the same visits.
fn days(count: i8, visits: &[VisitSummary]) -> Vec<DaySummary> {
    (0..count).map(|day| day_of(date(2026, 3, 2 + day), visits.to_vec())).collect()
}

fn near(range: Range, low: f64, high: f64) {
    assert!((range.low - low).abs() < 1e-6 && (range.high - high).abs() < 1e-6, "{range:?}");
}

#[test]
fn hours_are_saved_only_where_a_companion_came_along_and_the_citizen_succeeded() {
    let visits = [
        with_mitid(4),
        VisitSummary { companion_minutes: None, ..with_mitid(0) },
        served("mitid_issued"),
        VisitSummary {
            companion: Some("c-17".into()),
            companion_minutes: Some(1_200),
            ..served("other_errand_done")
        },
    ];
    let report = reported(&days(6, &visits), MARCH, &before());
    assert_eq!((report.served, report.economy.accompanied), (Count::Disclosed(24), Count::Disclosed(18)));
    assert_eq!(report.economy.mitid_accompanied, Count::Disclosed(12));
    let gain = report.economy.result.unwrap();
    // Twelve citizens, ten to twelve hours before, four now; the twenty of the other errand are not theirs.
    near(gain.effect.direct_hours_per_citizen, 6.0, 8.0);
    near(gain.hours_saved, 72.0, 96.0);
    near(gain.fte_in_period, 0.072, 0.096);
}

#[test]
fn more_hours_than_before_are_a_loss_and_no_break_even_value_is_shown() {
    let visits = [with_mitid(14), with_mitid(15), with_mitid(13)];
    let Economy { result, missing, .. } = reported(&days(6, &visits), MARCH, &before()).economy;
    let gain = result.unwrap();
    assert_eq!(missing, []);
    near(gain.effect.direct_hours_per_citizen, -4.0, -2.0);
    near(gain.hours_saved, -72.0, -36.0);
    assert_eq!(gain.effect.break_even_hour_value_dkk, None);
    assert!(gain.net_present_values.iter().all(|present| present.value_dkk.high < 0.0));
}

#[test]
fn hours_without_an_interval_give_no_result() {
    let visits = [with_mitid(4), with_mitid(5), with_mitid(6)];
    let Economy { result, missing, companion_hours, .. } =
        reported(&days(4, &visits), MARCH, &before()).economy;
    assert!(companion_hours.value.is_some() && companion_hours.interval.is_none());
    assert_eq!((result, missing), (None, vec![Missing::CompanionDays]));
    assert!(reported(&days(5, &visits), MARCH, &before()).economy.result.is_some());
}

#[test]
fn the_year_is_extrapolated_from_the_first_day_of_the_ledger() {
    let days = days(10, &[with_mitid(4)]);
    let year = |period| reported(&days, period, &before()).economy.result.unwrap().citizens_per_year;
    let (asked, measured) = (year([date(2026, 1, 1), MARCH[1]]), year([FIRST, MARCH[1]]));
    assert!((asked - measured).abs() < 1e-9, "{asked} {measured}");
    assert!((measured - 10.0 * 365.25 / 30.0).abs() < 1e-6, "{measured}");
}

#[test]
fn the_running_day_counts_only_so_far() {
    let (days, trials) = (days(10, &[with_mitid(4)]), before());
    let cost = |today_so_far: f64| {
        let all: Vec<&DaySummary> = days.iter().collect();
        let today = date(2026, 3, 11);
        let (from, to) = (FIRST, MARCH[1]);
        let material = Material {
            from,
            to,
            days: all.clone(),
            all,
            trials: &trials,
            begins: FIRST,
            today,
            today_so_far,
        };
        Report::of(&material, &|_| None).economy.result.unwrap().cost_in_period_dkk
    };
    near(cost(0.5), 100_000.0 * 9.5 / 365.25, 100_000.0 * 9.5 / 365.25);
    near(cost(1.0), 100_000.0 * 10.0 / 365.25, 100_000.0 * 10.0 / 365.25);
}
