// SPDX-License-Identifier: MPL-2.0
//! M/M/c and M/D/c with accumulating priority; with one class it is first come, first served. A mean service is
//! many "seconds" long, so that whole seconds do not matter.

use super::Simulation;
use crate::engine::distributions::length;
use crate::engine::queue_only::{Arrival, QueueCall, QueueOnly};
use crate::estimate::{Batches, as_f64};
use crate::rng::Rng;
use office::time::{Length, UnixTime};

/// Seconds of a mean service.
const SERVICE: i64 = 1_000_000;
/// Length of a batch in relaxation times of the queue.
const RELAXATION_TIMES: f64 = 40.0;
const MIN_BATCH: f64 = 20_000.0;
/// Minimum batch when full systems are sampled by copies.
const MIN_BATCH_WITH_COPIES: f64 = 4_000.0;
/// Maximum simulated arrivals per row.
const MAX_PEOPLE: f64 = 4.0e8;
/// Copies are used when a full system is rarer than a typical one by this factor.
const RARE_FACTOR: f64 = 20.0;
/// Work of a batch with copies, relative to one without.
const COPY_WORK_FACTOR: usize = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ServiceTime {
    Exponential,
    Fixed,
}

/// The outputs of the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QueueOutputs {
    ProbabilityAndWait,
    WaitByClass,
}

#[derive(Clone, Debug)]
pub(crate) struct QueueModel {
    pub servers: usize,
    pub service: ServiceTime,
    /// The share of all servers' capacity each class takes.
    pub loads: Vec<f64>,
    pub rates: Vec<i64>,
    pub outputs: QueueOutputs,
}

impl QueueModel {
    pub fn utilisation(&self) -> f64 {
        self.loads.iter().sum()
    }

    /// Arrivals during one relaxation time.
    fn relaxation_arrivals(&self) -> f64 {
        let rest = 1.0 - self.utilisation().sqrt();
        1.0 / (rest * rest) + as_f64(self.servers)
    }

    fn batch(&self) -> f64 {
        let least = if self.steps().is_empty() { MIN_BATCH } else { MIN_BATCH_WITH_COPIES };
        (RELAXATION_TIMES * self.relaxation_arrivals()).max(least).round()
    }

    pub fn effort(&self) -> f64 {
        self.batch()
    }

    /// Thresholds for splitting: systems are copied as they fill up, in proportion to the rarity of that level,
    /// so that each level is seen about equally often. Empty if a full system is not rare.
    fn steps(&self) -> Vec<SplitLevel> {
        let load = self.utilisation() * as_f64(self.servers);
        let (mut rarer, mut copied) = (1.0, 1.0);
        let mut steps = Vec::new();
        let usual = (1..self.servers).find(|&n| as_f64(n) >= load).unwrap_or(self.servers);
        for people in usual + 1..=self.servers {
            rarer *= as_f64(people - 1) / load;
            let copies = (1_u32..1_000).take_while(|&copies| f64::from(copies) * copied <= rarer).count();
            if copies >= 2 {
                copied *= as_f64(copies);
                steps.push(SplitLevel { people, copies });
            }
        }
        if rarer < RARE_FACTOR { Vec::new() } else { steps }
    }
}

/// At this many people the system is copied; copies end when fewer are left. Results in a full system are weighted
/// by the number of copies (RESTART, Villén-Altamirano 1991), which keeps the mean unbiased.
#[derive(Clone, Copy, Debug)]
struct SplitLevel {
    people: usize,
    copies: usize,
}

/// A copy of the system, and the level at which it ends.
struct Copy {
    queue: QueueOnly,
    now: UnixTime,
    least: usize,
}

pub(crate) struct QueueSimulation {
    model: QueueModel,
    steps: Vec<SplitLevel>,
    /// Weight of a wait; people wait only in a full system.
    weight: f64,
    queue: QueueOnly,
    now: UnixTime,
    /// Cumulative shares of the classes.
    classes: Vec<f64>,
    shares: Vec<f64>,
}

impl QueueSimulation {
    /// A system simulation in until its empty start no longer matters.
    pub fn new(model: &QueueModel, rng: &mut Rng) -> Self {
        let utilisation = model.utilisation();
        let shares: Vec<f64> = model.loads.iter().map(|load| load / utilisation).collect();
        let classes = shares.iter().scan(0.0, |sum, share| {
            *sum += share;
            Some(*sum)
        });
        let steps = model.steps();
        let mut simulation = Self {
            weight: steps.iter().map(|step| 1.0 / as_f64(step.copies)).product(),
            steps,
            queue: QueueOnly::new(model.servers, &model.rates),
            now: UnixTime::from_unix(0),
            classes: classes.collect(),
            shares,
            model: model.clone(),
        };
        let mut warm_up = Batches::new(simulation.outputs(), simulation.controls());
        simulation.add_batch(rng, &mut warm_up);
        simulation
    }

