// SPDX-License-Identifier: MPL-2.0
//! Where the office's time comes from: the machine's clock, or in a demo a clock of its own. What never
//! lives here: time zones, what is due when.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::ports::{Clock, ClockDoubt, ClockJump};
use office::time::UnixTime;

/// The machine's clock. When the machine sets its clock back, time stands still here until it has caught up: a wait
/// never grows shorter. When it jumps far ahead, time goes on here as before: a wrong clock must not write the ledger.
#[derive(Debug)]
pub struct SystemClock {
    state: Mutex<State>,
}

#[derive(Clone, Copy, Debug)]
struct State {
    latest: i64,
    /// A moment that was believed, and how long the machine had been on by then.
    believed: Option<(i64, Duration)>,
    doubt: Option<ClockDoubt>,
    jump: Option<ClockJump>,
}

/// Seconds that a clock may be set back without a word: time servers do that.
const SET_BACK: i64 = 120;
/// Seconds that a clock may jump ahead without a word.
const JUMP_AHEAD: i64 = 15 * 60;
/// Seconds that a running clock may jump ahead and be followed: a virtual machine may have been halted for as long.
const FAR_AHEAD: i64 = 45 * 24 * 60 * 60;
/// Seconds for which a jump is reported.
const JUMP_TOLD: i64 = 24 * 60 * 60;

impl SystemClock {
    pub const fn new() -> Self {
        Self { state: Mutex::new(State { latest: i64::MIN, believed: None, doubt: None, jump: None }) }
    }

    /// `on`: for how long the machine has been on, sleep included.
    fn read(&self, machine: i64, on: Duration) -> UnixTime {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let expected = state.believed.map_or(machine, |(moment, then)| {
            let passed = on.saturating_sub(then).as_secs();
            moment.saturating_add(i64::try_from(passed).unwrap_or(i64::MAX))
        });
        let ahead = machine.saturating_sub(expected);
        let doubt = if ahead > FAR_AHEAD {
            Some(ClockDoubt::FarAhead)
        } else if machine < state.latest.saturating_sub(SET_BACK) {
            Some(ClockDoubt::Behind)
        } else {
            None
        };
        if doubt != state.doubt {
            report(doubt, machine, state.latest);
        }
        let now = if doubt == Some(ClockDoubt::FarAhead) { expected } else { machine };
        if doubt.is_none() {
            state.believed = Some((machine, on));
            if ahead > JUMP_AHEAD {
                tracing::error!(seconds = ahead, now = %UnixTime::from_unix(machine), "the machine's clock jumped ahead and is followed; see that it is right");
                state.jump = Some(ClockJump { to: UnixTime::from_unix(machine), seconds: ahead });
            }
        }
        state.doubt = doubt;
        state.latest = state.latest.max(now);
        UnixTime::from_unix(state.latest)
    }
}

fn report(doubt: Option<ClockDoubt>, machine: i64, latest: i64) {
    let (machine, office) = (UnixTime::from_unix(machine), UnixTime::from_unix(latest));
    match doubt {
        Some(ClockDoubt::Behind) => {
            tracing::error!(%machine, %office, "the machine's clock was set back: the offices' time stands still until it has caught up");
        }
        Some(ClockDoubt::FarAhead) => {
            tracing::error!(%machine, %office, "the machine's clock jumped far ahead and is not followed; set it right, or restart with --accept-clock");
        }
        None => tracing::warn!(%machine, "the machine's clock is followed again"),
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> UnixTime {
        self.read(Timestamp::now().as_second(), machine_on())
    }

    fn doubt(&self) -> Option<ClockDoubt> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).doubt
    }

    fn jump(&self) -> Option<ClockJump> {
        let state = *self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.jump.filter(|jump| state.latest.saturating_sub(jump.to.unix()) < JUMP_TOLD)
    }

    fn behind(&self) -> u64 {
        let latest = self.state.lock().unwrap_or_else(PoisonError::into_inner).latest;
        behind(latest, Timestamp::now().as_second())
    }
}

/// For how long the machine has been on. Unlike [`Instant`] this goes on while it sleeps, so that waking up is no jump.
fn machine_on() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Duration::from_secs(u64::try_from(time.tv_sec).unwrap_or_default())
}

fn behind(latest: i64, machine: i64) -> u64 {
    u64::try_from(latest.saturating_sub(machine)).unwrap_or_default()
}

