// SPDX-License-Identifier: MPL-2.0
//! Guessing a companion's code: after five wrong ones within a minute, the token they came with waits.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::token::Token;

/// Why there is no companion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompanionCodeUnknown {
    Nobody,
    TooManyTries,
}

const WRONG_TRIES: usize = 5;
const WITHIN: Duration = Duration::from_mins(1);

/// The latest wrong tries by token. Only known tokens get this far, so the map stays as small as the file.
#[derive(Debug, Default)]
pub struct Tries {
    by_token: Mutex<BTreeMap<Token, Vec<Instant>>>,
}

impl Tries {
    pub(super) fn check(&self, from: &Token) -> Result<(), CompanionCodeUnknown> {
        let mut tries = self.by_token.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(wrong) = tries.get_mut(from) else { return Ok(()) };
        wrong.retain(|at| at.elapsed() < WITHIN);
        if wrong.len() < WRONG_TRIES { Ok(()) } else { Err(CompanionCodeUnknown::TooManyTries) }
    }

    pub(super) fn wrong(&self, from: &Token) -> CompanionCodeUnknown {
        let mut tries = self.by_token.lock().unwrap_or_else(PoisonError::into_inner);
        tries.entry(*from).or_default().push(Instant::now());
        CompanionCodeUnknown::Nobody
    }
}
