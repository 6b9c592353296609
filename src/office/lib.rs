// SPDX-License-Identifier: MPL-2.0
//! The model: the rules of the queue as pure functions. It knows no clock, disk, network, randomness or
//! async; time, ids and everything else come in with the command. It uses no other crate of this workspace.

#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::wildcard_enum_match_arm)]

pub mod announcements;
mod apply;
mod capacity;
mod check;
pub mod closures;
pub mod command;
mod day;
mod decide;
pub mod effect;
pub mod event;
pub mod holds;
pub mod idempotency;
pub mod ledger_search;
mod model;
mod office;
pub mod personal;
mod queue;
mod replay;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod trials;
pub mod view;
mod visits;

pub use capacity::{gap, preview};
pub use decide::Decided;
pub use idempotency::Subject;
pub use invalid_event::InvalidEvent;
pub use model::{
    calendar, day_notice, free_text, invalid_event, language, lengths, localized_text, names, outcome,
    policy, rating, ready_made, reason, refusal, setup, setup_faults, setup_words, ticket, time,
};
pub use office::Office;
pub use queue::{calibration, lookahead, pauses, priority, window};
pub use replay::fold;
pub use trials::trial;
pub use visits::desks::Staffing;
pub use visits::witness;
