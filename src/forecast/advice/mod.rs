//! Advice on capacity: how many gaps, how long, where in the day, hard or soft. Every plan is played through
//! the same days (common random numbers), drawn from what was learned; what comes out is a curve of citizens
//! turned away and waiting against desk time unused and bookings lost, and the cheapest point on it under a
//! stated cost of turning someone away. Nothing here changes an office.

mod candidates;
mod days;
mod weigh;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::demand::{Belief, Demand};
use super::history::{History, Visit};
use super::holidays::is_holiday;
use office::gap::{Plan, PlanLine, ReleaseRule};
use office::policy::Policy;
use office::setup::Setup;
use simulation::estimate::as_f64;

pub use candidates::Pattern;
pub use weigh::{Difference, Failed, Point};

/// What the supervisor says it is worth, in hours of a clerk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Costs {
    /// Somebody who came and was not served the same day.
    pub turned_away: f64,
    /// An hour of waiting.
    pub waiting_hour: f64,
    /// The part of a desk's hour that is lost when a kept hour goes unused; given back in time, half of it.
    pub unused_hour: f64,
}

impl Default for Costs {
    /// A citizen turned away falls back to the old way: 6 to 8 hours by the municipality's own figures.
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

/// How much is played.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// All weekdays together; fewer where many people come, so that nobody waits longer for the answer.
    pub days: usize,
    pub seed: u64,
    pub threads: usize,
    /// How many days from the next on.
    pub ahead: i64,
    /// What each thread does before it begins: it may step back for others.
    pub at_first: fn(),
}

impl Default for Effort {
    fn default() -> Self {
        Self { days: 2_000, seed: 20_261_124, threads: 2, ahead: 7, at_first: || {} }
    }
}

/// What advice is made from.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    pub setup: &'a Setup,
    pub policy: &'a Policy,
    pub plan: &'a Plan,
    pub history: &'a History,
    /// The eve: days from the next on are advised about.
    pub today: Date,
}

/// Two weeks of opening days, before which any number would only look right.
pub const LEAST_DAYS: usize = 10;
/// The present plan is the first that is tried.
const PRESENT: usize = 0;
/// Every plan is played through so many people's visits at the most, and so many days at the least.
const MOST_PEOPLE: f64 = 24_000.0;
const LEAST_PLAYED: usize = 20;
/// Bookings that fall away on their day, before enough of them were seen.
const USUAL_FALLING_AWAY: f64 = 0.05;
/// As many bookings as it takes for the office's own figure to count as much as the usual one.
const BOOKINGS_TO_BELIEVE: f64 = 100.0;

/// One weekday's curve and the point chosen on it.
#[derive(Clone, Debug, PartialEq)]
pub struct OfWeekday {
    pub weekday: Weekday,
    pub date: Date,
    pub holiday: bool,
    /// How many are expected, and within which numbers nine days of ten stay.
    pub expected: f64,
    pub between: (u32, u32),
    /// What the newsvendor alone would keep, for comparison.
    pub places_alone: u32,
    pub points: Vec<Point>,
    /// Which point costs least, and where the present plan lies.
    pub best: usize,
    pub present: usize,
    /// How much dearer the next best plan and the present one are, where they are others than the advised.
    pub against_second: Option<Difference>,
    pub against_present: Option<Difference>,
    /// No plan was tried that keeps more time than the advised: a still larger one might be cheaper.
    pub at_the_edge: bool,
    /// Days that were seen on which the advised plan would have turned somebody away.
    pub failed: Vec<Failed>,
    pub days_tried: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    pub costs: Costs,
    pub days_seen: usize,
    pub days_played: usize,
    pub seed: u64,
    pub falling_away: f64,
    pub weekdays: Vec<OfWeekday>,
    /// The plan that would be previewed.
    pub plan: Plan,
    pub tomorrow: Option<Weekday>,
}

impl Costs {
    /// # Errors
    /// The first cost that makes no sense.
    pub fn check(&self) -> Result<(), NoAdvice> {
        let limits = [
            ("turned_away", self.turned_away, 0.1, 100.0),
            ("waiting_hour", self.waiting_hour, 0.0, 20.0),
            ("unused_hour", self.unused_hour, 0.1, 20.0),
        ];
        for (name, value, least, most) in limits {
            if !(least..=most).contains(&value) {
                return Err(NoAdvice::Cost { name, value, least, most });
            }
        }
        Ok(())
    }
}

