// SPDX-License-Identifier: MPL-2.0
//! Simulated office days: the engine, the exact queueing tables that validate it, and the simulator that compares
//! the office with a slow reference model. No clock, disk or network: a seed replays the same days.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod engine;
pub mod estimate;
pub mod exact_tables;
pub mod ledger_count;
mod reference;
pub mod rng;
mod scenario;
mod simulated_office;
mod simulation_report;
mod simulator;
mod step_preview;
mod trace;
mod workload;

pub use simulation_report::{SimulationCounts, SimulationFailure, SimulationReport};
pub use simulator::{DAYS_PER_OFFICE, replay, simulate, simulate_read_by};
