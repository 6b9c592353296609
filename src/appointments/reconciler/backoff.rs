// SPDX-License-Identifier: MPL-2.0
//! Growing pauses between attempts, never in step for two offices and never endless.

use std::time::Duration;

use fastrand::Rng;

const FIRST: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_mins(5);

/// The failures in a row of one calendar or one hold.
#[derive(Clone, Debug)]
pub(super) struct Backoff {
    failures: u32,
    random: Rng,
}

impl Backoff {
    pub fn new(seed: u64) -> Self {
        Self { failures: 0, random: Rng::with_seed(seed) }
    }

    pub const fn reset(&mut self) {
        self.failures = 0;
    }

    /// The next pause: twice the last, at most the longest, shortened by up to a quarter.
    pub fn next_pause(&mut self) -> Duration {
        let whole = FIRST.saturating_mul(1 << self.failures.min(16)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        whole.saturating_sub(whole * self.random.u32(0..250) / 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_that_stays_silent_is_asked_ever_less_often_and_at_least_every_five_minutes() {
        let mut backoff = Backoff::new(1);
        for whole in [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300] {
            let pause = backoff.next_pause().as_secs_f64();
            assert!(pause > f64::from(whole) * 0.75 && pause <= f64::from(whole), "{pause} of {whole}");
        }
        backoff.reset();
        assert!(backoff.next_pause() <= FIRST, "after an answer it begins anew");
    }
}
