// SPDX-License-Identifier: MPL-2.0
//! Problems of a configuration, with line and remedy.

use std::fmt;

/// One problem. Line 0 stands for the whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    pub line: usize,
    pub what: String,
}

/// What is wrong with a file, and what should be known about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    pub problems: Vec<ConfigProblem>,
    pub remarks: Vec<ConfigProblem>,
}

/// All problems of a file, by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    pub file: String,
    pub problems: Vec<ConfigProblem>,
}

/// The text of a file, for line numbers.
#[derive(Debug)]
pub(super) struct ConfigText<'s> {
    text: &'s str,
}

impl<'s> ConfigText<'s> {
    pub const fn new(text: &'s str) -> Self {
        Self { text }
    }

    /// The line of a byte offset, from 1.
    pub fn line(&self, at: usize) -> usize {
        1 + self.text.get(..at).unwrap_or(self.text).matches('\n').count()
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            match problem.line {
                0 => write!(f, "{}: {}", self.file, problem.what)?,
                line => write!(f, "{}:{line}: {}", self.file, problem.what)?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}
