// SPDX-License-Identifier: MPL-2.0
//! Figures by urgency class and by weekday.

use std::collections::BTreeMap;

use jiff::civil::Weekday;
use serde::Serialize;

use super::day_summary::DaySummary;
use super::disclosure::{DISCLOSURE_THRESHOLD, citizens, suppressed_cells};
use super::figure::{Figure, IntervalMethod, is_open, whole};
use super::report::visits;
use office::calendar::weekday_name;
use office::ticket::Urgency;
use statistics::intervals::RatioPart;

/// Waits of one urgency class, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ClassWaits {
    pub class: Urgency,
    pub half: Figure,
    pub nine_of_ten: Figure,
}

/// One weekday, averaged over its open days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct WeekdayUse {
    #[serde(with = "weekday_name")]
    pub weekday: Weekday,
    pub open_days: u64,
    pub citizens: Figure,
    /// Minutes reserved to the end, and minutes used of them.
    pub held: f64,
    pub used: f64,
}

/// Empty if any class is small: the total would reveal it.
#[expect(clippy::cast_precision_loss, reason = "a wait in seconds")]
pub(super) fn class_waits(days: &[&DaySummary]) -> Vec<ClassWaits> {
    let mut waits: BTreeMap<Urgency, Vec<f64>> = BTreeMap::new();
    for visit in visits(days) {
        if let Some(seconds) = visit.waited_seconds {
            waits.entry(visit.urgency).or_default().push(seconds as f64 / 60.0);
        }
    }
    if waits.values().any(|of_class| (of_class.len() as u64) < DISCLOSURE_THRESHOLD) {
        return Vec::new();
    }
    let row = |(class, mut waits): (Urgency, Vec<f64>)| {
        waits.sort_unstable_by(f64::total_cmp);
        ClassWaits { class, half: Figure::quantile(&waits, 0.5), nine_of_ten: Figure::quantile(&waits, 0.9) }
    };
    waits.into_iter().map(row).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a weekday's counts and seconds")]
pub(super) fn weekdays(days: &[&DaySummary]) -> Vec<WeekdayUse> {
    let mut by_weekday: BTreeMap<i8, Vec<&DaySummary>> = BTreeMap::new();
    for &day in days.iter().filter(|day| is_open(day)) {
        by_weekday.entry(day.date.weekday().to_monday_zero_offset()).or_default().push(day);
    }
    let came = |day: &&DaySummary| day.visits.iter().filter(|visit| !visit.carried).count();
    let is_disclosed = citizens(days).is_disclosed();
    let counted: Vec<[u64; 1]> =
        by_weekday.values().map(|days| [days.iter().map(came).sum::<usize>() as u64]).collect();
    let of = |(days, suppressed_cells): (Vec<&DaySummary>, bool)| {
        let came = |day: &&DaySummary| came(day) as f64;
        let parts: Vec<RatioPart> = days.iter().map(|day| RatioPart::new(came(day), 1.0)).collect();
        let held = days.iter().flat_map(|day| &day.gaps).filter(|gap| gap.is_held());
        let (held, used) = held.fold((0, 0), |(held, used), gap| (held + gap.reserved, used + gap.used));
        let a_day = |seconds: i64| seconds as f64 / 60.0 / days.len() as f64;
        days.first().map(|first| WeekdayUse {
            weekday: first.date.weekday(),
            open_days: days.len() as u64,
            citizens: if suppressed_cells || !is_disclosed {
                Figure::suppressed(IntervalMethod::Bootstrap)
            } else {
                Figure::ratio(&parts, whole(parts.iter().map(|part| part.numerator).sum()))
            },
            held: a_day(held),
            used: a_day(used),
        })
    };
    by_weekday.into_values().zip(suppressed_cells(&counted)).filter_map(of).collect()
}
