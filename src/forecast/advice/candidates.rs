// SPDX-License-Identifier: MPL-2.0
//! Candidate plans of one weekday: the present one, none, and several gap counts, spread over the day or placed before
//! lunch and late, hard or soft, and of other lengths. A gap serves only earlier arrivals, so the last one is late.

use jiff::civil::{Date, Time};

use super::AdviceInput;
use crate::demand::DemandEstimate;
use office::gap::{PlanLine, ReleaseRule};
use simulation::estimate::as_f64;
use statistics::quantile;

/// Starts and lengths of gaps are multiples of this.
const GRID_MINUTES: i32 = 5;
/// Maximum candidates, which bounds the response time.
const MAX_PLANS: usize = 20;

/// How gaps are spread over the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// The present plan.
    Present,
    None,
    /// Evenly, the last one late.
    Spread,
    /// Half before lunch and half late, which leaves early mornings and early afternoons to bookings.
    BeforeLunchAndLate,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CandidatePlan {
    pub pattern: Pattern,
    pub gaps: usize,
    pub minutes: i32,
    pub lines: Vec<PlanLine>,
}

/// The usual gap length, which fits nine visits in ten.
pub fn gap_minutes(input: &AdviceInput<'_>) -> i32 {
    rounded_up(quantile_length(&expected(input), 0.9))
}

/// Other lengths to evaluate: one that fits half the visits, and one that fits two of those.
fn other_lengths(input: &AdviceInput<'_>) -> Vec<i32> {
    let expected = expected(input);
    let (usual, half) = (rounded_up(quantile_length(&expected, 0.9)), quantile_length(&expected, 0.5));
    let mut others = vec![rounded_up(half), rounded_up(2 * half)];
    others.retain(|&minutes| minutes != usual);
    others.dedup();
    others
}

/// Expected lengths of past visits, sorted.
fn expected(input: &AdviceInput<'_>) -> Vec<i32> {
    let errands = &input.setup.errands;
    let visits: Vec<i32> = input
        .history
        .visits()
        .filter_map(|visit| {
            input.setup.errand(&visit.errand).map(|errand| errand.expected(visit.identification))
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

/// The length that this share of the sorted lengths stay within.
fn quantile_length(lengths: &[i32], share: f64) -> i32 {
    quantile(lengths, share).unwrap_or(30)
}

const fn rounded_up(minutes: i32) -> i32 {
    (minutes + GRID_MINUTES - 1) / GRID_MINUTES * GRID_MINUTES
}

pub fn gap_hours(input: &AdviceInput<'_>) -> f64 {
    f64::from(gap_minutes(input)) / 60.0
}

/// The candidates for one weekday, at most [`MAX_PLANS`], the present plan first.
pub fn candidate_plans(input: &AdviceInput<'_>, date: Date, estimate: DemandEstimate) -> Vec<CandidatePlan> {
    let present: Vec<PlanLine> = input.plan.on(date).cloned().collect();
    let minutes = gap_minutes(input);
    let mut plans = vec![
        CandidatePlan { pattern: Pattern::Present, gaps: present.len(), minutes, lines: present },
        CandidatePlan { pattern: Pattern::None, gaps: 0, minutes, lines: Vec::new() },
    ];
    let gap_counts = gap_counts(estimate);
    let all = 0..gap_counts.len();
    let mut shapes: Vec<Shape> = Vec::new();
    for hold in [ReleaseRule::Hard, ReleaseRule::Soft] {
        shapes.extend(all.clone().map(|at| Shape { pattern: Pattern::Spread, at, minutes, hold }));
    }
    let middle = |at: &usize| *at > 0 && *at + 1 < gap_counts.len();
    shapes.extend(all.clone().filter(middle).step_by(2).map(|at| Shape {
        pattern: Pattern::BeforeLunchAndLate,
        at,
        minutes,
        hold: ReleaseRule::Hard,
    }));
    let others = other_lengths(input);
    for &minutes in &others {
        let places = all.clone().filter(middle).step_by(others.len());
        shapes.extend(places.map(|at| Shape {
            pattern: Pattern::Spread,
            at,
            minutes,
            hold: ReleaseRule::Soft,
        }));
    }
    for Shape { pattern, at, minutes: length, hold } in shapes {
        // The same reserved time as with gaps of the usual length.
        let gaps = equivalent_count(gap_counts[at], minutes, length);
        if let Some(lines) = plan_lines(input, date, gaps, length, pattern, hold) {
            plans.push(CandidatePlan { pattern, gaps, minutes: length, lines });
        }
    }
    plans.truncate(MAX_PLANS);
    plans
}

/// The shape of a candidate: pattern, index of the gap count, length and release rule.
struct Shape {
    pattern: Pattern,
    at: usize,
    minutes: i32,
    hold: ReleaseRule,
}

/// The number of gaps of another length with about the same reserved time, at least one.
fn equivalent_count(gaps: usize, usual: i32, length: i32) -> usize {
    let (usual, length) = (usize::try_from(usual).unwrap_or(1), usize::try_from(length).unwrap_or(1).max(1));
    ((gaps * usual + length / 2) / length).max(1)
}

/// Six gap counts, from one to beyond the 95 % quantile of demand.
fn gap_counts(estimate: DemandEstimate) -> Vec<usize> {
    let most = (estimate.quantile(0.95) + 2).clamp(6, 40) as usize;
    let mut gap_counts: Vec<usize> = (1..=6).map(|step| (step * most).div_ceil(6)).collect();
    gap_counts.dedup();
    gap_counts
}

pub fn plan_lines(
    input: &AdviceInput<'_>,
    date: Date,
    gaps: usize,
    minutes: i32,
    pattern: Pattern,
    hold: ReleaseRule,
) -> Option<Vec<PlanLine>> {
    let open = input.setup.opening_hours.0.iter().find(|day| day.weekday == date.weekday())?;
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
        let start = opens + (f64::from(last - opens) * wanted) as i32 / GRID_MINUTES * GRID_MINUTES;
        lines.push(free_place(input, &lines, gap, start, minutes, (opens, last))?);
    }
    let line = |(desk, start): (usize, i32)| {
        Some(PlanLine {
            weekday: date.weekday(),
            desk: input.setup.desks[desk].id.clone(),
            start: clock(start)?,
            end: clock(start + minutes)?,
            hold,
        })
    };
    lines.into_iter().map(line).collect()
}

/// A desk and a start near the target that overlap no other gap of the plan. Desks with most features come first,
/// since a gap at a desk that cannot serve visitors without photo ID is useless to half of them.
fn free_place(
    input: &AdviceInput<'_>,
    taken: &[(usize, i32)],
    turn: usize,
    wanted: i32,
    minutes: i32,
    (first, last): (i32, i32),
) -> Option<(usize, i32)> {
    let mut desks: Vec<usize> = (0..input.setup.desks.len()).collect();
    desks.sort_by_key(|&desk| std::cmp::Reverse(input.setup.desks[desk].features.count()));
    let able = desks.len().div_ceil(2).max(1);
    desks[..able].rotate_left(turn % able);
    let clear = |desk: usize, start: i32| {
        taken.iter().all(|&(other, at)| other != desk || at + minutes <= start || start + minutes <= at)
    };
    let nearby = (0..=(last - first) / GRID_MINUTES)
        .flat_map(|step| [wanted - step * GRID_MINUTES, wanted + step * GRID_MINUTES]);
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
