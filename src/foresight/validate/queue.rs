//! M/M/c and M/D/c with accumulating priority, first come first served being the case of one class. Played in
//! the bare room, with so many «seconds» to a mean service that whole seconds show nowhere.

use super::Simulated;
use crate::foresight::dice::Dice;
use crate::foresight::engine::bare::{Arrival, Bare};
use crate::foresight::engine::draws::length;
use crate::foresight::estimate::{Batches, as_f64};
use crate::office::moment::{Length, Moment};

/// One mean service.
const SERVICE: i64 = 1_000_000;
/// A batch is this many times as long as the queue remembers.
const MEMORIES: f64 = 40.0;
const LEAST_BATCH: f64 = 20_000.0;
/// So many people are simulated for a row at the most.
const MOST_PEOPLE: f64 = 4.0e8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    Exponential,
    Fixed,
}

/// What is asked for: how many wait and how long, or how long each class waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    ProbabilityAndWait,
    WaitByClass,
}

#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub servers: usize,
    pub service: Service,
    /// The share of all servers' capacity each class takes.
    pub loads: Vec<f64>,
    pub rates: Vec<i64>,
    pub wanted: Wanted,
}

impl Case {
    pub fn utilisation(&self) -> f64 {
        self.loads.iter().sum()
    }

    /// How many people come while the queue forgets how it was.
    fn memory(&self) -> f64 {
        let rest = 1.0 - self.utilisation().sqrt();
        1.0 / (rest * rest) + as_f64(self.servers)
    }

    fn batch(&self) -> f64 {
        (MEMORIES * self.memory()).max(LEAST_BATCH).round()
    }

    pub fn effort(&self) -> f64 {
        self.batch()
    }
}

pub(crate) struct Run {
    case: Case,
    room: Bare,
    now: Moment,
    /// Upper ends of the classes' shares of those who come.
    classes: Vec<f64>,
    shares: Vec<f64>,
}

impl Run {
    /// A room that has been open long enough to have forgotten that it began empty.
    pub fn new(case: &Case, dice: &mut Dice) -> Self {
        let utilisation = case.utilisation();
        let shares: Vec<f64> = case.loads.iter().map(|load| load / utilisation).collect();
        let classes = shares.iter().scan(0.0, |sum, share| {
            *sum += share;
            Some(*sum)
        });
        let mut run = Self {
            room: Bare::new(case.servers, &case.rates),
            now: Moment::from_unix(0),
            classes: classes.collect(),
            shares,
            case: case.clone(),
        };
        let mut unheard = Batches::new(run.outputs(), run.controls());
        run.add_batch(dice, &mut unheard);
        run
    }

    fn outputs(&self) -> usize {
        match self.case.wanted {
            Wanted::ProbabilityAndWait => 2,
            Wanted::WaitByClass => self.shares.len(),
        }
    }

    fn takes(&self, dice: &mut Dice) -> Length {
        match self.case.service {
            Service::Exponential => length(dice.exponential(1.0), SERVICE),
            Service::Fixed => Length::seconds(SERVICE),
        }
    }

    fn class(&self, dice: &mut Dice) -> usize {
        if self.classes.len() == 1 {
            return 0;
        }
        let drawn = dice.unit();
        self.classes.iter().position(|&upper| drawn < upper).unwrap_or(self.classes.len() - 1)
    }
}

impl Simulated for Run {
    /// Time between arrivals, service time, and how many of each class but the last.
    fn controls(&self) -> usize {
        1 + self.shares.len()
    }

    fn add_batch(&mut self, dice: &mut Dice, batches: &mut Batches) {
        let people = self.case.batch();
        let between = 1.0 / (self.case.utilisation() * as_f64(self.case.servers));
        let began = self.now;
        let mut waited = vec![0_i64; self.shares.len()];
        let mut came = vec![0.0_f64; self.shares.len()];
        let (mut delayed, mut served) = (0.0_f64, 0_i64);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most millions")]
        let count = people as u64;
        for _ in 0..count {
            self.now = self.now + length(dice.exponential(between), SERVICE);
            let (class, takes) = (self.class(dice), self.takes(dice));
            came[class] += 1.0;
            served += takes.as_seconds();
            self.room.arrive(&Arrival { at: self.now, class, takes }, &mut |call| {
                waited[call.class] += call.waited.as_seconds();
                delayed += f64::from(u8::from(call.waited > Length::ZERO));
            });
        }
        let in_services = |seconds: i64| units(seconds);
        let outputs = match self.case.wanted {
            Wanted::ProbabilityAndWait => vec![delayed / people, in_services(waited[0]) / people],
            Wanted::WaitByClass => {
                waited.iter().zip(&self.shares).map(|(&sum, share)| units(sum) / (people * share)).collect()
            }
        };
        let mut controls = vec![
            in_services((self.now - began).as_seconds()) / (people * between) - 1.0,
            in_services(served) / people - 1.0,
        ];
        let others = came.iter().zip(&self.shares).skip(1);
        controls.extend(others.map(|(came, share)| came / (people * share) - 1.0));
        batches.add(&outputs, &controls);
    }

    fn most_batches(&self) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 20,000")]
        let batches = (MOST_PEOPLE / self.case.batch()) as usize;
        batches.max(super::FIRST_BATCHES)
    }
}

#[expect(clippy::cast_precision_loss, reason = "sums stay far below 2^53 or lose nothing that matters")]
fn units(seconds: i64) -> f64 {
    seconds as f64 / SERVICE as f64
}
