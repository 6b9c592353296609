//! Between which moments a person will be called, eight times out of ten: the rest of the day is played some
//! dozens of times, each time with other lengths of the visits, and the tenth of calls on either side is cut
//! off. The draws hang on the ticket, not on the moment: as long as nothing happens the same is foreseen.

use std::collections::BTreeMap;

use office::Office;
use office::lengths::Lengths;
use office::names::TicketId;
use office::ticket::{Promise, Ticket};
use office::time::{Length, UnixTime};
use office::window::Foreseen;
use simulation::engine::onwards::Onwards;
use simulation::rng::Rng;

/// How much work may be done before what was found so far has to do.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Ends of the day that are played.
    pub trials: usize,
    /// Commands the played offices may be asked in all.
    pub steps: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self { trials: 60, steps: 20_000 }
    }
}

/// With fewer ends played nothing is foreseen.
const FEWEST_TRIALS: usize = 20;
/// The tenth of calls that is cut off on either side.
const CUT_OFF: f64 = 0.1;
/// The normal quantile of the likely length, which nine of ten stay within.
const LIKELY: f64 = 1.281_551_6;
/// No kind of visit is as regular as a clock, whatever is configured.
const LEAST_SPREAD: f64 = 0.15;
/// A visit that has taken longer than this many draws goes on for a while, nobody knows how long.
const DRAWS: usize = 30;

/// What is foreseen for everyone with a promise, in an office as `Office::lookahead` gives it. `go_on` is
/// asked before each played end: a machine that is too slow stops early.
pub fn foresee(office: Office, now: UnixTime, effort: Effort, go_on: &dyn Fn() -> bool) -> Vec<Foreseen> {
    let promised: BTreeMap<TicketId, Promise> = office
        .tickets()
        .iter()
        .filter(|ticket| ticket.waits_today())
        .filter_map(|ticket| ticket.promise.map(|promise| (ticket.id, promise)))
        .collect();
    let Some(onwards) = Onwards::from(office).filter(|_| !promised.is_empty()) else { return Vec::new() };
    let mut calls: BTreeMap<TicketId, Vec<UnixTime>> = BTreeMap::new();
    let (mut played, mut steps) = (0, 0);
    while played < effort.trials && steps < effort.steps && go_on() {
        let trial = played as u64;
        let mut takes = |ticket: &Ticket, elapsed| {
            drawn(&mut of_ticket(ticket.id, trial), onwards.office().played_length(ticket), elapsed)
        };
        let end = onwards.play(now, &mut takes);
        steps += end.steps;
        played += 1;
        for (ticket, at) in end.calls {
            calls.entry(ticket).or_default().push(at);
        }
    }
    if played < FEWEST_TRIALS {
        return Vec::new();
    }
    let never = onwards.office().last_call();
    let row = |(&ticket, &promise): (&TicketId, &Promise)| {
        let mut at = calls.remove(&ticket).unwrap_or_default();
        at.resize(played, never);
        at.sort_unstable();
        let (low, high) = (quantile(&at, CUT_OFF)?, quantile(&at, 1.0 - CUT_OFF)?);
        Some(Foreseen { ticket, promise, low, high })
    };
    promised.iter().filter_map(row).collect()
}

/// One ticket's stream in one played end.
fn of_ticket(ticket: TicketId, trial: u64) -> Rng {
    let (high, low) = ticket.0.as_u64_pair();
    let mut dice = Rng::new(high ^ low.rotate_left(17));
    Rng::new(dice.next() ^ trial.wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// How long a visit takes in all, when it has taken so long already: log-normal, by its mean and the length
/// that nine of ten stay within.
fn drawn(dice: &mut Rng, lengths: Lengths, elapsed: Length) -> Length {
    #[expect(clippy::cast_precision_loss, reason = "seconds of a day")]
    let seconds = |length: Length| length.as_seconds().max(1) as f64;
    let mean = seconds(lengths.expected);
    let spread = spread(mean, seconds(lengths.likely));
    for _ in 0..DRAWS {
        let takes = mean * (spread * dice.normal() - spread * spread / 2.0).exp();
        if takes > seconds(elapsed) || elapsed <= Length::ZERO {
            return whole(takes);
        }
    }
    elapsed + whole(dice.exponential(mean * spread))
}

/// The deviation of the logarithm for a mean and a likely length.
fn spread(mean: f64, likely: f64) -> f64 {
    let ratio = (likely / mean).max(1.0).ln();
    let root = (LIKELY * LIKELY - 2.0 * ratio).max(0.0).sqrt();
    (LIKELY - root).max(LEAST_SPREAD)
}

fn whole(seconds: f64) -> Length {
    #[expect(clippy::cast_possible_truncation, reason = "seconds of a day")]
    let whole = seconds.clamp(1.0, 86_400.0).round() as i64;
    Length::seconds(whole)
}

fn quantile(sorted: &[UnixTime], share: f64) -> Option<UnixTime> {
    let last = sorted.len().checked_sub(1)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index of some dozens"
    )]
    let index = (last as f64 * share).round() as usize;
    sorted.get(index.min(last)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(expected: i64, likely: i64) -> Lengths {
        Lengths { expected: Length::minutes(expected), likely: Length::minutes(likely) }
    }

    #[test]
    fn drawn_lengths_have_the_mean_and_the_likely_length_they_are_drawn_by() {
        let mut dice = Rng::new(3);
        let n = 20_000;
        let drawn: Vec<i64> =
            (0..n).map(|_| drawn(&mut dice, minutes(20, 30), Length::ZERO).as_seconds()).collect();
        let mean = drawn.iter().sum::<i64>() / n;
        assert!((mean - 1_200).abs() < 15, "{mean}");
        let within = drawn.iter().filter(|&&seconds| seconds <= 1_800).count();
        assert!((17_850..18_150).contains(&within), "{within}");
    }

    #[test]
    fn a_visit_under_way_is_never_over_before_now() {
        let mut dice = Rng::new(4);
        for elapsed in [1, 15, 30, 90] {
            let elapsed = Length::minutes(elapsed);
            for _ in 0..200 {
                assert!(drawn(&mut dice, minutes(20, 30), elapsed) > elapsed);
            }
        }
    }
}
