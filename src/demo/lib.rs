//! The simulated past of a demo office.

pub mod demo_history;
