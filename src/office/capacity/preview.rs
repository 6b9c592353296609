// SPDX-License-Identifier: MPL-2.0
//! What a change of capacity would do, before anyone says yes: who moves, whose promise breaks, and the
//! minutes public booking gains or loses. Made from the same events that the change would append.

use std::collections::BTreeMap;

use crate::event::Event;
use crate::names::{GapId, Number, TicketId};
use crate::office::Office;
use crate::ticket::{Placement, Promise};
use crate::time::{Length, TimeRange, UnixTime};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    pub moves: Vec<PreviewedMove>,
    pub broken: Vec<PreviewedBreak>,
    /// Given to public booking; negative when taken from it.
    pub booking_gains: Length,
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

impl Office {
    /// What these events would do.
    pub(super) fn read_preview(&self, events: &[Event], now: UnixTime) -> Preview {
        let mut preview = Preview { booking_gains: self.booking_gains(events, now), ..Preview::default() };
        for event in events {
            match event {
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
                Event::DayStarted(_)
                | Event::SetupChanged { .. }
                | Event::PolicyChanged { .. }
                | Event::PlanChanged { .. }
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
                | Event::StepUndone { .. }
                | Event::DeskOpened { .. }
                | Event::DeskLeft { .. }
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
                | Event::HelpAsked
                | Event::HelpAnswered
                | Event::DayEnded { .. } => {}
            }
        }
        preview
    }

    /// Time from now on that ordinary booking gets back, less what is taken from it.
    fn booking_gains(&self, events: &[Event], now: UnixTime) -> Length {
        let ahead = |time: TimeRange| {
            TimeRange::new(time.start.max(now.ceil_minute()), time.end).length().as_seconds().max(0)
        };
        // Of gaps that the events open or change.
        let mut changed: BTreeMap<GapId, i64> = BTreeMap::new();
        let mut gains = 0;
        for event in events {
            let (gap, after) = match event {
                Event::GapOpened { gap, .. } => (gap.id, ahead(gap.time)),
                Event::GapChanged { gap, time, .. } => (*gap, ahead(*time)),
                Event::GapEnded { gap, .. } => (*gap, 0),
                Event::DayStarted(_)
                | Event::SetupChanged { .. }
                | Event::PolicyChanged { .. }
                | Event::PlanChanged { .. }
                | Event::TicketCheckedIn(_)
                | Event::TicketMoved { .. }
                | Event::PromiseBroken { .. }
                | Event::TicketCalled { .. }
                | Event::TicketRecalled { .. }
                | Event::CitizenArrived { .. }
                | Event::MarkedAbsent { .. }
                | Event::TicketReturned { .. }
                | Event::TicketParked { .. }
                | Event::TicketTransferred { .. }
                | Event::TicketCompleted { .. }
                | Event::TicketLeft { .. }
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
                | Event::HelpAsked
                | Event::HelpAnswered
                | Event::DayEnded { .. } => continue,
            };
            let opened = matches!(event, Event::GapOpened { .. });
            let stands = || self.gaps.get(gap).filter(|_| !opened).map_or(0, |gap| ahead(gap.time));
            gains += changed.insert(gap, after).unwrap_or_else(stands) - after;
        }
        Length::seconds(gains)
    }
}
