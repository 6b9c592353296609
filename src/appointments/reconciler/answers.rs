// SPDX-License-Identifier: MPL-2.0
//! Looks and writes under way beside the rounds, at most one of them at a source, and what becomes of their answers.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use futures_util::FutureExt as _;
use futures_util::stream::StreamExt as _;

use super::known_only;
use super::look::Look;
use super::rounds::Reconciler;
use super::write_batch::{LONGEST_BATCH, Write, WriteBatch};
use super::{CommandError, OfficePort, OfficeSnapshot};
use office::gap::Booking;
use office::names::DeskId;
use office::time::{TimeRange, UnixTime};

/// What a source has answered.
#[derive(Debug)]
pub(super) enum SourceAnswer {
    Look(Look),
    Writes(WriteBatch),
}

pub(super) type AnswerUnderWay = Pin<Box<dyn Future<Output = SourceAnswer> + Send>>;

impl Reconciler {
    pub(super) fn begin_looks(&mut self, snapshot: &OfficeSnapshot, window: TimeRange, now: UnixTime) {
        for index in 0..self.sources.len() {
            if !self.sources[index].is_due(now) {
                continue;
            }
            if self.sources[index].last_read().is_none() {
                let known = self.known_alone(index, snapshot);
                self.sources[index].system().begin_with(&known);
            }
            self.begin_look(index, window, now);
        }
    }

    pub(super) fn begin_look(&mut self, index: usize, window: TimeRange, now: UnixTime) {
        let look = self.sources[index].begin_look(index, window, now);
        self.under_way.get_mut().push(Box::pin(async move { SourceAnswer::Look(look.await) }));
    }

    pub(super) fn begin_writes(&mut self, index: usize, writes: Vec<Write>) {
        let (clock, is_ending) = (self.clock.clone(), Arc::clone(&self.is_ending));
        let begun = clock.now();
        let is_over =
            move || is_ending.load(Ordering::Relaxed) || clock.now().duration_since(begun) >= LONGEST_BATCH;
        let batch = self.sources[index].begin_writes(index, writes, is_over);
        self.under_way.get_mut().push(Box::pin(async move { SourceAnswer::Writes(batch.await) }));
    }

    /// Whether something is over that is not taken in yet.
    pub(super) fn has_answers(&mut self) -> bool {
        while let Some(Some(answer)) = self.under_way.get_mut().next().now_or_never() {
            self.answered.push(answer);
        }
        !self.answered.is_empty()
    }

    /// Takes in the looks and writes that are over. Returns whether there was anything new.
    pub(super) async fn take_in_answers(
        &mut self,
        office: &impl OfficePort,
        snapshot: &OfficeSnapshot,
        window: TimeRange,
    ) -> Result<bool, CommandError> {
        let (mut changed, mut ended, mut reported) = (false, false, Ok(()));
        while self.has_answers() {
            for answer in std::mem::take(&mut self.answered) {
                match answer {
                    SourceAnswer::Look(look) => {
                        let known = self.known_before(look.index, snapshot);
                        changed |= self.sources[look.index].end_look(look, known);
                    }
                    SourceAnswer::Writes(batch) => {
                        // An office that is busy loses no source: each is given its system back first.
                        reported = reported.and(self.end_writes(batch, office, window).await);
                        ended = true;
                    }
                }
            }
        }
        self.handover_due |= changed;
        reported.map(|()| changed | ended)
    }

    /// Until what is being written is written. Nothing more is begun.
    pub(super) async fn finish_writes(&mut self) {
        self.is_ending.store(true, Ordering::Relaxed);
        let writing = self.sources.iter().filter(|source| source.is_written_to()).count();
        let is_batch = |answer: &&SourceAnswer| matches!(answer, SourceAnswer::Writes(_));
        while self.answered.iter().filter(is_batch).count() < writing {
            self.answer().await;
        }
    }

    /// Until a look or a write is over; for ever where none is under way.
    pub(super) async fn answer(&mut self) {
        match self.under_way.get_mut().next().await {
            Some(answer) => self.answered.push(answer),
            None => std::future::pending().await,
        }
    }

    /// The bookings that the ledger knows at desks of this source and of no other.
    fn known_alone(&self, index: usize, snapshot: &OfficeSnapshot) -> Vec<Booking> {
        let serves = |desk: &DeskId| {
            let sources = self.sources.iter().enumerate();
            let mut serving = sources.filter(|(_, source)| source.desks().contains(desk));
            serving.next().is_some_and(|(first, _)| first == index) && serving.next().is_none()
        };
        let known = snapshot.bookings.values().flat_map(|day| day.iter());
        known.filter(|booking| !booking.closed && serves(&booking.desk)).cloned().collect()
    }

    /// What the ledger knew at a source's desks before its first look. A booking at a desk of several sources belongs
    /// to the last of them that answers, where none of the others has it.
    fn known_before(&self, index: usize, snapshot: &OfficeSnapshot) -> Vec<Booking> {
        let Some(source) = self.sources.get(index).filter(|source| source.last_read().is_none()) else {
            return Vec::new();
        };
        let known = snapshot.bookings.values().flat_map(|day| day.iter());
        let mut known: Vec<Booking> =
            known.filter(|booking| source.desks().contains(&booking.desk)).cloned().collect();
        for (_, other) in self.sources.iter().enumerate().filter(|(other, _)| *other != index) {
            let (shared, own) = known.into_iter().partition(|booking| other.desks().contains(&booking.desk));
            known = own;
            if other.last_read().is_some() {
                known.extend(known_only::left_free(shared, &other.entries()));
            }
        }
        known
    }
}
