//! What is told apart: how long each class waited, and what each weekday kept, used and met.

use std::collections::BTreeMap;

use jiff::civil::Weekday;
use serde::Serialize;

use super::chance::Part;
use super::day::Day;
use super::figure::{Figure, How, is_open, whole};
use super::report::visits;
use super::small::{FEWEST_TOLD, citizens, hidden};
use office::calendar::weekday_name;
use office::ticket::Urgency;

/// How long those of one class waited, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct ClassWaits {
    pub class: Urgency,
    pub half: Figure,
    pub nine_of_ten: Figure,
}

/// One weekday of the period, on average over its open days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct WeekdayUse {
    #[serde(with = "weekday_name")]
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub weekday: Weekday,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub open_days: u64,
    pub citizens: Figure,
    /// Minutes kept to the end, and those of them that were used.
    pub held: f64,
    pub used: f64,
}

/// Nothing at all where a class has only a few people: the rest of all waits would tell theirs.
#[expect(clippy::cast_precision_loss, reason = "a wait in seconds")]
pub(super) fn class_waits(days: &[&Day]) -> Vec<ClassWaits> {
    let mut waits: BTreeMap<Urgency, Vec<f64>> = BTreeMap::new();
    for visit in visits(days) {
        if let Some(seconds) = visit.waited_seconds {
            waits.entry(visit.urgency).or_default().push(seconds as f64 / 60.0);
        }
    }
    if waits.values().any(|of_class| (of_class.len() as u64) < FEWEST_TOLD) {
        return Vec::new();
    }
    let told = |(class, mut waits): (Urgency, Vec<f64>)| {
        waits.sort_unstable_by(f64::total_cmp);
        ClassWaits { class, half: Figure::quantile(&waits, 0.5), nine_of_ten: Figure::quantile(&waits, 0.9) }
    };
    waits.into_iter().map(told).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a weekday's counts and seconds")]
pub(super) fn weekdays(days: &[&Day]) -> Vec<WeekdayUse> {
    let mut by_weekday: BTreeMap<i8, Vec<&Day>> = BTreeMap::new();
    for &day in days.iter().filter(|day| is_open(day)) {
        by_weekday.entry(day.date.weekday().to_monday_zero_offset()).or_default().push(day);
    }
    let came = |day: &&Day| day.visits.iter().filter(|visit| !visit.carried).count();
    let all_are_told = citizens(days).is_told();
    let counted: Vec<[u64; 1]> =
        by_weekday.values().map(|days| [days.iter().map(came).sum::<usize>() as u64]).collect();
    let of = |(days, hidden): (Vec<&Day>, bool)| {
        let came = |day: &&Day| came(day) as f64;
        let parts: Vec<Part> = days.iter().map(|day| Part::new(came(day), 1.0)).collect();
        let held = days.iter().flat_map(|day| &day.gaps).filter(|gap| gap.is_held());
        let (held, used) = held.fold((0, 0), |(held, used), gap| (held + gap.reserved, used + gap.used));
        let a_day = |seconds: i64| seconds as f64 / 60.0 / days.len() as f64;
        days.first().map(|first| WeekdayUse {
            weekday: first.date.weekday(),
            open_days: days.len() as u64,
            citizens: if hidden || !all_are_told {
                Figure::untold(How::Bootstrap)
            } else {
                Figure::ratio(&parts, whole(parts.iter().map(|part| part.over).sum()))
            },
            held: a_day(held),
            used: a_day(used),
        })
    };
    by_weekday.into_values().zip(hidden(&counted)).filter_map(of).collect()
}
