// SPDX-License-Identifier: MPL-2.0
//! A desk's screen that was paired acts at its own desk only; people act at every desk.

use crate::problem::{Code, Problem};
use crate::request::context::OfficeScope;
use office::names::{DeskId, TicketId};
use staff::{Credential, Identity};

/// The desk that the sender is bound to.
pub const fn of(identity: &Identity) -> Option<&DeskId> {
    match &identity.credential {
        Credential::Device { desk, .. } => desk.as_ref(),
        Credential::AccessFile | Credential::Session { .. } => None,
    }
}

/// # Errors
/// `forbidden` where the sender is bound to another desk.
pub fn check(identity: &Identity, desk: &DeskId) -> Result<(), Problem> {
    match of(identity) {
        Some(own) if own != desk => Err(forbidden(own)),
        Some(_) | None => Ok(()),
    }
}

/// # Errors
/// `forbidden` where the ticket was called to another desk than the one the sender is bound to.
pub async fn check_ticket(office: &OfficeScope<'_>, ticket: TicketId) -> Result<(), Problem> {
    let Some(own) = of(office.identity()) else { return Ok(()) };
    let called_to = move |office: &office::Office, _| {
        let ticket = office.ticket(ticket)?;
        ticket.state.call().map(|call| call.desk.clone())
    };
    match office.read(called_to).await? {
        Some(desk) if desk != *own => Err(forbidden(own)),
        Some(_) | None => Ok(()),
    }
}

fn forbidden(own: &DeskId) -> Problem {
    Problem::new(Code::Forbidden, format!("This screen belongs to desk {own} and acts at no other."))
}
