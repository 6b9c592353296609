//! Growing pauses between tries, never alike for two offices and never endless.

use std::time::Duration;

const FIRST: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_mins(5);

/// How often in a row something failed, and a seed for the jitter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pauses {
    failures: u32,
    seed: u64,
}

impl Pauses {
    pub const fn new(seed: u64) -> Self {
        Self { failures: 0, seed }
    }

    pub const fn succeeded(&mut self) {
        self.failures = 0;
    }

    /// The next pause: twice the last, up to a limit, less up to a quarter of it.
    pub fn next(&mut self) -> Duration {
        let whole = FIRST.saturating_mul(1 << self.failures.min(16)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let quarter = u32::try_from((self.seed >> 33) % 250).unwrap_or(0);
        whole.saturating_sub(whole * quarter / 1000)
    }
}
