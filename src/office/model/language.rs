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

    /// The language tag (BCP 47).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Da => "da",
            Self::En => "en",
            Self::Ar => "ar",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The direction of writing, as HTML has it.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::Da | Self::En => "ltr",
            Self::Ar => "rtl",
        }
    }

    pub const fn english_name(self) -> &'static str {
        match self {
            Self::Da => "Danish",
            Self::En => "English",
            Self::Ar => "Arabic",
        }
    }
}
