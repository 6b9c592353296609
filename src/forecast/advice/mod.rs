// SPDX-License-Identifier: MPL-2.0
//! Advice on capacity: how many gaps, how long, when, and with which release rule. Every plan is simulated on the
//! same sampled days (common random numbers). The result is a curve of citizens turned away and waiting against
//! unused desk time and lost bookings, with the cheapest plan under the stated costs.

mod candidates;
mod evaluate;
mod sampled_days;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::demand::{DemandEstimate, DemandForecast};
use super::history::{PastVisit, VisitHistory};
use super::holidays::is_holiday;
use office::gap::{Plan, PlanLine, ReleaseRule};
use office::policy::Policy;
use office::setup::Setup;
use simulation::estimate::as_f64;

use candidates::CandidatePlan;
use sampled_days::{DayModel, SampledDay};

pub use candidates::Pattern;
pub use evaluate::{CostDifference, FailedDay, PlanPoint};

/// Costs stated by the supervisor, in clerk hours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Costs {
    /// Cost of a citizen not served on the same day.
    pub turned_away: f64,
    /// Cost of an hour of waiting.
    pub waiting_hour: f64,
    /// Cost of an unused reserved desk hour; half of it if the hour was released in time.
    pub unused_hour: f64,
}

impl Default for Costs {
    /// A citizen turned away costs 6 to 8 hours by the municipality's own figures.
    fn default() -> Self {
        Self { turned_away: 7.0, waiting_hour: 0.5, unused_hour: 1.0 }
    }
}

/// Why there is no advice.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoAdvice {
    #[error("{name} is {value}; it may be {least} to {most} clerk hours")]
    Cost { name: &'static str, value: f64, least: f64, most: f64 },
    #[error("{seen} opening days have been seen; advice begins with {needed}")]
    TooLittle { seen: usize, needed: usize },
    #[error("the office has no opening hours")]
    NeverOpen,
    #[error("the days cannot be played: {0}")]
    Unplayable(String),
}

/// How much is simulated.
#[derive(Clone, Copy, Debug)]
pub struct AdviceBudget {
    /// Days of all weekdays together; fewer where demand is high, to bound the response time.
    pub days: usize,
    pub seed: u64,
    pub threads: usize,
    /// Number of days ahead, starting tomorrow.
    pub ahead: i64,
    /// Called by each thread as it starts, such as to lower its priority.
    pub on_thread_start: fn(),
}

impl Default for AdviceBudget {
    fn default() -> Self {
        Self { days: 2_000, seed: 20_261_124, threads: 2, ahead: 7, on_thread_start: || {} }
    }
}

/// Input of advice.
#[derive(Clone, Copy, Debug)]
pub struct AdviceInput<'a> {
    pub setup: &'a Setup,
    pub policy: &'a Policy,
    pub plan: &'a Plan,
    pub history: &'a VisitHistory,
    /// The current day; advice is for the days after it.
    pub today: Date,
}

/// Minimum opening days observed, two weeks.
pub const MIN_DAYS_OBSERVED: usize = 10;
/// Index of the present plan among the candidates.
const PRESENT: usize = 0;
/// Maximum simulated visitors per plan, and minimum simulated days.
const MAX_VISITORS: f64 = 24_000.0;
const MIN_DAYS: usize = 20;
/// Prior share of bookings cancelled on their day.
const PRIOR_CANCELLATION_SHARE: f64 = 0.05;
/// Number of bookings the prior share counts as.
const PRIOR_BOOKINGS: f64 = 100.0;

/// The plans of one weekday and the advised one.
#[derive(Clone, Debug, PartialEq)]
pub struct WeekdayAdvice {
    pub weekday: Weekday,
    pub date: Date,
    pub holiday: bool,
    /// Expected visits, and their 5 % and 95 % quantiles.
    pub expected: f64,
    pub between: (u32, u32),
    /// Places by the newsvendor rule alone, for comparison.
    pub places_alone: u32,
    pub points: Vec<PlanPoint>,
    /// Index of the cheapest plan, and of the present one.
    pub best: usize,
    pub present: usize,
    /// Extra cost of the second-best and the present plan; `None` if they equal the advised one.
    pub against_second: Option<CostDifference>,
    pub against_present: Option<CostDifference>,
    /// No candidate reserves more time than the advised plan, so a larger one might be cheaper.
    pub at_the_edge: bool,
    /// Observed days on which the advised plan would have turned someone away.
    pub failed: Vec<FailedDay>,
    pub days_tried: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    pub costs: Costs,
    pub days_seen: usize,
    pub days_played: usize,
    pub seed: u64,
    pub cancellation_share: f64,
    pub weekdays: Vec<WeekdayAdvice>,
    /// The advised plan.
    pub plan: Plan,
    pub tomorrow: Option<Weekday>,
}

