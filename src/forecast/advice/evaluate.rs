// SPDX-License-Identifier: MPL-2.0
//! Simulates every plan on the same days, with the real office, and totals the results.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;

use super::candidates::{CandidatePlan, Pattern};
use super::sampled_days::{DayModel, SampledDay};
use super::{AdviceBudget, AdviceInput, Costs, NoAdvice, PlanResult};
use office::gap::{Booking, Plan, PlanLine, ReleaseRule};
use office::names::DeskId;
use office::time::{Length, TimeRange, UnixTime};
use simulation::engine::full_day::{DayScenario, FullDay, VisitResult};
use simulation::estimate::{Batches, as_f64};
use simulation::rng::Rng;

/// A no-show is entered in the diary after this time.
const NO_SHOW_AFTER: Length = Length::minutes(5);
/// Share of the value of released time that is recovered.
const RELEASED_VALUE: f64 = 0.5;
/// The 97.5 % quantile of the standard normal distribution.
const Z_95: f64 = 1.96;
/// Typical length of a booking.
const BOOKING_MINUTES: f64 = 20.0;

/// A plan and its mean results over the simulated days.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanPoint {
    pub pattern: Pattern,
    pub gaps: usize,
    pub minutes: i32,
    pub lines: Vec<PlanLine>,
    pub reserved_minutes: f64,
    pub turned_away: f64,
    pub turned_away_error: f64,
    /// Share of days on which someone was turned away.
    pub days_with_someone_turned_away: f64,
    pub wait_minutes: f64,
    pub unused_minutes: f64,
    pub released_minutes: f64,
    /// Bookings displaced by reserved time that was not released.
    pub bookings_lost: f64,
    pub cost: f64,
    pub cost_error: f64,
    /// On the Pareto front of unused time and citizens turned away.
    pub on_the_curve: bool,
}

/// An evaluated plan with the cost of each day; all plans have the same days in the same order.
#[derive(Clone, Debug)]
pub struct EvaluatedPlan {
    pub point: PlanPoint,
    costs: Vec<f64>,
}

/// Extra cost of another plan over the advised one, paired by day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CostDifference {
    /// Index of the other plan among the points.
    pub point: usize,
    /// In clerk hours a day.
    pub dearer: f64,
    /// 95 % interval.
    pub low: f64,
    pub high: f64,
}

impl CostDifference {
    /// Whether the interval excludes zero.
    pub fn is_sure(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// An observed day on which the advised plan would have turned someone away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailedDay {
    pub date: Date,
    pub visitors: usize,
    pub turned_away: usize,
}

/// Totals of one day under one plan, in minutes except `turned_away`.
struct DayTotals {
    turned_away: f64,
    waited: f64,
    unused: f64,
    released: f64,
}

struct PlanSimulation<'a> {
    model: &'a DayModel<'a>,
    day_start: FullDay,
    gaps: Vec<(usize, TimeRange, ReleaseRule)>,
    /// Each booking with its own random seed.
    bookings: Vec<(u64, Booking)>,
    longest_wait: Length,
    release: Length,
}

impl<'a> PlanSimulation<'a> {
    fn new(input: &AdviceInput<'a>, model: &'a DayModel<'a>, lines: &[PlanLine]) -> Result<Self, NoAdvice> {
        let zone = &input.setup.time_zone;
        let date = zone.date(model.hours.start);
        let time =
            |line: &PlanLine| TimeRange::new(zone.moment(date, line.start), zone.moment(date, line.end));
        let kept: Vec<(DeskId, TimeRange)> =
            lines.iter().map(|line| (line.desk.clone(), time(line))).collect();
        let bookings = model.bookings(&kept);
        let gap = |line: &PlanLine| {
            let desk = input.setup.desks.iter().position(|desk| desk.id == line.desk)?;
            Some((desk, time(line), line.hold))
        };
        let (setup, policy) = (input.setup.clone(), input.policy.clone());
        let (longest_wait, release) = (policy.longest_wait(), policy.release_before());
        let plan = Plan(lines.to_vec());
        let begin = zone.day(date).start;
        let day_start = FullDay::new(setup, policy, plan, bookings, begin).map_err(NoAdvice::Unplayable)?;
        let bookings = day_start.office().bookings(date).iter();
        let bookings = bookings.map(|booking| (booking_seed(booking), booking.clone())).collect();
        let gaps = lines.iter().filter_map(gap).collect();
        Ok(Self { model, day_start, gaps, bookings, longest_wait, release })
    }

    fn play(&self, day: &SampledDay) -> DayTotals {
        let until = self.model.hours.end - Length::seconds(1);
        if day.visitors.is_empty() {
            return self.totals(day, &[]);
        }
        let freed = self.freed(day);
        let script =
            DayScenario { visitors: &day.visitors, freed: &freed, patience: self.longest_wait, until };
        self.totals(day, &self.day_start.play(&script))
    }

