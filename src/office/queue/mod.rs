//! The queue: who goes before whom, who gets which time, and whom a free desk calls.

mod call;
pub(crate) mod calling;
mod exact_search;
pub mod hindsight;
pub mod lookahead;
mod outlook;
pub(crate) mod planning;
pub mod priority;
pub(crate) mod slotting;
pub(crate) mod waiting_lines;
pub mod window;
