//! The plans that are weighed for one weekday: the present one, none, and numbers of gaps spread over the day
//! or put before lunch and late, hard or soft, and of other
//! lengths. A gap serves only who came before it, so the last one is late.

use jiff::civil::{Date, Time};

use super::Known;
use crate::demand::Belief;
use office::gap::{PlanLine, ReleaseRule};
use simulation::estimate::as_f64;

/// Gaps are a multiple of this long and begin on it.
const GRID: i32 = 5;
/// More would take longer than anybody waits for an answer.
const MOST_PLANS: usize = 20;

/// Where in the day gaps lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// What the plan has now.
    Present,
    None,
    /// Evenly, the last one late.
    Spread,
    /// Half before lunch, half late: bookings do best early in the morning and early in the afternoon.
    BeforeLunchAndLate,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub pattern: Pattern,
    pub gaps: usize,
    pub minutes: i32,
    pub lines: Vec<PlanLine>,
}

/// How long a gap is where nothing else is tried: nine of ten errands fit. A gap that half of them do not fit is
/// half a gap.
pub fn gap_minutes(known: &Known<'_>) -> i32 {
    on_the_grid(fits(&expected(known), 9))
}

/// The other lengths that are tried: one that half the errands fit, and one for two of those after one another.
fn other_lengths(known: &Known<'_>) -> Vec<i32> {
    let expected = expected(known);
    let (usual, half) = (on_the_grid(fits(&expected, 9)), fits(&expected, 5));
    let mut others = vec![on_the_grid(half), on_the_grid(2 * half)];
    others.retain(|&minutes| minutes != usual);
    others.dedup();
    others
}

/// What each visit was expected to take, the shortest first.
fn expected(known: &Known<'_>) -> Vec<i32> {
    let errands = &known.setup.errands;
    let visits: Vec<i32> = known
        .history
        .visits()
        .filter_map(|visit| {
            known.setup.errand(&visit.errand).map(|errand| errand.expected(visit.identification))
        })
        .filter_map(|(expected, _)| i32::try_from(expected.as_minutes()).ok())
        .collect();
    let mut lengths = if visits.is_empty() {
        errands.iter().map(|errand| i32::from(errand.minutes)).collect()
    } else {
        visits
    };
    lengths.sort_unstable();
    lengths
}

/// What so many tenths of them fit into.
fn fits(lengths: &[i32], tenths: usize) -> i32 {
    lengths.get(lengths.len() * tenths / 10).or(lengths.last()).copied().unwrap_or(30)
}

const fn on_the_grid(minutes: i32) -> i32 {
    (minutes + GRID - 1) / GRID * GRID
}

pub fn gap_hours(known: &Known<'_>) -> f64 {
    f64::from(gap_minutes(known)) / 60.0
}

/// The plans for one weekday, twenty at the most, the present one first.
pub fn of(known: &Known<'_>, date: Date, belief: Belief) -> Vec<Candidate> {
    let present: Vec<PlanLine> = known.plan.on(date).cloned().collect();
    let minutes = gap_minutes(known);
    let mut plans = vec![
        Candidate { pattern: Pattern::Present, gaps: present.len(), minutes, lines: present },
        Candidate { pattern: Pattern::None, gaps: 0, minutes, lines: Vec::new() },
    ];
    let numbers = numbers(belief);
    let all = 0..numbers.len();
    let mut tried: Vec<Shape> = Vec::new();
    for hold in [ReleaseRule::Hard, ReleaseRule::Soft] {
        tried.extend(all.clone().map(|at| Shape { pattern: Pattern::Spread, at, minutes, hold }));
    }
    let middle = |at: &usize| *at > 0 && *at + 1 < numbers.len();
    tried.extend(all.clone().filter(middle).step_by(2).map(|at| Shape {
        pattern: Pattern::BeforeLunchAndLate,
        at,
        minutes,
        hold: ReleaseRule::Hard,
    }));
    let others = other_lengths(known);
    for &minutes in &others {
        let places = all.clone().filter(middle).step_by(others.len());
        tried.extend(places.map(|at| Shape {
            pattern: Pattern::Spread,
            at,
            minutes,
            hold: ReleaseRule::Soft,
        }));
    }
    for Shape { pattern, at, minutes: length, hold } in tried {
        // As much time as the usual gaps together, cut another way.
        let gaps = rounded(numbers[at], minutes, length);
        if let Some(lines) = lines(known, date, gaps, length, pattern, hold) {
            plans.push(Candidate { pattern, gaps, minutes: length, lines });
        }
    }
    plans.truncate(MOST_PLANS);
    plans
}

