//! The office as its ledger tells it, after a start and after a write that failed.

use super::ports::{Ledger, LedgerFailure, Seq};
use office::{Office, fold};

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
