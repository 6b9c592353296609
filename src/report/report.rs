//! The follow-up report of a period: everything its pages and its tables say, from the days in short.

use jiff::civil::Date;
use serde::Serialize;

use super::chance::Part;
use super::classes::{ClassWaits, WeekdayUse, class_waits, weekdays};
use super::day::{Change, ChangeKind, Day, Seq};
use super::economy::Economy;
use super::figure::{Figure, is_open};
use super::no_harm::{GapMinutes, NoHarm, gap_minutes, no_harm};
use super::recommendation::Recommendation;
use super::small::{self, Cell, Count};
use super::trial::{TrialResult, trial_results};
use super::units::{Unit, units};
use super::weeks::{Week, weeks};
use office::names::CompanionRef;
use office::policy::Turned;
use office::trial::{Baseline, Measure, Trials};

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Report {
    pub from: String,
    pub to: String,
    /// The first day the ledger knows; of earlier days of the period nothing is told.
    pub begins: String,
    /// Days with anything on them.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
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
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub clerk_minutes: i64,
    pub weeks: Vec<Week>,
    pub changes: Vec<Changed>,
    pub trials: Vec<TrialResult>,
    pub recommendation: Recommendation,
    pub baseline: Option<BaselineTold>,
    pub economy: Economy,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Measured {
    pub measure: Measure,
    pub figure: Figure,
}

/// From the beginning of the wait to the first call, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Waits {
    pub half: Figure,
    pub four_of_five: Figure,
    pub nine_of_ten: Figure,
    pub within_15: Figure,
    pub within_30: Figure,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Promises {
    pub kept: Count,
    pub broken: Count,
    pub causes: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct Changed {
    pub date: String,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub seq: Seq,
    pub kind: ChangeKind,
    /// What was turned, from what to what.
    pub turned: Vec<Turned>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct BaselineTold {
    pub from: String,
    pub to: String,
    pub companion_hours: Option<office::trial::Told>,
    pub booked_delay_minutes: Option<office::trial::Told>,
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
            begins: material.begins.to_string(),
            open_days: days.iter().filter(|day| is_open(day)).count() as u64,
            citizens: small::citizens(days),
            served: Count::of(served),
            measures: measures(days),
            waits: waits(days),
            class_waits: class_waits(days),
            weekdays: weekdays(days),
            outcomes: small::outcomes(days),
            endings: small::endings(days),
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

fn promises(days: &[&Day]) -> Promises {
    let kept = visits(days).filter(|visit| visit.kept == Some(true)).count() as u64;
    let broken = days.iter().flat_map(|day| &day.broken);
    Promises { kept: Count::of(kept), broken: Count::of(broken.count() as u64), causes: small::causes(days) }
}

pub(super) fn changes(days: &[&Day]) -> Vec<Changed> {
    let of = |day: &Day, change: &Change| Changed {
        date: day.date.to_string(),
        seq: change.seq,
        kind: change.kind,
        turned: change.turned.clone(),
    };
    days.iter().flat_map(|day| day.changes.iter().map(|change| of(day, change))).collect()
}
