// SPDX-License-Identifier: MPL-2.0
//! The roles.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a token stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Kiosk,
    Board,
    Companion,
    Clerk,
    Supervisor,
    Administrator,
}

impl Role {
    pub const ALL: [Self; 6] =
        [Self::Kiosk, Self::Board, Self::Companion, Self::Clerk, Self::Supervisor, Self::Administrator];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Board => "board",
            Self::Companion => "companion",
            Self::Clerk => "clerk",
            Self::Supervisor => "supervisor",
            Self::Administrator => "administrator",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
