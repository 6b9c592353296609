// SPDX-License-Identifier: MPL-2.0
//! At which desks somebody pressed a button, and when.

use std::collections::BTreeMap;

use office::event::{Event, Recorded};
use office::names::{DeskId, TicketId};
use office::time::{Length, UnixTime};

use super::ACTOR;

/// So long a desk is theirs after the last button.
pub(crate) const LEFT_ALONE: Length = Length::minutes(10);
/// Who acts without a button.
const NOBODY: [&str; 3] = [ACTOR, "clock", "setup"];

#[derive(Clone, Debug, Default)]
pub(crate) struct DesksInUse {
    pressed: BTreeMap<DeskId, UnixTime>,
    /// Where each ticket of the day was called last.
    called: BTreeMap<TicketId, DeskId>,
}

impl DesksInUse {
    pub fn follow(&mut self, recorded: &Recorded) {
        if let Some(desk) = self.desk_of(&recorded.event)
            && !NOBODY.contains(&recorded.actor.as_str())
        {
            self.pressed.insert(desk, recorded.at);
        }
    }

    /// Whether a desk is in use, so that its invented clerk keeps away.
    pub fn has(&self, desk: &DeskId, now: UnixTime) -> bool {
        self.pressed.get(desk).is_some_and(|pressed| now < *pressed + LEFT_ALONE)
    }

    /// Whether any desk is.
    pub fn has_any(&self, now: UnixTime) -> bool {
        self.pressed.values().any(|pressed| now < *pressed + LEFT_ALONE)
    }

    /// The desk whose button leads to an event. Remembers where tickets are called.
    fn desk_of(&mut self, event: &Event) -> Option<DeskId> {
        match event {
            Event::DayStarted(_) => {
                self.called.clear();
                None
            }
            Event::TicketCalled { ticket, desk, .. } => {
                self.called.insert(*ticket, desk.clone());
                Some(desk.clone())
            }
            Event::TicketCompleted { desk, .. }
            | Event::StepUndone { desk, .. }
            | Event::DeskOpened { desk }
            | Event::InquiryCounted { desk }
            | Event::InquiryTakenBack { desk }
            | Event::DeskLeft { desk } => Some(desk.clone()),
            Event::AbsencePlanned { absence } => Some(absence.desk.clone()),
            Event::TicketRecalled { ticket }
            | Event::CitizenArrived { ticket }
            | Event::MarkedAbsent { ticket, .. }
            | Event::TicketReturned { ticket, .. }
            | Event::TicketParked { ticket }
            | Event::TicketTransferred { ticket, .. } => self.called.get(ticket).cloned(),
            Event::SetupChanged { .. }
            | Event::PolicyChanged { .. }
            | Event::PlanChanged { .. }
            | Event::SpecialDaySet { .. }
            | Event::SpecialDayRemoved { .. }
            | Event::AbsenceCancelled { .. }
            | Event::TicketCheckedIn(_)
            | Event::TicketMoved { .. }
            | Event::PromiseBroken { .. }
            | Event::TicketLeft { .. }
            | Event::UrgencyChanged { .. }
            | Event::GapOpened { .. }
            | Event::GapChanged { .. }
            | Event::GapEnded { .. }
            | Event::DiaryImported { .. }
            | Event::HoldConfirmed { .. }
            | Event::HoldBookedOver { .. }
            | Event::HoldRefused { .. }
            | Event::HoldLetGo { .. }
            | Event::HoldReleased { .. }
            | Event::DiaryLost { .. }
            | Event::DiaryFound
            | Event::TrialPlanned(_)
            | Event::TrialReviewed { .. }
            | Event::TrialDecided { .. }
            | Event::BaselineTold { .. }
            | Event::WindowsTold { .. }
            | Event::LengthsLearned { .. }
            | Event::DayNoticeSet { .. }
            | Event::DayNoticeEnded
            | Event::VisitsRated(_)
            | Event::HelpAsked
            | Event::HelpAnswered
            | Event::BookingEnded { .. }
            | Event::DayEnded { .. } => None,
        }
    }
}
