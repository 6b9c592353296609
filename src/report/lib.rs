//! What it was worth: the business case from its assumptions, and the same from the ledger. Pure folds and
//! formulas. What never lives here: a clock, a disk, a decision of the queue, and anybody's name.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod assumptions;
pub mod business_case;
pub mod chance;
pub mod classes;
pub mod day;
pub mod economy;
pub mod evidence;
pub mod figure;
pub mod fold;
pub mod no_harm;
pub mod range;
pub mod recommendation;
pub mod report;
pub mod series;
pub mod small;
pub mod trial;
pub mod units;
pub mod weeks;

#[cfg(test)]
mod tests;
