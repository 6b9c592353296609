//! Every plan through the same days, by the office itself, and what each came to.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;

use super::candidates::{Candidate, Pattern};
use super::days::{Day, World};
use super::{Costs, Effort, Known, NoAdvice, Tried};
use office::gap::{Booking, Plan, PlanLine, ReleaseRule};
use office::names::DeskId;
use office::time::{Length, TimeRange, UnixTime};
use simulation::engine::whole::{Fate, Morning, Script};
use simulation::estimate::{Batches, as_f64};
use simulation::rng::Rng;

/// The desk waits this long for somebody who is booked before the time is lent.
const NOTICED_AFTER: Length = Length::minutes(5);
/// What given back in time is still worth.
const RECOVERED: f64 = 0.5;
/// Standard errors to either side.
const NINETEEN_OF_TWENTY: f64 = 1.96;
/// A booking takes about this long.
const BOOKING_MINUTES: f64 = 20.0;

/// A plan and what it came to, on average over the days played.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub pattern: Pattern,
    pub gaps: usize,
    pub minutes: i32,
    pub lines: Vec<PlanLine>,
    pub reserved_minutes: f64,
    pub turned_away: f64,
    pub turned_away_error: f64,
    /// The share of days on which somebody was.
    pub days_with_someone_turned_away: f64,
    pub wait_minutes: f64,
    pub unused_minutes: f64,
    pub released_minutes: f64,
    /// Bookings that the kept time would have held, without what was given back in time.
    pub bookings_lost: f64,
    pub cost: f64,
    pub cost_error: f64,
    /// No other plan is better in both.
    pub on_the_curve: bool,
}

/// A plan weighed, and what each day cost under it: all plans have the same days, in the same order.
#[derive(Clone, Debug)]
pub struct Weighed {
    pub point: Point,
    costs: Vec<f64>,
}

/// How much dearer another plan is than the advised one, day by day through the same days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The other plan, by its place among the points.
    pub point: usize,
    /// In clerk hours a day.
    pub dearer: f64,
    /// Nineteen of twenty such intervals hold the true one.
    pub low: f64,
    pub high: f64,
}

impl Difference {
    /// The interval leaves no doubt which of the two is dearer.
    pub fn is_sure(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// A day that was, on which the advised plan would have turned somebody away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed {
    pub date: Date,
    pub came: usize,
    pub turned_away: usize,
}

/// What one day came to under one plan.
struct Came {
    turned_away: f64,
    waited: f64,
    unused: f64,
    released: f64,
}

struct Played<'a> {
    world: &'a World<'a>,
    morning: Morning,
    gaps: Vec<(usize, TimeRange, ReleaseRule)>,
    /// Each with what is its own in the luck of a day.
    bookings: Vec<(u64, Booking)>,
    longest_wait: Length,
    release: Length,
}

impl<'a> Played<'a> {
    fn new(known: &Known<'a>, world: &'a World<'a>, lines: &[PlanLine]) -> Result<Self, NoAdvice> {
        let zone = &known.setup.time_zone;
        let date = zone.date(world.hours.start);
        let time =
            |line: &PlanLine| TimeRange::new(zone.moment(date, line.start), zone.moment(date, line.end));
        let kept: Vec<(DeskId, TimeRange)> =
            lines.iter().map(|line| (line.desk.clone(), time(line))).collect();
        let bookings = world.book(&kept);
        let gap = |line: &PlanLine| {
            let desk = known.setup.desks.iter().position(|desk| desk.id == line.desk)?;
            Some((desk, time(line), line.hold))
        };
        let (setup, policy) = (known.setup.clone(), known.policy.clone());
        let (longest_wait, release) = (policy.longest_wait(), policy.release_before());
        let plan = Plan(lines.to_vec());
        let begin = zone.day(date).start;
        let morning = Morning::new(setup, policy, plan, bookings, begin).map_err(NoAdvice::Unplayable)?;
        let bookings = morning.office().bookings(date).iter();
        let bookings = bookings.map(|booking| (luck(booking), booking.clone())).collect();
        let gaps = lines.iter().filter_map(gap).collect();
        Ok(Self { world, morning, gaps, bookings, longest_wait, release })
    }

