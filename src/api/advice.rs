// SPDX-License-Identifier: MPL-2.0
//! Advice as it goes out: each weekday's curve, the plan that would be previewed, and what it assumes.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::plan::PlanResponse;
use crate::reserved::ReleaseRuleJson;
use crate::time::WeekdayJson;
use forecast::advice::{Advice, CostDifference, FailedDay, NoAdvice, Pattern, PlanPoint, WeekdayAdvice};
use forecast::lengths::KindLengths;

/// What each kind of trouble costs, in units of an ordinary hour.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "AdviceQuery", optional_fields = nullable))]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CostsQuery {
    pub turned_away: Option<f64>,
    pub waiting_hour: Option<f64>,
    pub unused_hour: Option<f64>,
}

/// Advice, or how many more days it takes.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "AdviceAnswer"))]
#[schema(as = AdviceAnswer)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AdviceResponse {
    TooLittle { seen: usize, needed: usize },
    NeverOpen,
    Advice(Box<AdviceJson>),
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Advice"))]
#[schema(as = Advice)]
pub struct AdviceJson {
    pub turned_away_hours: f64,
    pub waiting_hour: f64,
    pub unused_hour: f64,
    pub days_seen: usize,
    pub days_played: usize,
    pub seed: u64,
    /// The share of bookings that fall away on their own day.
    pub falling_away: f64,
    pub weekdays: Vec<WeekdayAdviceJson>,
    pub plan: PlanResponse,
    pub lengths: Vec<LearnedLengthJson>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "AdviceOfWeekday"))]
#[schema(as = AdviceOfWeekday)]
pub struct WeekdayAdviceJson {
    pub weekday: WeekdayJson,
    pub date: String,
    pub holiday: bool,
    pub expected: f64,
    /// Nine days of ten stay within these numbers.
    pub least: u32,
    pub most: u32,
    pub places_alone: u32,
    pub best: usize,
    pub present: usize,
    /// How much dearer than the advised one; nothing where it is the same plan.
    pub against_second: Option<CostDifferenceJson>,
    pub against_present: Option<CostDifferenceJson>,
    /// No plan was tried that keeps more time than the advised.
    pub at_the_edge: bool,
    pub points: Vec<PlanPointJson>,
    pub failed: Vec<FailedDayJson>,
    pub days_tried: usize,
}

/// Another plan beside the advised one, through the same days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "AdviceDifference"))]
#[schema(as = AdviceDifference)]
pub struct CostDifferenceJson {
    /// Its place among the points.
    pub point: usize,
    pub dearer_hours: f64,
    /// Nineteen of twenty such intervals hold the true difference.
    pub low: f64,
    pub high: f64,
    /// The interval does not hold zero.
    pub sure: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "AdvicePoint"))]
#[schema(as = AdvicePoint)]
pub struct PlanPointJson {
    /// `present`, `none`, `spread` or `before_lunch_and_late`.
    pub pattern: &'static str,
    pub gaps: usize,
    pub minutes: i32,
    pub hold: Option<ReleaseRuleJson>,
    pub reserved_minutes: f64,
    pub turned_away: f64,
    pub turned_away_error: f64,
    pub days_with_someone_turned_away: f64,
    pub wait_minutes: f64,
    pub unused_minutes: f64,
    pub released_minutes: f64,
    pub bookings_lost: f64,
    pub cost_hours: f64,
    pub cost_error: f64,
    pub on_the_curve: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "AdviceFailed"))]
#[schema(as = AdviceFailed)]
pub struct FailedDayJson {
    pub date: String,
    pub came: usize,
    pub turned_away: usize,
}

/// How long a kind of visit takes, as configured and as learned.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "LearnedLength"))]
#[schema(as = LearnedLength)]
pub struct LearnedLengthJson {
    pub errand: String,
    pub photo: bool,
    pub interpreter: bool,
    pub visits: usize,
    pub configured_minutes: f64,
    pub expected_minutes: f64,
    pub configured_likely_minutes: f64,
    pub likely_minutes: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "AdviceProgress"))]
#[schema(as = AdviceProgress)]
pub struct AdviceProgressResponse {
    /// Of a hundred.
    pub done: usize,
}

impl AdviceResponse {
    pub const fn none(no: &NoAdvice) -> Option<Self> {
        match no {
            NoAdvice::TooLittle { seen, needed } => Some(Self::TooLittle { seen: *seen, needed: *needed }),
            NoAdvice::NeverOpen => Some(Self::NeverOpen),
            NoAdvice::Cost { .. } | NoAdvice::Unplayable(_) => None,
        }
    }

    pub fn of(advice: &Advice, learned: &[KindLengths]) -> Self {
        Self::Advice(Box::new(AdviceJson {
            turned_away_hours: advice.costs.turned_away,
            waiting_hour: advice.costs.waiting_hour,
            unused_hour: advice.costs.unused_hour,
            days_seen: advice.days_seen,
            days_played: advice.days_played,
            seed: advice.seed,
            falling_away: advice.cancellation_share,
            weekdays: advice.weekdays.iter().map(weekday).collect(),
            plan: (&advice.plan).into(),
            lengths: learned.iter().map(length).collect(),
        }))
    }
}

fn weekday(day: &WeekdayAdvice) -> WeekdayAdviceJson {
    WeekdayAdviceJson {
        weekday: day.weekday.into(),
        date: day.date.to_string(),
        holiday: day.holiday,
        expected: day.expected,
        least: day.between.0,
        most: day.between.1,
        places_alone: day.places_alone,
        best: day.best,
        present: day.present,
        against_second: day.against_second.map(difference),
        against_present: day.against_present.map(difference),
        at_the_edge: day.at_the_edge,
        points: day.points.iter().map(point).collect(),
        failed: day.failed.iter().map(failed).collect(),
        days_tried: day.days_tried,
    }
}

fn difference(found: CostDifference) -> CostDifferenceJson {
    let CostDifference { point, dearer, low, high } = found;
    CostDifferenceJson { point, dearer_hours: dearer, low, high, sure: found.is_sure() }
}

fn failed(failed: &FailedDay) -> FailedDayJson {
    FailedDayJson { date: failed.date.to_string(), came: failed.visitors, turned_away: failed.turned_away }
}

fn point(point: &PlanPoint) -> PlanPointJson {
    PlanPointJson {
        pattern: match point.pattern {
            Pattern::Present => "present",
            Pattern::None => "none",
            Pattern::Spread => "spread",
            Pattern::BeforeLunchAndLate => "before_lunch_and_late",
        },
        gaps: point.gaps,
        minutes: point.minutes,
        hold: point.lines.first().map(|line| line.hold.into()),
        reserved_minutes: point.reserved_minutes,
        turned_away: point.turned_away,
        turned_away_error: point.turned_away_error,
        days_with_someone_turned_away: point.days_with_someone_turned_away,
        wait_minutes: point.wait_minutes,
        unused_minutes: point.unused_minutes,
        released_minutes: point.released_minutes,
        bookings_lost: point.bookings_lost,
        cost_hours: point.cost,
        cost_error: point.cost_error,
        on_the_curve: point.on_the_curve,
    }
}

fn length(learned: &KindLengths) -> LearnedLengthJson {
    LearnedLengthJson {
        errand: learned.kind.errand.to_string(),
        photo: learned.kind.photo,
        interpreter: learned.kind.interpreter,
        visits: learned.visits,
        configured_minutes: learned.configured.expected,
        expected_minutes: learned.learned.expected,
        configured_likely_minutes: learned.configured.likely,
        likely_minutes: learned.learned.likely,
    }
}
