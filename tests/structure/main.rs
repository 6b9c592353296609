// SPDX-License-Identifier: MPL-2.0
//! Checks of the repository itself: which crate may use which, names, file sizes, word lists, and what the documents
//! claim.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

mod api;
mod circles;
mod command_line;
mod comments;
mod crates;
mod documents;
mod evidence;
mod files;
mod names;
mod public_code;
mod translations;
mod unit_tests;

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file below a folder of the repository whose name has this ending, in order; nothing built or installed.
fn files_below(folder: impl AsRef<Path>, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(root().join(folder)) else { return found };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if name != "node_modules" && name != "dist" && name != "target" {
                found.extend(files_below(&path, ending));
            }
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The path as the documents write it: from the top of the repository.
fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}