    fn outputs(&self) -> usize {
        match self.model.outputs {
            QueueOutputs::ProbabilityAndWait => 2,
            QueueOutputs::WaitByClass => self.shares.len(),
        }
    }

    fn takes(&self, rng: &mut Rng) -> Length {
        match self.model.service {
            ServiceTime::Exponential => length(rng.exponential(1.0), SERVICE),
            ServiceTime::Fixed => Length::seconds(SERVICE),
        }
    }

    fn between(&self) -> f64 {
        1.0 / (self.model.utilisation() * as_f64(self.model.servers))
    }

    fn arrival(&self, at: UnixTime, rng: &mut Rng) -> Arrival {
        Arrival { at, class: self.class(rng), takes: self.takes(rng) }
    }

    /// Copies the system after an arrival, if it reached a split level.
    fn copy(&self, queue: &QueueOnly, now: UnixTime, rng: &mut Rng, copies: &mut Vec<Copy>) {
        let here = queue.in_system();
        let Some(step) = self.steps.iter().find(|step| step.people == here) else { return };
        for _ in 1..step.copies {
            let mut queue = queue.clone();
            if self.model.service == ServiceTime::Exponential {
                queue.resample_services(now, || self.takes(rng));
            }
            copies.push(Copy { queue, now, least: step.people });
        }
    }

    /// Plays copies, and their copies, until each falls below its level.
    fn play_copies(&self, copies: &mut Vec<Copy>, rng: &mut Rng, called: &mut impl FnMut(QueueCall)) {
        while let Some(mut copy) = copies.pop() {
            loop {
                copy.now = copy.now + length(rng.exponential(self.between()), SERVICE);
                copy.queue.advance_to(copy.now, called);
                if copy.queue.in_system() < copy.least {
                    break;
                }
                copy.queue.arrive(&self.arrival(copy.now, rng), called);
                self.copy(&copy.queue, copy.now, rng, copies);
            }
        }
    }

    fn class(&self, rng: &mut Rng) -> usize {
        if self.classes.len() == 1 {
            return 0;
        }
        let drawn = rng.unit();
        self.classes.iter().position(|&upper| drawn < upper).unwrap_or(self.classes.len() - 1)
    }
}

impl Simulation for QueueSimulation {
    /// Time between arrivals, service time, and arrivals of each class but the last.
    fn controls(&self) -> usize {
        1 + self.shares.len()
    }

    fn add_batch(&mut self, rng: &mut Rng, batches: &mut Batches) {
        let people = self.model.batch();
        let between = self.between();
        let began = self.now;
        let mut waited = vec![0_i64; self.shares.len()];
        let mut arrivals = vec![0.0_f64; self.shares.len()];
        let (mut delayed, mut served) = (0.0_f64, 0_i64);
        let mut note = |call: QueueCall| {
            waited[call.class] += call.waited.as_seconds();
            delayed += f64::from(u8::from(call.waited > Length::ZERO));
        };
        let mut copies = Vec::new();
        let mut queue = std::mem::replace(&mut self.queue, QueueOnly::new(0, &[]));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most millions")]
        let count = people as u64;
        for _ in 0..count {
            self.now = self.now + length(rng.exponential(between), SERVICE);
            let arrival = self.arrival(self.now, rng);
            arrivals[arrival.class] += 1.0;
            served += arrival.takes.as_seconds();
            queue.arrive(&arrival, &mut note);
            if !self.steps.is_empty() {
                self.copy(&queue, self.now, rng, &mut copies);
                self.play_copies(&mut copies, rng, &mut note);
            }
        }
        self.queue = queue;
        let in_services = |seconds: i64| units(seconds);
        let outputs = match self.model.outputs {
            QueueOutputs::ProbabilityAndWait => {
                vec![self.weight * delayed / people, self.weight * in_services(waited[0]) / people]
            }
            QueueOutputs::WaitByClass => {
                let mean = |(&sum, share): (&i64, &f64)| self.weight * units(sum) / (people * share);
                waited.iter().zip(&self.shares).map(mean).collect()
            }
        };
        let mut controls = vec![
            in_services((self.now - began).as_seconds()) / (people * between) - 1.0,
            in_services(served) / people - 1.0,
        ];
        let others = arrivals.iter().zip(&self.shares).skip(1);
        controls.extend(others.map(|(arrivals, share)| arrivals / (people * share) - 1.0));
        batches.add(&outputs, &controls);
    }

    fn max_batches(&self) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 20,000")]
        let batches = (MAX_PEOPLE / self.model.batch()) as usize;
        let batches = if self.steps.is_empty() { batches } else { batches / COPY_WORK_FACTOR };
        batches.max(super::INITIAL_BATCHES)
    }
}

#[expect(clippy::cast_precision_loss, reason = "sums stay far below 2^53 or lose nothing that matters")]
fn units(seconds: i64) -> f64 {
    seconds as f64 / SERVICE as f64
}