/// A plan to try: how its gaps lie, which of the numbers of gaps, how long each is.
struct Shape {
    pattern: Pattern,
    at: usize,
    minutes: i32,
    hold: ReleaseRule,
}

/// Gaps of another length that take as much time as so many of the usual one, one at the least.
fn rounded(gaps: usize, usual: i32, length: i32) -> usize {
    let (usual, length) = (usize::try_from(usual).unwrap_or(1), usize::try_from(length).unwrap_or(1).max(1));
    ((gaps * usual + length / 2) / length).max(1)
}

/// Six numbers of gaps, from one to well beyond what nineteen days of twenty need.
fn numbers(belief: Belief) -> Vec<usize> {
    let most = (belief.quantile(0.95) + 2).clamp(6, 40) as usize;
    let mut numbers: Vec<usize> = (1..=6).map(|step| (step * most).div_ceil(6)).collect();
    numbers.dedup();
    numbers
}

pub fn lines(
    known: &Known<'_>,
    date: Date,
    gaps: usize,
    minutes: i32,
    pattern: Pattern,
    hold: ReleaseRule,
) -> Option<Vec<PlanLine>> {
    let open = known.setup.opening_hours.0.iter().find(|day| day.weekday == date.weekday())?;
    let (opens, closes) = (minute_of(open.opens), minute_of(open.closes));
    let last = closes - minutes;
    if last < opens {
        return None;
    }
    let mut lines: Vec<(usize, i32)> = Vec::new();
    for gap in 0..gaps {
        let part = as_f64(gap + 1) / as_f64(gaps);
        let wanted = match pattern {
            Pattern::BeforeLunchAndLate => {
                let (first, second) = (gaps.div_ceil(2), gaps / 2);
                if gap < second {
                    0.35 + 0.15 * as_f64(gap + 1) / as_f64(first)
                } else {
                    0.7 + 0.3 * as_f64(gap + 1 - second) / as_f64(first)
                }
            }
            Pattern::Spread | Pattern::Present | Pattern::None => part,
        };
        #[expect(clippy::cast_possible_truncation, reason = "minutes of a day")]
        let start = opens + (f64::from(last - opens) * wanted) as i32 / GRID * GRID;
        lines.push(free_place(known, &lines, gap, start, minutes, (opens, last))?);
    }
    let line = |(desk, start): (usize, i32)| {
        Some(PlanLine {
            weekday: date.weekday(),
            desk: known.setup.desks[desk].id.clone(),
            start: clock(start)?,
            end: clock(start + minutes)?,
            hold,
        })
    };
    lines.into_iter().map(line).collect()
}

/// A desk and a start near the wanted one where no other gap of the plan lies. Desks that can do most come
/// first: a gap at a desk that cannot serve without photo ID is no gap for half of those who come.
fn free_place(
    known: &Known<'_>,
    taken: &[(usize, i32)],
    turn: usize,
    wanted: i32,
    minutes: i32,
    (first, last): (i32, i32),
) -> Option<(usize, i32)> {
    let mut desks: Vec<usize> = (0..known.setup.desks.len()).collect();
    desks.sort_by_key(|&desk| std::cmp::Reverse(known.setup.desks[desk].features.count()));
    let able = desks.len().div_ceil(2).max(1);
    desks[..able].rotate_left(turn % able);
    let clear = |desk: usize, start: i32| {
        taken.iter().all(|&(other, at)| other != desk || at + minutes <= start || start + minutes <= at)
    };
    let nearby = (0..=(last - first) / GRID).flat_map(|step| [wanted - step * GRID, wanted + step * GRID]);
    nearby
        .filter(|start| (first..=last).contains(start))
        .find_map(|start| desks.iter().find(|&&desk| clear(desk, start)).map(|&desk| (desk, start)))
}

pub fn minute_of(time: Time) -> i32 {
    i32::from(time.hour()) * 60 + i32::from(time.minute())
}

fn clock(minute: i32) -> Option<Time> {
    Time::new(i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?, 0, 0).ok()
}
