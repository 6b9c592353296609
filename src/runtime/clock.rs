// SPDX-License-Identifier: MPL-2.0
//! Where the office's time comes from: the machine's clock, or in a demo a clock of its own. What never
//! lives here: time zones, what is due when.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use jiff::Timestamp;

use crate::ports::Clock;
use office::time::UnixTime;

/// The machine's clock. When the machine sets its clock back, time stands still here until it has caught
/// up: a wait never grows shorter.
#[derive(Debug)]
pub struct SystemClock {
    latest: AtomicI64,
}

impl SystemClock {
    pub const fn new() -> Self {
        Self { latest: AtomicI64::new(i64::MIN) }
    }

    fn read(&self, machine: i64) -> UnixTime {
        let before = self.latest.fetch_max(machine, Ordering::Relaxed);
        UnixTime::from_unix(before.max(machine))
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> UnixTime {
        self.read(Timestamp::now().as_second())
    }
}

/// A clock that starts at a chosen moment and runs at a chosen speed.
#[derive(Debug)]
pub struct DemoClock {
    start: UnixTime,
    since: Instant,
    speed: f64,
}

/// Slower than this an office stands still, faster than this its day is over before anyone has looked.
pub const SPEEDS: std::ops::RangeInclusive<f64> = 0.001..=10_000.0;

impl DemoClock {
    /// `speed` is clamped to [`SPEEDS`].
    pub fn starting(start: UnixTime, speed: f64) -> Self {
        Self { start, since: Instant::now(), speed: speed.clamp(*SPEEDS.start(), *SPEEDS.end()) }
    }

    fn after(&self, machine_seconds: f64) -> UnixTime {
        #[expect(clippy::cast_possible_truncation, reason = "a demo that runs for 290 million years")]
        let passed = (machine_seconds * self.speed) as i64;
        UnixTime::from_unix(self.start.unix().saturating_add(passed))
    }
}

impl Clock for DemoClock {
    fn now(&self) -> UnixTime {
        self.after(self.since.elapsed().as_secs_f64())
    }

    fn speed(&self) -> f64 {
        self.speed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_the_machine_sets_its_clock_back_the_office_waits_until_it_has_caught_up() {
        let clock = SystemClock::new();
        let read = |machine| clock.read(machine).unix();
        assert_eq!([read(100), read(90), read(99), read(101)], [100, 100, 100, 101]);
    }

    #[test]
    fn a_demo_day_runs_as_fast_as_it_was_asked_to() {
        let clock = DemoClock::starting(UnixTime::from_unix(1_000), 60.0);
        assert_eq!(clock.after(0.0).unix(), 1_000);
        assert_eq!(clock.after(2.5).unix(), 1_150);
        let slow = DemoClock::starting(UnixTime::from_unix(0), 0.5);
        assert_eq!(slow.after(9.9).unix(), 4);
    }

    #[test]
    fn a_demo_clock_never_goes_back() {
        let clock = DemoClock::starting(UnixTime::from_unix(0), 10_000.0);
        let read: Vec<UnixTime> = (0..1_000).map(|_| clock.now()).collect();
        assert!(read.is_sorted());
    }

    #[test]
    fn a_speed_that_cannot_be_becomes_one_that_can() {
        for (asked, got) in [(0.0, 0.001), (-3.0, 0.001), (1e9, 10_000.0)] {
            assert!((DemoClock::starting(UnixTime::from_unix(0), asked).speed() - got).abs() < 1e-9);
        }
    }
}
