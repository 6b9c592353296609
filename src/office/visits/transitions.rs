// SPDX-License-Identifier: MPL-2.0
//! How a ticket changes from one state to the next.

use crate::event::KeptPlace;
use crate::reason::Reason;
use crate::ticket::{Call, Placement, Promise, State, Ticket};
use crate::time::{TimeRange, UnixTime};

impl Ticket {
    /// Gives the state before. Back in the queue the ticket keeps its wait; away from queue and desk it has no place.
    pub(crate) fn enter(&mut self, state: State) -> State {
        let waits = matches!(state, State::Waiting);
        let is_served = matches!(state, State::Serving { .. });
        let before = std::mem::replace(&mut self.state, state);
        if waits {
            self.wait_again();
        } else if !is_served {
            self.placement = None;
            self.standby = false;
        }
        before
    }

    /// Back in the queue with the wait it has: the old promise was used up when it was called.
    pub(crate) fn wait_again(&mut self) {
        self.state = State::Waiting;
        self.placement = None;
        self.promise = None;
        self.standby = true;
    }

    /// Gives the state before the call.
    pub(crate) fn be_called(&mut self, call: Call, time: TimeRange, reasons: &[Reason]) -> State {
        self.placement = Some(Placement { desk: call.desk.clone(), time });
        self.first_called_at.get_or_insert(call.at);
        self.window = None;
        self.standby = false;
        self.reasons = reasons.to_vec();
        std::mem::replace(&mut self.state, State::Called(call))
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
        self.standby = placement.is_none();
        self.placement = placement.cloned();
        self.promise = promise;
        self.reasons = reasons.to_vec();
    }

    pub(crate) const fn break_promise(&mut self) {
        self.window = None;
        self.broken_promises += 1;
    }

    pub(crate) fn keep_for(&mut self, kept: &KeptPlace) {
        self.kept_for = Some(kept.date);
        self.placement = Some(kept.placement.clone());
        self.promise = Some(kept.promise);
    }
}
