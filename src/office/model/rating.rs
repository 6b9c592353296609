// SPDX-License-Identifier: MPL-2.0
//! How visits went, as their citizens say: counted, and never who said it.

use serde::{Deserialize, Serialize};

/// One answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    Good,
    SoSo,
    Bad,
}

/// Answers that are written down together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratings {
    pub good: u32,
    pub so_so: u32,
    pub bad: u32,
}

impl Ratings {
    /// Fewer at once would point at whoever was served last.
    pub const LEAST: u32 = 5;

    pub const fn total(&self) -> u32 {
        self.good.saturating_add(self.so_so).saturating_add(self.bad)
    }

    pub const fn add(&mut self, rating: Rating) {
        let count = match rating {
            Rating::Good => &mut self.good,
            Rating::SoSo => &mut self.so_so,
            Rating::Bad => &mut self.bad,
        };
        *count = count.saturating_add(1);
    }

    #[must_use]
    pub const fn with(self, others: Self) -> Self {
        Self {
            good: self.good.saturating_add(others.good),
            so_so: self.so_so.saturating_add(others.so_so),
            bad: self.bad.saturating_add(others.bad),
        }
    }
}
