//! Looking ahead by playing days that never were: the engine that does it, the exact tables it is held to, and
//! the simulator with the naive office that the real one is compared with. Nothing here decides for a real office, and nothing here reads a clock, a disk or the
//! network: a seed is all it takes to play the same days again.

pub mod advice;
pub mod demand;
pub mod dice;
pub mod engine;
mod estimate;
pub mod history;
mod holidays;
pub mod lengths;
pub mod lived;
mod play;
mod reference;
mod report;
mod simulator;
pub mod validate;
pub mod windows;
mod world;

pub use report::{Counts, Failure, Report};
pub use simulator::{DAYS_PER_OFFICE, replay, simulate};
