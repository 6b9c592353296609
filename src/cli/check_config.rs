// SPDX-License-Identifier: MPL-2.0
//! `mintur check-config`: what is wrong with a file and with what it names, all of it.

use std::path::Path;

use serde::Serialize;

use super::failure::Failure;
use super::startup_check::{Found, FoundKind, check};
use super::{say, startup};
use config::Config;

/// The result as one JSON object.
#[derive(Serialize)]
struct Checked<'c> {
    fine: bool,
    offices: Vec<&'c str>,
    found: &'c [Found],
}

pub(super) fn run(file: &Path, json: bool) -> Result<(), Failure> {
    let (config, found) = examined(file)?;
    let offices = config.iter().flat_map(|config| &config.offices);
    let offices: Vec<&str> = offices.map(|office| office.setup.id.as_str()).collect();
    let problems: Vec<&Found> = found.iter().filter(|found| found.kind == FoundKind::Problem).collect();
    let counted = || match problems.len() {
        1 => Failure::new("one problem"),
        many => Failure::new(format!("{many} problems")),
    };
    if json {
        let checked = Checked { fine: problems.is_empty(), offices, found: &found };
        say(&serde_json::to_string(&checked).map_err(Failure::from_error)?)?;
        return if problems.is_empty() { Ok(()) } else { Err(counted()) };
    }
    for remark in found.iter().filter(|found| found.kind == FoundKind::Remark) {
        say(&remark.to_string())?;
    }
    if problems.is_empty() {
        return say(&format!("{}: fine; offices: {}", file.display(), offices.join(", ")));
    }
    Err(Failure::new(lines(&problems)))
}

/// The configuration and what was found about it.
pub(super) fn examined(file: &Path) -> Result<(Option<Config>, Vec<Found>), Failure> {
    Ok(startup::runtime()?.block_on(check(file)))
}

/// Fails with every problem of a configuration.
pub(super) fn sound(file: &Path) -> Result<Config, Failure> {
    let (config, found) = examined(file)?;
    let problems: Vec<&Found> = found.iter().filter(|found| found.kind == FoundKind::Problem).collect();
    match config {
        Some(config) if problems.is_empty() => Ok(config),
        _ => Err(Failure::new(lines(&problems))),
    }
}

fn lines(problems: &[&Found]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
