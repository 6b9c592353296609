// SPDX-License-Identifier: MPL-2.0
//! A figure: its value, its interval and the number of cases, suppressed where it would identify people.

use serde::Serialize;

use super::day_summary::{DaySummary, VisitSummary};
use super::disclosure::{Count, DISCLOSURE_THRESHOLD, citizens, is_small};
use office::trial::Measure;
use statistics::Range;
use statistics::intervals::{self, RatioPart};

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// `None` if suppressed or if there is no data.
    pub value: Option<f64>,
    /// 95 % interval.
    pub interval: Option<Range>,
    /// Number of cases; `None` if suppressed.
    pub n: Option<u64>,
    pub how: IntervalMethod,
}

/// Method of the interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IntervalMethod {
    Bootstrap,
    Wilson,
    OrderStatistics,
}

impl Figure {
    /// A ratio of sums over days.
    pub fn ratio(parts: &[RatioPart], n: u64) -> Self {
        let known = n >= DISCLOSURE_THRESHOLD;
        Self {
            value: intervals::ratio(parts).filter(|_| known),
            interval: intervals::bootstrap_ratio(parts).filter(|_| known),
            n: disclosed(n),
            how: IntervalMethod::Bootstrap,
        }
    }

    /// A share, suppressed if its numerator or the remainder is small.
    pub fn share(parts: &[RatioPart]) -> Self {
        let sum = intervals::total(parts);
        let n = whole(sum.denominator);
        if n < DISCLOSURE_THRESHOLD || !Count::part(whole(sum.numerator), n).is_disclosed() {
            return Self { n: (n == 0).then_some(0), ..Self::suppressed(IntervalMethod::Wilson) };
        }
        Self {
            value: intervals::ratio(parts),
            interval: intervals::wilson(sum.numerator, sum.denominator),
            n: Some(n),
            how: IntervalMethod::Wilson,
        }
    }

    /// A suppressed figure, without its number of cases.
    pub const fn suppressed(how: IntervalMethod) -> Self {
        Self { value: None, interval: None, n: None, how }
    }

    pub fn quantile(sorted: &[f64], share: f64) -> Self {
        let n = sorted.len() as u64;
        let found = intervals::of_quantile(sorted, share).filter(|_| n >= DISCLOSURE_THRESHOLD);
        Self {
            value: found.map(|(value, _)| value),
            interval: found.and_then(|(_, interval)| interval),
            n: disclosed(n),
            how: IntervalMethod::OrderStatistics,
        }
    }

    /// A measure over these days.
    pub fn measure(measure: Measure, days: &[&DaySummary]) -> Self {
        let parts: Vec<RatioPart> = days.iter().map(|day| part(measure, day)).collect();
        match measure {
            Measure::GapUsedShare => {
                Self::ratio(&parts, parts.iter().filter(|part| part.denominator > 0.0).count() as u64)
            }
            Measure::CitizensPerDay
                if !citizens(days).is_disclosed() && intervals::total(&parts).numerator > 0.0 =>
            {
                Self::suppressed(IntervalMethod::Bootstrap)
            }
            Measure::CitizensPerDay => Self::ratio(&parts, whole(intervals::total(&parts).numerator)),
            Measure::WaitMinutes | Measure::CompanionHours => {
                Self::ratio(&parts, whole(intervals::total(&parts).denominator))
            }
            Measure::ServedShare
            | Measure::MitidShare
            | Measure::PromisesKeptShare
            | Measure::BookingsTouchedShare => Self::share(&parts),
        }
    }
}

fn disclosed(n: u64) -> Option<u64> {
    (!is_small(n)).then_some(n)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of at least zero")]
pub(super) fn whole(count: f64) -> u64 {
    count.max(0.0).round() as u64
}

#[expect(clippy::cast_precision_loss, reason = "a day's counts")]
fn count(visits: impl Iterator<Item = impl Sized>) -> f64 {
    visits.count() as f64
}

/// A day's contribution to a measure.
#[expect(clippy::cast_precision_loss, reason = "a day's seconds")]
pub fn part(measure: Measure, day: &DaySummary) -> RatioPart {
    let over = || day.visits.iter().filter(|visit| visit.is_over());
    match measure {
        Measure::CitizensPerDay => {
            let came = count(day.visits.iter().filter(|visit| !visit.carried));
            RatioPart::new(came, if is_open(day) { 1.0 } else { 0.0 })
        }
        Measure::WaitMinutes => sum(day, |visit| visit.waited_seconds.map(|seconds| seconds as f64 / 60.0)),
        Measure::CompanionHours => {
            sum(day, |visit| visit.companion_minutes.map(|minutes| f64::from(minutes) / 60.0))
        }
        Measure::ServedShare => {
            RatioPart::new(count(over().filter(|visit| visit.is_served())), count(over()))
        }
        Measure::MitidShare => {
            let served = count(over().filter(|visit| visit.is_served()));
            RatioPart::new(count(over().filter(|visit| visit.succeeded())), served)
        }
        Measure::PromisesKeptShare => {
            let kept = day.visits.iter().filter(|visit| visit.kept == Some(true));
            let promised = count(day.visits.iter().filter(|visit| visit.kept.is_some()));
            RatioPart::new(count(kept), promised + day.broken.len() as f64)
        }
        Measure::GapUsedShare => {
            let held = day.gaps.iter().filter(|gap| gap.is_held());
            let (used, all) = held.fold((0, 0), |(used, all), gap| (used + gap.used, all + gap.reserved));
            RatioPart::new(used as f64, all as f64)
        }
        Measure::BookingsTouchedShare => {
            let bookings = f64::from(day.bookings).max(day.touched.len() as f64);
            RatioPart::new(day.touched.len() as f64, bookings)
        }
    }
}

fn sum(day: &DaySummary, of: impl Fn(&VisitSummary) -> Option<f64>) -> RatioPart {
    let values = day.visits.iter().filter_map(of);
    values
        .fold(RatioPart::default(), |sum, value| RatioPart::new(sum.numerator + value, sum.denominator + 1.0))
}

/// Whether the day has any visit, gap or booking.
pub fn is_open(day: &DaySummary) -> bool {
    !day.visits.is_empty() || !day.gaps.is_empty() || day.bookings > 0
}
