// SPDX-License-Identifier: MPL-2.0
//! Figures by organisational unit of the companion.

use std::collections::BTreeMap;

use serde::Serialize;

use super::day_summary::{DaySummary, VisitSummary};
use super::disclosure::{Count, citizens, counts, suppressed_cells};
use super::figure::{Figure, IntervalMethod, whole};
use super::report::visits;
use office::names::CompanionRef;
use statistics::intervals::{RatioPart, total};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unit {
    /// `None` without a companion, or with one who is no longer known.
    pub unit: Option<String>,
    pub citizens: Count,
    pub served: Count,
    pub mitid: Count,
    pub companion_hours: Figure,
    pub wait_minutes: Figure,
}

#[derive(Default)]
struct Sums {
    citizens: u64,
    served: u64,
    mitid: u64,
    hours: Vec<RatioPart>,
    waits: Vec<RatioPart>,
}

/// Maps a companion's pseudonym to their unit, which is not in the ledger.
pub type UnitOf<'a> = dyn Fn(&CompanionRef) -> Option<String> + 'a;

/// The unit of each companion.
#[derive(Debug)]
pub struct UnitLookup(BTreeMap<CompanionRef, Option<String>>);

impl UnitLookup {
    pub fn of(days: &[&DaySummary], unit_of: &UnitOf<'_>) -> Self {
        let mut known: BTreeMap<CompanionRef, Option<String>> = BTreeMap::new();
        for companion in visits(days).filter_map(|visit| visit.companion.as_ref()) {
            if !known.contains_key(companion) {
                known.insert(companion.clone(), unit_of(companion));
            }
        }
        Self(known)
    }

    pub fn unit(&self, visit: &VisitSummary) -> Option<&String> {
        self.0.get(visit.companion.as_ref()?).and_then(Option::as_ref)
    }
}

pub(super) fn units(days: &[&DaySummary], unit_of: &UnitOf<'_>) -> Vec<Unit> {
    let known = UnitLookup::of(days, unit_of);
    let by_unit = summed(days, &known);
    let rows: Vec<&Sums> = by_unit.values().collect();
    let suppressed = SuppressedCells::of(&rows, citizens(days));
    let figure = |parts: &[RatioPart], suppressed_cells: bool| {
        if suppressed_cells {
            Figure::suppressed(IntervalMethod::Bootstrap)
        } else {
            Figure::ratio(parts, whole(total(parts).denominator))
        }
    };
    by_unit
        .iter()
        .enumerate()
        .map(|(at, (unit, sums))| Unit {
            unit: unit.cloned(),
            citizens: suppressed.citizens[at],
            served: suppressed.served[at],
            mitid: suppressed.mitid[at],
            companion_hours: figure(&sums.hours, suppressed.hours[at]),
            wait_minutes: figure(&sums.waits, suppressed.waits[at]),
        })
        .collect()
}

/// Suppression per row, so that neither the rest of a row nor the sum of a column reveals a small count.
struct SuppressedCells {
    citizens: Vec<Count>,
    served: Vec<Count>,
    mitid: Vec<Count>,
    hours: Vec<bool>,
    waits: Vec<bool>,
}

impl SuppressedCells {
    fn of(rows: &[&Sums], all: Count) -> Self {
        let served = counts(&rows.iter().map(|row| row.served).collect::<Vec<_>>());
        let column = |of: fn(&Sums) -> [u64; 2]| -> Vec<Count> {
            let cells: Vec<[u64; 2]> = rows.iter().map(|row| of(row)).collect();
            let said = |([count, _], suppressed_cells): (&[u64; 2], bool)| {
                if suppressed_cells { Count::Suppressed } else { Count::of(*count) }
            };
            cells.iter().zip(suppressed_cells(&cells)).map(said).collect()
        };
        let mitid = column(|row| [row.mitid, row.served - row.mitid]);
        let came = match all {
            Count::Disclosed(_) => column(|row| [row.citizens, row.citizens.abs_diff(row.served)]),
            count => vec![count; rows.len()],
        };
        let figures = |of: fn(&Sums) -> &Vec<RatioPart>| -> Vec<bool> {
            let n: Vec<[u64; 1]> = rows.iter().map(|row| [whole(total(of(row)).denominator)]).collect();
            // The number of waits is nearly that of the served.
            suppressed_cells(&n)
                .iter()
                .zip(&served)
                .map(|(suppressed_cells, served)| *suppressed_cells || !served.is_disclosed())
                .collect()
        };
        let (hours, waits) = (figures(|row| &row.hours), figures(|row| &row.waits));
        Self { citizens: came, served, mitid, hours, waits }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a wait in seconds")]
fn summed<'k>(days: &[&DaySummary], known: &'k UnitLookup) -> BTreeMap<Option<&'k String>, Sums> {
    let mut by_unit: BTreeMap<Option<&String>, Sums> = BTreeMap::new();
    for day in days {
        let mut today: BTreeMap<Option<&String>, [RatioPart; 2]> = BTreeMap::new();
        for visit in &day.visits {
            let sums = by_unit.entry(known.unit(visit)).or_default();
            sums.citizens += u64::from(!visit.carried);
            sums.served += u64::from(visit.is_served());
            sums.mitid += u64::from(visit.succeeded());
            let [hours, wait] = today.entry(known.unit(visit)).or_default();
            if let Some(minutes) = visit.companion_minutes {
                *hours = RatioPart::new(hours.numerator + f64::from(minutes) / 60.0, hours.denominator + 1.0);
            }
            if let Some(seconds) = visit.waited_seconds {
                *wait = RatioPart::new(wait.numerator + seconds as f64 / 60.0, wait.denominator + 1.0);
            }
        }
        for (unit, [hours, wait]) in today {
            let sums = by_unit.entry(unit).or_default();
            sums.hours.push(hours);
            sums.waits.push(wait);
        }
    }
    by_unit
}
