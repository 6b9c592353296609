// SPDX-License-Identifier: MPL-2.0
//! What the events of trials do.

use crate::invalid_event::InvalidEvent;
use crate::trial::{Review, Trial, TrialId, Trials, Verdict};

const UNKNOWN_TRIAL: InvalidEvent = InvalidEvent("unknown trial");

impl Trials {
    pub(crate) fn add(&mut self, trial: &Trial) -> Result<(), InvalidEvent> {
        if self.trial(trial.id).is_some() {
            return Err(InvalidEvent("trial planned twice"));
        }
        self.list.push(trial.clone());
        Ok(())
    }

    pub(crate) fn review(&mut self, trial: TrialId, review: &Review) -> Result<(), InvalidEvent> {
        self.trial_mut(trial).ok_or(UNKNOWN_TRIAL)?.reviewed.push(review.clone());
        Ok(())
    }

    pub(crate) fn decide(&mut self, trial: TrialId, verdict: &Verdict) -> Result<(), InvalidEvent> {
        self.trial_mut(trial).ok_or(UNKNOWN_TRIAL)?.verdict = Some(verdict.clone());
        Ok(())
    }
}
