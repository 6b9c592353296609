// SPDX-License-Identifier: MPL-2.0
//! Files of the folder that could not be read: each is renamed, and the reason stands beside it.

use std::fs;
use std::path::Path;

use super::ImportError;
use crate::port::{ProblemKind, SourceProblem};

/// How many refused files are remembered.
const MAX_REFUSED: usize = 50;
const MAX_REASON: usize = 400;

/// Refused files, with the reasons.
#[derive(Debug)]
pub(super) struct RefusedFiles(Vec<(String, String)>);

impl RefusedFiles {
    /// Those from before this start, with the reasons that stand beside them.
    pub fn in_folder(folder: &Path) -> Self {
        let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let refused = names.filter_map(|path| {
            let name = path.file_name()?.to_str()?.strip_suffix(".why.txt")?.to_owned();
            path.with_file_name(format!("{name}.refused")).exists().then_some((name, path))
        });
        let reasons = refused.filter_map(|(name, path)| {
            let why = fs::read_to_string(path).ok()?;
            Some((name, why.trim_end().chars().take(MAX_REASON).collect()))
        });
        let mut reasons: Vec<(String, String)> = reasons.take(MAX_REFUSED).collect();
        reasons.sort();
        Self(reasons)
    }

    pub fn problems(&self) -> impl Iterator<Item = SourceProblem> {
        self.0.iter().map(|(_, why)| SourceProblem::one(ProblemKind::RefusedFile, why))
    }

    /// Renames the file and writes the reason beside it.
    pub fn refuse(&mut self, path: &Path, why: &ImportError) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let message = format!("{name}, {why}. Nothing of the file was taken.");
        let beside = |ending: &str| path.with_file_name(format!("{name}.{ending}"));
        let moved = fs::write(beside("why.txt"), format!("{message}\n"))
            .and_then(|()| fs::rename(path, beside("refused")));
        let message = match moved {
            Ok(()) => message,
            Err(error) => format!("{message} It could not be marked either: {error}."),
        };
        self.0.retain(|(other, _)| *other != name);
        if self.0.len() >= MAX_REFUSED {
            self.0.remove(0);
        }
        self.0.push((name, message));
    }

    /// Whoever takes a refused file out of the folder has seen it.
    pub fn forget_taken_out(&mut self, folder: &Path) {
        let stands =
            |name: &str| ["", ".refused"].iter().any(|end| folder.join(format!("{name}{end}")).exists());
        self.0.retain(|(name, _)| stands(name));
    }

    /// A file of this name was taken: the refusal is answered.
    pub fn forget(&mut self, path: &Path) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let before = self.0.len();
        self.0.retain(|(other, _)| *other != name);
        if self.0.len() < before {
            // One that stays is reported again after the next start, and harms nobody.
            drop(fs::remove_file(path.with_file_name(format!("{name}.why.txt"))));
        }
    }
}
