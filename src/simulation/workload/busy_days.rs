// SPDX-License-Identifier: MPL-2.0
//! Busy days: many come at once, and clerks send on or set aside whoever waits with a place.

use super::Workload;
use office::Office;
use office::command::{CheckIn, Command, IfFull, TransferTo};
use office::free_text::FreeText;
use office::names::{Secret, TicketId};
use office::setup::{Features, Identification};
use office::ticket::{Language, State, Ticket, Urgency};
use office::time::UnixTime;

/// Whether this seed's office plays them. No seed saved before they were simulated is one of these, so that the saved
/// seeds replay the same days.
pub(super) const fn are_played(seed: u64) -> bool {
    matches!(seed % 39, 2 | 4 | 6 | 7 | 9 | 18 | 20 | 21 | 22 | 23 | 26 | 27 | 29 | 32 | 34)
}

/// Percent of the steps.
const SHARE: i64 = 6;
/// Steps, of a thousand, in which a crowd comes.
const CROWDS: i64 = 8;
const LARGEST_CROWD: i64 = 24;

impl Workload {
    /// Draws from its own stream.
    pub(super) fn busy_day_command(&mut self, office: &Office, now: UnixTime) -> Option<Command> {
        let rng = self.busy_rng.as_mut()?;
        if office.is_open(now) && rng.between(1, 1_000) <= CROWDS {
            self.crowd = rng.between(6, LARGEST_CROWD);
        }
        if self.crowd > 0 {
            self.crowd -= 1;
            return self.one_of_a_crowd(office);
        }
        if !rng.percent(SHARE) {
            return None;
        }
        match rng.weighted(&[(6, 0), (2, 1), (2, 2)])? {
            0 => self.sent_on(office),
            1 => self.waiting(office).map(|ticket| Command::Park { ticket }),
            _ => self.set_aside(office).map(|ticket| Command::Return { ticket }),
        }
    }

    /// Mostly for the shortest errand, and content with a time later today.
    fn one_of_a_crowd(&mut self, office: &Office) -> Option<Command> {
        let rng = self.busy_rng.as_mut()?;
        let shortest = office.setup().errands.iter().min_by_key(|errand| errand.minutes)?;
        let any = rng.pick(&office.setup().errands)?;
        let errand = if rng.percent(80) { shortest } else { any };
        let if_full = if rng.percent(70) { IfFull::LaterToday } else { IfFull::Standby };
        Some(Command::CheckIn(CheckIn {
            ticket: TicketId(rng.id()),
            secret: Secret(rng.id()),
            errand: errand.id.clone(),
            identification: Identification::Photo,
            needs: Features::NONE,
            language: Language::Da,
            urgency: if rng.percent(80) { Urgency::Ordinary } else { Urgency::Raised },
            companion: None,
            witness_on: Vec::new(),
            if_full,
        }))
    }

    /// Somebody who waits for a place is sent on to another errand or desk; most clerks say why.
    fn sent_on(&mut self, office: &Office) -> Option<Command> {
        let ticket = self.waiting(office)?;
        let rng = self.busy_rng.as_mut()?;
        let errand = rng.pick(&office.setup().errands).map(|errand| errand.id.clone());
        let desk = rng.pick(&office.setup().desks).map(|desk| desk.id.clone()).filter(|_| rng.percent(30));
        let reason = if rng.percent(60) { FreeText::parse("needs a new card").ok() } else { None };
        Some(Command::Transfer { ticket, to: TransferTo { desk, errand }, reason })
    }

    fn waiting(&mut self, office: &Office) -> Option<TicketId> {
        self.one_of(office, |ticket| ticket.waits_today() && ticket.promise.is_some())
    }

    fn set_aside(&mut self, office: &Office) -> Option<TicketId> {
        self.one_of(office, |ticket| matches!(ticket.state, State::Parked { .. } | State::Absent { .. }))
    }

    fn one_of(&mut self, office: &Office, wanted: impl Fn(&Ticket) -> bool) -> Option<TicketId> {
        let wanted: Vec<TicketId> =
            office.tickets().iter().filter(|ticket| wanted(ticket)).map(|ticket| ticket.id).collect();
        self.busy_rng.as_mut()?.pick(&wanted).copied()
    }
}
