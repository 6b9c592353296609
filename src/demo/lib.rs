//! The invented weeks behind a demo office.

pub mod lived;
