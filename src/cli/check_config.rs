// SPDX-License-Identifier: MPL-2.0
//! `mintur check-config`: what is wrong with a file, all of it.

use std::path::Path;

use super::failure::Failure;
use super::say;

pub(super) fn run(file: &Path) -> Result<(), Failure> {
    let config = config::read(file).map_err(Failure::from_error)?;
    let offices: Vec<&str> = config.offices.iter().map(|office| office.setup.id.as_str()).collect();
    say(&format!("{}: fine; offices: {}", file.display(), offices.join(", ")))
}
