//! The office as its ledger tells it, after a start and after a write that failed.

use super::ports::{Ledger, LedgerFailure, Seq};
use crate::office::Office;
use crate::office::event::{Event, Recorded};

/// The office as its ledger's latest day tells it.
pub fn rebuild(ledger: &mut dyn Ledger) -> Result<Option<(Office, Seq)>, LedgerFailure> {
    let mut office: Option<Office> = None;
    let mut last = 0;
    let mut broken = None;
    ledger.read_latest_day(&mut |seq, recorded| {
        last = seq;
        if broken.is_none() {
            broken = fold(&mut office, &recorded).err().map(|what| (seq, what));
        }
    })?;
    match broken {
        Some((seq, what)) => Err(LedgerFailure::Damaged { seq, what }),
        None => Ok(office.map(|office| (office, last))),
    }
}

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
