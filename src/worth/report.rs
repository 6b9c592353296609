//! The follow-up report of a period: everything its pages and its tables say, from the days in short.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::chance::Part;
use super::classes::{ClassWaits, WeekdayUse, class_waits, weekdays};
use super::day::{Change, ChangeKind, Day, End, Seq};
use super::economy::Economy;
use super::figure::{Count, Figure, counts, is_open, whole};
use super::no_harm::{GapMinutes, NoHarm, gap_minutes, late_part, no_harm};
use super::recommendation::Recommendation;
use super::trial::{TrialResult, trial_results};
use crate::office::names::CompanionRef;
use crate::office::trial::{Baseline, Measure, Trials};

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Report {
    pub from: String,
    pub to: String,
    /// Days with anything on them.
    #[cfg_attr(test, ts(type = "number"))]
    pub open_days: u64,
    pub citizens: Count,
    pub served: Count,
    pub measures: Vec<Measured>,
    pub waits: Waits,
    pub class_waits: Vec<ClassWaits>,
    pub weekdays: Vec<WeekdayUse>,
    pub outcomes: Vec<Cell>,
    pub endings: Vec<Cell>,
    pub units: Vec<Unit>,
    pub gaps: GapMinutes,
    pub promises: Promises,
    pub no_harm: NoHarm,
    #[cfg_attr(test, ts(type = "number"))]
    pub clerk_minutes: i64,
    pub weeks: Vec<Week>,
    pub changes: Vec<Changed>,
    pub trials: Vec<TrialResult>,
    pub recommendation: Recommendation,
    pub baseline: Option<BaselineTold>,
    pub economy: Economy,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Measured {
    pub measure: Measure,
    pub figure: Figure,
}

/// From the beginning of the wait to the first call, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Waits {
    pub half: Figure,
    pub four_of_five: Figure,
    pub nine_of_ten: Figure,
    pub within_15: Figure,
    pub within_30: Figure,
}

/// One line of a table of counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Cell {
    pub name: String,
    pub count: Count,
}

