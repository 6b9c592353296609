// SPDX-License-Identifier: MPL-2.0
//! Which events somebody looks for, who wants to know what was done.

use crate::event::{Event, Recorded};
use crate::names::TicketId;
use crate::ticket::Visit;
use crate::time::UnixTime;

/// What an event must be to be found. Nothing asked for finds everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerSearch {
    /// Who acted (`clerk:anna`, or `anna`), or the pseudonym of a companion.
    pub person: Option<String>,
    pub ticket: Option<TicketId>,
    /// From this moment on.
    pub from: Option<UnixTime>,
    /// Before this moment.
    pub until: Option<UnixTime>,
}

impl LedgerSearch {
    /// Whether the event is one of those.
    pub fn finds(&self, recorded: &Recorded) -> bool {
        let ticket = self.ticket.is_none_or(|wanted| recorded.event.tickets().any(|ticket| ticket == wanted));
        let person = self.person.as_deref().is_none_or(|person| {
            acted(recorded.actor.as_str(), person)
                || visits(&recorded.event).into_iter().any(|visit| is_with(visit, person))
        });
        ticket && person && self.is_then(recorded.at)
    }

    pub fn is_then(&self, at: UnixTime) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }
}

/// The actor as it stands, or the name behind the role.
fn acted(actor: &str, person: &str) -> bool {
    actor == person || actor.split_once(':').is_some_and(|(_, name)| name == person)
}

fn is_with(visit: &Visit, person: &str) -> bool {
    visit.companion.as_ref().is_some_and(|companion| companion.as_str() == person)
}

/// The visits that an event contains. Every event is named, because a search that misses one hides a person's visit.
fn visits(event: &Event) -> Vec<&Visit> {
    match event {
        Event::DayStarted(start) => start.tickets.iter().map(|ticket| &ticket.visit).collect(),
        Event::TicketCheckedIn(ticket) => vec![&ticket.visit],
        Event::TicketTransferred { visit, .. } => vec![visit],
        Event::SetupChanged { .. }
        | Event::PolicyChanged { .. }
        | Event::PlanChanged { .. }
        | Event::SpecialDaySet { .. }
        | Event::SpecialDayRemoved { .. }
        | Event::AbsencePlanned { .. }
        | Event::AbsenceCancelled { .. }
        | Event::TicketMoved { .. }
        | Event::PromiseBroken { .. }
        | Event::TicketCalled { .. }
        | Event::TicketRecalled { .. }
        | Event::CitizenArrived { .. }
        | Event::MarkedAbsent { .. }
        | Event::TicketReturned { .. }
        | Event::TicketParked { .. }
        | Event::TicketCompleted { .. }
        | Event::TicketLeft { .. }
        | Event::UrgencyChanged { .. }
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
        | Event::DayNoticeSet { .. }
        | Event::DayNoticeEnded
        | Event::BookingEnded { .. }
        | Event::VisitsRated(_)
        | Event::InquiryCounted { .. }
        | Event::InquiryTakenBack { .. }
        | Event::HelpAsked
        | Event::HelpAnswered
        | Event::DayEnded { .. } => Vec::new(),
    }
}
