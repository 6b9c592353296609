// SPDX-License-Identifier: MPL-2.0
//! Call windows with 80 % coverage: the rest of the day is simulated some dozens of times with random visit lengths,
//! and the window runs from the 10 % to the 90 % quantile of the call times. Draws depend on the ticket, not on the
//! time, so that the forecast is stable while nothing happens.

use std::collections::BTreeMap;

use office::Office;
use office::lengths::Lengths;
use office::names::TicketId;
use office::ticket::{Promise, Ticket};
use office::time::{Length, UnixTime};
use office::window::Foreseen;
use simulation::engine::rest_of_day::{Draws, RestOfDay};
use simulation::rng::Rng;
use statistics::quantile;

/// Limits on the work of one forecast.
#[derive(Clone, Copy, Debug)]
pub struct WindowBudget {
    /// Maximum simulated rests of the day.
    pub trials: usize,
    /// Maximum commands handled in all simulations.
    pub steps: usize,
}

impl Default for WindowBudget {
    fn default() -> Self {
        Self { trials: 60, steps: 20_000 }
    }
}

/// Minimum number of simulations for a forecast.
const MIN_TRIALS: usize = 20;
/// Share of calls outside the window on either side.
const TAIL_SHARE: f64 = 0.1;
/// The 90 % quantile of the standard normal distribution: the likely length covers nine visits in ten.
const Z_90: f64 = 1.281_551_6;
/// Minimum standard deviation of the logarithm of a length.
const MIN_SPREAD: f64 = 0.15;
/// Draws tried for a length above the time already elapsed, before an exponential remainder is drawn.
const MAX_DRAWS: usize = 30;

/// Forecasts a window for every ticket with a promise, in an office from `Office::lookahead`. `go_on` is checked
/// before each simulation, so that a slow machine can stop early.
pub fn forecast_windows(
    office: Office,
    now: UnixTime,
    budget: WindowBudget,
    go_on: &dyn Fn() -> bool,
) -> Vec<Foreseen> {
    let promised: BTreeMap<TicketId, Promise> = office
        .tickets()
        .iter()
        .filter(|ticket| ticket.waits_today())
        .filter_map(|ticket| ticket.promise.map(|promise| (ticket.id, promise)))
        .collect();
    let Some(rest_of_day) = RestOfDay::from(office).filter(|_| !promised.is_empty()) else {
        return Vec::new();
    };
    let mut calls: BTreeMap<TicketId, Vec<UnixTime>> = BTreeMap::new();
    let (mut played, mut steps) = (0, 0);
    while played < budget.trials && steps < budget.steps && go_on() {
        let end = rest_of_day.play(now, &mut RunDraws { office: rest_of_day.office(), run: played as u64 });
        steps += end.steps;
        played += 1;
        for (ticket, at) in end.calls {
            calls.entry(ticket).or_default().push(at);
        }
    }
    if played < MIN_TRIALS {
        return Vec::new();
    }
    let never = rest_of_day.office().last_call();
    let row = |(&ticket, &promise): (&TicketId, &Promise)| {
        let mut at = calls.remove(&ticket).unwrap_or_default();
        at.resize(played, never);
        at.sort_unstable();
        let (low, high) = (quantile(&at, TAIL_SHARE)?, quantile(&at, 1.0 - TAIL_SHARE)?);
        Some(Foreseen { ticket, promise, low, high })
    };
    promised.iter().filter_map(row).collect()
}

/// The draws of one simulation: of each ticket's length, and of the pause after each case, by desk and end.
struct RunDraws<'a> {
    office: &'a Office,
    run: u64,
}

impl RunDraws<'_> {
    fn rng(&self, of: u64) -> Rng {
        let mut rng = Rng::new(of);
        Rng::new(rng.next() ^ self.run.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }
}

impl Draws for RunDraws<'_> {
    fn length(&mut self, ticket: &Ticket, elapsed: Length) -> Length {
        let (high, low) = ticket.id.0.as_u64_pair();
        draw_length(&mut self.rng(high ^ low.rotate_left(17)), self.office.played_length(ticket), elapsed)
    }

    fn pause(&mut self, desk: usize, ended: UnixTime, elapsed: Length) -> Length {
        let random = self.rng(ended.unix().cast_unsigned() ^ (desk as u64).rotate_left(32)).next();
        self.office.calibration().record().pauses().drawn(random, elapsed)
    }
}

