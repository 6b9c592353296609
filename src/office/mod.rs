//! The model: the rules of the queue as pure functions. It knows no clock, disk, network, randomness or
//! async; time, ids and everything else come in with the command. It knows nobody else in this house.

pub mod calendar;
pub mod command;
pub mod event;
pub mod gap;
pub mod moment;
pub mod names;
pub mod policy;
pub mod preview;
pub mod reason;
pub mod refusal;
pub mod setup;
pub mod ticket;
pub mod view;
