// SPDX-License-Identifier: MPL-2.0
//! The follow-up report of a period, from day summaries.

use jiff::civil::Date;
use serde::Serialize;

use super::day_summary::{ChangeKind, DaySummary, EventNumber, RuleChange};
use super::disclosure::{self, Count, CountCell, RatingCounts};
use super::economy::Economy;
use super::figure::{Figure, is_open};
use super::groups::{ClassWaits, WeekdayUse, class_waits, weekdays};
use super::no_harm::{GapMinutes, NoHarm, gap_minutes, no_harm};
use super::recommendation::Recommendation;
use super::trial::{TrialResult, trial_results};
use super::units::{Unit, units};
use super::weeks::{Week, weeks};
use office::names::CompanionRef;
use office::policy::SettingChange;
use office::trial::{Baseline, Measure, Trials};
use statistics::intervals::RatioPart;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    pub from: String,
    pub to: String,
    /// The first day of the ledger; earlier days of the period have no data.
    pub begins: String,
    /// Days with any visit, gap or booking.
    pub open_days: u64,
    pub citizens: Count,
    pub served: Count,
    pub measures: Vec<Measured>,
    pub waits: Waits,
    pub class_waits: Vec<ClassWaits>,
    pub weekdays: Vec<WeekdayUse>,
    pub outcomes: Vec<CountCell>,
    pub endings: Vec<CountCell>,
    pub units: Vec<Unit>,
    /// Who only asked at a desk, and took no number.
    pub inquiries: Count,
    pub ratings: RatingCounts,
    pub gaps: GapMinutes,
    pub promises: Promises,
    pub no_harm: NoHarm,
    pub clerk_minutes: i64,
    pub weeks: Vec<Week>,
    pub changes: Vec<DatedRuleChange>,
    pub trials: Vec<TrialResult>,
    pub recommendation: Recommendation,
    pub baseline: Option<BaselineSummary>,
    pub economy: Economy,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Measured {
    pub measure: Measure,
    pub figure: Figure,
}

/// From the beginning of the wait to the first call, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Waits {
    pub half: Figure,
    pub four_of_five: Figure,
    pub nine_of_ten: Figure,
    pub within_15: Figure,
    pub within_30: Figure,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Promises {
    pub kept: Count,
    pub broken: Count,
    pub causes: Vec<CountCell>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DatedRuleChange {
    pub date: String,
    pub seq: EventNumber,
    pub kind: ChangeKind,
    /// Changed settings with their old and new values.
    #[serde(rename = "turned")]
    pub settings: Vec<SettingChange>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BaselineSummary {
    pub from: String,
    pub to: String,
    pub companion_hours: Option<office::trial::StatedFigure>,
    pub booked_delay_minutes: Option<office::trial::StatedFigure>,
    pub source: String,
}

/// Input of the report.
#[derive(Debug)]
pub struct Material<'m> {
    pub from: Date,
    pub to: Date,
    pub days: Vec<&'m DaySummary>,
    /// All days, also outside the period, for the trials.
    pub all: Vec<&'m DaySummary>,
    pub trials: &'m Trials,
    /// The first day of the ledger.
    pub begins: Date,
    pub today: Date,
    /// Share of today that has passed, from 0 to 1.
    pub today_so_far: f64,
}

const DAYS_OF_A_YEAR: f64 = 365.25;

impl Material<'_> {
    /// The last day covered: the end of the period, or today.
    pub fn last(&self) -> Date {
        self.to.min(self.today)
    }

    /// Observed share of a year: from the ledger's first day at the earliest, with the part of today that has passed.
    /// `None` if nothing was observed.
    pub fn share_of_a_year(&self) -> Option<f64> {
        let from = self.from.max(self.begins);
        let days = f64::from(from.until(self.last()).ok()?.get_days() + 1);
        let passed = if self.to < self.today { days } else { days - 1.0 + self.today_so_far.clamp(0.0, 1.0) };
        (passed > 0.0).then_some(passed / DAYS_OF_A_YEAR)
    }
}

impl Report {
    /// `unit_of` maps a companion's pseudonym to their unit, which is not in the ledger.
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
            citizens: disclosure::citizens(days),
            served: Count::of(served),
            measures: measures(days),
            waits: waits(days),
            class_waits: class_waits(days),
            weekdays: weekdays(days),
            outcomes: disclosure::outcomes(days),
            endings: disclosure::endings(days),
            units: units(days, unit_of),
            gaps: gap_minutes(days),
            promises: promises(days),
            inquiries: Count::of(inquiries(days)),
            ratings: disclosure::ratings(days),
            no_harm: no_harm(days),
            clerk_minutes: visits(days).map(|visit| visit.clerk_seconds).sum::<i64>() / 60,
            weeks: weeks(days),
            changes: changes(days),
            recommendation: Recommendation::of(&trials, material),
            trials,
            baseline: baseline.map(baseline_summary),
            economy: Economy::of(material, baseline),
        }
    }
}

pub(super) fn inquiries(days: &[&DaySummary]) -> u64 {
    days.iter().map(|day| day.inquiries.events().len() as u64).sum()
}

pub(super) fn visits<'d>(
    days: &'d [&'d DaySummary],
) -> impl Iterator<Item = &'d super::day_summary::VisitSummary> {
    days.iter().flat_map(|day| &day.visits)
}

/// The name a value has in JSON.
pub(super) fn name(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

fn baseline_summary(baseline: &Baseline) -> BaselineSummary {
    BaselineSummary {
        from: baseline.from.to_string(),
        to: baseline.to.to_string(),
        companion_hours: baseline.companion_hours,
        booked_delay_minutes: baseline.booked_delay_minutes,
        source: baseline.source.to_string(),
    }
}

fn measures(days: &[&DaySummary]) -> Vec<Measured> {
    let one = |measure| Measured { measure, figure: Figure::measure(measure, days) };
    Measure::ALL.into_iter().map(one).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a wait in seconds")]
fn waits(days: &[&DaySummary]) -> Waits {
    let waited = |day: &DaySummary| -> Vec<f64> {
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
        Figure::share(&[RatioPart::new(hits as f64, all.len() as f64)])
    };
    Waits {
        half: Figure::quantile(&all, 0.5),
        four_of_five: Figure::quantile(&all, 0.8),
        nine_of_ten: Figure::quantile(&all, 0.9),
        within_15: within(15.0),
        within_30: within(30.0),
    }
}

fn promises(days: &[&DaySummary]) -> Promises {
    let kept = visits(days).filter(|visit| visit.kept == Some(true)).count() as u64;
    let broken = days.iter().flat_map(|day| &day.broken);
    Promises {
        kept: Count::of(kept),
        broken: Count::of(broken.count() as u64),
        causes: disclosure::causes(days),
    }
}

pub(super) fn changes(days: &[&DaySummary]) -> Vec<DatedRuleChange> {
    let of = |day: &DaySummary, change: &RuleChange| DatedRuleChange {
        date: day.date.to_string(),
        seq: change.seq,
        kind: change.kind,
        settings: change.settings.clone(),
    };
    days.iter().flat_map(|day| day.changes.iter().map(|change| of(day, change))).collect()
}