/// How it went for the citizens of one unit, so that it can report its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Unit {
    /// Nothing for those who came without a companion, or with one no longer known.
    pub unit: Option<String>,
    pub citizens: Count,
    pub served: Count,
    pub mitid: Count,
    pub companion_hours: Figure,
    pub wait_minutes: Figure,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Promises {
    pub kept: Count,
    pub broken: Count,
    pub causes: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Week {
    /// The Monday.
    pub monday: String,
    pub citizens: Count,
    pub measures: Vec<Measured>,
    pub mean_late_minutes: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Changed {
    pub date: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub seq: Seq,
    pub kind: ChangeKind,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct BaselineTold {
    pub from: String,
    pub to: String,
    pub companion_hours: Option<crate::office::trial::Told>,
    pub booked_delay_minutes: Option<crate::office::trial::Told>,
    pub source: String,
}

/// What the report is made of.
#[derive(Debug)]
pub struct Material<'m> {
    pub from: Date,
    pub to: Date,
    pub days: Vec<&'m Day>,
    /// The days before and after, for the trials.
    pub all: Vec<&'m Day>,
    pub trials: &'m Trials,
    /// The first day the ledger knows.
    pub begins: Date,
    pub today: Date,
    /// How much of today has passed, from 0 to 1.
    pub today_so_far: f64,
}

const DAYS_OF_A_YEAR: f64 = 365.25;

impl Material<'_> {
    /// The last day this report can know of: what came later it does not tell.
    pub fn last(&self) -> Date {
        self.to.min(self.today)
    }

    /// How much of a year was measured: from the ledger's first day where the period asks for earlier ones,
    /// and of today only what has passed. Nothing where that is nothing.
    pub fn share_of_a_year(&self) -> Option<f64> {
        let from = self.from.max(self.begins);
        let days = f64::from(from.until(self.last()).ok()?.get_days() + 1);
        let passed = if self.to < self.today { days } else { days - 1.0 + self.today_so_far.clamp(0.0, 1.0) };
        (passed > 0.0).then_some(passed / DAYS_OF_A_YEAR)
    }
}

impl Report {
    /// `unit_of` joins a companion's pseudonym with their unit, which the ledger does not know.
    pub fn of(material: &Material<'_>, unit_of: &dyn Fn(&CompanionRef) -> Option<String>) -> Self {
        let days = &material.days;
        let served = visits(days).filter(|visit| visit.is_served()).count() as u64;
        let baseline = material.trials.baseline.as_ref();
        let trials = trial_results(material);
        Self {
            from: material.from.to_string(),
            to: material.to.to_string(),
            open_days: days.iter().filter(|day| is_open(day)).count() as u64,
            citizens: Count::of(visits(days).filter(|visit| !visit.carried).count() as u64),
            served: Count::of(served),
            measures: measures(days),
            waits: waits(days),
            class_waits: class_waits(days),
            weekdays: weekdays(days),
            outcomes: cells(visits(days).filter_map(|visit| visit.outcome().map(ToString::to_string))),
            endings: cells(visits(days).filter_map(|visit| match &visit.end {
                End::Left(ending) => Some(name(ending)),
                End::Served(_) | End::Open => None,
            })),
            units: units(days, unit_of),
            gaps: gap_minutes(days),
            promises: promises(days),
            no_harm: no_harm(days),
            clerk_minutes: visits(days).map(|visit| visit.clerk_seconds).sum::<i64>() / 60,
            weeks: weeks(days),
            changes: changes(days),
            recommendation: Recommendation::of(&trials, material),
            trials,
            baseline: baseline.map(told),
            economy: Economy::of(material, baseline),
        }
    }
}

pub(super) fn visits<'d>(days: &'d [&'d Day]) -> impl Iterator<Item = &'d super::day::Visit> {
    days.iter().flat_map(|day| &day.visits)
}

/// The name a value has in JSON.
pub(super) fn name(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

fn told(baseline: &Baseline) -> BaselineTold {
    BaselineTold {
        from: baseline.from.to_string(),
        to: baseline.to.to_string(),
        companion_hours: baseline.companion_hours,
        booked_delay_minutes: baseline.booked_delay_minutes,
        source: baseline.source.clone(),
    }
}

fn measures(days: &[&Day]) -> Vec<Measured> {
    let one = |measure| Measured { measure, figure: Figure::measure(measure, days) };
    Measure::ALL.into_iter().map(one).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a wait in seconds")]
fn waits(days: &[&Day]) -> Waits {
    let waited = |day: &Day| -> Vec<f64> {
        day.visits
            .iter()
            .filter_map(|visit| visit.waited_seconds)
            .map(|seconds| seconds as f64 / 60.0)
            .collect()
    };
    let mut all: Vec<f64> = days.iter().flat_map(|day| waited(day)).collect();
    all.sort_unstable_by(f64::total_cmp);
    let within = |minutes: f64| {
        let hits = all.partition_point(|&wait| wait <= minutes);
        Figure::share(&[Part::new(hits as f64, all.len() as f64)])
    };
    Waits {
        half: Figure::quantile(&all, 0.5),
        four_of_five: Figure::quantile(&all, 0.8),
        nine_of_ten: Figure::quantile(&all, 0.9),
        within_15: within(15.0),
        within_30: within(30.0),
    }
}

/// Counted by name, the largest first, small ones not told.
fn cells(names: impl Iterator<Item = String>) -> Vec<Cell> {
    let mut counted: BTreeMap<String, u64> = BTreeMap::new();
    for name in names {
        *counted.entry(name).or_default() += 1;
    }
    let mut counted: Vec<(String, u64)> = counted.into_iter().collect();
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let told = counts(&counted.iter().map(|(_, count)| *count).collect::<Vec<_>>());
    counted.into_iter().zip(told).map(|((name, _), count)| Cell { name, count }).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a wait in seconds")]
fn units(days: &[&Day], unit_of: &dyn Fn(&CompanionRef) -> Option<String>) -> Vec<Unit> {
    let mut known: BTreeMap<&CompanionRef, Option<String>> = BTreeMap::new();
    for companion in visits(days).filter_map(|visit| visit.companion.as_ref()) {
        known.entry(companion).or_insert_with(|| unit_of(companion));
    }
    let unit = |visit: &super::day::Visit| -> Option<&String> {
        known.get(visit.companion.as_ref()?).and_then(Option::as_ref)
    };
    let mut by_unit: BTreeMap<Option<&String>, UnitSums> = BTreeMap::new();
    for day in days {
        let mut today: BTreeMap<Option<&String>, [Part; 2]> = BTreeMap::new();
        for visit in &day.visits {
            let sums = by_unit.entry(unit(visit)).or_default();
            sums.citizens += u64::from(!visit.carried);
            sums.served += u64::from(visit.is_served());
            sums.mitid += u64::from(visit.got_mitid());
            let [hours, wait] = today.entry(unit(visit)).or_default();
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
    let column = |of: fn(&UnitSums) -> u64| counts(&by_unit.values().map(of).collect::<Vec<_>>());
    let (citizens, served, mitid) =
        (column(|sums| sums.citizens), column(|sums| sums.served), column(|sums| sums.mitid));
    let figure = |parts: &[Part]| Figure::ratio(parts, whole(super::chance::total(parts).under));
    by_unit
        .iter()
        .enumerate()
        .map(|(at, (unit, sums))| Unit {
            unit: unit.cloned(),
            citizens: citizens[at],
            served: served[at],
            mitid: mitid[at],
            companion_hours: figure(&sums.hours),
            wait_minutes: figure(&sums.waits),
        })
        .collect()
}

#[derive(Default)]
struct UnitSums {
    citizens: u64,
    served: u64,
    mitid: u64,
    hours: Vec<Part>,
    waits: Vec<Part>,
}

fn promises(days: &[&Day]) -> Promises {
    let kept = visits(days).filter(|visit| visit.kept == Some(true)).count() as u64;
    let broken = days.iter().flat_map(|day| &day.broken);
    Promises {
        kept: Count::of(kept),
        broken: Count::of(broken.clone().count() as u64),
        causes: cells(broken.map(|broken| name(&broken.cause))),
    }
}

fn weeks(days: &[&Day]) -> Vec<Week> {
    let mut by_week: BTreeMap<Date, Vec<&Day>> = BTreeMap::new();
    for &day in days.iter().filter(|day| is_open(day)) {
        by_week.entry(monday(day.date)).or_default().push(day);
    }
    by_week
        .into_iter()
        .map(|(monday, days)| Week {
            monday: monday.to_string(),
            citizens: Count::of(visits(&days).filter(|visit| !visit.carried).count() as u64),
            measures: measures_without_intervals(&days),
            mean_late_minutes: super::chance::ratio(
                &days.iter().map(|day| late_part(day)).collect::<Vec<_>>(),
            ),
        })
        .collect()
}

/// A week's points on a chart: five days are too few to draw again.
fn measures_without_intervals(days: &[&Day]) -> Vec<Measured> {
    let one =
        |measure| Measured { measure, figure: Figure { interval: None, ..Figure::measure(measure, days) } };
    Measure::ALL.into_iter().map(one).collect()
}

pub(super) fn monday(date: Date) -> Date {
    use jiff::ToSpan;
    date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days()).unwrap_or(date)
}

fn changes(days: &[&Day]) -> Vec<Changed> {
    let of = |day: &Day, change: &Change| Changed {
        date: day.date.to_string(),
        seq: change.seq,
        kind: change.kind,
    };
    days.iter().flat_map(|day| day.changes.iter().map(|change| of(day, change))).collect()
}
