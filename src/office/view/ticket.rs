// SPDX-License-Identifier: MPL-2.0
//! The citizen's own page: number, window, place, why, and that it is time to come.

use super::{ShownWindow, StampedReason, stamped};
use crate::calendar::Rfc3339;
use crate::localized_text::{LocalizedText, TextLine};
use crate::names::{ErrandId, Number, Secret, TicketId};
use crate::office::Office;
use crate::setup_words::DeskNames;
use crate::ticket::{Ending, Language, Promise, State, StateName, Ticket};
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
    /// Until when a call is at most an offer, which is safe to miss.
    pub out_until: Option<Rfc3339>,
    pub standby: bool,
    /// The open day a place is kept on, `2026-03-04`, when it is not today.
    pub kept_for: Option<String>,
    /// When standing by ends, while it lasts.
    pub standby_until: Option<Rfc3339>,
    /// A place on the next open day that may be taken instead of standing by.
    pub next_day: Option<NextDayPlace>,
    /// The desk it is called to, or was sent to. Where it will probably be called is a guess, and not told.
    pub desk_name: Option<String>,
    /// Where to sit meanwhile: near the desk it is expected at.
    pub area: Option<LocalizedText>,
    pub reasons: Vec<StampedReason>,
    /// For the desks that its reasons name.
    pub desk_names: DeskNames,
    pub bring: Vec<TextLine>,
    /// Until when the place of somebody absent is kept, or without a promise until when they may come back.
    pub absent_until: Option<Rfc3339>,
    pub ending: Option<Ending>,
    /// The notice of the day, while the visit is on.
    pub day_notice: Option<LocalizedText>,
}

/// A place that is offered on the next open day.
#[derive(Clone, Debug, PartialEq)]
pub struct NextDayPlace {
    /// `2026-03-04`
    pub date: String,
    pub earliest: Rfc3339,
    pub latest: Rfc3339,
}

/// Before both the promise and the window begin.
fn out_until(ticket: &Ticket, now: UnixTime) -> Option<UnixTime> {
    let promised = ticket.promise.filter(|_| ticket.waits_today())?.earliest;
    let until = ticket.shown_window().map_or(promised, |window| window.earliest.min(promised));
    (until > now).then_some(until)
}

impl Office {
    pub fn ticket_view(&self, id: TicketId, now: UnixTime) -> Option<TicketView> {
        let ticket = self.ticket(id)?;
        let desk = ticket.state.call().map(|call| &call.desk).or_else(|| self.tied_to(ticket, now));
        let desk = desk.and_then(|desk| self.setup.desk(desk));
        let near = ticket.placement.as_ref().and_then(|place| self.setup.desk(&place.desk));
        let errand = self.setup.errand(&ticket.visit.errand);
        let until = |state: &State| match state {
            // With a promise: until when the place is kept; without: until when they may still come.
            State::Absent { until, .. } => {
                Some(ticket.promise.map_or(*until, |promise| promise.latest.min(*until)))
            }
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
            out_until: out_until(ticket, now).map(|moment| self.stamp(moment)),
            standby: ticket.standby,
            kept_for: ticket.kept_for.map(|date| date.to_string()),
            standby_until: self.standby_until(ticket).map(|moment| self.stamp(moment)),
            next_day: self.next_day_place(ticket),
            desk_name: desk.map(|desk| desk.name.clone()),
            area: near.and_then(|desk| desk.area.clone()),
            reasons: stamped(&ticket.reasons, &self.setup.time_zone),
            desk_names: self.setup.desk_names(),
            bring: errand.map_or(Vec::new(), |errand| errand.bring(ticket.visit.identification).to_vec()),
            absent_until: until(&ticket.state).map(|moment| self.stamp(moment)),
            ending: ending(&ticket.state),
            day_notice: self
                .day_notice()
                .filter(|_| ticket.kept_for.is_none() && !ticket.state.is_over())
                .map(|notice| notice.text.clone()),
        })
    }

    fn standby_until(&self, ticket: &Ticket) -> Option<UnixTime> {
        let stands_by = ticket.waits_today() && ticket.may_take_next_day() && !self.day.ended();
        self.closes_at().filter(|_| stands_by)
    }

    pub(super) fn next_day_place(&self, ticket: &Ticket) -> Option<NextDayPlace> {
        if !ticket.may_take_next_day() {
            return None;
        }
        let (date, place) = self.place_on_next_day(ticket)?;
        let Promise { earliest, latest } = Promise::for_start(place.time.start, self.policy.promise_width());
        Some(NextDayPlace {
            date: date.to_string(),
            earliest: self.stamp(earliest),
            latest: self.stamp(latest),
        })
    }

    /// The ticket a page's address belongs to.
    pub fn by_secret(&self, secret: Secret) -> Option<TicketId> {
        self.tickets.by_secret(secret).map(|ticket| ticket.id)
    }
}
