// SPDX-License-Identifier: MPL-2.0
//! The random workload of a simulated office: arrivals, clerks, a supervisor, a diary, repeated requests, clock
//! jumps and restarts. It reads the office's state but decides nothing.

mod busy_days;
mod capacity;
mod closures;
mod holds;
mod packed_mornings;
mod requests;
mod windows;

use std::collections::BTreeSet;

use jiff::civil::Date;

use closures::SupervisorStep;
pub use packed_mornings::are_packed;
pub use windows::{many_visits, tells_windows};

use super::rng::Rng;
use office::Office;
use office::command::{CapacityChange, Command, Request};
use office::free_text::FreeText;
use office::names::{Actor, DeskId, RequestKey, TicketId};
use office::time::{Length, UnixTime};

/// One step of the workload.
#[derive(Clone, Debug)]
pub enum WorkloadStep {
    /// The clock moves, also backwards.
    Wait(Length),
    Request(Request),
    /// A preview, then the change itself.
    Change(CapacityChange),
    /// The service restarts from its ledger.
    Restart,
}

/// Maximum number of delayed requests, and of requests kept for repetition.
const MAX_KEPT_REQUESTS: usize = 16;

/// The state of the workload generator.
#[derive(Debug)]
pub struct Workload {
    rng: Rng,
    hold_rng: Rng,
    by_hand_rng: Rng,
    /// Where the supervisor also plans closures, notices and voids tickets.
    supervisor_rng: Option<Rng>,
    /// Where crowds come and people are sent on while they wait.
    busy_rng: Option<Rng>,
    /// Where many come before the reserved time begins.
    packed_rng: Option<Rng>,
    /// Where windows are told.
    windows_rng: Option<Rng>,
    /// How many of a crowd are still to come.
    crowd: i64,
    /// Whether the supervisor of this office also sets days by hand.
    sets_days_by_hand: bool,
    /// Sent requests, which may be repeated.
    sent: Vec<Request>,
    /// Delayed requests.
    delayed: Vec<Request>,
    staffed: BTreeSet<DeskId>,
    date: Option<Date>,
}

#[derive(Clone, Copy)]
enum Action {
    Wait,
    Arrive,
    CallNext,
    AtDesk,
    AnyStep,
    Staffing,
    Capacity,
    Diary,
    Undo,
    Repeat,
    Restart,
    Help,
    Setup,
}

/// What happens in an open office, each with its weight.
const OPEN_ACTIONS: [(i64, Action); 13] = [
    (400, Action::Wait),
    (140, Action::Arrive),
    (190, Action::CallNext),
    (230, Action::AtDesk),
    (30, Action::AnyStep),
    (40, Action::Staffing),
    (28, Action::Capacity),
    (20, Action::Diary),
    (14, Action::Undo),
    (20, Action::Repeat),
    (8, Action::Restart),
    (4, Action::Help),
    (2, Action::Setup),
];

/// While it is closed.
const CLOSED_ACTIONS: [(i64, Action); 13] = [
    (600, Action::Wait),
    (15, Action::Arrive),
    (15, Action::CallNext),
    (60, Action::AtDesk),
    (15, Action::AnyStep),
    (25, Action::Staffing),
    (35, Action::Capacity),
    (30, Action::Diary),
    (10, Action::Undo),
    (20, Action::Repeat),
    (8, Action::Restart),
    (2, Action::Help),
    (4, Action::Setup),
];

impl Workload {
    pub fn new(seed: u64, rng: Rng) -> Self {
        let hold_rng = rng.fork();
        let mut by_hand_rng = Rng::new(rng.fork().next());
        let sets_days_by_hand = by_hand_rng.percent(30);
        let supervisor_rng = closures::are_played(seed).then(|| Rng::new(by_hand_rng.fork().next()));
        let busy_rng = busy_days::are_played(seed).then(|| Rng::new(Rng::new(!seed).next()));
        let packed_rng = are_packed(seed).then(|| Rng::new(Rng::new(seed.rotate_left(16)).next()));
        let windows_rng = tells_windows(seed).then(|| Rng::new(Rng::new(seed.rotate_left(32)).next()));
        Self {
            rng,
            hold_rng,
            by_hand_rng,
            supervisor_rng,
            busy_rng,
            packed_rng,
            windows_rng,
            crowd: 0,
            sets_days_by_hand,
            sent: Vec::new(),
            delayed: Vec::new(),
            staffed: BTreeSet::new(),
            date: None,
        }
    }

    pub fn next(&mut self, office: &Office, now: UnixTime) -> WorkloadStep {
        let open = office.is_open(now);
        if self.date != Some(office.date()) {
            self.date = Some(office.date());
            self.staffed.clear();
        }
        if open && self.staffed.is_empty() && self.rng.percent(50) {
            return self.staff_a_desk(office);
        }
        if let Some(step) = self.separate_step(office, now) {
            return step;
        }
        let actions = if open { OPEN_ACTIONS } else { CLOSED_ACTIONS };
        match self.rng.weighted(&actions).unwrap_or(Action::Wait) {
            Action::Wait => WorkloadStep::Wait(self.wait(office, now, open)),
            Action::Restart => WorkloadStep::Restart,
            Action::Capacity => WorkloadStep::Change(self.capacity_change(office, now)),
            Action::Repeat => self.repeat(),
            action => match self.command(action, office, now) {
                Some(command) => self.send(command),
                None => WorkloadStep::Wait(self.wait(office, now, open)),
            },
        }
    }