    /// Cancels each booking by a draw of its own, so that plans share the cancellations of the bookings they have
    /// in common.
    fn freed(&self, day: &SampledDay) -> Vec<(UnixTime, Booking)> {
        if day.cancellation_share <= 0.0 {
            return Vec::new();
        }
        let is_cancelled = |(booking_seed, _): &&(u64, Booking)| {
            Rng::new(day.seed ^ booking_seed).chance(day.cancellation_share)
        };
        let gone = self.bookings.iter().filter(is_cancelled);
        let mut freed: Vec<(UnixTime, Booking)> =
            gone.map(|(_, booking)| (booking.time.start + NO_SHOW_AFTER, booking.clone())).collect();
        freed.sort_by_key(|(at, _)| *at);
        freed
    }

    fn totals(&self, day: &SampledDay, results: &[VisitResult]) -> DayTotals {
        let (mut turned_away, mut waited) = (0.0, 0.0);
        for (result, visitor) in results.iter().zip(&day.visitors) {
            match result.called {
                Some((_, at)) => waited += minutes(at - visitor.at),
                None => turned_away += 1.0,
            }
        }
        let (mut unused, mut released) = (0.0, 0.0);
        for (desk, gap, hold) in &self.gaps {
            let used: f64 = results
                .iter()
                .zip(&day.visitors)
                .filter_map(|(result, visitor)| {
                    result.called.map(|(at_desk, at)| (at_desk, at, visitor.takes))
                })
                .filter(|(at_desk, ..)| at_desk == desk)
                .map(|(_, at, takes)| minutes(TimeRange::new(at, at + takes).overlap(*gap).length()).max(0.0))
                .sum();
            // Without a placement at release time the office releases the gap.
            let needed = results.iter().zip(&day.visitors).any(|(result, visitor)| {
                visitor.at < gap.start - self.release
                    && result.called.is_some_and(|(at_desk, at)| at_desk == *desk && gap.contains(at))
            });
            if *hold == ReleaseRule::Soft && !needed && used == 0.0 {
                released += minutes(gap.length());
            } else {
                unused += minutes(gap.length()) - used;
            }
        }
        DayTotals { turned_away, waited, unused, released }
    }
}

fn booking_seed(booking: &Booking) -> u64 {
    let desk = booking.desk.as_str().bytes().fold(7_u64, |sum, byte| sum * 31 + u64::from(byte));
    desk.rotate_left(40) ^ booking.time.start.unix().cast_unsigned()
}

/// A plan, and the days to evaluate it on.
pub struct PlanTask<'a> {
    pub model: &'a DayModel<'a>,
    pub plan: &'a CandidatePlan,
    pub days: &'a [SampledDay],
    pub costs: Costs,
}

/// Evaluates every plan on the threads of the budget; results are in the order of the tasks.
pub fn evaluate_all(
    input: &AdviceInput<'_>,
    tasks: &[PlanTask<'_>],
    budget: AdviceBudget,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<EvaluatedPlan>, NoAdvice> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let found: Mutex<Vec<(usize, Result<EvaluatedPlan, NoAdvice>)>> = Mutex::new(Vec::new());
    let work = || {
        (budget.on_thread_start)();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(task) = tasks.get(index) else { return };
            let point = evaluate(input, task);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, tasks.len());
            let Ok(mut found) = found.lock() else { return };
            found.push((index, point));
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..budget.threads.max(1) {
            scope.spawn(work);
        }
    });
    let mut found = found.into_inner().unwrap_or_default();
    found.sort_by_key(|(index, _)| *index);
    found.into_iter().map(|(_, point)| point).collect()
}

fn evaluate(input: &AdviceInput<'_>, task: &PlanTask<'_>) -> Result<EvaluatedPlan, NoAdvice> {
    let PlanTask { model, plan, days, costs } = *task;
    let simulation = PlanSimulation::new(input, model, &plan.lines)?;
    let mut sums = Batches::new(6, 0);
    let mut day_costs = Vec::with_capacity(days.len());
    for day in days {
        let totals = simulation.play(day);
        let cost = cost_of(&totals, costs);
        day_costs.push(cost);
        let DayTotals { turned_away, waited, unused, released } = totals;
        let someone = f64::from(u8::from(turned_away > 0.0));
        sums.add(&[turned_away, waited, unused, released, cost, someone], &[]);
    }
    let means = sums.means();
    let visitors: usize = days.iter().map(|day| day.visitors.len()).sum();
    let served = (as_f64(visitors) / as_f64(days.len().max(1)) - means[0].mean).max(1e-9);
    let reserved: f64 = simulation.gaps.iter().map(|(_, gap, _)| minutes(gap.length())).sum();
    let point = PlanPoint {
        pattern: plan.pattern,
        gaps: plan.gaps,
        minutes: plan.minutes,
        lines: plan.lines.clone(),
        reserved_minutes: reserved,
        turned_away: means[0].mean,
        turned_away_error: means[0].standard_error,
        days_with_someone_turned_away: means[5].mean,
        wait_minutes: means[1].mean / served,
        unused_minutes: means[2].mean,
        released_minutes: means[3].mean,
        bookings_lost: (reserved - means[3].mean) / BOOKING_MINUTES,
        cost: means[4].mean,
        cost_error: means[4].standard_error,
        on_the_curve: false,
    };
    Ok(EvaluatedPlan { point, costs: day_costs })
}

