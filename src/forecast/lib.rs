//! What lies ahead, from what has been: demand, lengths of visits, call windows, and advice on capacity.
//! Nothing here changes an office or reads a clock, a disk or the network.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod advice;
pub mod demand;
pub mod history;
mod holidays;
pub mod lengths;
pub mod windows;
