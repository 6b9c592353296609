// SPDX-License-Identifier: MPL-2.0
//! The expected window: when a ticket will probably be called. It stands beside the promise and never replaces it.
//! Simulations of the rest of the day forecast an interval for eight of ten calls. The interval is calibrated by past
//! visits (`calibration.rs`), rounded to five minutes, and ends no later than the promise. With too few past visits, or
//! where rounding leaves nothing of it, there is no window and the promise stands alone.

use serde::{Deserialize, Serialize};

use crate::names::TicketId;
use crate::ticket::{Promise, State, Ticket};
use crate::time::{Length, UnixTime};

/// Windows are rounded to this many seconds.
const ROUNDED_TO: i64 = 5 * 60;
/// Whoever reads «between 9.45 and 9.45» reads a mistake.
const LEAST_WIDTH: Length = Length::seconds(ROUNDED_TO);
/// Bounds one event: more than any screen shows.
pub const MOST_TOLD_AT_ONCE: usize = 200;

/// Not before `earliest`, not after `latest`, eight times out of ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    pub earliest: UnixTime,
    pub latest: UnixTime,
}

/// The forecast for one ticket: in the simulations, eight of ten calls came between `low` and `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Foreseen {
    pub ticket: TicketId,
    /// The promise that was simulated; once it changes, the forecast is void.
    pub promise: Promise,
    pub low: UnixTime,
    pub high: UnixTime,
}

/// A forecast as the ledger keeps it, and the window that was given from it, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowTold {
    pub ticket: TicketId,
    #[serde(rename = "foreseen_from")]
    pub low: UnixTime,
    #[serde(rename = "foreseen_to")]
    pub high: UnixTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
}

impl Window {
    /// The nearest whole five minutes, as far as the rules allow: not before the ticket can be called at all,
    /// and not after what it was promised. Nothing where no five minutes lie between the two.
    pub fn within_rules(
        low: UnixTime,
        high: UnixTime,
        not_before: UnixTime,
        promise: Promise,
    ) -> Option<Self> {
        let (first, last) = (rounded_up(not_before), rounded_down(promise.latest));
        let earliest = rounded(low).max(first).min(last - LEAST_WIDTH);
        let latest = rounded(high).max(earliest + LEAST_WIDTH).min(last);
        (first <= earliest).then_some(Self { earliest, latest })
    }

    pub fn covers(self, moment: UnixTime) -> bool {
        self.earliest <= moment && moment <= self.latest
    }

    pub fn width(self) -> Length {
        self.latest - self.earliest
    }

    /// What is left of it under a promise that may have become better.
    fn under(self, promise: Promise) -> Option<Self> {
        let trimmed = Self { latest: self.latest.min(rounded_down(promise.latest)), ..self };
        (trimmed.earliest < trimmed.latest).then_some(trimmed)
    }
}

impl Ticket {
    /// The window a person reads: the told one, or what the rules promise.
    pub fn shown_window(&self) -> Option<Window> {
        self.window.or_else(|| self.promise.map(Promise::as_window))
    }

    /// A window stands only beside a promise, and only while the ticket waits or is set aside with it.
    pub(crate) fn trim_window(&mut self) {
        let is_aside = matches!(self.state, State::Parked { .. } | State::Absent { .. });
        let promise = self.promise.filter(|_| self.waits_today() || is_aside);
        self.window = self.window.zip(promise).and_then(|(window, promise)| window.under(promise));
    }
}

const fn rounded_down(moment: UnixTime) -> UnixTime {
    UnixTime::from_unix(moment.unix().div_euclid(ROUNDED_TO) * ROUNDED_TO)
}

const fn rounded(moment: UnixTime) -> UnixTime {
    rounded_down(UnixTime::from_unix(moment.unix() + ROUNDED_TO / 2))
}

const fn rounded_up(moment: UnixTime) -> UnixTime {
    rounded_down(UnixTime::from_unix(moment.unix() + ROUNDED_TO - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> UnixTime {
        UnixTime::from_unix(minutes * 60)
    }

    fn promised(latest: i64) -> Promise {
        Promise { earliest: at(latest - 20), latest: at(latest) }
    }

    fn within(low: i64, high: i64, not_before: i64, latest: i64) -> Option<(i64, i64)> {
        let window = Window::within_rules(at(low), at(high), at(not_before), promised(latest))?;
        Some((window.earliest.unix() / 60, window.latest.unix() / 60))
    }

    #[test]
    fn a_window_is_rounded_to_five_minutes() {
        assert_eq!(within(612, 623, 600, 680), Some((610, 625)));
        assert_eq!(within(613, 622, 600, 680), Some((615, 620)));
        assert_eq!(within(610, 620, 600, 680), Some((610, 620)));
        assert_eq!(within(615, 615, 600, 680), Some((615, 620)), "and never empty");
    }

    #[test]
    fn a_window_never_ends_after_the_promise_and_never_begins_before_its_ticket_can_be_called() {
        assert_eq!(within(612, 640, 600, 627), Some((610, 625)));
        assert_eq!(within(580, 640, 605, 660), Some((605, 640)));
        assert_eq!(within(580, 640, 602, 660), Some((605, 640)));
        assert_eq!(within(650, 660, 600, 627), Some((620, 625)), "then the call is due any minute");
        assert_eq!(within(650, 660, 600, 630), Some((625, 630)));
    }

    #[test]
    fn where_no_whole_five_minutes_are_left_no_window_is_told() {
        assert_eq!(within(612, 613, 611, 619), None);
        assert_eq!(within(612, 613, 616, 624), None);
        assert_eq!(within(612, 613, 615, 620), Some((615, 620)));
    }

    #[test]
    fn under_a_better_promise_a_window_ends_on_whole_five_minutes_too() {
        let told = Window { earliest: at(610), latest: at(625) };
        assert_eq!(told.under(promised(623)), Some(Window { latest: at(620), ..told }));
        assert_eq!(told.under(promised(614)), None);
    }
}
