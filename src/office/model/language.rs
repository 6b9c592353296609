// SPDX-License-Identifier: MPL-2.0
//! The languages that citizens read.

use serde::{Deserialize, Serialize};

/// The language the citizen reads and hears. Those without a word list of their own get Danish.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    #[default]
    Da,
    En,
    Ar,
}

impl Language {
    pub const ALL: [Self; 3] = [Self::Da, Self::En, Self::Ar];
}