/// Draws the total length of a visit that has already taken `elapsed`: log-normal, by the mean and the 90 %
/// quantile.
fn draw_length(rng: &mut Rng, lengths: Lengths, elapsed: Length) -> Length {
    #[expect(clippy::cast_precision_loss, reason = "seconds of a day")]
    let seconds = |length: Length| length.as_seconds().max(1) as f64;
    let mean = seconds(lengths.expected);
    let spread = spread(mean, seconds(lengths.likely));
    for _ in 0..MAX_DRAWS {
        let takes = mean * (spread * rng.normal() - spread * spread / 2.0).exp();
        if takes > seconds(elapsed) || elapsed <= Length::ZERO {
            return whole_seconds(takes);
        }
    }
    elapsed + whole_seconds(rng.exponential(mean * spread))
}

/// Standard deviation of the logarithm, from the mean and the likely length.
fn spread(mean: f64, likely: f64) -> f64 {
    let ratio = (likely / mean).max(1.0).ln();
    let root = (Z_90 * Z_90 - 2.0 * ratio).max(0.0).sqrt();
    (Z_90 - root).max(MIN_SPREAD)
}

fn whole_seconds(seconds: f64) -> Length {
    #[expect(clippy::cast_possible_truncation, reason = "seconds of a day")]
    let whole_seconds = seconds.clamp(1.0, 86_400.0).round() as i64;
    Length::seconds(whole_seconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use office::testing::{Scene, ordinary};

    /// Nine cases with a pause after each, and then three more people: one at the desk, two who wait.
    fn last_of_three_after(pause: i64) -> Foreseen {
        let mut scene = Scene::new();
        scene.gap("1", "8:00", "15:00");
        scene.book(&["2", "3", "4"].map(|desk| (desk, "8:00", "15:00")));
        scene.at("8:00");
        let mut next = scene.check_in(ordinary(15)).unwrap();
        for _ in 0..9 {
            let at_desk = next;
            next = scene.check_in(ordinary(15)).unwrap();
            assert_eq!(scene.call_next("1").unwrap(), at_desk);
            scene.now = scene.now + Length::minutes(15);
            scene.complete(at_desk);
            scene.now = scene.now + Length::minutes(pause);
            scene.advance();
        }
        scene.at("11:00").call_next("1").unwrap();
        scene.check_in(ordinary(15)).unwrap();
        let last = scene.check_in(ordinary(15)).unwrap();
        let foreseen =
            forecast_windows(scene.office.lookahead(scene.now), scene.now, WindowBudget::default(), &|| true);
        *foreseen.iter().find(|one| one.ticket == last).unwrap()
    }

    #[test]
    fn an_office_whose_clerks_pause_between_cases_foresees_its_calls_later() {
        let (brisk, paused) = (last_of_three_after(0), last_of_three_after(3));
        let later = |brisk: UnixTime, paused: UnixTime| (paused - brisk).as_minutes();
        assert!(
            (4..=7).contains(&later(brisk.low, paused.low)),
            "two pauses of three minutes lie before it: {brisk:?} {paused:?}"
        );
        assert!((4..=7).contains(&later(brisk.high, paused.high)), "{brisk:?} {paused:?}");
    }

    fn minutes(expected: i64, likely: i64) -> Lengths {
        Lengths { expected: Length::minutes(expected), likely: Length::minutes(likely) }
    }

    #[test]
    fn drawn_lengths_have_the_mean_and_the_likely_length_they_are_drawn_by() {
        let mut rng = Rng::new(3);
        let n = 20_000;
        let draw_length: Vec<i64> =
            (0..n).map(|_| draw_length(&mut rng, minutes(20, 30), Length::ZERO).as_seconds()).collect();
        let mean = draw_length.iter().sum::<i64>() / n;
        assert!((mean - 1_200).abs() < 15, "{mean}");
        let within = draw_length.iter().filter(|&&seconds| seconds <= 1_800).count();
        assert!((17_850..18_150).contains(&within), "{within}");
    }

    #[test]
    fn a_visit_under_way_is_never_over_before_now() {
        let mut rng = Rng::new(4);
        for elapsed in [1, 15, 30, 90] {
            let elapsed = Length::minutes(elapsed);
            for _ in 0..200 {
                assert!(draw_length(&mut rng, minutes(20, 30), elapsed) > elapsed);
            }
        }
    }
}
