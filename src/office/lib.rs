//! The model: the rules of the queue as pure functions. It knows no clock, disk, network, randomness or
//! async; time, ids and everything else come in with the command. It uses no other crate of this workspace.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod apply;
pub mod calendar;
mod calling;
mod check;
pub mod command;
mod decide;
mod desk_time;
pub mod event;
mod exact_search;
mod free_time;
pub mod gap;
pub mod hindsight;
pub mod holds;
pub mod idempotency;
pub mod lengths;
pub mod lookahead;
pub mod names;
mod planning;
pub mod policy;
pub mod preview;
pub mod priority;
pub mod reason;
pub mod refusal;
mod replay;
pub mod setup;
mod slotting;
mod state;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
pub mod ticket;
pub mod time;
pub mod trial;
pub mod view;
mod waiting_lines;
pub mod window;

pub use apply::DoesNotFollow;
pub use decide::{Decided, Subject};
pub use replay::fold;
pub use state::{Office, Staffing};
