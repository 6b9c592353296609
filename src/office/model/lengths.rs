// SPDX-License-Identifier: MPL-2.0
//! Learned lengths as the office knows them: told to it once a day, carried over with the day. Windows are
//! always played with them; places are planned with them only where the office's policy says so.

use serde::{Deserialize, Serialize};

use crate::names::ErrandId;
use crate::time::Length;

/// Every errand of an office with and without photo ID, with and without interpreter.
pub const MOST_LENGTHS: usize = 256;
const MINUTES: std::ops::RangeInclusive<u16> = 1..=480;

/// One kind of visit: what is configured, drawn towards what past visits took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearnedLength {
    pub errand: ErrandId,
    pub photo: bool,
    pub interpreter: bool,
    /// The visits it was learned from.
    pub visits: u32,
    pub minutes: u16,
    pub likely_minutes: u16,
}

/// How long a visit is expected to take, and what nine of ten stay within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lengths {
    pub expected: Length,
    pub likely: Length,
}

impl LearnedLength {
    /// # Errors
    /// What cannot be.
    pub fn check(&self) -> Result<(), String> {
        let errand = &self.errand;
        if !MINUTES.contains(&self.minutes) || !MINUTES.contains(&self.likely_minutes) {
            return Err(format!("errand «{errand}»: lengths are 1 to 480 minutes"));
        }
        if self.likely_minutes < self.minutes {
            return Err(format!("errand «{errand}»: the likely length is at least the expected one"));
        }
        Ok(())
    }
}
