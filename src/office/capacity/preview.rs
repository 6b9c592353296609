// SPDX-License-Identifier: MPL-2.0
//! What a change of capacity would do, before anyone says yes: who moves, whose promise breaks, and the
//! minutes public booking gains or loses. Made from the same events that the change would append.

use std::collections::BTreeMap;

use crate::event::Event;
use crate::names::{GapId, Number, TicketId};
use crate::office::Office;
use crate::refusal::Refusal;
use crate::ticket::{Placement, Promise};
use crate::time::{Length, TimeRange, UnixTime};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    pub moves: Vec<PreviewedMove>,
    pub broken: Vec<PreviewedBreak>,
    /// Who is sent home because the office closes at once.
    pub visits_ended: Vec<PreviewedEnd>,
    /// Given to public booking; negative when taken from it.
    pub booking_gains: Length,
    /// Who stands by, was ahead and no longer is, first in order.
    pub passed: Vec<Number>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewedMove {
    pub ticket: TicketId,
    pub number: Number,
    pub from: Option<Placement>,
    pub to: Option<Placement>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewedBreak {
    pub ticket: TicketId,
    pub number: Number,
    pub promise: Promise,
    /// The new window, or nothing when no place is left today.
    pub instead: Option<Promise>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewedEnd {
    pub ticket: TicketId,
    pub number: Number,
}

impl Preview {
    /// The refusal of a change that does this, unless it is forced.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        let preview = || Box::new(self.clone());
        if !self.broken.is_empty() {
            Some(Refusal::PromisesWouldBreak { preview: preview() })
        } else if !self.visits_ended.is_empty() {
            Some(Refusal::VisitsWouldEnd { preview: preview() })
        } else {
            None
        }
    }
}

/// The reserved time of gaps that events open or change, as it is after each of them.
struct GapTimes<'a> {
    office: &'a Office,
    now: UnixTime,
    /// In seconds, from now on.
    after: BTreeMap<GapId, i64>,
}

impl GapTimes<'_> {
    /// The seconds that ordinary booking gains when a gap has this time from now on, or none.
    fn gains(&mut self, gap: GapId, time: Option<TimeRange>) -> i64 {
        let from = self.now.ceil_minute();
        let ahead = |time: TimeRange| (time.end - time.start.max(from)).as_seconds().max(0);
        let after = time.map_or(0, ahead);
        let before = self.after.insert(gap, after);
        let stands = || self.office.gaps.get(gap).map_or(0, |gap| ahead(gap.time));
        before.unwrap_or_else(stands) - after
    }
}

impl Office {
    /// What these events would do.
    pub(crate) fn read_preview(&self, events: &[Event], now: UnixTime) -> Preview {
        let mut preview = Preview::default();
        let mut gaps = GapTimes { office: self, now, after: BTreeMap::new() };
        let mut gained = 0;
        for event in events {
            match event {
                Event::GapOpened { gap, .. } => gained += gaps.gains(gap.id, Some(gap.time)),
                Event::GapChanged { gap, time, .. } => gained += gaps.gains(*gap, Some(*time)),
                Event::GapEnded { gap, .. } => gained += gaps.gains(*gap, None),
                Event::TicketMoved { ticket, placement, .. } => {
                    if let Some(old) = self.ticket(*ticket) {
                        preview.moves.push(PreviewedMove {
                            ticket: *ticket,
                            number: old.number,
                            from: old.placement.clone(),
                            to: placement.clone(),
                        });
                    }
                }
                Event::PromiseBroken { ticket, broken, promise, .. } => {
                    if let Some(old) = self.ticket(*ticket) {
                        preview.broken.push(PreviewedBreak {
                            ticket: *ticket,
                            number: old.number,
                            promise: *broken,
                            instead: *promise,
                        });
                    }
                }
                Event::TicketLeft { ticket, kept: None, .. } => {
                    if let Some(old) = self.ticket(*ticket) {
                        preview.visits_ended.push(PreviewedEnd { ticket: *ticket, number: old.number });
                    }
                }
                Event::DayStarted(_)
                | Event::SetupChanged { .. }
                | Event::PolicyChanged { .. }
                | Event::PlanChanged { .. }
                | Event::SpecialDaySet { .. }
                | Event::SpecialDayRemoved { .. }
                | Event::AbsencePlanned { .. }
                | Event::AbsenceCancelled { .. }
                | Event::TicketCheckedIn(_)
                | Event::TicketCalled { .. }
                | Event::TicketRecalled { .. }
                | Event::CitizenArrived { .. }
                | Event::MarkedAbsent { .. }
                | Event::TicketReturned { .. }
                | Event::TicketParked { .. }
                | Event::TicketTransferred { .. }
                | Event::TicketCompleted { .. }
                | Event::TicketLeft { .. }
                | Event::UrgencyChanged { .. }
                | Event::StepUndone { .. }
                | Event::DeskOpened { .. }
                | Event::DeskLeft { .. }
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
                | Event::InquiryCounted { .. }
                | Event::InquiryTakenBack { .. }
                | Event::VisitsRated(_)
                | Event::HelpAsked
                | Event::HelpAnswered
                | Event::BookingEnded { .. }
                | Event::DayEnded { .. } => {}
            }
        }
        Preview { booking_gains: Length::seconds(gained), ..preview }
    }
}
