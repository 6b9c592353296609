// SPDX-License-Identifier: MPL-2.0
//! Somebody only asked: demand that takes no number. Counted with its desk and time, and with nothing of who it was.

use crate::decide::Decision;
use crate::event::Event;
use crate::names::DeskId;
use crate::office::Office;
use crate::refusal::Refusal;
use crate::time::UnixTime;

impl Office {
    pub(crate) fn decide_inquiry(&self, desk: &DeskId) -> Result<Decision, Refusal> {
        self.known_desk(desk)?;
        Ok(Decision::nothing(vec![Event::InquiryCounted { desk: desk.clone() }]))
    }

    pub(crate) fn decide_inquiry_taken_back(
        &self,
        desk: &DeskId,
        now: UnixTime,
    ) -> Result<Decision, Refusal> {
        self.known_desk(desk)?;
        let last = self.day.last_inquiry(desk);
        if last.is_none_or(|at| now - at > self.policy.undo_within()) {
            return Err(Refusal::NothingToUndo(desk.clone()));
        }
        Ok(Decision::nothing(vec![Event::InquiryTakenBack { desk: desk.clone() }]))
    }
}
