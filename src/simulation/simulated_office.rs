// SPDX-License-Identifier: MPL-2.0
//! One office that is simulated: each step is answered by the office, by the reference model, and by an office rebuilt
//! from the ledger.

use std::collections::VecDeque;

use super::ledger_count::LedgerCount;
use super::reference::{ExpectedAnswer, ReferenceOffice};
use super::scenario::Scenario;
use super::simulation_report::SimulationCounts;
use super::step_preview::{StepPreview, harms, same_as_preview};
use super::trace;
use super::workload::WorkloadStep;
use office::calibration::CalibrationRecord;
use office::command::{Capacity, CapacityChange, Command, Request};
use office::event::{Event, Recorded};
use office::names::{Actor, RequestKey};
use office::reason::Reason;
use office::refusal::Refusal;
use office::time::UnixTime;
use office::{Decided, Office};

/// Trace lines kept before a failure.
const TRACE_LINES: usize = 30;

/// One office with the models it is compared with.
pub(super) struct SimulatedOffice {
    pub office: Office,
    /// Rebuilt from the ledger, event by event.
    rebuilt: Option<Office>,
    reference: ReferenceOffice,
    reader: Box<dyn LedgerCount>,
    /// The ledger's lines since the latest day start.
    ledger: Vec<String>,
    pub now: UnixTime,
    pub counts: SimulationCounts,
    pub trace: VecDeque<String>,
    pub violations: Vec<String>,
}

impl SimulatedOffice {
    pub fn found(
        scenario: &Scenario,
        calibration: &CalibrationRecord,
        reader: Box<dyn LedgerCount>,
    ) -> Result<Self, String> {
        scenario.setup.check()?;
        scenario.policy.check().map_err(|error| error.to_string())?;
        let Scenario { setup, policy, plan, founded } = scenario.clone();
        let (_, mut events) = Office::found(setup, policy, plan, founded);
        let Some(Recorded { event: Event::DayStarted(start), at, .. }) = events.first_mut() else {
            return Err("a new office does not begin with a day".to_owned());
        };
        start.calibration = calibration.clone();
        let mut office = Office::start(start, *at);
        let reference = ReferenceOffice::new(start, *at);
        for recorded in &events[1..] {
            office.apply(recorded).map_err(|error| error.to_string())?;
        }
        let counts = SimulationCounts { offices: 1, ..SimulationCounts::default() };
        let (ledger, trace, violations) = (Vec::new(), VecDeque::new(), Vec::new());
        let mut run = Self {
            office,
            rebuilt: None,
            reference,
            reader,
            ledger,
            now: founded,
            counts,
            trace,
            violations,
        };
        run.reference.follow(&events[1..], None, founded);
        run.append(&events);
        Ok(run)
    }

    pub fn counted(&self) -> SimulationCounts {
        let days = self.counts.days.saturating_sub(1).max(1);
        let (overcautious, compared_exactly) = (self.reference.overcautious, self.reference.compared_exactly);
        SimulationCounts { days, overcautious, compared_exactly, ..self.counts }
    }

    pub fn step(&mut self, step: &WorkloadStep) {
        self.counts.steps += 1;
        self.log(format!("{} {}", self.now, trace::step(step)));
        match step {
            WorkloadStep::Wait(length) => self.now = self.now + *length,
            WorkloadStep::Request(_) | WorkloadStep::Change(_) | WorkloadStep::Restart => {}
        }
        self.advance_office();
        match step {
            WorkloadStep::Wait(_) => {}
            WorkloadStep::Request(request) => self.ask(request),
            WorkloadStep::Change(change) => self.change(change),
            WorkloadStep::Restart => self.restart(),
        }
        self.advance_office();
        self.reference.check_nothing_is_due(self.now);
        self.compare();
    }

    /// Like the office thread, applies what is due before and after every command.
    fn advance_office(&mut self) {
        for _ in 0..4 {
            let events = self.office.advance(self.now.max(self.office.last_at()));
            self.reference.remember_before(self.now);
            self.reference.follow(&events, None, self.now);
            self.append(&events);
            if events.is_empty() {
                return;
            }
        }
    }

    fn ask(&mut self, request: &Request) {
        let expected = self.reference.expect(request, self.now);
        let preview = self.previewed(&request.command);
        let answer = self.handle(request, &expected);
        let is_old = match &answer {
            Ok(decided) => decided.repeated,
            Err(refusal) => matches!(refusal, Refusal::KeyReused | Refusal::CarriedOutEarlier),
        };
        if let Some(preview) = preview.filter(|_| !is_old)
            && !preview.agrees(&answer)
        {
            self.violations.push(format!("the preview was {preview:?}, the answer {answer:?}"));
        }
    }

    /// What a preview says a clerk's step would do, where there is a preview.
    fn previewed(&self, command: &Command) -> Option<StepPreview> {
        match command {
            Command::LeaveDesk { desk, .. } => {
                Some(StepPreview::Leaving(self.office.preview_leaving(desk, self.now)))
            }
            Command::CallChosen { ticket, desk, reason } => {
                let preview = self.office.preview_call(*ticket, desk, reason.as_ref(), self.now);
                Some(StepPreview::Call(preview.map(|preview| preview.reasons)))
            }
            _ => None,
        }
    }

