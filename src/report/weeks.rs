// SPDX-License-Identifier: MPL-2.0
//! Figures by week, with secondary suppression of the weeks.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::day_summary::DaySummary;
use super::disclosure::{Count, citizens, counts, suppressed_cells};
use super::figure::{Figure, is_open, part, whole};
use super::no_harm::late_part;
use super::report::{Measured, visits};
use office::trial::Measure;
use statistics::intervals::{RatioPart, ratio, total};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Week {
    /// The Monday.
    pub monday: String,
    pub citizens: Count,
    pub measures: Vec<Measured>,
    pub mean_late_minutes: Option<f64>,
}

/// A week's days, by its Monday.
type Days<'d> = Vec<&'d DaySummary>;

pub(super) fn by_week<'d>(days: &[&'d DaySummary]) -> BTreeMap<Date, Days<'d>> {
    let mut by_week: BTreeMap<Date, Days<'d>> = BTreeMap::new();
    for &day in days.iter().filter(|day| is_open(day)) {
        by_week.entry(monday(day.date)).or_default().push(day);
    }
    by_week
}

fn monday(date: Date) -> Date {
    date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days()).unwrap_or(date)
}

pub(super) fn weeks(days: &[&DaySummary]) -> Vec<Week> {
    let by_week = by_week(days);
    let weeks: Vec<&Days<'_>> = by_week.values().collect();
    let came = came(&weeks, citizens(days));
    let late = late(&weeks);
    let columns = Measure::ALL.map(|measure| (measure, per_week(measure, &weeks)));
    let of = |(at, monday): (usize, &Date)| Week {
        monday: monday.to_string(),
        citizens: came[at],
        measures: columns
            .iter()
            .map(|(measure, figures)| Measured { measure: *measure, figure: figures[at] })
            .collect(),
        mean_late_minutes: late[at],
    };
    by_week.keys().enumerate().map(of).collect()
}

fn came(weeks: &[&Days<'_>], all: Count) -> Vec<Count> {
    let count = |days: &&Days<'_>| visits(days).filter(|visit| !visit.carried).count() as u64;
    match all {
        Count::Disclosed(_) => counts(&weeks.iter().map(count).collect::<Vec<_>>()),
        count => vec![count; weeks.len()],
    }
}

fn late(weeks: &[&Days<'_>]) -> Vec<Option<f64>> {
    let touched: Vec<[u64; 1]> =
        weeks.iter().map(|days| [days.iter().map(|day| day.touched.len() as u64).sum()]).collect();
    let mean = |days: &&Days<'_>| ratio(&days.iter().map(|day| late_part(day)).collect::<Vec<_>>());
    weeks
        .iter()
        .zip(suppressed_cells(&touched))
        .map(|(days, suppressed_cells)| mean(days).filter(|_| !suppressed_cells))
        .collect()
}

/// A measure for each week, without intervals: five days are too few for a bootstrap.
pub(super) fn per_week(measure: Measure, weeks: &[&Days<'_>]) -> Vec<Figure> {
    let cells: Vec<[u64; 2]> = weeks.iter().map(|days| cell(measure, days)).collect();
    let figure = |days: &&Days<'_>| Figure { interval: None, ..Figure::measure(measure, days) };
    let disclosed = |(days, suppressed_cells): (&&Days<'_>, bool)| {
        let figure = figure(days);
        if suppressed_cells { Figure::suppressed(figure.how) } else { figure }
    };
    weeks.iter().zip(suppressed_cells(&cells)).map(disclosed).collect()
}

/// The counts that could identify people: the numerator and the remainder of a share, or the number of cases.
fn cell(measure: Measure, days: &[&DaySummary]) -> [u64; 2] {
    let sum: RatioPart = total(&days.iter().map(|day| part(measure, day)).collect::<Vec<_>>());
    match measure {
        // Desk time, and no people.
        Measure::GapUsedShare => [0, 0],
        Measure::CitizensPerDay => [whole(sum.numerator), 0],
        Measure::WaitMinutes | Measure::CompanionHours => [whole(sum.denominator), 0],
        Measure::ServedShare
        | Measure::MitidShare
        | Measure::PromisesKeptShare
        | Measure::BookingsTouchedShare => [whole(sum.numerator), whole(sum.denominator - sum.numerator)],
    }
}
