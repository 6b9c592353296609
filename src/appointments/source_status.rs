// SPDX-License-Identifier: MPL-2.0
//! What is known of an office's sources, for the supervisor's screen, readiness and metrics: written by the
//! reconciler after each round, read by whoever asks.

use std::sync::{Arc, Mutex, PoisonError};

use crate::source_problem::{ProblemKind, SourceProblem};
use office::names::DeskId;
use office::time::UnixTime;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceStatus {
    /// As an administrator finds it in the configuration, where the first table is 1. The address may be a secret.
    pub number: usize,
    pub name: String,
    pub desks: Vec<DeskId>,
    /// When it last answered; nothing if it has not since the start.
    pub last_look: Option<UnixTime>,
    pub silence: Option<SourceSilence>,
    pub problems: Vec<SourceProblem>,
}

impl SourceStatus {
    /// It does not answer, or has not answered since the start.
    pub const fn is_silent(&self) -> bool {
        self.silence.is_some() || self.last_look.is_none()
    }

    /// How many entries or files have a problem of a kind.
    pub fn problems_of(&self, kind: ProblemKind) -> usize {
        self.problems.iter().filter(|problem| problem.kind == kind).map(|problem| problem.count).sum()
    }
}

/// A source that does not answer, or cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSilence {
    pub since: UnixTime,
    /// In words for an administrator.
    pub why: String,
}

/// The status of each source of one office, shared.
#[derive(Clone, Debug, Default)]
pub struct SharedSources(Arc<Mutex<Arc<[SourceStatus]>>>);

impl SharedSources {
    pub fn current(&self) -> Arc<[SourceStatus]> {
        Arc::clone(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn replace(&self, sources: Vec<SourceStatus>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = sources.into();
    }
}
