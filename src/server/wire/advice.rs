//! Advice as it goes out: each weekday's curve, the plan that would be previewed, and what it assumes.

use serde::Serialize;
use utoipa::ToSchema;

use super::capacity::WirePlan;
use super::schema;
use forecast::advice::{Advice, CostDifference, FailedDay, NoAdvice, Pattern, PlanPoint, WeekdayAdvice};
use forecast::lengths::KindLengths;
use jiff::civil::Weekday;
use office::calendar::weekday_name;
use office::gap::{Plan, ReleaseRule};

/// Advice, or how many more days it takes.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "AdviceAnswer")
)]
#[schema(as = AdviceAnswer)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WireAnswer {
    TooLittle { seen: usize, needed: usize },
    NeverOpen,
    Advice(Box<WireAdvice>),
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Advice"))]
#[schema(as = Advice)]
pub struct WireAdvice {
    pub turned_away_hours: f64,
    pub waiting_hour: f64,
    pub unused_hour: f64,
    pub days_seen: usize,
    pub days_played: usize,
    #[schema(value_type = u64)]
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub seed: u64,
    /// The share of bookings that fall away on their own day.
    pub falling_away: f64,
    pub weekdays: Vec<WireWeekday>,
    pub plan: WirePlan,
    pub lengths: Vec<WireLength>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "AdviceOfWeekday")
)]
#[schema(as = AdviceOfWeekday)]
pub struct WireWeekday {
    #[serde(with = "weekday_name")]
    #[schema(schema_with = schema::weekday)]
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub weekday: Weekday,
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
    pub against_second: Option<WireDifference>,
    pub against_present: Option<WireDifference>,
    /// No plan was tried that keeps more time than the advised.
    pub at_the_edge: bool,
    pub points: Vec<WirePoint>,
    pub failed: Vec<WireFailed>,
    pub days_tried: usize,
}

/// Another plan beside the advised one, through the same days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "AdviceDifference")
)]
#[schema(as = AdviceDifference)]
pub struct WireDifference {
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
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "AdvicePoint")
)]
#[schema(as = AdvicePoint)]
pub struct WirePoint {
    /// `present`, `none`, `spread` or `before_lunch_and_late`.
    pub pattern: &'static str,
    pub gaps: usize,
    pub minutes: i32,
    #[schema(schema_with = schema::hold)]
    pub hold: Option<ReleaseRule>,
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
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "AdviceFailed")
)]
#[schema(as = AdviceFailed)]
pub struct WireFailed {
    pub date: String,
    pub came: usize,
    pub turned_away: usize,
}

/// How long a kind of visit takes, as configured and as learned.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(export, export_to = "wire.ts", rename = "LearnedLength")
)]
#[schema(as = LearnedLength)]
pub struct WireLength {
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
#[schema(as = AdviceProgress)]
pub struct WireProgress {
    /// Of a hundred.
    pub done: usize,
}

impl WireAnswer {
    pub const fn none(no: &NoAdvice) -> Option<Self> {
        match no {
            NoAdvice::TooLittle { seen, needed } => Some(Self::TooLittle { seen: *seen, needed: *needed }),
            NoAdvice::NeverOpen => Some(Self::NeverOpen),
            NoAdvice::Cost { .. } | NoAdvice::Unplayable(_) => None,
        }
    }

    pub fn of(advice: &Advice, learned: &[KindLengths]) -> Self {
        Self::Advice(Box::new(WireAdvice {
            turned_away_hours: advice.costs.turned_away,
            waiting_hour: advice.costs.waiting_hour,
            unused_hour: advice.costs.unused_hour,
            days_seen: advice.days_seen,
            days_played: advice.days_played,
            seed: advice.seed,
            falling_away: advice.cancellation_share,
            weekdays: advice.weekdays.iter().map(weekday).collect(),
            plan: plan(&advice.plan),
            lengths: learned.iter().map(length).collect(),
        }))
    }
}

fn plan(plan: &Plan) -> WirePlan {
    WirePlan::of(plan)
}

fn weekday(day: &WeekdayAdvice) -> WireWeekday {
    WireWeekday {
        weekday: day.weekday,
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

fn difference(found: CostDifference) -> WireDifference {
    let CostDifference { point, dearer, low, high } = found;
    WireDifference { point, dearer_hours: dearer, low, high, sure: found.is_sure() }
}

fn failed(failed: &FailedDay) -> WireFailed {
    WireFailed { date: failed.date.to_string(), came: failed.visitors, turned_away: failed.turned_away }
}

fn point(point: &PlanPoint) -> WirePoint {
    WirePoint {
        pattern: match point.pattern {
            Pattern::Present => "present",
            Pattern::None => "none",
            Pattern::Spread => "spread",
            Pattern::BeforeLunchAndLate => "before_lunch_and_late",
        },
        gaps: point.gaps,
        minutes: point.minutes,
        hold: point.lines.first().map(|line| line.hold),
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

fn length(learned: &KindLengths) -> WireLength {
    WireLength {
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