    fn play(&self, day: &Day) -> Came {
        let until = self.world.hours.end - Length::seconds(1);
        if day.people.is_empty() {
            return self.came(day, &[]);
        }
        let freed = self.freed(day);
        let script = Script { people: &day.people, freed: &freed, patience: self.longest_wait, until };
        self.came(day, &self.morning.play(&script))
    }

    /// Bookings fall away one by one, each by a draw of its own: a plan that keeps less has the same luck with
    /// the bookings that both have.
    fn freed(&self, day: &Day) -> Vec<(UnixTime, Booking)> {
        if day.falling_away <= 0.0 {
            return Vec::new();
        }
        let stays_away = |(luck, _): &&(u64, Booking)| Rng::new(day.seed ^ luck).chance(day.falling_away);
        let gone = self.bookings.iter().filter(stays_away);
        let mut freed: Vec<(UnixTime, Booking)> =
            gone.map(|(_, booking)| (booking.time.start + NOTICED_AFTER, booking.clone())).collect();
        freed.sort_by_key(|(at, _)| *at);
        freed
    }

    fn came(&self, day: &Day, fates: &[Fate]) -> Came {
        let (mut turned_away, mut waited) = (0.0, 0.0);
        for (fate, person) in fates.iter().zip(&day.people) {
            match fate.called {
                Some((_, at)) => waited += minutes(at - person.at),
                None => turned_away += 1.0,
            }
        }
        let (mut unused, mut released) = (0.0, 0.0);
        for (desk, gap, hold) in &self.gaps {
            let used: f64 = fates
                .iter()
                .zip(&day.people)
                .filter_map(|(fate, person)| fate.called.map(|(at_desk, at)| (at_desk, at, person.takes)))
                .filter(|(at_desk, ..)| at_desk == desk)
                .map(|(_, at, takes)| minutes(TimeRange::new(at, at + takes).overlap(*gap).length()).max(0.0))
                .sum();
            // Nobody had a place in it when it was to be given back: the office then releases it.
            let needed = fates.iter().zip(&day.people).any(|(fate, person)| {
                person.at < gap.start - self.release
                    && fate.called.is_some_and(|(at_desk, at)| at_desk == *desk && gap.contains(at))
            });
            if *hold == ReleaseRule::Soft && !needed && used == 0.0 {
                released += minutes(gap.length());
            } else {
                unused += minutes(gap.length()) - used;
            }
        }
        Came { turned_away, waited, unused, released }
    }
}

fn luck(booking: &Booking) -> u64 {
    let desk = booking.desk.as_str().bytes().fold(7_u64, |sum, byte| sum * 31 + u64::from(byte));
    desk.rotate_left(40) ^ booking.time.start.unix().cast_unsigned()
}

/// A plan, and the days it is tried on.
pub struct Trial<'a> {
    pub world: &'a World<'a>,
    pub plan: &'a Candidate,
    pub days: &'a [Day],
    pub costs: Costs,
}

/// What every plan came to, on as many threads as asked for, in the order of the trials.
pub fn all(
    known: &Known<'_>,
    trials: &[Trial<'_>],
    effort: Effort,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<Weighed>, NoAdvice> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let found: Mutex<Vec<(usize, Result<Weighed, NoAdvice>)>> = Mutex::new(Vec::new());
    let work = || {
        (effort.at_first)();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(trial) = trials.get(index) else { return };
            let point = weigh(known, trial);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, trials.len());
            let Ok(mut found) = found.lock() else { return };
            found.push((index, point));
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..effort.threads.max(1) {
            scope.spawn(work);
        }
    });
    let mut found = found.into_inner().unwrap_or_default();
    found.sort_by_key(|(index, _)| *index);
    found.into_iter().map(|(_, point)| point).collect()
}

