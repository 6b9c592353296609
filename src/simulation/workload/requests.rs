// SPDX-License-Identifier: MPL-2.0
//! Requests of kiosks and clerks.

use super::{Action, Workload};
use crate::scenario;
use office::Office;
use office::command::{CheckIn, Command, IfFull, TransferTo};
use office::free_text::FreeText;
use office::names::{DeskId, ErrandId, OutcomeId, Secret, TicketId};
use office::setup::Identification;
use office::ticket::{Flag, Language, State, Ticket, Urgency};
use office::time::UnixTime;

impl Workload {
    pub(super) fn command(&mut self, action: Action, office: &Office, now: UnixTime) -> Option<Command> {
        match action {
            Action::Arrive => Some(Command::CheckIn(self.check_in(office))),
            Action::CallNext => self.call(office),
            Action::AtDesk => self.at_desk(office, now),
            Action::AnyStep => self.any_step(office),
            Action::Staffing => Some(self.staffing(office)),
            Action::Diary => Some(self.diary(office, now)),
            Action::Undo if self.rng.percent(10) => {
                Some(Command::TakeBackInquiry { desk: self.desk(office) })
            }
            Action::Help if self.rng.percent(20) => Some(Command::CountInquiry { desk: self.desk(office) }),
            Action::Undo => Some(Command::Undo { desk: self.desk(office) }),
            Action::Help if self.rng.percent(50) => Some(Command::AskForHelp),
            Action::Help => Some(Command::AnswerHelp),
            Action::Setup => Some(self.setup(office)),
            Action::Wait | Action::Capacity | Action::Repeat | Action::Restart => None,
        }
    }

    fn check_in(&mut self, office: &Office) -> CheckIn {
        let rng = &mut self.rng;
        let known = rng.pick(&office.setup().errands).map(|errand| errand.id.clone());
        let unknown = rng.percent(2);
        let identification = rng.weighted(&[
            (5, Identification::Photo),
            (3, Identification::None),
            (1, Identification::Unknown),
        ]);
        let language = rng.weighted(&[(6, Language::Da), (2, Language::En), (2, Language::Ar)]);
        let urgency = rng.weighted(&[(6, Urgency::Ordinary), (4, Urgency::Raised)]);
        let if_full = rng.weighted(&[
            (4, IfFull::Ask),
            (3, IfFull::LaterToday),
            (4, IfFull::Standby),
            (4, IfFull::NextDay),
        ]);
        CheckIn {
            ticket: TicketId(rng.id()),
            secret: Secret(rng.id()),
            errand: known.filter(|_| !unknown).unwrap_or_else(|| ErrandId::from("no_such_errand")),
            identification: identification.unwrap_or(Identification::Photo),
            needs: scenario::some_features(rng, 10),
            language: language.unwrap_or_default(),
            urgency: urgency.unwrap_or_default(),
            companion: None,
            witness_on: Vec::new(),
            if_full: if_full.unwrap_or_default(),
        }
    }

    pub(super) fn desk(&mut self, office: &Office) -> DeskId {
        let unknown = self.rng.percent(2);
        let known = self.rng.pick(&office.setup().desks).map(|desk| desk.id.clone());
        known.filter(|_| !unknown).unwrap_or_else(|| DeskId::from("no_such_desk"))
    }

    /// Mostly at a free, staffed desk.
    fn call(&mut self, office: &Office) -> Option<Command> {
        let busy: Vec<&DeskId> =
            office.tickets().iter().filter_map(|ticket| ticket.state.call()).map(|call| &call.desk).collect();
        let free: Vec<DeskId> = self.staffed.iter().filter(|desk| !busy.contains(desk)).cloned().collect();
        let desk = match self.rng.pick(&free).cloned() {
            Some(desk) if self.rng.percent(90) => desk,
            _ if self.rng.percent(40) => self.desk(office),
            _ => return None,
        };
        if self.rng.percent(18) {
            let ticket = self.ticket(office, |ticket| {
                ticket.waits_today() || matches!(ticket.state, State::Parked { .. })
            })?;
            return Some(Command::CallChosen { ticket, desk, reason: None });
        }
        Some(Command::CallNext { desk })
    }

    fn ticket(&mut self, office: &Office, wanted: impl Fn(&Ticket) -> bool) -> Option<TicketId> {
        let wanted: Vec<TicketId> =
            office.tickets().iter().filter(|ticket| wanted(ticket)).map(|ticket| ticket.id).collect();
        self.rng.pick(&wanted).copied()
    }

