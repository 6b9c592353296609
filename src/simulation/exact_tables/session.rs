//! A session of appointments at one desk: so many people booked at each slot's start, punctual or absent,
//! exponential service of one slot's length on average.

use super::Simulated;
use super::ways::Ways;
use crate::engine::bare::{Arrival, Bare};
use crate::engine::draws::length;
use crate::estimate::{Batches, as_f64};
use crate::rng::Rng;
use office::time::UnixTime;

/// One slot, and one mean service.
const SLOT: i64 = 1_000_000;
const SESSIONS_PER_BATCH: usize = 200;
const MOST_BATCHES: usize = 32_768;

#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub booked: Vec<u32>,
    pub no_show: f64,
}

pub(crate) struct Run {
    case: Case,
    shows: f64,
    ways: Ways,
}

/// What one session came to, in slots.
#[derive(Default)]
struct Session {
    waited: f64,
    last_end: f64,
    work_inside: f64,
    shows: f64,
    service: f64,
    late_shows: f64,
    weight: f64,
}

impl Run {
    pub fn new(case: &Case) -> Self {
        let booked: u32 = case.booked.iter().sum();
        let (shows, slots) = (f64::from(booked) * (1.0 - case.no_show), as_f64(case.booked.len()));
        // Where there is room enough, hardly anybody waits or is there when it is over: longer services show it.
        let longer = (shows < slots / 2.0 && slots > 1.0).then(|| (slots / shows).min(slots));
        Self { shows, ways: Ways::and(longer), case: case.clone() }
    }

    fn play(&self, dice: &mut Rng) -> Session {
        let slots = as_f64(self.case.booked.len());
        let mut room = Bare::new(1, &[1]);
        let mut session = Session::default();
        let mut sums = (0.0, 0.0_f64, 0.0);
        let mut note = |call: crate::engine::bare::Call| {
            let (start, takes) = (units(call.at.unix()), units(call.takes.as_seconds()));
            sums.0 += units(call.waited.as_seconds());
            sums.1 = sums.1.max(start + takes);
            sums.2 += ((start + takes).min(slots) - start).max(0.0);
        };
        let mean = self.ways.draw(dice);
        let mut start = 0;
        for &booked in &self.case.booked {
            for _ in 0..booked {
                if dice.chance(self.case.no_show) {
                    continue;
                }
                let service = dice.exponential(mean);
                session.shows += 1.0;
                session.service += service;
                session.late_shows += units(start);
                let arrival =
                    Arrival { at: UnixTime::from_unix(start), class: 0, takes: length(service, SLOT) };
                room.arrive(&arrival, &mut note);
            }
            start += SLOT;
        }
        room.empty(&mut note);
        (session.waited, session.last_end, session.work_inside) = sums;
        let Session { shows, service, .. } = session;
        session.weight = self.ways.weight(|mean| service * (1.0 - 1.0 / mean) - shows * mean.ln());
        session
    }
}

impl Simulated for Run {
    /// How many show, how long their services are, how late in the session they come, and what sessions count for.
    fn controls(&self) -> usize {
        4
    }

    fn add_batch(&mut self, dice: &mut Rng, batches: &mut Batches) {
        let slots = as_f64(self.case.booked.len());
        let expected_late: f64 = self
            .case
            .booked
            .iter()
            .enumerate()
            .map(|(slot, &booked)| as_f64(slot) * f64::from(booked) * (1.0 - self.case.no_show))
            .sum();
        let mut sums = [0.0; 7];
        for _ in 0..SESSIONS_PER_BATCH {
            let one = self.play(dice);
            let parts = [
                one.weight * one.waited / self.shows,
                one.weight * (one.last_end - slots).max(0.0),
                slots - one.weight * one.work_inside,
                one.weight * one.shows - self.shows,
                one.weight * one.service - self.shows,
                one.weight * one.late_shows - expected_late,
                one.weight - 1.0,
            ];
            sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part / as_f64(SESSIONS_PER_BATCH));
        }
        batches.add(&sums[..3], &sums[3..]);
    }

    fn most_batches(&self) -> usize {
        MOST_BATCHES
    }
}

#[expect(clippy::cast_precision_loss, reason = "a session is short")]
fn units(seconds: i64) -> f64 {
    seconds as f64 / SLOT as f64
}
