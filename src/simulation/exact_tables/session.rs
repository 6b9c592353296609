// SPDX-License-Identifier: MPL-2.0
//! A session of appointments at one desk: so many people booked at each slot's start, punctual or absent,
//! exponential service of one slot's length on average.

use super::Simulation;
use super::importance_sampling::Proposals;
use crate::engine::distributions::length;
use crate::engine::queue_only::{Arrival, QueueOnly};
use crate::estimate::{Batches, as_f64};
use crate::rng::Rng;
use office::time::UnixTime;

/// One slot, and one mean service.
const SLOT: i64 = 1_000_000;
const SESSIONS_PER_BATCH: usize = 200;
const MAX_BATCHES: usize = 32_768;

#[derive(Clone, Debug)]
pub(crate) struct SessionModel {
    pub booked: Vec<u32>,
    pub no_show: f64,
}

pub(crate) struct SessionSimulation {
    model: SessionModel,
    shows: f64,
    proposals: Proposals,
}

/// Totals of one session, in slots.
#[derive(Default)]
struct SessionTotals {
    waited: f64,
    last_end: f64,
    work_inside: f64,
    shows: f64,
    service: f64,
    late_shows: f64,
    weight: f64,
}

impl SessionSimulation {
    pub fn new(model: &SessionModel) -> Self {
        let booked: u32 = model.booked.iter().sum();
        let (shows, slots) = (f64::from(booked) * (1.0 - model.no_show), as_f64(model.booked.len()));
        // Where there is queue enough, hardly anybody waits or is there when it is over: longer services show it.
        let longer = (shows < slots / 2.0 && slots > 1.0).then(|| (slots / shows).min(slots));
        Self { shows, proposals: Proposals::nominal_and(longer), model: model.clone() }
    }

    fn play(&self, rng: &mut Rng) -> SessionTotals {
        let slots = as_f64(self.model.booked.len());
        let mut queue = QueueOnly::new(1, &[1]);
        let mut session = SessionTotals::default();
        let mut sums = (0.0, 0.0_f64, 0.0);
        let mut note = |call: crate::engine::queue_only::QueueCall| {
            let (start, takes) = (units(call.at.unix()), units(call.takes.as_seconds()));
            sums.0 += units(call.waited.as_seconds());
            sums.1 = sums.1.max(start + takes);
            sums.2 += ((start + takes).min(slots) - start).max(0.0);
        };
        let mean = self.proposals.draw(rng);
        let mut start = 0;
        for &booked in &self.model.booked {
            for _ in 0..booked {
                if rng.chance(self.model.no_show) {
                    continue;
                }
                let service = rng.exponential(mean);
                session.shows += 1.0;
                session.service += service;
                session.late_shows += units(start);
                let arrival =
                    Arrival { at: UnixTime::from_unix(start), class: 0, takes: length(service, SLOT) };
                queue.arrive(&arrival, &mut note);
            }
            start += SLOT;
        }
        queue.drain(&mut note);
        (session.waited, session.last_end, session.work_inside) = sums;
        let SessionTotals { shows, service, .. } = session;
        session.weight = self.proposals.weight(|mean| service * (1.0 - 1.0 / mean) - shows * mean.ln());
        session
    }
}

impl Simulation for SessionSimulation {
    /// Shows, service time, arrival slots and the weight.
    fn controls(&self) -> usize {
        4
    }

    fn add_batch(&mut self, rng: &mut Rng, batches: &mut Batches) {
        let slots = as_f64(self.model.booked.len());
        let expected_late: f64 = self
            .model
            .booked
            .iter()
            .enumerate()
            .map(|(slot, &booked)| as_f64(slot) * f64::from(booked) * (1.0 - self.model.no_show))
            .sum();
        let mut sums = [0.0; 7];
        for _ in 0..SESSIONS_PER_BATCH {
            let one = self.play(rng);
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

    fn max_batches(&self) -> usize {
        MAX_BATCHES
    }
}

#[expect(clippy::cast_precision_loss, reason = "a session is short")]
fn units(seconds: i64) -> f64 {
    seconds as f64 / SLOT as f64
}
