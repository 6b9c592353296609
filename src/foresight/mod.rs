//! Looking ahead by playing days that never were: the simulator lives here, with the naive office it is
//! compared with. Nothing here decides for a real office, and nothing here reads a clock, a disk or the
//! network: a seed is all it takes to play the same days again.

mod dice;
mod play;
mod reference;
mod report;
mod simulator;
mod world;

#[cfg(test)]
pub(crate) use dice::Dice;
pub use report::{Counts, Failure, Report};
pub use simulator::{DAYS_PER_OFFICE, replay, simulate};
