// SPDX-License-Identifier: MPL-2.0
//! How a ticket changes from one state to the next.

use crate::event::KeptPlace;
use crate::names::DeskId;
use crate::reason::Reason;
use crate::ticket::{BeforeCall, Call, Ending, Placement, Promise, PromisedCall, State, Ticket, Visit};
use crate::time::{TimeRange, UnixTime};

impl Ticket {
    /// Back in the queue the ticket keeps its wait, and the place and promise that were kept for it; away from queue
    /// and desk it has no place.
    pub(crate) fn enter(&mut self, state: State, at: UnixTime) {
        let was_at_desk = self.state.call().is_some();
        match state {
            State::Waiting => {
                self.before_call = None;
                self.away_until = None;
                self.waiting_since = self.waiting_since.min(at);
                self.standby = self.placement.is_none();
            }
            State::Serving { .. } => (self.before_call, self.told_before) = (None, None),
            State::Absent { .. } => self.keep_place_before_call(at),
            State::Parked { .. } if !was_at_desk => self.standby = false,
            State::Parked { .. } => self.use_up_promise(),
            State::Called(_) | State::Done { .. } | State::Left { .. } => {
                if matches!(state, State::Left { ending: Ending::LeftBeforeCall, .. }) {
                    self.take_back_early_call(at);
                }
                self.placement = None;
                self.standby = false;
                self.before_call = None;
            }
        }
        self.state = state;
    }

    /// A call to somebody who left before the promised window all the same was no call.
    fn take_back_early_call(&mut self, at: UnixTime) {
        let still_early = self.promised_call.is_some_and(|call| at < call.promise.earliest);
        if still_early
            && self.is_called_early()
            && let Some(before) = &self.before_call
        {
            (self.first_called_at, self.promised_call) = (before.first_called_at, before.promised_call);
        }
    }

    /// The call used the promise up.
    fn use_up_promise(&mut self) {
        self.placement = None;
        self.promise = None;
        self.standby = false;
        self.before_call = None;
    }

    /// Within grace nothing is lost: the place stays, while the promise can still be kept.
    fn keep_place_before_call(&mut self, at: UnixTime) {
        let stands = self.promise.is_some_and(|promise| promise.latest > at);
        let before = self.before_call.take().filter(|_| stands);
        (self.placement, self.window) =
            before.map_or((None, None), |before| (before.placement, before.window));
        self.promise = self.promise.filter(|_| self.placement.is_some());
        self.standby = false;
    }

    /// Back from wherever it was: from now on it is called by what it is told now.
    pub(crate) fn be_here_again(&mut self, only_at: Option<&DeskId>) {
        if self.parked_at().is_some() {
            self.only_at = only_at.cloned();
        }
        self.told_before = None;
    }

    /// Nobody came to a call before the window: the ticket is where it was, and not called again for a while.
    pub(crate) fn decline_offer(&mut self, away_until: UnixTime) {
        self.state = State::Waiting;
        if let Some(before) = self.before_call.take() {
            let BeforeCall { placement, window, first_called_at, promised_call, reasons } = *before;
            (self.placement, self.window) = (placement, window);
            (self.first_called_at, self.promised_call) = (first_called_at, promised_call);
            self.reasons = reasons;
        }
        self.standby = self.placement.is_none();
        self.away_until = Some(away_until);
    }

    /// Somewhere else, or for something else. Who waited keeps the promise; who was at a desk had it kept.
    pub(crate) fn be_transferred(&mut self, only_at: Option<&DeskId>, visit: &Visit) {
        if self.state.call().is_some() {
            (self.promise, self.told_before) = (None, None);
        }
        self.only_at = only_at.cloned();
        self.visit = visit.clone();
        self.state = State::Waiting;
        self.placement = None;
        self.standby = true;
        self.before_call = None;
    }

    pub(crate) fn be_called(&mut self, call: Call, time: TimeRange, reasons: &[Reason]) {
        let reasons_before = std::mem::replace(&mut self.reasons, reasons.to_vec());
        self.before_call = Some(Box::new(BeforeCall {
            placement: self.placement.take(),
            window: self.window.take(),
            first_called_at: self.first_called_at,
            promised_call: self.promised_call,
            reasons: reasons_before,
        }));
        self.placement = Some(Placement { desk: call.desk.clone(), time });
        self.first_called_at.get_or_insert(call.at);
        let promised = self.promise.map(|promise| PromisedCall { at: call.at, promise });
        self.promised_call = self.promised_call.or(promised);
        self.away_until = None;
        self.standby = false;
        self.state = State::Called(call);
    }

    /// Nothing changes when the ticket is not called.
    pub(crate) const fn be_recalled(&mut self, at: UnixTime) {
        if let State::Called(call) = &mut self.state {
            call.recalls = call.recalls.saturating_add(1);
            call.announced_at = at;
        }
    }

    pub(crate) fn move_to(
        &mut self,
        placement: Option<&Placement>,
        promise: Option<Promise>,
        reasons: &[Reason],
    ) {
        let told = self.told_beginning();
        self.standby = placement.is_none() && matches!(self.state, State::Waiting);
        self.placement = placement.cloned();
        self.promise = promise;
        self.reasons = reasons.to_vec();
        self.note_told_before(told);
    }

    pub(crate) const fn break_promise(&mut self, broken: Promise) {
        self.broken_by = Some(broken.latest);
        (self.window, self.told_before) = (None, None);
        self.broken_promises += 1;
    }

    pub(crate) fn keep_for(&mut self, kept: &KeptPlace) {
        self.kept_for = Some(kept.date);
        self.placement = Some(kept.placement.clone());
        self.promise = Some(kept.promise);
    }
}
