// SPDX-License-Identifier: MPL-2.0
//! How the windows that were given turned out, as the supervisor sees it.

use super::count;
use crate::calibration::{FEWEST_VISITS, TARGET_COVERAGE_PERCENT};
use crate::office::Office;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct WindowsRow {
    /// Past visits with a forecast, of the latest that count.
    pub visits: u32,
    /// As many are needed before a window is given, and before their share that held is shown.
    pub needed: u32,
    /// The share that should hold, of a hundred.
    pub aim: u32,
    /// Visits that were given a window.
    pub windows_given: u32,
    /// The share of them whose window held, of a hundred; nothing from fewer than needed.
    pub held: Option<u32>,
    /// How wide their windows were on average, in minutes.
    pub minutes: Option<u32>,
}

impl Office {
    pub(super) fn windows_row(&self) -> WindowsRow {
        let found = self.calibration.accuracy();
        let (windows_given, held) = (count(found.given), count(found.held));
        let enough = found.given >= FEWEST_VISITS;
        let rounded = |all: u32| enough.then(|| (all + windows_given / 2) / windows_given.max(1));
        WindowsRow {
            visits: count(found.visits),
            needed: count(FEWEST_VISITS),
            aim: TARGET_COVERAGE_PERCENT,
            windows_given,
            held: rounded(held * 100),
            minutes: rounded(found.minutes),
        }
    }
}