/// A clock that starts at a chosen moment, runs at a chosen speed, and can be moved on.
#[derive(Debug)]
pub struct DemoClock {
    start: UnixTime,
    /// Seconds that were left out.
    left_out: AtomicI64,
    since: Instant,
    speed: f64,
}

/// Slower than this an office stands still, faster than this its day is over before anyone has looked.
pub const SPEEDS: std::ops::RangeInclusive<f64> = 0.001..=10_000.0;

impl DemoClock {
    /// `speed` is clamped to [`SPEEDS`].
    pub fn starting(start: UnixTime, speed: f64) -> Self {
        Self {
            start,
            left_out: AtomicI64::new(0),
            since: Instant::now(),
            speed: speed.clamp(*SPEEDS.start(), *SPEEDS.end()),
        }
    }

    fn after(&self, machine_seconds: f64) -> UnixTime {
        #[expect(clippy::cast_possible_truncation, reason = "a demo that runs for 290 million years")]
        let passed = (machine_seconds * self.speed) as i64;
        let left_out = self.left_out.load(Ordering::SeqCst);
        UnixTime::from_unix(self.start.unix().saturating_add(passed).saturating_add(left_out))
    }

    /// Leaves out the time until then; a moment that has passed changes nothing. One caller at a time.
    pub fn move_on(&self, to: UnixTime) {
        let ahead = to.unix().saturating_sub(self.now().unix());
        self.left_out.fetch_add(ahead.max(0), Ordering::SeqCst);
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
    use std::time::Duration;

    use super::*;

    #[test]
    fn when_the_machine_sets_its_clock_back_the_office_waits_until_it_has_caught_up() {
        let clock = SystemClock::new();
        let read = |machine| (clock.read(machine, Duration::ZERO).unix(), clock.doubt());
        let behind = Some(ClockDoubt::Behind);
        assert_eq!(
            [read(1_000), read(990), read(999), read(1_001)].map(|(now, _)| now),
            [1_000, 1_000, 1_000, 1_001]
        );
        assert_eq!(read(700), (1_001, behind), "and it is said");
        assert_eq!((super::behind(1_001, 700), super::behind(1_001, 1_002)), (301, 0));
        assert_eq!(super::behind(i64::MIN, 700), 0, "before anybody has read it");
        assert_eq!(read(1_000), (1_001, None));
    }

    #[test]
    fn when_the_machines_clock_jumps_years_ahead_the_office_goes_on_as_before() {
        let clock = SystemClock::new();
        let read = |machine, on| (clock.read(machine, Duration::from_secs(on)).unix(), clock.doubt());
        let years = 5 * 365 * 86_400;
        assert_eq!(read(1_000, 0), (1_000, None));
        assert_eq!(read(1_000 + years, 60), (1_060, Some(ClockDoubt::FarAhead)));
        assert_eq!(read(1_060 + years, 120), (1_120, Some(ClockDoubt::FarAhead)));
        assert_eq!(read(1_180, 180), (1_180, None), "until it is right again");
        let week = 7 * 86_400;
        assert_eq!(read(1_180 + week, 240), (1_180 + week, None), "a machine that was halted is believed");
    }

    #[test]
    fn a_clock_that_jumps_ahead_for_hours_is_followed_and_reported_for_a_day() {
        let clock = SystemClock::new();
        let read = |machine, on| {
            let _ = clock.read(machine, Duration::from_secs(on));
            clock.jump()
        };
        let hours = 3 * 3_600;
        assert_eq!(read(1_000, 0), None);
        assert_eq!(read(1_000 + hours, 3_600 * 3), None, "the machine slept, or nobody asked");
        let now = 1_000 + 2 * hours;
        let jump = Some(ClockJump { to: UnixTime::from_unix(now), seconds: hours - 60 });
        assert_eq!(read(now, 3_600 * 3 + 60), jump);
        assert_eq!(read(now + 3_600, 3_600 * 4 + 60), jump);
        assert_eq!(read(now + 86_400, 3_600 * 27 + 60), None);
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
    fn a_demo_clock_leaves_out_a_night_and_never_goes_back_for_it() {
        let clock = DemoClock::starting(UnixTime::from_unix(1_000), 0.001);
        clock.move_on(UnixTime::from_unix(50_000));
        assert_eq!(clock.now().unix(), 50_000);
        clock.move_on(UnixTime::from_unix(2_000));
        assert_eq!(clock.now().unix(), 50_000);
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
