// SPDX-License-Identifier: MPL-2.0
//! Results of a trial: each measure before and during it, the difference with its interval, and with enough weeks the
//! change of level at its start.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::day_summary::DaySummary;
use super::disclosure::DISCLOSURE_THRESHOLD;
use super::figure::{Figure, is_open, part};
use super::report::{DatedRuleChange, Material, changes};
use super::series::{self, Break};
use super::weeks::{self, by_week};
use office::trial::{Measure, Trial, TrialDecision, TrialId};
use statistics::Range;
use statistics::intervals::{self, MIN_DAYS, RatioPart};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrialResult {
    pub id: u32,
    pub hypothesis: String,
    pub owner: String,
    pub change: String,
    pub first_day: String,
    pub last_day: Option<String>,
    /// The last day compared: the trial's last day or the end of the period.
    pub compared_to: String,
    pub state: TrialState,
    pub reviews: Vec<String>,
    pub review_due: Option<String>,
    pub reviewed: Vec<ReviewNote>,
    pub verdict: Option<TrialVerdict>,
    /// The day it was recorded, if that was after its start.
    #[serde(rename = "told_afterwards")]
    pub planned_after_start: Option<String>,
    pub before: Before,
    pub comparisons: Vec<Comparison>,
    /// Rule changes during the trial, which may confound it.
    pub changes: Vec<DatedRuleChange>,
}

/// The days a trial is compared with: after the end of any earlier trial, whose change may persist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Before {
    /// The first and last of them, if any.
    pub from: Option<String>,
    pub to: Option<String>,
    /// The earlier trial they follow, if any.
    pub after_trial: Option<TrialId>,
    /// The stated baseline overlaps the trial.
    #[serde(rename = "told_overlaps")]
    pub baseline_overlaps: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialState {
    Planned,
    Running,
    /// Past its last day without a decision.
    AwaitsDecision,
    Decided,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewNote {
    pub on: String,
    pub note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrialVerdict {
    pub on: String,
    pub decision: TrialDecision,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    pub measure: Measure,
    pub target: f64,
    pub before: Figure,
    pub during: Figure,
    /// 95 % interval of during minus before; `None` for too few days.
    pub difference: Option<Range>,
    pub verdict: TargetVerdict,
    /// Change of level and slope at its start; `None` with fewer than eight weeks on either side.
    pub series: Option<Break>,
    pub weeks: Vec<WeekPoint>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeekPoint {
    pub monday: String,
    pub value: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetVerdict {
    TooLittleData,
    /// The whole interval reaches the target.
    Reached,
    /// The interval contains the target.
    NotSureYet,
    /// The whole interval misses the target.
    NotReached,
}

/// Maximum length of the period before a trial.
const BEFORE_DAYS: i32 = 366;

/// The trials that start by the end of the period, as they stood then.
pub fn trial_results(material: &Material<'_>) -> Vec<TrialResult> {
    let known = material.trials.list.iter().filter(|trial| trial.first_day <= material.to);
    known.map(|trial| trial_result(&as_known_on(trial, material.last()), material)).collect()
}

/// Without later decisions and reviews, so that the report of a period stays the same.
fn as_known_on(trial: &Trial, day: Date) -> Trial {
    let mut known = trial.clone();
    known.verdict = known.verdict.filter(|verdict| verdict.on <= day);
    known.reviewed.retain(|review| review.on <= day);
    known
}

fn trial_result(trial: &Trial, material: &Material<'_>) -> TrialResult {
    let known = material.last();
    let last = trial.ends_on().unwrap_or(known).min(known);
    let during = within(&material.all, trial.first_day, last);
    let (before, after_trial) = before(trial, material);
    let ran: Vec<&DaySummary> =
        material.all.iter().copied().filter(|day| (trial.first_day..=last).contains(&day.date)).collect();
    TrialResult {
        id: trial.id,
        hypothesis: trial.hypothesis.to_string(),
        owner: trial.owner.to_string(),
        change: trial.change.to_string(),
        first_day: trial.first_day.to_string(),
        last_day: trial.last_day.map(|day| day.to_string()),
        compared_to: last.to_string(),
        state: state(trial, known),
        reviews: trial.reviews.iter().map(ToString::to_string).collect(),
        review_due: trial.review_due(known).map(|day| day.to_string()),
        reviewed: trial
            .reviewed
            .iter()
            .map(|review| ReviewNote {
                on: review.on.to_string(),
                note: review.note.as_ref().map(ToString::to_string),
            })
            .collect(),
        verdict: trial.verdict.as_ref().map(|verdict| TrialVerdict {
            on: verdict.on.to_string(),
            decision: verdict.decision,
            reason: verdict.reason.to_string(),
        }),
        planned_after_start: trial.planned_after_start().map(|day| day.to_string()),
        before: Before {
            from: before.first().map(|day| day.date.to_string()),
            to: before.last().map(|day| day.date.to_string()),
            after_trial,
            baseline_overlaps: material
                .trials
                .baseline
                .as_ref()
                .is_some_and(|stated| trial.overlaps(stated.from, Some(stated.to))),
        },
        comparisons: trial
            .targets
            .iter()
            .map(|target| comparison(target.measure, target.value, &before, &during))
            .collect(),
        changes: changes(&ran),
    }
}

/// The open days of the year before, back to the latest earlier trial.
fn before<'d>(trial: &Trial, material: &Material<'d>) -> (Vec<&'d DaySummary>, Option<TrialId>) {
    let year = trial.first_day.checked_sub(BEFORE_DAYS.days()).unwrap_or(trial.first_day);
    let to = trial.first_day.checked_sub(1.day()).unwrap_or(trial.first_day);
    let earlier = material.trials.list.iter().filter(|other| other.first_day < trial.first_day);
    let ended = earlier.filter_map(|other| Some((other.ends_on()?.min(to), other.id))).max();
    let ended = ended.filter(|(end, _)| year <= *end);
    let from = ended.map_or(year, |(end, _)| end.tomorrow().unwrap_or(end));
    (within(&material.all, from, to), ended.map(|(_, other)| other))
}

fn within<'d>(days: &[&'d DaySummary], from: Date, to: Date) -> Vec<&'d DaySummary> {
    days.iter().copied().filter(|day| from <= day.date && day.date <= to && is_open(day)).collect()
}

