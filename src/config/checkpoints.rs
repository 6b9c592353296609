// SPDX-License-Identifier: MPL-2.0
//! Where checkpoints of the ledgers go, and how often.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;
use toml::de::DeValue;

use super::reader::ConfigReader;

const EVERY: std::ops::RangeInclusive<u16> = 1..=24 * 60;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CheckpointConfig {
    /// The secret key they are signed with.
    pub key_file: Option<PathBuf>,
    /// The file they are added to, a line each.
    pub file: Option<PathBuf>,
    /// The address they are posted to.
    pub post_to: Option<String>,
    /// The bearer token of that address.
    pub post_token_file: Option<PathBuf>,
    pub every_minutes: u16,
}

impl Default for CheckpointConfig {
    fn default() -> Self {
        Self { key_file: None, file: None, post_to: None, post_token_file: None, every_minutes: 60 }
    }
}

impl CheckpointConfig {
    pub(super) fn secrets(&self) -> impl Iterator<Item = PathBuf> {
        [&self.key_file, &self.post_token_file].into_iter().flatten().cloned()
    }

    pub(super) fn count_paths_from(&mut self, folder: &Path) {
        let paths = [&mut self.key_file, &mut self.file, &mut self.post_token_file];
        for path in paths.into_iter().flatten() {
            *path = folder.join(&*path);
        }
    }

    /// The first of its files that lies in the data folder, where who can rewrite a ledger can rewrite it too.
    pub fn file_in(&self, data: &Path) -> Option<&Path> {
        let files = [self.key_file.as_deref(), self.file.as_deref()];
        files.into_iter().flatten().find(|file| file.starts_with(data))
    }
}

impl ConfigReader<'_> {
    pub(super) fn checkpoints(
        &mut self,
        value: Spanned<DeValue<'_>>,
        data: &Path,
    ) -> Option<CheckpointConfig> {
        let table = value.span().start;
        let at = |key: &str| {
            let place = value.get_ref().as_table().and_then(|table| table.get(key));
            place.map_or(table, |place| place.span().start)
        };
        let (every, post_to, file) = (at("every_minutes"), at("post_to"), at("file"));
        let checkpoints: CheckpointConfig = self.section(value)?;
        if !EVERY.contains(&checkpoints.every_minutes) {
            self.add_problem(every, "every_minutes is a whole number of minutes from 1 to 1440".to_owned());
        }
        if checkpoints.post_to.as_deref().is_some_and(|address| !is_address(address)) {
            let what = "post_to begins with https:// (or http:// on this machine), as https://audit.example.dk/mintur";
            self.add_problem(post_to, what.to_owned());
        }
        if checkpoints.post_token_file.is_some() && checkpoints.post_to.is_none() {
            self.add_problem(
                table,
                "post_token_file is for the address in post_to, which is missing".to_owned(),
            );
        }
        if let Some(inside) = checkpoints.file_in(data) {
            let what = format!(
                "{} lies in the data folder; keep it where only another account can change it, because who rewrites \
                 a ledger would rewrite it too",
                inside.display()
            );
            self.add_problem(file, what);
        }
        Some(checkpoints)
    }
}

fn is_address(address: &str) -> bool {
    let on_this_machine = ["http://127.0.0.1", "http://[::1]", "http://localhost"];
    let fine = address.bytes().all(|byte| byte.is_ascii_graphic());
    fine && (address.starts_with("https://")
        || on_this_machine.iter().any(|start| address.starts_with(start)))
}
