// SPDX-License-Identifier: MPL-2.0
//! What is written to one appointment system before it is looked at again, under way beside everything else as a look
//! is: a server that answers slowly keeps nobody else's bookings back, and its own not for long.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::port::{AppointmentSystem, ExistingHold, HoldRequest, SourceError};

/// After this a batch begins nothing more: the calendar is read again first.
pub(super) const LONGEST_BATCH: Duration = Duration::from_mins(1);

/// Measures how long a batch takes.
#[derive(Clone)]
pub(super) struct BatchClock(pub Arc<dyn Fn() -> Instant + Send + Sync>);

impl BatchClock {
    pub fn now(&self) -> Instant {
        (self.0)()
    }
}

impl Default for BatchClock {
    fn default() -> Self {
        Self(Arc::new(Instant::now))
    }
}

impl std::fmt::Debug for BatchClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BatchClock")
    }
}

/// One write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Write {
    Hold(HoldRequest),
    Update { held: ExistingHold, request: HoldRequest },
    Release(ExistingHold),
}

/// Writes that are over.
pub(super) struct WriteBatch {
    /// To which of the office's sources.
    pub index: usize,
    pub system: Box<dyn AppointmentSystem>,
    /// What was written, and the hold as it stands now. Nothing follows a failure.
    pub done: Vec<(Write, Result<Option<ExistingHold>, SourceError>)>,
}

pub(super) type BatchUnderWay = Pin<Box<dyn Future<Output = WriteBatch> + Send>>;

impl std::fmt::Debug for WriteBatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WriteBatch")
            .field("index", &self.index)
            .field("done", &self.done)
            .finish_non_exhaustive()
    }
}

/// Writes one after the other, until one fails or it is time to read the calendar again.
pub(super) async fn write_all(
    index: usize,
    mut system: Box<dyn AppointmentSystem>,
    writes: Vec<Write>,
    is_over: impl Fn() -> bool + Send,
) -> WriteBatch {
    let mut done = Vec::with_capacity(writes.len());
    for write in writes {
        let answer = one(system.as_mut(), &write).await;
        let is_failure = answer.as_ref().is_err_and(is_failure);
        done.push((write, answer));
        if is_failure || is_over() {
            break;
        }
    }
    WriteBatch { index, system, done }
}

/// A lost answer is resolved by reading, never by repeating.
async fn one(system: &mut dyn AppointmentSystem, write: &Write) -> Result<Option<ExistingHold>, SourceError> {
    let (key, answer) = match write {
        Write::Hold(request) => (&request.key, system.hold(request).await.map(Some)),
        Write::Update { held, request } => (&request.key, system.update(held, request).await.map(Some)),
        Write::Release(held) => (&held.key, system.release(held).await.map(|()| None)),
    };
    match answer {
        Err(SourceError::OutcomeUnknown(_) | SourceError::PreconditionFailed) => system.find(key).await,
        answer => answer,
    }
}

/// Whether the system, and not the one hold, is in trouble.
pub(super) const fn is_failure(error: &SourceError) -> bool {
    match error {
        SourceError::Conflict
        | SourceError::Unauthorized(_)
        | SourceError::Misconfigured(_)
        | SourceError::ReadOnly
        | SourceError::NotFound(_)
        | SourceError::InvalidResponse(_) => false,
        SourceError::PreconditionFailed
        | SourceError::CursorExpired
        | SourceError::RateLimited(_)
        | SourceError::Unreachable(_)
        | SourceError::OutcomeUnknown(_) => true,
    }
}