impl Costs {
    /// The least and most of each cost.
    pub const RANGES: [(&'static str, f64, f64); 3] =
        [("turned_away", 0.1, 100.0), ("waiting_hour", 0.0, 20.0), ("unused_hour", 0.1, 20.0)];

    /// # Errors
    /// The first cost out of range.
    pub fn check(&self) -> Result<(), NoAdvice> {
        let values = [self.turned_away, self.waiting_hour, self.unused_hour];
        for ((name, least, most), value) in Self::RANGES.into_iter().zip(values) {
            if !(least..=most).contains(&value) {
                return Err(NoAdvice::Cost { name, value, least, most });
            }
        }
        Ok(())
    }
}

/// Advice for every weekday of the coming week. `progress` receives the number of evaluated plans and of all plans.
///
/// # Errors
/// Why there is no advice.
pub fn advise(
    input: &AdviceInput<'_>,
    costs: Costs,
    budget: AdviceBudget,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Advice, NoAdvice> {
    costs.check()?;
    let counts = input.history.counts();
    let demand = DemandForecast::learned(&counts, input.today.checked_add(1.day()).unwrap_or(input.today));
    if demand.days < MIN_DAYS_OBSERVED {
        return Err(NoAdvice::TooLittle { seen: demand.days, needed: MIN_DAYS_OBSERVED });
    }
    let dates = coming_week(input, budget.ahead);
    if dates.is_empty() {
        return Err(NoAdvice::NeverOpen);
    }
    let cancellation_share = cancellation_share(input.history);
    let days_each = days_per_plan(&demand, &dates, budget);
    let plans = dates.iter().map(|&date| WeekdayPlans::new(input, date, demand.on(date.weekday())));
    let plans = plans.collect::<Result<Vec<WeekdayPlans<'_>>, NoAdvice>>()?;
    let sample = |weekday: &WeekdayPlans<'_>| {
        weekday.model.draw(weekday.estimate, cancellation_share, days_each, budget.seed)
    };
    let samples: Vec<Vec<SampledDay>> = plans.iter().map(sample).collect();
    // All plans of the week share one work queue, so that no thread idles at the end of a weekday.
    let tasks: Vec<evaluate::PlanTask<'_>> =
        plans.iter().zip(&samples).flat_map(|(weekday, days)| weekday.tasks(days, costs)).collect();
    let mut evaluated = evaluate::evaluate_all(input, &tasks, budget, progress)?.into_iter();
    let choose = |weekday: &WeekdayPlans<'_>| {
        let plans: Vec<_> = evaluated.by_ref().take(weekday.candidates.len()).collect();
        weekday.choose(input, costs, &plans)
    };
    let weekdays = plans.iter().map(choose).collect::<Result<Vec<WeekdayAdvice>, NoAdvice>>()?;
    let plan = Plan(weekdays.iter().flat_map(|day| day.points[day.best].lines.clone()).collect());
    let tomorrow = dates.first().map(|date| date.weekday());
    Ok(Advice {
        costs,
        days_seen: demand.days,
        days_played: days_each * dates.len(),
        seed: budget.seed,
        cancellation_share,
        weekdays,
        plan,
        tomorrow,
    })
}

/// Simulated days for each plan: fewer where demand is high.
fn days_per_plan(demand: &DemandForecast, dates: &[Date], budget: AdviceBudget) -> usize {
    let visitors: f64 =
        dates.iter().map(|date| demand.on(date.weekday()).mean()).sum::<f64>() / as_f64(dates.len());
    let most = MAX_VISITORS / visitors.max(1.0) / as_f64(dates.len());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of days")]
    let most = most as usize;
    (budget.days / dates.len()).min(most).max(MIN_DAYS)
}

/// One weekday with its candidate plans.
struct WeekdayPlans<'a> {
    date: Date,
    estimate: DemandEstimate,
    model: DayModel<'a>,
    candidates: Vec<CandidatePlan>,
}

