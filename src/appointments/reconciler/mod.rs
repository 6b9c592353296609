//! An office and its appointment systems kept in step, beside the keeper: what is booked there comes in, what
//! the office wants held goes out (docs/decisions/0011-reconciling-holds.md).
//!
//! What never lives here: how any one system is spoken to, and rules of the queue.

mod confirm;
mod days;
mod executor;
mod office_side;
mod pauses;
mod plan;
mod source;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::time::Duration;

use tokio::sync::Notify;

pub use days::booked_days;
pub use executor::{Follower, Next};
pub use office_side::{NotTaken, OfficeSide, Seen};
pub use plan::{Step, steps};
pub use source::Source;

/// A round with nothing to do is over at once; the next look is never further away than this.
const LONGEST_SLEEP: Duration = Duration::from_hours(1);

/// What is under way when the end is asked for may take this much longer.
pub const GOODBYE: Duration = Duration::from_secs(5);

/// Follows until `end`, and ends what it is in the middle of if that takes no longer than [`GOODBYE`]. What is
/// cut off all the same the next start finds. `bell` asks for an early look.
pub async fn follow(
    mut follower: Follower,
    office: impl OfficeSide,
    bell: &Notify,
    end: impl Future<Output = ()>,
) {
    tokio::pin!(end);
    loop {
        let next = {
            let round = follower.round(&office);
            tokio::pin!(round);
            tokio::select! {
                () = &mut end => {
                    drop(tokio::time::timeout(GOODBYE, round).await);
                    return;
                }
                next = &mut round => next,
            }
        };
        let pause = match next {
            Next::Again => Duration::from_millis(20),
            Next::After(pause) => pause.min(LONGEST_SLEEP),
            Next::Stopped => return,
        };
        tokio::select! {
            () = &mut end => return,
            () = tokio::time::sleep(pause) => {}
            () = bell.notified() => follower.look_soon(),
            () = office.changed() => tokio::time::sleep(Duration::from_millis(200)).await,
        }
    }
}
