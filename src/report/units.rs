//! How it went for the citizens of each unit, so that each department with a duty of initiative can report
//! its own.

use std::collections::BTreeMap;

use serde::Serialize;

use super::chance::{Part, total};
use super::day::{Day, Visit};
use super::figure::{Figure, How, whole};
use super::report::visits;
use super::small::{Count, citizens, counts, hidden};
use office::names::CompanionRef;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Unit {
    /// Nothing for those who came without a companion, or with one no longer known.
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
    hours: Vec<Part>,
    waits: Vec<Part>,
}

/// Joins a companion's pseudonym with their unit, which the ledger does not know.
pub type UnitOf<'a> = dyn Fn(&CompanionRef) -> Option<String> + 'a;

/// Looks each companion up once.
#[derive(Debug)]
pub struct Known(BTreeMap<CompanionRef, Option<String>>);

impl Known {
    pub fn of(days: &[&Day], unit_of: &UnitOf<'_>) -> Self {
        let mut known: BTreeMap<CompanionRef, Option<String>> = BTreeMap::new();
        for companion in visits(days).filter_map(|visit| visit.companion.as_ref()) {
            if !known.contains_key(companion) {
                known.insert(companion.clone(), unit_of(companion));
            }
        }
        Self(known)
    }

    pub fn unit(&self, visit: &Visit) -> Option<&String> {
        self.0.get(visit.companion.as_ref()?).and_then(Option::as_ref)
    }
}

pub(super) fn units(days: &[&Day], unit_of: &UnitOf<'_>) -> Vec<Unit> {
    let known = Known::of(days, unit_of);
    let by_unit = summed(days, &known);
    let rows: Vec<&Sums> = by_unit.values().collect();
    let untold = Untold::of(&rows, citizens(days));
    let figure = |parts: &[Part], hidden: bool| {
        if hidden { Figure::untold(How::Bootstrap) } else { Figure::ratio(parts, whole(total(parts).under)) }
    };
    by_unit
        .iter()
        .enumerate()
        .map(|(at, (unit, sums))| Unit {
            unit: unit.cloned(),
            citizens: untold.citizens[at],
            served: untold.served[at],
            mitid: untold.mitid[at],
            companion_hours: figure(&sums.hours, untold.hours[at]),
            wait_minutes: figure(&sums.waits, untold.waits[at]),
        })
        .collect()
}

/// What is told of each row, so that neither the rest of the row nor the sum of the column tells a small one.
struct Untold {
    citizens: Vec<Count>,
    served: Vec<Count>,
    mitid: Vec<Count>,
    hours: Vec<bool>,
    waits: Vec<bool>,
}

impl Untold {
    fn of(rows: &[&Sums], all: Count) -> Self {
        let served = counts(&rows.iter().map(|row| row.served).collect::<Vec<_>>());
        let column = |of: fn(&Sums) -> [u64; 2]| -> Vec<Count> {
            let cells: Vec<[u64; 2]> = rows.iter().map(|row| of(row)).collect();
            let said = |([count, _], hidden): (&[u64; 2], bool)| {
                if hidden { Count::Hidden } else { Count::of(*count) }
            };
            cells.iter().zip(hidden(&cells)).map(said).collect()
        };
        let mitid = column(|row| [row.mitid, row.served - row.mitid]);
        let came = match all {
            Count::Told(_) => column(|row| [row.citizens, row.citizens.abs_diff(row.served)]),
            count => vec![count; rows.len()],
        };
        let figures = |of: fn(&Sums) -> &Vec<Part>| -> Vec<bool> {
            let n: Vec<[u64; 1]> = rows.iter().map(|row| [whole(total(of(row)).under)]).collect();
            // The number of waits is nearly that of the served.
            hidden(&n).iter().zip(&served).map(|(hidden, served)| *hidden || !served.is_told()).collect()
        };
        let (hours, waits) = (figures(|row| &row.hours), figures(|row| &row.waits));
        Self { citizens: came, served, mitid, hours, waits }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a wait in seconds")]
fn summed<'k>(days: &[&Day], known: &'k Known) -> BTreeMap<Option<&'k String>, Sums> {
    let mut by_unit: BTreeMap<Option<&String>, Sums> = BTreeMap::new();
    for day in days {
        let mut today: BTreeMap<Option<&String>, [Part; 2]> = BTreeMap::new();
        for visit in &day.visits {
            let sums = by_unit.entry(known.unit(visit)).or_default();
            sums.citizens += u64::from(!visit.carried);
            sums.served += u64::from(visit.is_served());
            sums.mitid += u64::from(visit.got_mitid());
            let [hours, wait] = today.entry(known.unit(visit)).or_default();
            if let Some(minutes) = visit.companion_minutes {
                *hours = Part::new(hours.over + f64::from(minutes) / 60.0, hours.under + 1.0);
            }
            if let Some(seconds) = visit.waited_seconds {
                *wait = Part::new(wait.over + seconds as f64 / 60.0, wait.under + 1.0);
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
