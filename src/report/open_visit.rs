// SPDX-License-Identifier: MPL-2.0
//! A visit of a day that is not over.

use super::day_summary::{EventNumber, VisitSummary};
use office::names::DeskId;
use office::ticket::Promise;
use office::time::UnixTime;

#[derive(Clone, Debug)]
pub(super) struct OpenVisit {
    pub visit: VisitSummary,
    pub waiting_since: UnixTime,
    pub promise: Option<Promise>,
    pub first_called_at: Option<UnixTime>,
    pub at_desk: Option<(DeskId, UnixTime)>,
    latest_call: Option<EventNumber>,
    /// The call that kept the promise or did not.
    promised_call: Option<EventNumber>,
    /// Somebody came to the call.
    pub has_come: bool,
    /// The last step and what was before it.
    before: Option<(EventNumber, Box<Self>)>,
}

impl OpenVisit {
    pub const fn new(visit: VisitSummary, waiting_since: UnixTime, promise: Option<Promise>) -> Self {
        Self {
            visit,
            waiting_since,
            promise,
            first_called_at: None,
            at_desk: None,
            latest_call: None,
            promised_call: None,
            has_come: false,
            before: None,
        }
    }

    /// Keeps what undoing the step `seq` goes back to.
    pub fn remember(&mut self, seq: EventNumber) {
        self.before = None;
        self.before = Some((seq, Box::new(self.clone())));
    }

    /// Goes back to before the last step, and says which that was. The urgency is not the desk's step, and stays.
    pub fn take_back_step(&mut self) -> Option<EventNumber> {
        let (step, before) = self.before.take()?;
        let urgency = self.visit.urgency;
        *self = *before;
        self.visit.urgency = urgency;
        Some(step)
    }

    /// Called for the first time under a promise, and it is still before its window.
    pub fn is_called_early(&self, at: UnixTime) -> bool {
        let is_called = self.at_desk.is_some() && self.promised_call == self.latest_call;
        is_called && self.promise.is_some_and(|promise| at < promise.earliest)
    }

    /// As if the call had not been.
    pub fn take_back_call(&mut self) {
        if self.latest_call.is_some() && self.visit.called == self.latest_call {
            self.first_called_at = None;
            (self.visit.called, self.visit.waited_seconds) = (None, None);
        }
        if self.latest_call.is_some() && self.promised_call == self.latest_call {
            (self.promised_call, self.visit.kept) = (None, None);
        }
    }

    /// Nobody came: the desk served nobody, and an offer before the window was no call.
    pub fn absent(&mut self, offer: bool) {
        if offer {
            self.take_back_call();
        }
        self.at_desk = None;
    }

    pub fn call(&mut self, seq: EventNumber, at: UnixTime, desk: &DeskId) {
        self.at_desk = Some((desk.clone(), at));
        (self.latest_call, self.has_come) = (Some(seq), false);
        if self.first_called_at.is_none() {
            self.first_called_at = Some(at);
            self.visit.called = Some(seq);
            self.visit.waited_seconds = Some((at - self.waiting_since).as_seconds().max(0));
        }
        if let Some(promise) = self.promise.filter(|_| self.promised_call.is_none()) {
            (self.promised_call, self.visit.kept) = (Some(seq), Some(at <= promise.latest));
        }
    }
}
