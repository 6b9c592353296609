// SPDX-License-Identifier: MPL-2.0
//! The office as its ledger has it, after a start and after a failed write.

use super::ports::{Ledger, LedgerFailure, Seq};
use office::announcements::Announcements;
use office::{Office, fold};

/// An office rebuilt from its ledger.
#[derive(Debug)]
pub struct Rebuilt {
    pub office: Office,
    /// The day's calls, performed before.
    pub announcements: Announcements,
    /// The last event in the ledger.
    pub seq: Seq,
}

/// Rebuilds the office from the ledger's latest day; nothing when the ledger is empty.
///
/// # Errors
/// When the ledger cannot be read, or an event does not follow from those before it.
pub fn rebuild(ledger: &mut dyn Ledger) -> Result<Option<Rebuilt>, LedgerFailure> {
    let mut office: Option<Office> = None;
    let mut announcements = Announcements::default();
    let mut last = 0;
    let mut broken = None;
    ledger.read_latest_day(&mut |seq, recorded| {
        last = seq;
        if broken.is_none() {
            broken = fold(&mut office, &recorded).err().map(|what| (seq, what));
            announcements.follow(&recorded);
        }
    })?;
    match broken {
        Some((seq, what)) => Err(LedgerFailure::Damaged { seq, what }),
        None => Ok(office.map(|office| Rebuilt { office, announcements, seq: last })),
    }
}
