// SPDX-License-Identifier: MPL-2.0
//! Small random days: up to three desks with a few gaps, up to seven people who come when they come, every
//! length exact.

use office::setup::{Feature, Features};
use simulation::rng::Rng;

/// Minutes after eight.
pub type Minute = u32;

#[derive(Clone, Copy, Debug)]
pub struct Gap {
    pub desk: usize,
    pub start: Minute,
    pub end: Minute,
}

#[derive(Clone, Copy, Debug)]
pub struct Visitor {
    pub comes: Minute,
    pub minutes: Minute,
    pub raised: bool,
    pub needs_quiet: bool,
}

#[derive(Clone, Debug)]
pub struct Day {
    /// Whether each desk has a quiet room.
    pub quiet: Vec<bool>,
    pub gaps: Vec<Gap>,
    /// In the order they come.
    pub visitors: Vec<Visitor>,
}

/// The longest acceptable wait of these days.
pub const LONGEST_WAIT: Minute = 90;
pub const RAISED_WEIGHT: u32 = 2;
pub const LENGTHS: [Minute; 5] = [10, 15, 20, 30, 45];

impl Visitor {
    pub const fn weight(&self) -> u32 {
        if self.raised { RAISED_WEIGHT } else { 1 }
    }

    pub fn needs(&self) -> Features {
        Features::of(if self.needs_quiet { &[Feature::QuietRoom] } else { &[] })
    }
}

impl Day {
    pub fn fits(&self, visitor: &Visitor, desk: usize) -> bool {
        self.quiet[desk] || !visitor.needs_quiet
    }

    /// Small enough that the best anybody could have done can be found.
    pub fn random(seed: u64) -> Self {
        Self::of(seed, (1, 3), (2, 7))
    }

    /// A day on which many are told no.
    pub fn crowded(seed: u64) -> Self {
        Self::of(seed, (2, 5), (8, 30))
    }

    fn of(seed: u64, desks: (u32, u32), visitors: (u32, u32)) -> Self {
        let mut dice = Rng::new(seed);
        let desks = between(&mut dice, desks.0, desks.1) as usize;
        let quiet: Vec<bool> = (0..desks).map(|desk| desk == 0 || between(&mut dice, 0, 3) == 0).collect();
        let mut gaps = Vec::new();
        for desk in 0..desks {
            let mut from = between(&mut dice, 2, 20) * 5;
            for _ in 0..between(&mut dice, 1, 2) {
                let start = from + between(&mut dice, 0, 12) * 5;
                let end = start + between(&mut dice, 4, 20) * 5;
                gaps.push(Gap { desk, start, end });
                from = end + 5 + between(&mut dice, 0, 12) * 5;
            }
        }
        let mut visitors: Vec<Visitor> = (0..between(&mut dice, visitors.0, visitors.1))
            .map(|_| Visitor {
                comes: between(&mut dice, 0, 200),
                minutes: LENGTHS[between(&mut dice, 0, 4) as usize],
                raised: between(&mut dice, 0, 2) == 0,
                needs_quiet: between(&mut dice, 0, 5) == 0,
            })
            .collect();
        visitors.sort_by_key(|visitor| visitor.comes);
        Self { quiet, gaps, visitors }
    }
}

/// A small number, and of the type that the days are written in.
fn between(dice: &mut Rng, least: u32, most: u32) -> u32 {
    least + u32::try_from(dice.below(u64::from(most - least + 1))).unwrap()
}
