// SPDX-License-Identifier: MPL-2.0
//! Writing to one appointment system: what is asked of it, and what its answers mean for the office.

use super::backoff::Backoff;
use super::calendar_source::after;
use super::rounds::Reconciler;
use super::steps::Step;
use super::write_batch::{Write, WriteBatch, is_failure};
use super::{CommandError, OfficePort};
use crate::port::{ExistingHold, HoldKey, HoldRequest, SourceError};
use office::command::{Command, HoldReport, HoldStep};
use office::holds::HoldTrouble;
use office::time::{TimeRange, UnixTime};

impl Reconciler {
    /// Reports what needs no writing, and begins to write the rest. Before a hold is shortened or given back the office
    /// stops counting on it. Returns whether anything was reported.
    pub(super) async fn begin_steps(
        &mut self,
        index: usize,
        steps: Vec<Step>,
        office: &impl OfficePort,
    ) -> Result<bool, CommandError> {
        let (mut progress, mut writes) = (false, Vec::with_capacity(steps.len()));
        for step in steps {
            match step {
                Step::Report(it) => progress |= report(office, it).await?,
                Step::Hold(request) => writes.push(Write::Hold(request)),
                Step::Update { held, request } => writes.push(Write::Update { held, request }),
                Step::Shorten { held, request } => {
                    let (desk, time) = (request.desk.clone(), request.time);
                    if report(office, HoldReport { desk, time, step: HoldStep::Confirmed }).await? {
                        writes.push(Write::Update { held, request });
                    }
                }
                Step::Release(held) => {
                    let (desk, time) = (held.desk.clone(), held.time);
                    if report(office, HoldReport { desk, time, step: HoldStep::LettingGo }).await? {
                        writes.push(Write::Release(held));
                    }
                }
            }
        }
        if !writes.is_empty() {
            self.begin_writes(index, writes);
        }
        Ok(progress)
    }

    /// What the answers to a batch mean for the office. The calendar is read again before anything written is counted
    /// on and before more is written.
    pub(super) async fn end_writes(
        &mut self,
        batch: WriteBatch,
        office: &impl OfficePort,
        window: TimeRange,
    ) -> Result<(), CommandError> {
        let WriteBatch { index, system, done } = batch;
        self.sources[index].end_writes(system);
        let mut reported = Ok(());
        for (write, answer) in done {
            let one = match write {
                Write::Hold(request) | Write::Update { request, .. } => {
                    self.written(index, request, answer, office).await
                }
                Write::Release(held) => self.released(index, &held, answer, office).await,
            };
            // What the office could not take loses none of the other answers.
            reported = reported.and(one);
        }
        if self.sources[index].is_to_be_read_at_once() {
            self.begin_look(index, window, office.now());
        } else {
            self.sources[index].poll_soon();
        }
        reported
    }

    async fn released(
        &mut self,
        index: usize,
        held: &ExistingHold,
        answer: Result<Option<ExistingHold>, SourceError>,
        office: &impl OfficePort,
    ) -> Result<(), CommandError> {
        let source = &mut self.sources[index];
        match answer {
            Ok(None) => {
                source.forget(&held.key);
                self.in_use.remove(&held.key);
                let (desk, time) = (held.desk.clone(), held.time);
                report(office, HoldReport { desk, time, step: HoldStep::Released }).await.map(drop)
            }
            Ok(Some(existing)) => {
                source.remember(&existing);
                Ok(())
            }
            Err(error) => {
                source.failed(&error, office.now());
                Ok(())
            }
        }
    }

    async fn written(
        &mut self,
        index: usize,
        request: HoldRequest,
        answer: Result<Option<ExistingHold>, SourceError>,
        office: &impl OfficePort,
    ) -> Result<(), CommandError> {
        let source = &mut self.sources[index];
        match answer {
            Ok(Some(held)) if held.time == request.time => {
                source.remember(&held);
                if request.in_use {
                    self.in_use.insert(request.key.clone());
                } else {
                    self.in_use.remove(&request.key);
                }
                self.sources[index].awaits_confirmation(request);
                Ok(())
            }
            Ok(Some(other)) => {
                source.remember(&other);
                Ok(())
            }
            Ok(None) => {
                source.forget(&request.key);
                self.retry_later(request.key, office.now());
                Ok(())
            }
            Err(error) if is_failure(&error) => {
                source.failed(&error, office.now());
                Ok(())
            }
            Err(error) => {
                let why = trouble(&error);
                let refused =
                    HoldReport { desk: request.desk, time: request.time, step: HoldStep::Refused(why) };
                report(office, refused).await?;
                self.retry_later(request.key, office.now());
                Ok(())
            }
        }
    }

    /// Tries a hold again after a pause that grows with each attempt.
    fn retry_later(&mut self, key: HoldKey, now: UnixTime) {
        let seed = key.as_str().bytes().fold(0, |seed: u64, byte| seed.wrapping_mul(31) + u64::from(byte));
        let (at, backoff) = self.refused.entry(key).or_insert((now, Backoff::new(seed)));
        *at = after(now, backoff.next_pause());
    }
}

const fn trouble(error: &SourceError) -> HoldTrouble {
    match error {
        SourceError::Conflict => HoldTrouble::Taken,
        SourceError::Unauthorized(_) | SourceError::Misconfigured(_) | SourceError::ReadOnly => {
            HoldTrouble::NotAllowed
        }
        SourceError::NotFound(_)
        | SourceError::InvalidResponse(_)
        | SourceError::PreconditionFailed
        | SourceError::CursorExpired
        | SourceError::RateLimited(_)
        | SourceError::Unreachable(_)
        | SourceError::OutcomeUnknown(_) => HoldTrouble::NotUnderstood,
    }
}

/// Whether the office took it; a report that it refuses is not repeated in this round.
pub(super) async fn report(office: &impl OfficePort, report: HoldReport) -> Result<bool, CommandError> {
    match office.submit(Command::ReportHold(report)).await {
        Ok(()) => Ok(true),
        Err(CommandError::Refused) => Ok(false),
        Err(error) => Err(error),
    }
}
