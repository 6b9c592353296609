// SPDX-License-Identifier: MPL-2.0
//! `mintur backup` and `mintur restore`.

use std::os::unix::fs::MetadataExt;
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
    tell(&ledgers, &format!("are back in {}", data.display()))?;
    tell_owner(data)
}

/// Root restores for a service that runs as somebody else.
fn tell_owner(data: &Path) -> Result<(), Failure> {
    let owner = std::fs::metadata(data).map(|folder| folder.uid()).unwrap_or_default();
    if owner != 0 || !rustix::process::geteuid().is_root() {
        return Ok(());
    }
    let folder = data.display();
    say(&format!("They belong to root; give them to the user the service runs as: chown -R USER {folder}"))
}

fn tell(ledgers: &[(OfficeId, Head)], where_to: &str) -> Result<(), Failure> {
    ledgers.iter().try_for_each(|(office, head)| say(&format!("{office}: {} events {where_to}", head.seq)))
}
