// SPDX-License-Identifier: MPL-2.0
//! `mintur validate`: the engine that looks ahead, against exact tables of queueing theory.

use std::io::{self, Write};
use std::path::Path;

use super::failure::Failure;
use super::say;
use simulation::exact_tables::{ExactTable, SEED, TABLES, validate};

/// No table of numbers is longer; beyond it somebody named the wrong folder.
const LARGEST_FILE: u64 = 1_000_000;

pub(super) fn run(folder: &Path, json: bool) -> Result<(), Failure> {
    let mut tables = Vec::new();
    let mut missing = Vec::new();
    for name in TABLES {
        let path = folder.join(name);
        if path.exists() {
            tables.push(ExactTable::read(name, &read(&path)?).map_err(Failure::from_error)?);
        } else {
            missing.push(name);
        }
    }
    if tables.is_empty() {
        return Err(Failure::new(format!(
            "{} holds none of the tables {}; name the folder they are in",
            folder.display(),
            TABLES.join(", ")
        )));
    }
    let progress = |row: &simulation::exact_tables::RowResult| {
        if !json {
            // Whoever waits a minute sees that something happens; a closed standard error changes nothing.
            drop(writeln!(io::stderr(), "{}:{}", row.table, row.line));
        }
    };
    let report = validate(&tables, SEED, &progress).map_err(Failure::new)?;
    say(&if json { report.to_json() } else { report.to_string() })?;
    if !missing.is_empty() {
        return Err(Failure::new(format!("not all was checked: {} is missing", missing.join(", "))));
    }
    if report.agrees { Ok(()) } else { Err(Failure::new("not every row agrees")) }
}

fn read(path: &Path) -> Result<String, Failure> {
    let cannot = |what: String| Failure::new(format!("{} cannot be read: {what}", path.display()));
    let size = std::fs::metadata(path).map_err(|error| cannot(error.to_string()))?.len();
    if size > LARGEST_FILE {
        return Err(cannot(format!("it has {size} bytes, and a table has at most {LARGEST_FILE}")));
    }
    std::fs::read_to_string(path).map_err(|error| cannot(error.to_string()))
}
