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
}

impl OpenVisit {
    /// As if the call had not been.
    pub fn take_back_call(&mut self) {
        let called = self.at_desk.as_ref().map(|(_, at)| *at);
        if called.is_some() && self.first_called_at == called {
            self.first_called_at = None;
            (self.visit.called, self.visit.waited_seconds, self.visit.kept) = (None, None, None);
        }
    }

    pub fn call(&mut self, seq: EventNumber, at: UnixTime, desk: &DeskId) {
        self.at_desk = Some((desk.clone(), at));
        if self.first_called_at.is_some() {
            return;
        }
        self.first_called_at = Some(at);
        self.visit.called = Some(seq);
        self.visit.waited_seconds = Some((at - self.waiting_since).as_seconds().max(0));
        self.visit.kept = self.promise.map(|promise| at <= promise.latest);
    }
}
