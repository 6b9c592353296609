// SPDX-License-Identifier: MPL-2.0
//! SplitMix64 (Steele, Lea, Flood 2014). Written by hand because its stream must never change: saved seeds
//! replay the same days (docs/decisions/0024-code-kept-by-hand.md).

/// A deterministic stream of random numbers.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// An independent stream; this one is not advanced.
    pub const fn fork(&self) -> Self {
        Self(self.0 ^ 0xD1B5_4A32_D192_ED03)
    }

    /// Uniform from `least` to `most`, inclusive.
    pub const fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = (most - least + 1).cast_unsigned();
        least + (self.next() % span).cast_signed()
    }

    /// Uniform from zero to `end`, exclusive.
    pub const fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// True with a probability of `share` percent.
    pub const fn percent(&mut self, share: i64) -> bool {
        self.between(0, 99) < share
    }

    /// A random element; `None` for an empty slice.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let last = i64::try_from(from.len()).ok()?.checked_sub(1).filter(|&last| last >= 0)?;
        from.get(usize::try_from(self.between(0, last)).ok()?)
    }

    /// A random element, in proportion to the weights.
    pub fn weighted<T: Copy>(&mut self, from: &[(i64, T)]) -> Option<T> {
        let total: i64 = from.iter().map(|(weight, _)| weight).sum();
        if total <= 0 {
            return None;
        }
        let mut drawn = self.between(0, total - 1);
        from.iter()
            .find(|(weight, _)| {
                drawn -= weight;
                drawn < 0
            })
            .map(|&(_, what)| what)
    }

    pub fn id(&mut self) -> uuid::Uuid {
        uuid::Uuid::from_u64_pair(self.next(), self.next())
    }
}
