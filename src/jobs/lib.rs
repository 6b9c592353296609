// SPDX-License-Identifier: MPL-2.0
//! Work beside the office thread: one follower of the ledger, and the jobs that it feeds.

pub mod advice_job;
pub mod ledger_follower;
pub mod window_job;
pub mod witness_job;

/// Lets the office thread and the threads that answer go first (a nice value).
const BACKGROUND_NICE: i32 = 10;

/// Lowers the priority of the current thread, where the system permits it.
fn run_in_background() {
    let _ = rustix::process::setpriority_process(None, BACKGROUND_NICE);
}
