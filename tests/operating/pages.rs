// SPDX-License-Identifier: MPL-2.0
//! The pages for those who operate Mintur, and the blocks of commands and settings in them.

use std::fs;
use std::path::{Path, PathBuf};

pub const LANGUAGES: [&str; 2] = ["en", "da"];

/// In the order in which an office comes to need them.
pub const PAGES: [&str; 9] = [
    "putting-into-use.md",
    "access.md",
    "tls-and-proxy.md",
    "monitoring.md",
    "kiosk-machine.md",
    "backup.md",
    "upgrade.md",
    "what-to-do-when.md",
    "moving.md",
];

/// What stands between two fences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Commands(String),
    Settings(String),
    Proxy(String),
}

pub fn folder(language: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/operating").join(language)
}

pub fn text(language: &str, page: &str) -> String {
    let file = folder(language).join(page);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

pub fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else { continue };
        let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let inside = inside.join("\n") + "\n";
        blocks.push(match kind {
            "sh" => Block::Commands(inside),
            "toml" => Block::Settings(inside),
            "nginx" => Block::Proxy(inside),
            other => panic!("a block of «{other}» is run by nobody"),
        });
    }
    blocks
}
