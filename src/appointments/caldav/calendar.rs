// SPDX-License-Identifier: MPL-2.0
//! One calendar's place on its server.

use crate::port::HoldKey;

/// Where a calendar is, and what it can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CalendarCollection {
    /// Ends in a slash.
    pub path: String,
    /// Whether it tells what changed since a cursor.
    pub follows: bool,
}

impl CalendarCollection {
    pub fn new(path: &str, follows: bool) -> Self {
        let path = path.trim_end_matches('/');
        Self { path: format!("{path}/"), follows }
    }

    /// Where a hold of this key is and always was: how a lost answer is resolved.
    pub fn href(&self, key: &HoldKey, attempt: u8) -> String {
        format!("{}{}", self.path, key.file_name(attempt))
    }
}
