// SPDX-License-Identifier: MPL-2.0
//! Who counts from the ledger alone, and is held against what the reference counted.

use office::event::Recorded;

pub use super::reference::DayFigures;

/// Reads the ledger of a simulated office.
pub trait LedgerCount {
    fn read(&mut self, recorded: &Recorded);

    /// What it counted otherwise on a day that has just ended.
    fn differs(&mut self, day: &DayFigures) -> Vec<String>;
}

/// Where nobody reads.
#[derive(Debug)]
pub struct Nobody;

impl LedgerCount for Nobody {
    fn read(&mut self, _: &Recorded) {}

    fn differs(&mut self, _: &DayFigures) -> Vec<String> {
        Vec::new()
    }
}
