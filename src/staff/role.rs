// SPDX-License-Identifier: MPL-2.0
//! The roles.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What somebody who was let in stands for: a person or a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Kiosk,
    Board,
    Companion,
    /// Leads the companions of a unit.
    UnitLead,
    Clerk,
    Supervisor,
    Administrator,
    /// Reads the report, and nothing else.
    Management,
    /// Reads the ledger and the security events, and changes nothing.
    Auditor,
}

impl Role {
    pub const ALL: [Self; 9] = [
        Self::Kiosk,
        Self::Board,
        Self::Companion,
        Self::UnitLead,
        Self::Clerk,
        Self::Supervisor,
        Self::Administrator,
        Self::Management,
        Self::Auditor,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Board => "board",
            Self::Companion => "companion",
            Self::UnitLead => "unit_lead",
            Self::Clerk => "clerk",
            Self::Supervisor => "supervisor",
            Self::Administrator => "administrator",
            Self::Management => "management",
            Self::Auditor => "auditor",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether a person may sign in with it; the others are for devices and cards.
    pub const fn is_for_people(self) -> bool {
        match self {
            Self::Kiosk | Self::Board | Self::Companion => false,
            Self::UnitLead
            | Self::Clerk
            | Self::Supervisor
            | Self::Administrator
            | Self::Management
            | Self::Auditor => true,
        }
    }

    /// Whether a password alone is too little: who changes what others are promised, or who may come in.
    pub const fn needs_second_factor(self) -> bool {
        match self {
            Self::Supervisor | Self::Administrator => true,
            Self::Kiosk
            | Self::Board
            | Self::Companion
            | Self::UnitLead
            | Self::Clerk
            | Self::Management
            | Self::Auditor => false,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