/// Extra cost of a plan over the advised one; `None` if they are the same plan.
pub fn difference(evaluated: &[EvaluatedPlan], best: usize, other: usize) -> Option<CostDifference> {
    let (advised, against) = (evaluated.get(best)?, evaluated.get(other)?);
    if advised.point.lines == against.point.lines {
        return None;
    }
    let mut days = Batches::new(1, 0);
    for (advised, against) in advised.costs.iter().zip(&against.costs) {
        days.add(&[against - advised], &[]);
    }
    let found = days.means().first().copied()?;
    let about = Z_95 * found.standard_error;
    Some(CostDifference {
        point: other,
        dearer: found.mean,
        low: found.mean - about,
        high: found.mean + about,
    })
}

/// The cheapest of the plans that differ from the best.
pub fn second_cheapest(evaluated: &[EvaluatedPlan], best: usize) -> Option<usize> {
    let advised = &evaluated.get(best)?.point.lines;
    let others =
        evaluated.iter().enumerate().filter(|(_, evaluate_day)| evaluate_day.point.lines != *advised);
    others
        .min_by(|(_, evaluate_day), (_, other)| evaluate_day.point.cost.total_cmp(&other.point.cost))
        .map(|(at, _)| at)
}

/// Whether no candidate reserves more time than this plan.
pub fn is_largest_candidate(points: &[PlanPoint], best: usize) -> bool {
    let kept = |point: &PlanPoint| point.reserved_minutes;
    points.get(best).is_some_and(|best| {
        best.reserved_minutes > 0.0 && points.iter().map(kept).fold(0.0, f64::max) <= kept(best)
    })
}

fn cost_of(totals: &DayTotals, costs: Costs) -> f64 {
    let lost = totals.unused + (1.0 - RELEASED_VALUE) * totals.released;
    costs.turned_away * totals.turned_away
        + costs.waiting_hour * totals.waited / 60.0
        + costs.unused_hour * lost / 60.0
}

/// Evaluates one plan on one day.
pub fn evaluate_day(
    input: &AdviceInput<'_>,
    model: &DayModel<'_>,
    lines: &[PlanLine],
    day: &SampledDay,
    costs: Costs,
) -> Result<PlanResult, NoAdvice> {
    let totals = PlanSimulation::new(input, model, lines)?.play(day);
    let served = (as_f64(day.visitors.len()) - totals.turned_away).max(1.0);
    Ok(PlanResult {
        turned_away: totals.turned_away,
        wait_minutes: totals.waited / served,
        unused_minutes: totals.unused,
        cost: cost_of(&totals, costs),
    })
}

/// Marks the plans that no other plan beats in both unused time and citizens turned away.
pub fn mark_pareto_front(points: &mut [PlanPoint]) {
    let pairs: Vec<(f64, f64)> =
        points.iter().map(|point| (point.unused_minutes, point.turned_away)).collect();
    for (point, &(unused, turned_away)) in points.iter_mut().zip(&pairs) {
        point.on_the_curve =
            !pairs.iter().any(|&(u, t)| u <= unused && t <= turned_away && (u < unused || t < turned_away));
    }
}

/// The cheapest plan; on a tie the one that reserves less.
pub fn cheapest(points: &[PlanPoint]) -> usize {
    let order = |evaluate_day: &PlanPoint, other: &PlanPoint| {
        evaluate_day
            .cost
            .total_cmp(&other.cost)
            .then(evaluate_day.reserved_minutes.total_cmp(&other.reserved_minutes))
    };
    points
        .iter()
        .enumerate()
        .min_by(|(_, evaluate_day), (_, other)| order(evaluate_day, other))
        .map_or(0, |(index, _)| index)
}

/// The observed days on which a plan would have turned someone away.
pub fn failed_days(
    input: &AdviceInput<'_>,
    model: &DayModel<'_>,
    lines: &[PlanLine],
    seen: &[SampledDay],
) -> Result<Vec<FailedDay>, NoAdvice> {
    let simulation = PlanSimulation::new(input, model, lines)?;
    let failed = seen.iter().filter_map(|day| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of people")]
        let turned_away = simulation.play(day).turned_away as usize;
        let date = day.date?;
        (turned_away > 0).then_some(FailedDay { date, visitors: day.visitors.len(), turned_away })
    });
    Ok(failed.collect())
}

#[expect(clippy::cast_precision_loss, reason = "minutes of a day")]
fn minutes(length: Length) -> f64 {
    length.as_seconds() as f64 / 60.0
}
