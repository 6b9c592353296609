//! What it was worth: the business case from its assumptions, and the same from the ledger. Pure folds and
//! formulas. What never lives here: a clock, a disk, a decision of the queue, and anybody's name.

pub mod assumptions;
pub mod business_case;
pub mod range;