impl<'a> WeekdayPlans<'a> {
    fn new(input: &AdviceInput<'a>, date: Date, estimate: DemandEstimate) -> Result<Self, NoAdvice> {
        let model = DayModel::of(input, date).ok_or(NoAdvice::NeverOpen)?;
        Ok(Self { date, estimate, model, candidates: candidates::candidate_plans(input, date, estimate) })
    }

    fn tasks<'p>(
        &'p self,
        days: &'p [SampledDay],
        costs: Costs,
    ) -> impl Iterator<Item = evaluate::PlanTask<'p>> {
        self.candidates.iter().map(move |plan| evaluate::PlanTask { model: &self.model, plan, days, costs })
    }

    fn choose(
        &self,
        input: &AdviceInput<'_>,
        costs: Costs,
        evaluated: &[evaluate::EvaluatedPlan],
    ) -> Result<WeekdayAdvice, NoAdvice> {
        let mut points: Vec<PlanPoint> = evaluated.iter().map(|plan| plan.point.clone()).collect();
        evaluate::mark_pareto_front(&mut points);
        let best = evaluate::cheapest(&points);
        let second = evaluate::second_cheapest(evaluated, best);
        let observed = self.model.observed_days(input.history, self.date.weekday());
        let failed = evaluate::failed_days(input, &self.model, &points[best].lines, &observed)?;
        let estimate = self.estimate;
        let gap_cost = costs.unused_hour * candidates::gap_hours(input);
        Ok(WeekdayAdvice {
            weekday: self.date.weekday(),
            date: self.date,
            holiday: is_holiday(self.date),
            expected: estimate.mean(),
            between: (estimate.quantile(0.05), estimate.quantile(0.95)),
            places_alone: estimate.places(costs.turned_away, gap_cost),
            at_the_edge: evaluate::is_largest_candidate(&points, best),
            against_second: second.and_then(|second| evaluate::difference(evaluated, best, second)),
            against_present: evaluate::difference(evaluated, best, PRESENT),
            points,
            best,
            present: PRESENT,
            failed,
            days_tried: observed.len(),
        })
    }
}

/// The open days ahead.
fn coming_week(input: &AdviceInput<'_>, ahead: i64) -> Vec<Date> {
    let zone = &input.setup.time_zone;
    let next = (1..=ahead).filter_map(|days| input.today.checked_add(days.days()).ok());
    next.filter(|date| input.setup.opening_hours.on(zone, *date).is_some()).collect()
}

/// The office's share of cancelled bookings, shrunk towards the prior.
fn cancellation_share(history: &VisitHistory) -> f64 {
    let (gone, all) = history.cancellations();
    (as_f64(gone) + PRIOR_CANCELLATION_SHARE * PRIOR_BOOKINGS) / (as_f64(all) + PRIOR_BOOKINGS)
}

/// The result of an observed day under a plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanResult {
    pub turned_away: f64,
    pub wait_minutes: f64,
    pub unused_minutes: f64,
    pub cost: f64,
}

/// Simulates the visits of an observed day under a plan.
///
/// # Errors
/// Why the day cannot be simulated.
pub fn evaluate_plan(
    input: &AdviceInput<'_>,
    date: Date,
    lines: &[PlanLine],
    visits: &[PastVisit],
    costs: Costs,
) -> Result<PlanResult, NoAdvice> {
    let model = DayModel::of(input, date).ok_or(NoAdvice::NeverOpen)?;
    evaluate::evaluate_day(input, &model, lines, &model.replayed_day(date, visits), costs)
}

/// Evenly spread gaps of the usual length.
pub fn spread(input: &AdviceInput<'_>, date: Date, gaps: usize, hold: ReleaseRule) -> Vec<PlanLine> {
    candidates::plan_lines(input, date, gaps, candidates::gap_minutes(input), Pattern::Spread, hold)
        .unwrap_or_default()
}
