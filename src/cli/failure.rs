// SPDX-License-Identifier: MPL-2.0
//! Why a verb could not do what it was asked, in a sentence an administrator can act on.

use std::fmt;

#[derive(Debug)]
pub(super) struct Failure(String);

impl Failure {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// For errors whose own words say what to do.
    pub fn from_error(error: impl fmt::Display) -> Self {
        Self(error.to_string())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