fn state(trial: &Trial, day: Date) -> TrialState {
    if trial.verdict.is_some() {
        TrialState::Decided
    } else if day < trial.first_day {
        TrialState::Planned
    } else if trial.last_day.is_some_and(|last| last < day) {
        TrialState::AwaitsDecision
    } else {
        TrialState::Running
    }
}

fn comparison(measure: Measure, target: f64, before: &[&DaySummary], during: &[&DaySummary]) -> Comparison {
    let parts =
        |days: &[&DaySummary]| -> Vec<RatioPart> { days.iter().map(|day| part(measure, day)).collect() };
    let (was, is) = (Figure::measure(measure, before), Figure::measure(measure, during));
    let are_disclosed = was.value.is_some() && is.value.is_some();
    let (earlier, later) = (weekly(measure, before), weekly(measure, during));
    Comparison {
        measure,
        target,
        before: was,
        during: is,
        difference: intervals::difference(&parts(before), &parts(during)).filter(|_| are_disclosed),
        verdict: seen(measure, target, is, during.len()),
        series: series::interrupted(&values(&earlier), &values(&later)),
        weeks: earlier.into_iter().chain(later).collect(),
    }
}

fn values(weeks: &[WeekPoint]) -> Vec<f64> {
    weeks.iter().map(|week| week.value).collect()
}

fn seen(measure: Measure, target: f64, figure: Figure, days: usize) -> TargetVerdict {
    let (Some(_), Some(interval)) = (figure.value, figure.interval) else {
        return TargetVerdict::TooLittleData;
    };
    if days < MIN_DAYS {
        return TargetVerdict::TooLittleData;
    }
    match (measure.reaches(interval.low, target), measure.reaches(interval.high, target)) {
        (true, true) => TargetVerdict::Reached,
        (false, false) => TargetVerdict::NotReached,
        _ => TargetVerdict::NotSureYet,
    }
}

/// The disclosed weekly values.
fn weekly(measure: Measure, days: &[&DaySummary]) -> Vec<WeekPoint> {
    let by_week = by_week(days);
    let figures = weeks::per_week(measure, &by_week.values().collect::<Vec<_>>());
    let point = |(monday, figure): (&Date, Figure)| {
        let counted = figure.n.is_some_and(|n| n >= DISCLOSURE_THRESHOLD);
        Some(WeekPoint { monday: monday.to_string(), value: figure.value.filter(|_| counted)? })
    };
    by_week.keys().zip(figures).filter_map(point).collect()
}

#[cfg(test)]
#[path = "trial_tests.rs"]
mod tests;