    /// The next step of a called or served ticket.
    fn at_desk(&mut self, office: &Office, now: UnixTime) -> Option<Command> {
        let ticket = self.ticket(office, |ticket| ticket.state.call().is_some() || is_aside(ticket))?;
        let found = office.ticket(ticket)?;
        match &found.state {
            State::Called(_) => self.while_called(ticket, office),
            State::Serving { since, .. } => {
                let over = now - *since >= found.visit.expected;
                let done = self.rng.percent(if over { 45 } else { 18 });
                if done { Some(self.complete(ticket, office)) } else { self.while_serving(ticket, office) }
            }
            State::Parked { .. } | State::Absent { .. } => {
                self.rng.percent(35).then_some(Command::Return { ticket })
            }
            State::Waiting | State::Done { .. } | State::Left { .. } => None,
        }
    }

    fn while_called(&mut self, ticket: TicketId, office: &Office) -> Option<Command> {
        let kind = self.rng.weighted(&[(50, 0), (18, 1), (16, 2), (4, 3), (4, 4), (4, 5), (4, 6)])?;
        Some(match kind {
            0 => Command::Arrive { ticket },
            1 => Command::Recall { ticket },
            2 => Command::MarkAbsent { ticket },
            3 => Command::Depart { ticket },
            4 => Command::Park { ticket },
            5 => self.transfer(ticket, office),
            _ => self.complete(ticket, office),
        })
    }

    fn while_serving(&mut self, ticket: TicketId, office: &Office) -> Option<Command> {
        let kind = self.rng.weighted(&[(80, 0), (6, 1), (6, 2), (2, 3)])?;
        match kind {
            1 => Some(Command::Park { ticket }),
            2 => Some(self.transfer(ticket, office)),
            3 => Some(Command::Depart { ticket }),
            _ => None,
        }
    }

    fn transfer(&mut self, ticket: TicketId, office: &Office) -> Command {
        let desk = self.rng.percent(50).then(|| self.desk(office));
        let errand =
            self.rng.percent(50).then(|| self.rng.pick(&office.setup().errands).map(|e| e.id.clone()));
        Command::Transfer { ticket, to: TransferTo { desk, errand: errand.flatten() }, reason: None }
    }

    fn complete(&mut self, ticket: TicketId, office: &Office) -> Command {
        let unknown = self.rng.percent(3);
        let outcome =
            self.rng.pick(&office.setup().outcomes).filter(|_| !unknown).map(|known| known.id.clone());
        let outcome = outcome.unwrap_or_else(|| OutcomeId::from("no_such_outcome"));
        let at = self.rng.percent(30).then(|| self.desk(office));
        let flags = [Flag::InterpreterUsed, Flag::CompanionWasWitness, Flag::InterpreterUsed];
        let flags = flags.into_iter().filter(|_| self.rng.percent(20)).collect();
        Command::Complete { ticket, at, outcome, flags, companion_minutes: None }
    }

    /// Any step for any ticket, valid or not: screens may be stale and buttons pressed twice.
    fn any_step(&mut self, office: &Office) -> Option<Command> {
        let ticket = self.ticket(office, |_| true)?;
        let ticket = if self.rng.percent(2) { TicketId(self.rng.id()) } else { ticket };
        Some(match self.rng.between(0, 10) {
            0 => Command::Recall { ticket },
            1 => Command::Arrive { ticket },
            2 => Command::MarkAbsent { ticket },
            3 => Command::Return { ticket },
            4 | 5 => Command::Depart { ticket },
            6 => Command::Park { ticket },
            7 => self.transfer(ticket, office),
            8 if self.rng.percent(20) => Command::EndUnrecorded { ticket },
            8 => self.complete(ticket, office),
            9 => self.urgency(ticket),
            _ => Command::CallChosen { ticket, desk: self.desk(office), reason: None },
        })
    }

    fn urgency(&mut self, ticket: TicketId) -> Command {
        let urgency = if self.rng.percent(70) { Urgency::Raised } else { Urgency::Ordinary };
        let reason = FreeText::parse("smerter").ok().filter(|_| self.rng.percent(90));
        Command::SetUrgency { ticket, urgency, reason }
    }

    fn staffing(&mut self, office: &Office) -> Command {
        let desk = self.desk(office);
        let known = office.setup().desk(&desk).is_some();
        if self.rng.percent(78) {
            if known {
                self.staffed.insert(desk.clone());
            }
            Command::OpenDesk { desk }
        } else {
            self.staffed.remove(&desk);
            Command::LeaveDesk { desk, reason: None }
        }
    }
}

const fn is_aside(ticket: &Ticket) -> bool {
    matches!(ticket.state, State::Parked { .. } | State::Absent { .. })
}
