// SPDX-License-Identifier: MPL-2.0
//! Writing to one appointment system: a step, and what its answer means for the office.

use super::backoff::Backoff;
use super::calendar_source::after;
use super::rounds::Reconciler;
use super::steps::Step;
use super::{CommandError, OfficePort};
use crate::port::{ExistingHold, HoldKey, HoldRequest, SourceError};
use office::command::{Command, HoldReport, HoldStep};
use office::holds::HoldTrouble;
use office::time::UnixTime;

impl Reconciler {
    pub(super) async fn perform(
        &mut self,
        index: usize,
        step: Step,
        office: &impl OfficePort,
        now: UnixTime,
    ) -> Result<StepOutcome, CommandError> {
        match step {
            Step::Report(it) => report(office, it).await,
            Step::Hold(request) => {
                let answer = self.sources[index].system().hold(&request).await;
                self.written(index, request, answer, office, now).await
            }
            Step::Update { held, request } => {
                let answer = self.sources[index].system().update(&held, &request).await;
                self.written(index, request, answer, office, now).await
            }
            Step::Shorten { held, request } => {
                let shortened =
                    HoldReport { desk: request.desk.clone(), time: request.time, step: HoldStep::Confirmed };
                if matches!(report(office, shortened).await?, StepOutcome::Skipped) {
                    return Ok(StepOutcome::Skipped);
                }
                let answer = self.sources[index].system().update(&held, &request).await;
                self.written(index, request, answer, office, now).await
            }
            Step::Release(held) => self.release(index, &held, office, now).await,
        }
    }

    async fn release(
        &mut self,
        index: usize,
        held: &ExistingHold,
        office: &impl OfficePort,
        now: UnixTime,
    ) -> Result<StepOutcome, CommandError> {
        let now_at = |step| HoldReport { desk: held.desk.clone(), time: held.time, step };
        if matches!(report(office, now_at(HoldStep::LettingGo)).await?, StepOutcome::Skipped) {
            return Ok(StepOutcome::Skipped);
        }
        let source = &mut self.sources[index];
        let answer = match source.system().release(held).await {
            Err(SourceError::OutcomeUnknown(_) | SourceError::PreconditionFailed) => {
                match source.system().find(&held.key).await {
                    Ok(None) => Ok(()),
                    Ok(Some(existing)) => {
                        source.remember(&existing);
                        return Ok(StepOutcome::Done);
                    }
                    Err(error) => Err(error),
                }
            }
            answer => answer,
        };
        match answer {
            Ok(()) => {
                self.sources[index].forget(&held.key);
                self.in_use.remove(&held.key);
                report(office, now_at(HoldStep::Released)).await?;
                Ok(StepOutcome::Done)
            }
            Err(error) => {
                self.sources[index].failed(&error, now);
                Ok(StepOutcome::Failed)
            }
        }
    }

    /// The result of writing a hold. A lost answer is resolved by reading, never by repeating.
    async fn written(
        &mut self,
        index: usize,
        request: HoldRequest,
        answer: Result<ExistingHold, SourceError>,
        office: &impl OfficePort,
        now: UnixTime,
    ) -> Result<StepOutcome, CommandError> {
        let source = &mut self.sources[index];
        let answer = match answer {
            Err(SourceError::OutcomeUnknown(_) | SourceError::PreconditionFailed) => {
                match source.system().find(&request.key).await {
                    Ok(Some(held)) if held.time == request.time => Ok(held),
                    Ok(Some(other)) => {
                        source.remember(&other);
                        return Ok(StepOutcome::Done);
                    }
                    Ok(None) => {
                        source.forget(&request.key);
                        return Ok(self.retry_later(request.key, now));
                    }
                    Err(error) => Err(error),
                }
            }
            answer => answer,
        };
        match answer {
            Ok(held) => {
                source.remember(&held);
                if request.in_use {
                    self.in_use.insert(request.key.clone());
                } else {
                    self.in_use.remove(&request.key);
                }
                Ok(StepOutcome::Written(request))
            }
            Err(error) => self.not_written(index, request, &error, office, now).await,
        }
    }

    async fn not_written(
        &mut self,
        index: usize,
        request: HoldRequest,
        error: &SourceError,
        office: &impl OfficePort,
        now: UnixTime,
    ) -> Result<StepOutcome, CommandError> {
        let why = match error {
            SourceError::Conflict => HoldTrouble::Taken,
            SourceError::Unauthorized(_) | SourceError::Misconfigured(_) | SourceError::ReadOnly => {
                HoldTrouble::NotAllowed
            }
            SourceError::NotFound(_) | SourceError::InvalidResponse(_) => HoldTrouble::NotUnderstood,
            SourceError::PreconditionFailed
            | SourceError::CursorExpired
            | SourceError::RateLimited(_)
            | SourceError::Unreachable(_)
            | SourceError::OutcomeUnknown(_) => {
                self.sources[index].failed(error, now);
                return Ok(StepOutcome::Failed);
            }
        };
        let refused = HoldReport { desk: request.desk, time: request.time, step: HoldStep::Refused(why) };
        report(office, refused).await?;
        Ok(self.retry_later(request.key, now))
    }

    /// Tries a hold again after a pause that grows with each attempt.
    fn retry_later(&mut self, key: HoldKey, now: UnixTime) -> StepOutcome {
        let seed = key.as_str().bytes().fold(0, |seed: u64, byte| seed.wrapping_mul(31) + u64::from(byte));
        let (at, backoff) = self.refused.entry(key).or_insert((now, Backoff::new(seed)));
        *at = after(now, backoff.next_pause());
        StepOutcome::Skipped
    }
}

pub(super) enum StepOutcome {
    /// Exists now, and is to be confirmed.
    Written(HoldRequest),
    Done,
    Skipped,
    Failed,
}

pub(super) async fn report(
    office: &impl OfficePort,
    report: HoldReport,
) -> Result<StepOutcome, CommandError> {
    match office.submit(Command::ReportHold(report)).await {
        Ok(()) => Ok(StepOutcome::Done),
        Err(CommandError::Refused) => Ok(StepOutcome::Skipped),
        Err(error) => Err(error),
    }
}
