// SPDX-License-Identifier: MPL-2.0
//! One clock for all processes of the run.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Nanoseconds on the machine's monotonic clock, the same in every process.
pub fn now() -> u64 {
    read(ClockId::Monotonic)
}

/// Processor time of all threads this process ever had.
pub fn own_cpu() -> u64 {
    read(ClockId::ProcessCPUTime)
}

fn read(clock: ClockId) -> u64 {
    let now = clock_gettime(clock);
    let seconds = u64::try_from(now.tv_sec).unwrap_or(0);
    seconds * 1_000_000_000 + u64::try_from(now.tv_nsec).unwrap_or(0)
}

pub fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}