/// Advice for every weekday of the coming week. `progress` is told how many of all plans have been weighed.
///
/// # Errors
/// Why there is none, in a sentence about what is missing.
pub fn advise(
    known: &Known<'_>,
    costs: Costs,
    effort: Effort,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Advice, NoAdvice> {
    costs.check()?;
    let counts = known.history.counts();
    let demand = Demand::learned(&counts, known.today.checked_add(1.day()).unwrap_or(known.today));
    if demand.days < LEAST_DAYS {
        return Err(NoAdvice::TooLittle { seen: demand.days, needed: LEAST_DAYS });
    }
    let dates = coming_week(known, effort.ahead);
    if dates.is_empty() {
        return Err(NoAdvice::NeverOpen);
    }
    let falling_away = falling_away(known.history);
    let people: f64 =
        dates.iter().map(|date| demand.on(date.weekday()).mean()).sum::<f64>() / as_f64(dates.len());
    let most = MOST_PEOPLE / people.max(1.0) / as_f64(dates.len());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of days")]
    let each = (effort.days / dates.len()).min(most as usize).max(LEAST_PLAYED);
    let eves = dates.iter().map(|&date| Eve::of(known, date, demand.on(date.weekday())));
    let eves = eves.collect::<Result<Vec<Eve<'_>>, NoAdvice>>()?;
    let drawn: Vec<Vec<days::Day>> =
        eves.iter().map(|eve| eve.world.draw(eve.belief, falling_away, each, effort.seed)).collect();
    // All plans of the week in one heap: no thread waits for another at the end of each weekday.
    let trials: Vec<weigh::Trial<'_>> = eves
        .iter()
        .zip(&drawn)
        .flat_map(|(eve, days)| {
            eve.plans.iter().map(|plan| weigh::Trial { world: &eve.world, plan, days, costs })
        })
        .collect();
    let mut points = weigh::all(known, &trials, effort, progress)?.into_iter();
    let weekdays = eves
        .iter()
        .map(|eve| eve.decided(known, costs, &points.by_ref().take(eve.plans.len()).collect::<Vec<_>>()))
        .collect::<Result<Vec<OfWeekday>, NoAdvice>>()?;
    let plan = Plan(weekdays.iter().flat_map(|day| day.points[day.best].lines.clone()).collect());
    let tomorrow = dates.first().map(|date| date.weekday());
    Ok(Advice {
        costs,
        days_seen: demand.days,
        days_played: each * dates.len(),
        seed: effort.seed,
        falling_away,
        weekdays,
        plan,
        tomorrow,
    })
}

/// One weekday before its plans are weighed.
struct Eve<'a> {
    date: Date,
    belief: Belief,
    world: days::World<'a>,
    plans: Vec<candidates::Candidate>,
}

impl<'a> Eve<'a> {
    fn of(known: &Known<'a>, date: Date, belief: Belief) -> Result<Self, NoAdvice> {
        let world = days::World::of(known, date).ok_or(NoAdvice::NeverOpen)?;
        Ok(Self { date, belief, world, plans: candidates::of(known, date, belief) })
    }

    fn decided(
        &self,
        known: &Known<'_>,
        costs: Costs,
        weighed: &[weigh::Weighed],
    ) -> Result<OfWeekday, NoAdvice> {
        let mut points: Vec<Point> = weighed.iter().map(|one| one.point.clone()).collect();
        weigh::mark_the_curve(&mut points);
        let best = weigh::cheapest(&points);
        let second = weigh::second(weighed, best);
        let seen = self.world.seen(known.history, self.date.weekday());
        let failed = weigh::failures(known, &self.world, &points[best].lines, &seen)?;
        let belief = self.belief;
        Ok(OfWeekday {
            weekday: self.date.weekday(),
            date: self.date,
            holiday: is_holiday(self.date),
            expected: belief.mean(),
            between: (belief.quantile(0.05), belief.quantile(0.95)),
            places_alone: belief.places(costs.turned_away, costs.unused_hour * candidates::gap_hours(known)),
            at_the_edge: weigh::is_at_the_edge(&points, best),
            against_second: second.and_then(|second| weigh::difference(weighed, best, second)),
            against_present: weigh::difference(weighed, best, PRESENT),
            points,
            best,
            present: PRESENT,
            failed,
            days_tried: seen.len(),
        })
    }
}

/// The next open day of each weekday.
fn coming_week(known: &Known<'_>, ahead: i64) -> Vec<Date> {
    let zone = &known.setup.time_zone;
    let next = (1..=ahead).filter_map(|days| known.today.checked_add(days.days()).ok());
    next.filter(|date| known.setup.opening_hours.on(zone, *date).is_some()).collect()
}

/// The office's own share, believed as far as it was seen.
fn falling_away(history: &History) -> f64 {
    let (gone, all) = history.fell_away();
    (as_f64(gone) + USUAL_FALLING_AWAY * BOOKINGS_TO_BELIEVE) / (as_f64(all) + BOOKINGS_TO_BELIEVE)
}

/// What one day that was came to under a plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tried {
    pub turned_away: f64,
    pub wait_minutes: f64,
    pub unused_minutes: f64,
    pub cost: f64,
}

/// Plays the people of one day that was through a plan: how advice is judged afterwards.
///
/// # Errors
/// Why the day cannot be played.
pub fn tried(
    known: &Known<'_>,
    date: Date,
    lines: &[PlanLine],
    visits: &[Visit],
    costs: Costs,
) -> Result<Tried, NoAdvice> {
    let world = days::World::of(known, date).ok_or(NoAdvice::NeverOpen)?;
    weigh::one(known, &world, lines, &world.replayed(date, visits), costs)
}

/// So many gaps spread evenly over a day, each as long as advice would make it.
pub fn spread(known: &Known<'_>, date: Date, gaps: usize, hold: ReleaseRule) -> Vec<PlanLine> {
    candidates::lines(known, date, gaps, candidates::gap_minutes(known), Pattern::Spread, hold)
        .unwrap_or_default()
}