fn weigh(known: &Known<'_>, trial: &Trial<'_>) -> Result<Weighed, NoAdvice> {
    let Trial { world, plan, days, costs } = *trial;
    let played = Played::new(known, world, &plan.lines)?;
    let mut sums = Batches::new(6, 0);
    let mut day_costs = Vec::with_capacity(days.len());
    for day in days {
        let came = played.play(day);
        let cost = cost_of(&came, costs);
        day_costs.push(cost);
        let Came { turned_away, waited, unused, released } = came;
        let someone = f64::from(u8::from(turned_away > 0.0));
        sums.add(&[turned_away, waited, unused, released, cost, someone], &[]);
    }
    let means = sums.means();
    let came: usize = days.iter().map(|day| day.people.len()).sum();
    let served = (as_f64(came) / as_f64(days.len().max(1)) - means[0].mean).max(1e-9);
    let reserved: f64 = played.gaps.iter().map(|(_, gap, _)| minutes(gap.length())).sum();
    let point = Point {
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
    Ok(Weighed { point, costs: day_costs })
}

/// How much dearer one plan is than the advised one; nothing when they are the same plan.
pub fn difference(weighed: &[Weighed], best: usize, other: usize) -> Option<Difference> {
    let (advised, against) = (weighed.get(best)?, weighed.get(other)?);
    if advised.point.lines == against.point.lines {
        return None;
    }
    let mut days = Batches::new(1, 0);
    for (advised, against) in advised.costs.iter().zip(&against.costs) {
        days.add(&[against - advised], &[]);
    }
    let found = days.means().first().copied()?;
    let about = NINETEEN_OF_TWENTY * found.standard_error;
    Some(Difference { point: other, dearer: found.mean, low: found.mean - about, high: found.mean + about })
}

/// The cheapest but one, of plans that are another.
pub fn second(weighed: &[Weighed], best: usize) -> Option<usize> {
    let advised = &weighed.get(best)?.point.lines;
    let others = weighed.iter().enumerate().filter(|(_, one)| one.point.lines != *advised);
    others.min_by(|(_, one), (_, other)| one.point.cost.total_cmp(&other.point.cost)).map(|(at, _)| at)
}

/// Whether nothing was tried that keeps more time than this plan.
pub fn is_at_the_edge(points: &[Point], best: usize) -> bool {
    let kept = |point: &Point| point.reserved_minutes;
    points.get(best).is_some_and(|best| {
        best.reserved_minutes > 0.0 && points.iter().map(kept).fold(0.0, f64::max) <= kept(best)
    })
}

fn cost_of(came: &Came, costs: Costs) -> f64 {
    let lost = came.unused + (1.0 - RECOVERED) * came.released;
    costs.turned_away * came.turned_away
        + costs.waiting_hour * came.waited / 60.0
        + costs.unused_hour * lost / 60.0
}

/// One day under one plan.
pub fn one(
    known: &Known<'_>,
    world: &World<'_>,
    lines: &[PlanLine],
    day: &Day,
    costs: Costs,
) -> Result<Tried, NoAdvice> {
    let came = Played::new(known, world, lines)?.play(day);
    let served = (as_f64(day.people.len()) - came.turned_away).max(1.0);
    Ok(Tried {
        turned_away: came.turned_away,
        wait_minutes: came.waited / served,
        unused_minutes: came.unused,
        cost: cost_of(&came, costs),
    })
}

/// The plans of which none is both gentler on citizens and on desk time.
pub fn mark_the_curve(points: &mut [Point]) {
    let pairs: Vec<(f64, f64)> =
        points.iter().map(|point| (point.unused_minutes, point.turned_away)).collect();
    for (point, &(unused, turned_away)) in points.iter_mut().zip(&pairs) {
        point.on_the_curve =
            !pairs.iter().any(|&(u, t)| u <= unused && t <= turned_away && (u < unused || t < turned_away));
    }
}

/// The plan that costs least; of equals the one that keeps less.
pub fn cheapest(points: &[Point]) -> usize {
    let order = |one: &Point, other: &Point| {
        one.cost.total_cmp(&other.cost).then(one.reserved_minutes.total_cmp(&other.reserved_minutes))
    };
    points.iter().enumerate().min_by(|(_, one), (_, other)| order(one, other)).map_or(0, |(index, _)| index)
}

/// The days that were on which a plan would have turned somebody away.
pub fn failures(
    known: &Known<'_>,
    world: &World<'_>,
    lines: &[PlanLine],
    seen: &[Day],
) -> Result<Vec<Failed>, NoAdvice> {
    let played = Played::new(known, world, lines)?;
    let failed = seen.iter().filter_map(|day| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of people")]
        let turned_away = played.play(day).turned_away as usize;
        let date = day.date?;
        (turned_away > 0).then_some(Failed { date, came: day.people.len(), turned_away })
    });
    Ok(failed.collect())
}

#[expect(clippy::cast_precision_loss, reason = "minutes of a day")]
fn minutes(length: Length) -> f64 {
    length.as_seconds() as f64 / 60.0
}
