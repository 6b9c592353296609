//! Simulated office days: the engine that plays them, the exact tables it is checked against, and the simulator that
//! compares the office with a slow reference model. No clock, disk or network: a seed replays the same days.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod engine;
pub mod estimate;
pub mod exact_tables;
mod play;
mod reference;
mod report;
pub mod rng;
mod simulator;
mod world;

pub use report::{Counts, Failure, Report};
pub use simulator::{DAYS_PER_OFFICE, replay, simulate};
