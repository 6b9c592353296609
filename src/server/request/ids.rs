// SPDX-License-Identifier: MPL-2.0
//! Ids from addresses and bodies. A text that is no id names nothing that the office has.

use crate::problem::{NamedIn, Problem, unknown_desk, unknown_errand, unknown_outcome};
use office::names::{DeskId, ErrandId, OutcomeId};

pub fn desk_id(text: &str, named_in: NamedIn) -> Result<DeskId, Problem> {
    text.parse().map_err(|_| unknown_desk(named_in))
}

pub fn errand_id(text: &str) -> Result<ErrandId, Problem> {
    text.parse().map_err(|_| unknown_errand())
}

pub fn outcome_id(text: &str) -> Result<OutcomeId, Problem> {
    text.parse().map_err(|_| unknown_outcome())
}
