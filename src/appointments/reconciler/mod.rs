// SPDX-License-Identifier: MPL-2.0
//! Keeps an office and its appointment systems in step, beside the office thread: bookings come in, wanted holds
//! go out (docs/decisions/0011-reconciling-holds.md).

mod answers;
mod backoff;
mod booked_days;
mod calendar_source;
mod confirm;
#[cfg(test)]
pub mod in_memory;
mod known_only;
mod look;
mod missing;
mod office_port;
mod rounds;
mod steps;
#[cfg(test)]
mod tests;
mod write_batch;
mod writes;

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

pub use booked_days::booked_days;
pub use calendar_source::CalendarSource;
pub use office_port::{CommandError, DIARY, OfficePort, OfficeSnapshot};
pub use rounds::{NextRound, Reconciler};
pub use steps::{Step, steps};

/// Maximum time until the next round.
const LONGEST_PAUSE: Duration = Duration::from_hours(1);
/// Between two rounds that both had something to do.
const BETWEEN_ROUNDS: Duration = Duration::from_millis(20);
/// After a commit, so that one round covers those that follow at once.
const AFTER_COMMIT: Duration = Duration::from_millis(200);
/// A fast demo clock does not turn pauses into a busy loop.
const SHORTEST_PAUSE: Duration = Duration::from_millis(1);

/// Maximum time for the current round, and for what is being written, to finish when the end is requested.
pub const SHUTDOWN_GRACE: Duration = Duration::from_secs(5);

/// Runs rounds until `end`. The current round and each write that is under way may finish within [`SHUTDOWN_GRACE`];
/// the next start finds what was cut off. `webhook` asks for an early poll.
pub async fn run(
    mut reconciler: Reconciler,
    office: impl OfficePort,
    webhook: &Notify,
    end: impl Future<Output = ()>,
) {
    // Pauses are in office time, which a demo's clock speeds up.
    let speed = office.speed().max(0.001);
    let scaled = |pause: Duration| pause.div_f64(speed).max(SHORTEST_PAUSE);
    let is_ending = Arc::clone(&reconciler.is_ending);
    let end = async {
        end.await;
        is_ending.store(true, Ordering::Relaxed);
        Instant::now() + SHUTDOWN_GRACE
    };
    tokio::pin!(end);
    let cut_off_at = loop {
        let next = {
            let round = reconciler.round(&office);
            tokio::pin!(round);
            tokio::select! {
                cut_off_at = &mut end => {
                    drop(timeout_at(cut_off_at, round).await);
                    break cut_off_at;
                }
                next = &mut round => next,
            }
        };
        let pause = match next {
            NextRound::Now => BETWEEN_ROUNDS,
            NextRound::After(pause) => pause.min(LONGEST_PAUSE),
            NextRound::Never => break Instant::now() + SHUTDOWN_GRACE,
        };
        tokio::select! {
            cut_off_at = &mut end => break cut_off_at,
            () = tokio::time::sleep(scaled(pause)) => {}
            () = reconciler.answer() => {}
            () = webhook.notified() => reconciler.poll_soon(),
            () = office.changed() => tokio::time::sleep(scaled(AFTER_COMMIT)).await,
        }
    };
    drop(timeout_at(cut_off_at, reconciler.finish_writes()).await);
}
