// SPDX-License-Identifier: MPL-2.0
//! One clerk's screen: who is here, who would be next and why, and how long until the next booking.

use std::collections::BTreeSet;

use super::{QueuedTicket, StampedReason, count, minutes, stamped};
use crate::calendar::Rfc3339;

use crate::localized_text::TextLine;
use crate::names::{AbsenceId, DeskId, ErrandId, Number, OutcomeId, TicketId};
use crate::office::Office;
use crate::queue::calling::Choice;
use crate::reason::Reason;
use crate::setup::{Features, Identification};
use crate::setup_words::OwnWords;
use crate::ticket::{Flag, Language, State, StateName, Ticket};
use crate::time::UnixTime;
use crate::visits::desks::{DeskIndex, Staffing};
use crate::visits::tickets::TicketIndex;
use crate::visits::witness::WitnessUse;

#[derive(Clone, Debug, PartialEq)]
pub struct DeskView {
    pub office: String,
    pub now: Rfc3339,
    pub desk: DeskId,
    pub desk_name: String,
    pub staffed: bool,
    /// The ticket called to this desk or sitting at it.
    pub current: Option<DeskVisit>,
    /// Who «call next» would call now.
    pub next: Option<NextTicket>,
    /// When it would call nobody: why not.
    pub nobody: Vec<StampedReason>,
    pub next_booking: Option<Rfc3339>,
    /// A booking under way at this desk, from when and until when.
    pub booked_from: Option<Rfc3339>,
    pub booked_until: Option<Rfc3339>,
    /// The absence of today that is under way here, or the next one.
    pub away: Option<Away>,
    pub waiting: u32,
    pub longest_wait_since: Option<Rfc3339>,
    /// The next few who wait for this desk.
    pub queue: Vec<QueuedTicket>,
    /// Those with a place today who have not come yet.
    pub not_arrived: Vec<NotArrived>,
    pub parked: Vec<SetAside>,
    pub absent: Vec<SetAside>,
    /// What the clerk may take back, and until when.
    pub undo: Option<Undo>,
    pub help_asked_at: Option<Rfc3339>,
    pub outcomes: Vec<OutcomeId>,
    pub flags: Vec<Flag>,
    pub errands: Vec<ErrandId>,
    /// What the office calls its own errands and outcomes.
    pub words: OwnWords,
    /// The other desks, to transfer to.
    pub desks: Vec<DeskName>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DeskVisit {
    pub ticket: TicketId,
    pub number: Number,
    /// `called` or `serving`.
    pub state: StateName,
    pub errand: ErrandId,
    pub identification: Identification,
    pub needs: Features,
    pub language: Language,
    pub accompanied: bool,
    /// How often the companion was a witness; nothing for who came alone.
    pub witness: Option<WitnessUse>,
    /// Comes on a place kept from an earlier day.
    pub kept_place: bool,
    pub called_at: Rfc3339,
    pub serving_since: Option<Rfc3339>,
    pub expected_minutes: u32,
    pub expected_end: Rfc3339,
    pub recalls: u8,
    /// Recalls still due before the ticket may be marked absent.
    pub recalls_left: u8,
    pub reasons: Vec<StampedReason>,
    pub briefing: Vec<TextLine>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct NextTicket {
    pub ticket: TicketId,
    pub number: Number,
    pub errand: ErrandId,
    pub identification: Identification,
    pub needs: Features,
    pub language: Language,
    pub kept_place: bool,
    pub expected_minutes: u32,
    pub reasons: Vec<StampedReason>,
    /// Shown before the citizen sits down.
    pub briefing: Vec<TextLine>,
}

/// A ticket whose citizen nobody has seen today, or who went out before the told window.
#[derive(Clone, Debug, PartialEq)]
pub struct NotArrived {
    pub ticket: TicketId,
    pub number: Number,
    pub errand: ErrandId,
    pub kept_place: bool,
    pub earliest: Option<Rfc3339>,
    pub latest: Option<Rfc3339>,
}

/// A parked or absent ticket.
#[derive(Clone, Debug, PartialEq)]
pub struct SetAside {
    pub ticket: TicketId,
    pub number: Number,
    pub errand: ErrandId,
    pub since: Rfc3339,
    /// Until when an absent citizen keeps their place.
    pub until: Option<Rfc3339>,
    /// The desk a parked citizen comes back to.
    pub desk: Option<DeskId>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    pub number: Number,
    /// The state the last action led to.
    pub action: StateName,
    pub until: Rfc3339,
}

/// The desk has no clerk for a while.
#[derive(Clone, Debug, PartialEq)]
pub struct Away {
    pub absence: AbsenceId,
    pub start: Rfc3339,
    pub end: Rfc3339,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DeskName {
    pub desk: DeskId,
    pub name: String,
    pub staffed: bool,
}

/// As many of those not arrived, parked or absent as a clerk can keep in mind.
const MOST_SET_ASIDE: usize = 8;

impl Office {
    pub fn desk_view(&self, id: &DeskId, now: UnixTime) -> Option<DeskView> {
        let index = self.desk_index(id)?;
        let desk = &self.desks[index];
        let staffed = desk.staffing == Staffing::Open;
        let (next, nobody) =
            if staffed && desk.ticket.is_none() { self.next_ticket(index, now) } else { (None, Vec::new()) };
        let queue = self.first_in_queue(index, next.as_ref().map(|next| next.ticket), now);
        Some(DeskView {
            office: self.setup.name.clone(),
            now: self.stamp(now),
            desk: id.clone(),
            desk_name: self.setup.desks[index].name.clone(),
            staffed,
            current: desk.ticket.and_then(|ticket| self.visit_at(index, ticket)),
            next,
            nobody: stamped(&nobody, &self.setup.time_zone),
            next_booking: self.next_booking(index, now).map(|moment| self.stamp(moment)),
            booked_from: self.citizen_booked(index, now).map(|time| self.stamp(time.start)),
            booked_until: self.booked_until(index, now).map(|moment| self.stamp(moment)),
            away: self.away(id, now),
            waiting: count(self.waiting()),
            longest_wait_since: self.longest_wait_since().map(|moment| self.stamp(moment)),
            queue,
            not_arrived: self.not_arrived(),
            parked: self.set_aside(self.queue.parked(), id, now),
            absent: self.set_aside(self.queue.absent(), id, now),
            undo: self.undoable(index, now).map(|step| Undo {
                number: self.tickets[step.ticket].number,
                action: self.tickets[step.ticket].state.name(),
                until: self.stamp(step.at + self.policy.undo_within()),
            }),
            help_asked_at: self.day.help_asked_at().map(|moment| self.stamp(moment)),
            outcomes: self.setup.outcomes.iter().map(|outcome| outcome.id.clone()).collect(),
            flags: Flag::ALL.to_vec(),
            errands: self.setup.errands.iter().map(|errand| errand.id.clone()).collect(),
            words: self.setup.own_words(),
            desks: self.other_desks(index, now),
        })
    }

    fn away(&self, desk: &DeskId, now: UnixTime) -> Option<Away> {
        let zone = &self.setup.time_zone;
        let today = |moment: UnixTime| zone.date(moment) == self.day.date();
        let absences = self.closures.absences_at(desk).filter(|absence| now < absence.time.end);
        let next = absences
            .min_by_key(|absence| absence.time)
            .filter(|absence| absence.time.contains(now) || today(absence.time.start))?;
        let (absence, time) = (next.id, next.time);
        Some(Away { absence, start: self.stamp(time.start), end: self.stamp(time.end) })
    }

    fn other_desks(&self, index: DeskIndex, now: UnixTime) -> Vec<DeskName> {
        let others = self.setup.desks.iter().enumerate().filter(|(other, _)| *other != index);
        others
            .map(|(_, desk)| DeskName {
                desk: desk.id.clone(),
                name: desk.name.clone(),
                staffed: self.has_clerk(&desk.id, now),
            })
            .collect()
    }

    fn visit_at(&self, desk: DeskIndex, index: TicketIndex) -> Option<DeskVisit> {
        let ticket = &self.tickets[index];
        let call = ticket.state.call()?;
        let since = match &ticket.state {
            State::Serving { since, .. } => Some(*since),
            State::Waiting
            | State::Called(_)
            | State::Parked { .. }
            | State::Absent { .. }
            | State::Done { .. }
            | State::Left { .. } => None,
        };
        Some(DeskVisit {
            ticket: ticket.id,
            number: ticket.number,
            state: ticket.state.name(),
            errand: ticket.visit.errand.clone(),
            identification: ticket.visit.identification,
            needs: ticket.visit.needs,
            language: ticket.visit.language,
            accompanied: ticket.visit.companion.is_some(),
            witness: self.witness_use_of(ticket),
            kept_place: self.has_kept_place(ticket),
            called_at: self.stamp(call.at),
            serving_since: since.map(|moment| self.stamp(moment)),
            expected_minutes: minutes(ticket.visit.expected),
            expected_end: self.stamp(self.expected_end(desk)?),
            recalls: call.recalls,
            recalls_left: self.policy.recalls_before_absent.saturating_sub(call.recalls),
            reasons: stamped(&ticket.reasons, &self.setup.time_zone),
            briefing: self.briefing(index),
        })
    }

    fn next_ticket(&self, desk: DeskIndex, now: UnixTime) -> (Option<NextTicket>, Vec<Reason>) {
        match self.choose_next(desk, now) {
            Choice::Call { ticket: index, reasons } => {
                let ticket = &self.tickets[index];
                let next = NextTicket {
                    ticket: ticket.id,
                    number: ticket.number,
                    errand: ticket.visit.errand.clone(),
                    identification: ticket.visit.identification,
                    needs: ticket.visit.needs,
                    language: ticket.visit.language,
                    kept_place: self.has_kept_place(ticket),
                    expected_minutes: minutes(ticket.visit.expected),
                    reasons: stamped(&reasons, &self.setup.time_zone),
                    briefing: self.briefing(index),
                };
                (Some(next), Vec::new())
            }
            Choice::NobodyWaits => (None, vec![Reason::NobodyWaits]),
            Choice::NobodyFits { reasons } => (None, reasons),
        }
    }

    fn briefing(&self, index: TicketIndex) -> Vec<TextLine> {
        let visit = &self.tickets[index].visit;
        let errand = self.setup.errand(&visit.errand);
        errand.map_or(Vec::new(), |errand| errand.briefing(visit.identification).to_vec())
    }

    /// In the order in which they are expected.
    fn not_arrived(&self) -> Vec<NotArrived> {
        let mut coming: Vec<&Ticket> =
            self.queue.not_arrived().iter().map(|&index| &self.tickets[index]).collect();
        coming.sort_by_key(|ticket| (ticket.shown_window().map(|window| window.earliest), ticket.number));
        let row = |ticket: &Ticket| NotArrived {
            ticket: ticket.id,
            number: ticket.number,
            errand: ticket.visit.errand.clone(),
            kept_place: self.has_kept_place(ticket),
            earliest: ticket.shown_window().map(|window| self.stamp(window.earliest)),
            latest: ticket.shown_window().map(|window| self.stamp(window.latest)),
        };
        coming.into_iter().take(MOST_SET_ASIDE).map(row).collect()
    }

    /// First those who come back to this desk.
    fn set_aside(&self, tickets: &BTreeSet<TicketIndex>, desk: &DeskId, now: UnixTime) -> Vec<SetAside> {
        let comes_back_here = |index: &TicketIndex| self.tickets[*index].parked_at() == Some(desk);
        let (here, elsewhere): (Vec<_>, Vec<_>) = tickets.iter().copied().partition(comes_back_here);
        let first = here.into_iter().chain(elsewhere).take(MOST_SET_ASIDE);
        first.map(|index| self.set_aside_row(index, now)).collect()
    }

    fn set_aside_row(&self, index: TicketIndex, now: UnixTime) -> SetAside {
        let ticket = &self.tickets[index];
        let (since, until) = match ticket.state {
            State::Parked { since, .. } => (since, None),
            State::Absent { since, until } => (since, Some(until)),
            State::Waiting
            | State::Called(_)
            | State::Serving { .. }
            | State::Done { .. }
            | State::Left { .. } => (ticket.waiting_since, None),
        };
        SetAside {
            ticket: ticket.id,
            number: ticket.number,
            errand: ticket.visit.errand.clone(),
            since: self.stamp(since),
            until: until.map(|moment| self.stamp(moment)),
            desk: ticket.parked_at().filter(|desk| self.has_clerk(desk, now)).cloned(),
        }
    }
}
