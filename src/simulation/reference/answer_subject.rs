// SPDX-License-Identifier: MPL-2.0
//! What an accepted request was about.

use office::event::Event;
use office::names::{GapId, TicketId};

/// The subject of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerSubject {
    Ticket(TicketId),
    Gap(GapId),
    Nothing,
}

impl AnswerSubject {
    pub(super) fn of(event: &Event) -> Self {
        match event {
            Event::GapOpened { gap, .. } => Self::Gap(gap.id),
            Event::GapChanged { gap, .. } | Event::GapEnded { gap, .. } => Self::Gap(*gap),
            other => other.ticket().map_or(Self::Nothing, Self::Ticket),
        }
    }
}