    /// A step whose chance is drawn from a stream of its own.
    fn separate_step(&mut self, office: &Office, now: UnixTime) -> Option<WorkloadStep> {
        if let Some(command) = self.hold_command(office, now) {
            return Some(WorkloadStep::Request(Request { actor: Actor::from("diary"), key: None, command }));
        }
        if let Some(command) = self.packed_morning_command(office, now) {
            return Some(self.send(command));
        }
        if let Some(command) = self.windows_command(office, now) {
            return Some(WorkloadStep::Request(Request {
                actor: Actor::from("foresight"),
                key: None,
                command,
            }));
        }
        if self.sets_days_by_hand && self.by_hand_rng.percent(2) {
            let command = self.diary_by_hand(office, now);
            return Some(self.send(command));
        }
        if let Some(command) = self.rare_command(office) {
            return Some(self.send(command));
        }
        if let Some(command) = self.busy_day_command(office, now) {
            return Some(self.send(command));
        }
        match self.supervisor_step(office, now)? {
            SupervisorStep::Change(change) => Some(WorkloadStep::Change(change)),
            SupervisorStep::Command(command) => Some(self.send(command)),
        }
    }

    fn wait(&mut self, office: &Office, now: UnixTime, open: bool) -> Length {
        let due = office.next_due().map_or(Length::ZERO, |due| due - now);
        let due = if open { due.min(Length::minutes(40)) } else { due };
        let rng = &mut self.rng;
        let seconds = |rng: &mut Rng, least, most| Length::seconds(rng.between(least, most));
        let weights = if open { [760, 60, 2, 60, 1, 4, 110] } else { [60, 60, 380, 100, 14, 4, 20] };
        let kinds: Vec<(i64, usize)> = weights.into_iter().zip(0..).collect();
        match rng.weighted(&kinds) {
            Some(0) => seconds(rng, 0, 420),
            Some(1) => seconds(rng, 300, 1_500),
            Some(2) => seconds(rng, 3_600, 6 * 3_600),
            Some(3) => Length::seconds(due.as_seconds().max(0) + rng.between(-1, 1)),
            Some(4) => seconds(rng, 86_400, 4 * 86_400),
            Some(5) => seconds(rng, -3_700, -1),
            _ => seconds(rng, 0, 20),
        }
    }

    fn staff_a_desk(&mut self, office: &Office) -> WorkloadStep {
        let desk = self.desk(office);
        if office.setup().desk(&desk).is_some() {
            self.staffed.insert(desk.clone());
        }
        self.send(Command::OpenDesk { desk })
    }

    /// Who stands by or was not served takes a place on the next day, and who was not there says so when they come.
    /// Draws from the stream of its own.
    fn rare_command(&mut self, office: &Office) -> Option<Command> {
        if !self.by_hand_rng.percent(3) {
            return None;
        }
        let ticket = self.by_hand_rng.pick(office.tickets())?;
        let id = ticket.id;
        Some(if ticket.away_until.is_some() {
            Command::Return { ticket: id }
        } else {
            Command::TakeNextDay { ticket: id, start: None }
        })
    }

    /// A clerk who knows what a choice costs says why.
    fn with_reason(&mut self, command: Command) -> Command {
        if !self.by_hand_rng.percent(40) {
            return command;
        }
        let reason = FreeText::parse("the citizen asked for it").ok();
        match command {
            Command::Transfer { ticket, to, .. } => Command::Transfer { ticket, to, reason },
            Command::CallChosen { ticket, desk, .. } => Command::CallChosen { ticket, desk, reason },
            other => other,
        }
    }

    fn send(&mut self, command: Command) -> WorkloadStep {
        let command = self.with_reason(command);
        let key = self.rng.percent(75).then(|| RequestKey(self.rng.id()));
        let request = Request { actor: Actor::from("simulated"), key, command };
        if key.is_some() && self.rng.percent(6) && self.delayed.len() < MAX_KEPT_REQUESTS {
            self.delayed.push(request);
            return WorkloadStep::Wait(Length::seconds(self.rng.between(0, 60)));
        }
        self.remember(&request);
        WorkloadStep::Request(request)
    }

    /// A delayed request, or one sent again because its answer was lost.
    fn repeat(&mut self) -> WorkloadStep {
        if !self.delayed.is_empty() && self.rng.percent(60) {
            let last = i64::try_from(self.delayed.len()).unwrap_or(1) - 1;
            let which = usize::try_from(self.rng.between(0, last)).unwrap_or(0);
            let request = self.delayed.swap_remove(which);
            self.remember(&request);
            return WorkloadStep::Request(request);
        }
        let Some(mut request) = self.rng.pick(&self.sent).cloned() else {
            return WorkloadStep::Wait(Length::seconds(1));
        };
        // A kiosk that retries does not know the id the first request was given.
        if let Command::CheckIn(check_in) = &mut request.command {
            check_in.ticket = TicketId(self.rng.id());
            if self.rng.percent(10) {
                check_in.needs = super::scenario::some_features(&mut self.rng, 50);
            }
        }
        WorkloadStep::Request(request)
    }

    fn remember(&mut self, request: &Request) {
        if request.key.is_none() {
            return;
        }
        if self.sent.len() == MAX_KEPT_REQUESTS {
            let last = i64::try_from(MAX_KEPT_REQUESTS).unwrap_or(1) - 1;
            self.sent.swap_remove(usize::try_from(self.rng.between(0, last)).unwrap_or(0));
        }
        self.sent.push(request.clone());
    }
}
