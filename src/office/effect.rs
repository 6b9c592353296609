// SPDX-License-Identifier: MPL-2.0
//! What the world should do because of an event, as data: show, speak, print, tell a phone. Effects follow from the
//! event alone, so an event read back from the ledger has the same effects as when it was decided.

use crate::event::Event;
use crate::names::{DeskId, TicketId};
use crate::ticket::State;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A day begins: the calls of the day before are no longer shown.
    ClearBoard,
    /// Show and speak a call on the board.
    Announce { ticket: TicketId, desk: DeskId },
    /// Show and speak the ticket's last call once more.
    AnnounceAgain { ticket: TicketId },
    /// The call was taken back: it is no longer shown.
    WithdrawAnnouncement { ticket: TicketId },
    /// Print the ticket with its number, its promise and the address of its page.
    PrintTicket { ticket: TicketId },
    /// Tell whoever follows the ticket on a phone.
    Notify { ticket: TicketId, about: Notification },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notification {
    Called,
    CalledAgain,
    CallWithdrawn,
    PlaceMoved,
    PromiseBroken,
    /// Not served today; a place is kept on another day.
    KeptForLater,
    Ended,
}

impl Event {
    /// What the world should do because of the event, in order.
    pub fn effects(&self) -> Vec<Effect> {
        match self {
            Self::DayStarted(_) => vec![Effect::ClearBoard],
            Self::TicketCheckedIn(ticket) => vec![Effect::PrintTicket { ticket: ticket.id }],
            Self::TicketCalled { ticket, desk, .. } => vec![
                Effect::Announce { ticket: *ticket, desk: desk.clone() },
                notify(*ticket, Notification::Called),
            ],
            Self::TicketRecalled { ticket } => {
                vec![Effect::AnnounceAgain { ticket: *ticket }, notify(*ticket, Notification::CalledAgain)]
            }
            Self::StepUndone { ticket, restored: State::Waiting, .. } => vec![
                Effect::WithdrawAnnouncement { ticket: *ticket },
                notify(*ticket, Notification::CallWithdrawn),
            ],
            Self::TicketMoved { ticket, .. } => vec![notify(*ticket, Notification::PlaceMoved)],
            Self::PromiseBroken { ticket, .. } => vec![notify(*ticket, Notification::PromiseBroken)],
            Self::TicketLeft { ticket, kept: Some(_), .. } => {
                vec![notify(*ticket, Notification::KeptForLater)]
            }
            Self::TicketLeft { ticket, kept: None, .. } => vec![notify(*ticket, Notification::Ended)],
            Self::StepUndone { .. }
            | Self::SetupChanged { .. }
            | Self::PolicyChanged { .. }
            | Self::PlanChanged { .. }
            | Self::SpecialDaySet { .. }
            | Self::SpecialDayRemoved { .. }
            | Self::AbsencePlanned { .. }
            | Self::AbsenceCancelled { .. }
            | Self::CitizenArrived { .. }
            | Self::MarkedAbsent { .. }
            | Self::TicketReturned { .. }
            | Self::TicketParked { .. }
            | Self::TicketTransferred { .. }
            | Self::TicketCompleted { .. }
            | Self::UrgencyChanged { .. }
            | Self::DeskOpened { .. }
            | Self::DeskLeft { .. }
            | Self::GapOpened { .. }
            | Self::GapChanged { .. }
            | Self::GapEnded { .. }
            | Self::DiaryImported { .. }
            | Self::HoldConfirmed { .. }
            | Self::HoldBookedOver { .. }
            | Self::HoldRefused { .. }
            | Self::HoldLetGo { .. }
            | Self::HoldReleased { .. }
            | Self::DiaryLost { .. }
            | Self::DiaryFound
            | Self::TrialPlanned(_)
            | Self::TrialReviewed { .. }
            | Self::TrialDecided { .. }
            | Self::BaselineTold { .. }
            | Self::WindowsTold { .. }
            | Self::LengthsLearned { .. }
            | Self::DayNoticeSet { .. }
            | Self::DayNoticeEnded
            | Self::InquiryCounted { .. }
            | Self::InquiryTakenBack { .. }
            | Self::VisitsRated(_)
            | Self::HelpAsked
            | Self::HelpAnswered
            | Self::BookingEnded { .. }
            | Self::DayEnded { .. } => Vec::new(),
        }
    }
}

const fn notify(ticket: TicketId, about: Notification) -> Effect {
    Effect::Notify { ticket, about }
}
