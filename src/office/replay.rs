// SPDX-License-Identifier: MPL-2.0
//! The office as its events tell it.

use super::Office;
use crate::event::{Event, Recorded};

/// Adds one event to an office that may not have begun yet.
///
/// # Errors
/// What does not follow.
pub fn fold(office: &mut Option<Office>, recorded: &Recorded) -> Result<(), String> {
    match (office.as_mut(), &recorded.event) {
        (Some(office), _) => office.apply(recorded).map_err(|error| error.to_string()),
        (None, Event::DayStarted(start)) => {
            *office = Some(Office::start(start, recorded.at));
            Ok(())
        }
        (None, _) => Err("the ledger does not begin with a day".to_owned()),
    }
}
