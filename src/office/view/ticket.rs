// SPDX-License-Identifier: MPL-2.0
//! The citizen's own page: number, window, place, why, and that it is time to come.

use super::{ShownWindow, StampedReason, stamped};
use crate::calendar::Rfc3339;
use crate::names::{ErrandId, Number, Secret, TicketId};
use crate::office::Office;
use crate::ticket::{Ending, Language, State, StateName};
use crate::time::UnixTime;

#[derive(Clone, Debug, PartialEq)]
pub struct TicketView {
    pub office: String,
    pub now: Rfc3339,
    pub number: Number,
    pub state: StateName,
    pub language: Language,
    pub errand: ErrandId,
    pub checked_in_at: Rfc3339,
    pub earliest: Option<Rfc3339>,
    pub latest: Option<Rfc3339>,
    /// When it will probably be called, within what was promised.
    pub window: Option<ShownWindow>,
    pub standby: bool,
    /// The open day a place is kept on, `2026-03-04`, when it is not today.
    pub kept_for: Option<String>,
    /// The desk it is called to, or was sent to. Where it will probably be called is a guess, and not told.
    pub desk_name: Option<String>,
    /// Where to sit meanwhile: near the desk it is expected at.
    pub area: Option<String>,
    pub reasons: Vec<StampedReason>,
    pub bring: Vec<String>,
    /// When it was marked absent: until when the place is kept.
    pub absent_until: Option<Rfc3339>,
    pub ending: Option<Ending>,
}

impl Office {
    pub fn ticket_view(&self, id: TicketId, now: UnixTime) -> Option<TicketView> {
        let ticket = self.ticket(id)?;
        let desk = ticket.state.call().map(|call| &call.desk).or(ticket.only_at.as_ref());
        let desk = desk.and_then(|desk| self.setup.desk(desk));
        let near = ticket.placement.as_ref().and_then(|place| self.setup.desk(&place.desk));
        let errand = self.setup.errand(&ticket.visit.errand);
        let until = |state: &State| match state {
            State::Absent { until, .. } => Some(*until),
            State::Waiting
            | State::Called(_)
            | State::Serving { .. }
            | State::Parked { .. }
            | State::Done { .. }
            | State::Left { .. } => None,
        };
        let ending = |state: &State| match state {
            State::Left { ending, .. } => Some(*ending),
            State::Waiting
            | State::Called(_)
            | State::Serving { .. }
            | State::Parked { .. }
            | State::Absent { .. }
            | State::Done { .. } => None,
        };
        Some(TicketView {
            office: self.setup.name.clone(),
            now: self.stamp(now),
            number: ticket.number,
            state: ticket.state.name(),
            language: ticket.visit.language,
            errand: ticket.visit.errand.clone(),
            checked_in_at: self.stamp(ticket.checked_in_at),
            earliest: ticket.promise.map(|told| self.stamp(told.earliest)),
            latest: ticket.promise.map(|told| self.stamp(told.latest)),
            window: ShownWindow::of(ticket, &self.setup.time_zone),
            standby: ticket.standby,
            kept_for: ticket.kept_for.map(|date| date.to_string()),
            desk_name: desk.map(|desk| desk.name.clone()),
            area: near.map(|desk| desk.area.clone()).filter(|area| !area.is_empty()),
            reasons: stamped(&ticket.reasons, &self.setup.time_zone),
            bring: errand.map_or(Vec::new(), |errand| errand.bring(ticket.visit.identification).to_vec()),
            absent_until: until(&ticket.state).map(|moment| self.stamp(moment)),
            ending: ending(&ticket.state),
        })
    }

    /// The ticket a page's address belongs to.
    pub fn by_secret(&self, secret: Secret) -> Option<TicketId> {
        self.tickets.by_secret(secret).map(|ticket| ticket.id)
    }
}
