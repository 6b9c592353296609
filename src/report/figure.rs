//! A figure as it is told: its value with an interval, what it was counted on, and nothing at all where it
//! would point at a few people.

use serde::Serialize;

use super::chance::{self, Part};
use super::day::{Day, Visit};
use super::range::Range;
use super::small::{Count, FEWEST_TOLD, citizens, is_few};
use office::trial::Measure;

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Figure {
    /// Nothing where there is too little to tell.
    pub value: Option<f64>,
    /// 95 %.
    pub interval: Option<Range>,
    /// How many cases it was counted on; nothing when that would tell of fewer than five.
    #[cfg_attr(feature = "typescript", ts(type = "number | null"))]
    pub n: Option<u64>,
    pub how: How,
}

/// How the interval was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
#[serde(rename_all = "snake_case")]
pub enum How {
    Bootstrap,
    Wilson,
    OrderStatistics,
}

impl Figure {
    /// A sum over a sum, day by day.
    pub fn ratio(parts: &[Part], n: u64) -> Self {
        let known = n >= FEWEST_TOLD;
        Self {
            value: chance::ratio(parts).filter(|_| known),
            interval: chance::by_days(parts).filter(|_| known),
            n: told(n),
            how: How::Bootstrap,
        }
    }

    /// So many of so many; nothing where a few would be seen, be it those who are in it or those who are not.
    pub fn share(parts: &[Part]) -> Self {
        let sum = chance::total(parts);
        let n = whole(sum.under);
        if n < FEWEST_TOLD || !Count::part(whole(sum.over), n).is_told() {
            return Self { n: (n == 0).then_some(0), ..Self::untold(How::Wilson) };
        }
        Self {
            value: chance::ratio(parts),
            interval: chance::wilson(sum.over, sum.under),
            n: Some(n),
            how: How::Wilson,
        }
    }

    /// Not told, nor on how many it was counted.
    pub const fn untold(how: How) -> Self {
        Self { value: None, interval: None, n: None, how }
    }

    pub fn quantile(sorted: &[f64], share: f64) -> Self {
        let n = sorted.len() as u64;
        let found = chance::quantile(sorted, share).filter(|_| n >= FEWEST_TOLD);
        Self {
            value: found.map(|(value, _)| value),
            interval: found.and_then(|(_, interval)| interval),
            n: told(n),
            how: How::OrderStatistics,
        }
    }

    /// A measure over these days.
    pub fn measure(measure: Measure, days: &[&Day]) -> Self {
        let parts: Vec<Part> = days.iter().map(|day| part(measure, day)).collect();
        match measure {
            Measure::GapUsedShare => {
                Self::ratio(&parts, parts.iter().filter(|part| part.under > 0.0).count() as u64)
            }
            Measure::CitizensPerDay if !citizens(days).is_told() && chance::total(&parts).over > 0.0 => {
                Self::untold(How::Bootstrap)
            }
            Measure::CitizensPerDay => Self::ratio(&parts, whole(chance::total(&parts).over)),
            Measure::WaitMinutes | Measure::CompanionHours => {
                Self::ratio(&parts, whole(chance::total(&parts).under))
            }
            Measure::ServedShare
            | Measure::MitidShare
            | Measure::PromisesKeptShare
            | Measure::BookingsTouchedShare => Self::share(&parts),
        }
    }
}

fn told(n: u64) -> Option<u64> {
    (!is_few(n)).then_some(n)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of at least zero")]
pub(super) fn whole(count: f64) -> u64 {
    count.max(0.0).round() as u64
}

#[expect(clippy::cast_precision_loss, reason = "a day's counts")]
fn count(visits: impl Iterator<Item = impl Sized>) -> f64 {
    visits.count() as f64
}

/// A day's part of a measure.
#[expect(clippy::cast_precision_loss, reason = "a day's seconds")]
pub fn part(measure: Measure, day: &Day) -> Part {
    let over = || day.visits.iter().filter(|visit| visit.is_over());
    match measure {
        Measure::CitizensPerDay => {
            let came = count(day.visits.iter().filter(|visit| !visit.carried));
            Part::new(came, if is_open(day) { 1.0 } else { 0.0 })
        }
        Measure::WaitMinutes => sum(day, |visit| visit.waited_seconds.map(|seconds| seconds as f64 / 60.0)),
        Measure::CompanionHours => {
            sum(day, |visit| visit.companion_minutes.map(|minutes| f64::from(minutes) / 60.0))
        }
        Measure::ServedShare => Part::new(count(over().filter(|visit| visit.is_served())), count(over())),
        Measure::MitidShare => {
            let served = count(over().filter(|visit| visit.is_served()));
            Part::new(count(over().filter(|visit| visit.got_mitid())), served)
        }
        Measure::PromisesKeptShare => {
            let kept = day.visits.iter().filter(|visit| visit.kept == Some(true));
            let told = count(day.visits.iter().filter(|visit| visit.kept.is_some()));
            Part::new(count(kept), told + day.broken.len() as f64)
        }
        Measure::GapUsedShare => {
            let held = day.gaps.iter().filter(|gap| gap.is_held());
            let (used, all) = held.fold((0, 0), |(used, all), gap| (used + gap.used, all + gap.reserved));
            Part::new(used as f64, all as f64)
        }
        Measure::BookingsTouchedShare => {
            let bookings = f64::from(day.bookings).max(day.touched.len() as f64);
            Part::new(day.touched.len() as f64, bookings)
        }
    }
}

fn sum(day: &Day, of: impl Fn(&Visit) -> Option<f64>) -> Part {
    let values = day.visits.iter().filter_map(of);
    values.fold(Part::default(), |sum, value| Part::new(sum.over + value, sum.under + 1.0))
}

/// Whether anything was held, booked or came.
pub fn is_open(day: &Day) -> bool {
    !day.visits.is_empty() || !day.gaps.is_empty() || day.bookings > 0
}
