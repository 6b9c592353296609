// SPDX-License-Identifier: MPL-2.0
//! Another class for who waits, by a supervisor's word alone. That no promise breaks by it is held where promises are.

use super::ReferenceOffice;
use super::answers::ExpectedAnswer::{self, Done, DoneOr, Refused};
use office::command::Command;
use office::names::TicketId;
use office::ticket::Urgency;

impl ReferenceOffice {
    pub(super) fn expect_urgency(&self, id: TicketId, urgency: Urgency, has_reason: bool) -> ExpectedAnswer {
        match self.ticket(id) {
            None => Refused("unknown_ticket"),
            Some(ticket) if !ticket.waits_today() => Refused("step_out_of_turn"),
            Some(ticket) if ticket.visit.urgency == urgency => Done,
            Some(_) if urgency == Urgency::Raised && !has_reason => Refused("reason_required"),
            Some(_) => DoneOr(&["would_break_promise"]),
        }
    }

    pub(super) fn urgency_changed(&mut self, id: TicketId, urgency: Urgency, command: Option<&Command>) {
        let meant = matches!(command, Some(Command::SetUrgency { ticket, urgency: to, .. })
            if *ticket == id && *to == urgency);
        if !meant || self.ticket(id).is_none_or(|ticket| ticket.visit.urgency == urgency) {
            self.violation(format!("a ticket became {urgency:?} and nobody said so"));
        }
        self.change(id, |ticket| ticket.visit.urgency = urgency);
    }
}
