// SPDX-License-Identifier: MPL-2.0
//! `mintur backup` and `mintur restore`.

use std::path::Path;

use super::failure::Failure;
use super::say;
use ledger::{self, Head};
use office::names::OfficeId;

pub(super) fn back_up(data: &Path, to: &Path) -> Result<(), Failure> {
    let ledgers = ledger::backup(data, to).map_err(Failure::from_error)?;
    tell(&ledgers, &format!("are in {}", to.display()))
}

pub(super) fn restore(from: &Path, data: &Path) -> Result<(), Failure> {
    let ledgers = ledger::restore(from, data).map_err(Failure::from_error)?;
    tell(&ledgers, &format!("are back in {}", data.display()))
}

fn tell(ledgers: &[(OfficeId, Head)], where_to: &str) -> Result<(), Failure> {
    ledgers.iter().try_for_each(|(office, head)| say(&format!("{office}: {} events {where_to}", head.seq)))
}
