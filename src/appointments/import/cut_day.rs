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
    has_rows: bool,
    lost: Vec<Booking>,
}

impl CutDay {
    /// A file with these rows, which may have lost some bookings.
    pub fn of(path: &Path, written: Option<SystemTime>, rows: &[Booking], lost: &[Booking]) -> Self {
        Self { path: path.to_owned(), written, has_rows: !rows.is_empty(), lost: lost.to_vec() }
    }

    pub fn problem(&self) -> SourceProblem {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let count = self.lost.len();
        let what = if self.alone().is_some() {
            "1 booking that the day had; it stays until the next file of the day lacks it too".to_owned()
        } else {
            format!(
                "{count} bookings that the day had; they stay until a file has them, or lines behind them"
            )
        };
        let what = format!("{name}: it ends before {what}. A last line end says that a file is whole");
        SourceProblem::of(ProblemKind::Missing, count, what)
    }

    /// Whether it is this file, written again.
    pub fn is_written_again(&self, path: &Path, written: Option<SystemTime>) -> bool {
        self.path == *path && self.written != written
    }

    /// A change says what became of a booking. Returns whether others are still in doubt.
    pub fn is_in_doubt_after(&mut self, changed: &Booking) -> bool {
        self.lost.retain(|booking| booking != changed);
        !self.lost.is_empty()
    }

    /// What stays in doubt with a later file that lacks some bookings: one that was alone in doubt, and is missing
    /// again from a file that lacks one more at most, was cancelled.
    pub fn in_doubt_with(
        &self,
        written: Option<SystemTime>,
        rows: &[Booking],
        mut lost: Vec<Booking>,
    ) -> Vec<Booking> {
        let says_more = self.written < written && !rows.is_empty() && lost.len() <= 2;
        let cancelled = self.alone().filter(|_| says_more);
        lost.retain(|booking| Some(booking) != cancelled);
        lost
    }

    /// The one booking in doubt. A file without a booking may be what is left of any day.
    fn alone(&self) -> Option<&Booking> {
        self.lost.first().filter(|_| self.has_rows && self.lost.len() == 1)
    }
}