    fn handle(&mut self, request: &Request, expected: &ExpectedAnswer) -> Result<Decided, Refusal> {
        self.reference.remember_before(self.now);
        let answer = self.office.handle(request, self.now);
        self.reference.check_answer(request, expected, &answer, self.now);
        match &answer {
            Ok(decided) => {
                self.counts.repeated += u64::from(decided.repeated);
                self.reference.follow(&decided.events, Some(&request.command), self.now);
                self.append(&decided.events);
            }
            Err(refusal) => {
                self.counts.refusals += 1;
                let unconfirmed = |reason: &Reason| matches!(reason, Reason::FreedTimeUnconfirmed { .. });
                self.counts.unconfirmed += u64::from(refusal.reasons().iter().any(unconfirmed));
                self.log(format!("    refused: {}", refusal.code()));
            }
        }
        answer
    }

    /// A preview and the change itself must agree.
    fn change(&mut self, change: &CapacityChange) {
        self.counts.previews += 1;
        let command = Command::ChangeCapacity(change.clone());
        let request = Request { actor: Actor::from("supervisor"), key: Some(self.unused_key()), command };
        let expected = self.reference.expect(&request, self.now);
        let preview = self.office.preview(change, self.now);
        let reserved = self.reference.reserved_seconds(self.now);
        let answer = self.handle(&request, &expected);
        if answer.is_ok() {
            self.send_twice(&request);
        }
        let freed = reserved - self.reference.reserved_seconds(self.now);
        let has_reason = change.reason.is_some();
        let agree = match (&preview, &answer) {
            (Err(expected), Err(refusal)) => expected == refusal,
            (Ok(preview), Err(Refusal::PromisesWouldBreak { preview: refused })) => {
                **refused == *preview && !preview.broken.is_empty() && !change.force
            }
            (Ok(preview), Err(Refusal::VisitsWouldEnd { preview: refused })) => {
                let ends = preview.broken.is_empty() && !preview.visits_ended.is_empty();
                **refused == *preview && ends && !change.force
            }
            (Ok(preview), Err(Refusal::ReasonRequired)) => harms(preview) && change.force && !has_reason,
            (Ok(preview), Ok(decided)) => {
                let allowed = !harms(preview) || change.force && has_reason;
                allowed
                    && same_as_preview(preview, &decided.events)
                    && preview.booking_gains.as_seconds() == freed
            }
            _ => false,
        };
        if let (Ok(preview), Capacity::OpenGap { .. }) = (&preview, &change.what)
            && !preview.broken.is_empty()
        {
            self.violations.push(format!("more time would break promises: {preview:?}"));
        }
        if !agree {
            self.violations.push(format!("preview {preview:?}, change {answer:?}, {freed} s freed"));
        }
    }

    /// Sends the request again, and then another request with the same key.
    fn send_twice(&mut self, request: &Request) {
        let other = Request { command: Command::AnswerHelp, ..request.clone() };
        for again in [request, &other] {
            let expected = self.reference.expect(again, self.now);
            drop(self.handle(again, &expected));
        }
    }

    /// A key the workload never draws, made without a draw: saved seeds stay the same.
    fn unused_key(&self) -> RequestKey {
        RequestKey(uuid::Uuid::from_u64_pair(u64::MAX, self.counts.steps))
    }

    /// Restarts the service: only what is in the ledger survives.
    fn restart(&mut self) {
        self.counts.restarts += 1;
        let mut office = None;
        for line in &self.ledger {
            apply_line(&mut office, line, &mut self.violations);
        }
        match office {
            Some(office) if office == self.office => self.office = office,
            _ => self.violations.push("the office rebuilt from its ledger differs".to_owned()),
        }
    }

    fn append(&mut self, events: &[Recorded]) {
        for recorded in events {
            self.counts.events += 1;
            self.reader.read(recorded);
            match &recorded.event {
                Event::DayStarted(_) => {
                    self.counts.days += 1;
                    self.ledger.clear();
                }
                Event::TicketCheckedIn(_) => self.counts.check_ins += 1,
                Event::TicketCalled { .. } => self.counts.calls += 1,
                Event::PromiseBroken { .. } => self.counts.promises_broken += 1,
                Event::DiaryLost { .. } => self.counts.silences += u64::from(self.office.lends_on_trust()),
                _ => {}
            }
            match serde_json::to_string(recorded) {
                Ok(line) => {
                    apply_line(&mut self.rebuilt, &line, &mut self.violations);
                    self.ledger.push(line);
                }
                Err(error) => self.violations.push(format!("an event cannot be written: {error}")),
            }
            self.log(format!("    {} {}", recorded.at, trace::event(&recorded.event)));
        }
        for day in self.reference.ended_days() {
            self.violations.extend(self.reader.differs(&day));
        }
    }

    fn compare(&mut self) {
        self.reference.compare(&self.office);
        self.violations.append(&mut self.reference.violations);
        self.violations.extend(self.office.check());
        if self.rebuilt.as_ref() != Some(&self.office) {
            self.violations.push("the live office differs from the one rebuilt from its ledger".to_owned());
        }
    }

    fn log(&mut self, line: String) {
        if self.trace.len() == TRACE_LINES {
            self.trace.pop_front();
        }
        self.trace.push_back(line);
    }
}

/// Applies a line of the ledger to the office that is rebuilt from it.
fn apply_line(office: &mut Option<Office>, line: &str, violations: &mut Vec<String>) {
    let recorded: Recorded = match serde_json::from_str(line) {
        Ok(recorded) => recorded,
        Err(error) => return violations.push(format!("an event cannot be read: {error}: {line}")),
    };
    match (office.as_mut(), &recorded.event) {
        (Some(office), _) => {
            if let Err(error) = office.apply(&recorded) {
                violations.push(error.to_string());
            }
        }
        (None, Event::DayStarted(start)) => *office = Some(Office::start(start, recorded.at)),
        (None, _) => violations.push("the ledger does not begin with a day".to_owned()),
    }
}
