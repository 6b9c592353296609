//! Small random days: up to three desks with a few gaps, up to seven people who come when they come, every
//! length exact.

use office::setup::{Feature, Features};

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

    pub fn random(seed: u64) -> Self {
        let mut dice = Rng(seed);
        let desks = dice.between(1, 3) as usize;
        let quiet: Vec<bool> = (0..desks).map(|desk| desk == 0 || dice.between(0, 3) == 0).collect();
        let mut gaps = Vec::new();
        for desk in 0..desks {
            let mut from = dice.between(2, 20) * 5;
            for _ in 0..dice.between(1, 2) {
                let start = from + dice.between(0, 12) * 5;
                let end = start + dice.between(4, 20) * 5;
                gaps.push(Gap { desk, start, end });
                from = end + 5 + dice.between(0, 12) * 5;
            }
        }
        let mut visitors: Vec<Visitor> = (0..dice.between(2, 7))
            .map(|_| Visitor {
                comes: dice.between(0, 200),
                minutes: LENGTHS[dice.between(0, 4) as usize],
                raised: dice.between(0, 2) == 0,
                needs_quiet: dice.between(0, 5) == 0,
            })
            .collect();
        visitors.sort_by_key(|visitor| visitor.comes);
        Self { quiet, gaps, visitors }
    }
}

/// SplitMix64, as in the simulator.
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn between(&mut self, least: u32, most: u32) -> u32 {
        least + u32::try_from(self.next() % u64::from(most - least + 1)).unwrap()
    }
}
