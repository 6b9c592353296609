//! What is wrong with a configuration, at which line, in sentences an administrator can act on.

use std::fmt;

/// One thing that is wrong. Line 0 is the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub line: usize,
    pub what: String,
}

/// Everything that is wrong with one file, in the order of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub file: String,
    pub problems: Vec<Problem>,
}

/// The text of a file, to find the line of a place in it.
#[derive(Debug)]
pub(super) struct Source<'s> {
    pub file: &'s str,
    text: &'s str,
}

impl<'s> Source<'s> {
    pub const fn new(file: &'s str, text: &'s str) -> Self {
        Self { file, text }
    }

    /// The line of a byte, from 1.
    pub fn line(&self, at: usize) -> usize {
        1 + self.text.get(..at).unwrap_or(self.text).matches('\n').count()
    }
}

impl Refused {
    pub(super) fn whole(file: &str, what: String) -> Self {
        Self { file: file.to_owned(), problems: vec![Problem { line: 0, what }] }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            match problem.line {
                0 => write!(f, "{} {}", self.file, problem.what)?,
                line => write!(f, "{}:{line}: {}", self.file, problem.what)?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Refused {}
