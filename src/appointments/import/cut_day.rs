// SPDX-License-Identifier: MPL-2.0
//! A day whose last file may have been cut off, until the next one decides
//! (docs/decisions/0034-files-that-may-be-cut-off.md).

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::port::{ProblemKind, SourceProblem};
use office::gap::Booking;

#[derive(Debug)]
pub(super) struct CutDay {
    path: PathBuf,
    written: Option<SystemTime>,
    lost: Vec<Booking>,
    problem: SourceProblem,
}

impl CutDay {
    /// A file with these rows, which may have lost some bookings.
    pub fn of(path: &Path, written: Option<SystemTime>, rows: &[Booking], lost: &[Booking]) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let count = lost.len();
        let what = if can_be_confirmed(rows, lost) {
            "1 booking that the day had; it stays until the next file of the day lacks it too".to_owned()
        } else {
            format!(
                "{count} bookings that the day had; they stay until a file has them, or lines behind them"
            )
        };
        let what = format!("{name}: it ends before {what}. A last line end says that a file is whole");
        let problem = SourceProblem::of(ProblemKind::Missing, count, what);
        Self { path: path.to_owned(), written, lost: lost.to_vec(), problem }
    }

    pub const fn problem(&self) -> &SourceProblem {
        &self.problem
    }

    /// Whether it is this file, written again.
    pub fn is_written_again(&self, path: &Path, written: Option<SystemTime>) -> bool {
        self.path == *path && self.written != written
    }

    /// Whether a later file lacks the same: one booking that two files lack, one after the other, was cancelled.
    pub fn is_confirmed_by(&self, written: Option<SystemTime>, rows: &[Booking], lost: &[Booking]) -> bool {
        self.written < written && self.lost == lost && can_be_confirmed(rows, lost)
    }
}

/// A file without a booking may be what is left of any day.
fn can_be_confirmed(rows: &[Booking], lost: &[Booking]) -> bool {
    lost.len() == 1 && !rows.is_empty()
}
