//! M/M/c and M/D/c with accumulating priority, first come first served being the case of one class. Played in
//! the bare room, with so many «seconds» to a mean service that whole seconds show nowhere.

use super::Simulated;
use crate::engine::bare::{Arrival, Bare, Call};
use crate::engine::draws::length;
use crate::estimate::{Batches, as_f64};
use crate::rng::Rng;
use office::time::{Length, UnixTime};

/// One mean service.
const SERVICE: i64 = 1_000_000;
/// A batch is this many times as long as the queue remembers.
const MEMORIES: f64 = 40.0;
const LEAST_BATCH: f64 = 20_000.0;
/// Copies see a full room so much oftener.
const LEAST_WITH_COPIES: f64 = 4_000.0;
/// So many people are simulated for a row at the most.
const MOST_PEOPLE: f64 = 4.0e8;
/// So much rarer than the usual room is a full one before it is sought by copies.
const RARE: f64 = 20.0;
/// A batch with copies is so many times the work.
const WORK_OF_COPIES: usize = 10;

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
        let least = if self.steps().is_empty() { LEAST_BATCH } else { LEAST_WITH_COPIES };
        (MEMORIES * self.memory()).max(least).round()
    }

    pub fn effort(&self) -> f64 {
        self.batch()
    }

    /// Where rooms are copied on their way to being full: as often as rooms that full are rarer than the usual
    /// one, so that on every step about as many are seen. None where a full room is nothing rare.
    fn steps(&self) -> Vec<Step> {
        let load = self.utilisation() * as_f64(self.servers);
        let (mut rarer, mut copied) = (1.0, 1.0);
        let mut steps = Vec::new();
        let usual = (1..self.servers).find(|&n| as_f64(n) >= load).unwrap_or(self.servers);
        for people in usual + 1..=self.servers {
            rarer *= as_f64(people - 1) / load;
            let copies = (1_u32..1_000).take_while(|&copies| f64::from(copies) * copied <= rarer).count();
            if copies >= 2 {
                copied *= as_f64(copies);
                steps.push(Step { people, copies });
            }
        }
        if rarer < RARE { Vec::new() } else { steps }
    }
}

/// With so many in the room it goes on as so many copies, which all end when fewer are left; the room itself
/// goes on. What happens in a full room then counts for one part of all copies (RESTART, Villén-Altamirano
/// 1991), and its mean stays what it is.
#[derive(Clone, Copy, Debug)]
struct Step {
    people: usize,
    copies: usize,
}

/// A copy of a room, and when it ends.
struct Copy {
    room: Bare,
    now: UnixTime,
    least: usize,
}

pub(crate) struct Run {
    case: Case,
    steps: Vec<Step>,
    /// What one who waits counts for: only a full room makes wait.
    weight: f64,
    room: Bare,
    now: UnixTime,
    /// Upper ends of the classes' shares of those who come.
    classes: Vec<f64>,
    shares: Vec<f64>,
}

impl Run {
    /// A room that has been open long enough to have forgotten that it began empty.
    pub fn new(case: &Case, dice: &mut Rng) -> Self {
        let utilisation = case.utilisation();
        let shares: Vec<f64> = case.loads.iter().map(|load| load / utilisation).collect();
        let classes = shares.iter().scan(0.0, |sum, share| {
            *sum += share;
            Some(*sum)
        });
        let steps = case.steps();
        let mut run = Self {
            weight: steps.iter().map(|step| 1.0 / as_f64(step.copies)).product(),
            steps,
            room: Bare::new(case.servers, &case.rates),
            now: UnixTime::from_unix(0),
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

    fn takes(&self, dice: &mut Rng) -> Length {
        match self.case.service {
            Service::Exponential => length(dice.exponential(1.0), SERVICE),
            Service::Fixed => Length::seconds(SERVICE),
        }
    }

    fn between(&self) -> f64 {
        1.0 / (self.case.utilisation() * as_f64(self.case.servers))
    }

    fn arrival(&self, at: UnixTime, dice: &mut Rng) -> Arrival {
        Arrival { at, class: self.class(dice), takes: self.takes(dice) }
    }

    /// Copies of a room somebody has just come into, if it is one to be copied.
    fn copy(&self, room: &Bare, now: UnixTime, dice: &mut Rng, copies: &mut Vec<Copy>) {
        let here = room.in_room();
        let Some(step) = self.steps.iter().find(|step| step.people == here) else { return };
        for _ in 1..step.copies {
            let mut room = room.clone();
            if self.case.service == Service::Exponential {
                room.begin_anew(now, || self.takes(dice));
            }
            copies.push(Copy { room, now, least: step.people });
        }
    }

    /// Plays copies, and theirs, until each has fewer in it than it began with.
    fn play_copies(&self, copies: &mut Vec<Copy>, dice: &mut Rng, called: &mut impl FnMut(Call)) {
        while let Some(mut copy) = copies.pop() {
            loop {
                copy.now = copy.now + length(dice.exponential(self.between()), SERVICE);
                copy.room.go_on(copy.now, called);
                if copy.room.in_room() < copy.least {
                    break;
                }
                copy.room.arrive(&self.arrival(copy.now, dice), called);
                self.copy(&copy.room, copy.now, dice, copies);
            }
        }
    }

    fn class(&self, dice: &mut Rng) -> usize {
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

    fn add_batch(&mut self, dice: &mut Rng, batches: &mut Batches) {
        let people = self.case.batch();
        let between = self.between();
        let began = self.now;
        let mut waited = vec![0_i64; self.shares.len()];
        let mut came = vec![0.0_f64; self.shares.len()];
        let (mut delayed, mut served) = (0.0_f64, 0_i64);
        let mut note = |call: Call| {
            waited[call.class] += call.waited.as_seconds();
            delayed += f64::from(u8::from(call.waited > Length::ZERO));
        };
        let mut copies = Vec::new();
        let mut room = std::mem::replace(&mut self.room, Bare::new(0, &[]));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most millions")]
        let count = people as u64;
        for _ in 0..count {
            self.now = self.now + length(dice.exponential(between), SERVICE);
            let arrival = self.arrival(self.now, dice);
            came[arrival.class] += 1.0;
            served += arrival.takes.as_seconds();
            room.arrive(&arrival, &mut note);
            if !self.steps.is_empty() {
                self.copy(&room, self.now, dice, &mut copies);
                self.play_copies(&mut copies, dice, &mut note);
            }
        }
        self.room = room;
        let in_services = |seconds: i64| units(seconds);
        let outputs = match self.case.wanted {
            Wanted::ProbabilityAndWait => {
                vec![self.weight * delayed / people, self.weight * in_services(waited[0]) / people]
            }
            Wanted::WaitByClass => {
                let mean = |(&sum, share): (&i64, &f64)| self.weight * units(sum) / (people * share);
                waited.iter().zip(&self.shares).map(mean).collect()
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
        let batches = if self.steps.is_empty() { batches } else { batches / WORK_OF_COPIES };
        batches.max(super::FIRST_BATCHES)
    }
}

#[expect(clippy::cast_precision_loss, reason = "sums stay far below 2^53 or lose nothing that matters")]
fn units(seconds: i64) -> f64 {
    seconds as f64 / SERVICE as f64
}
