// SPDX-License-Identifier: MPL-2.0
//! A told window stands beside a promise while its ticket waits or is set aside. It only narrows or moves
//! earlier until it has proved wrong, it ends with the promise at the latest, and nobody is told a time
//! before which they may not be called.

use super::ReferenceOffice;
use office::command::Command;
use office::event::Event;
use office::ticket::{Promise, State, Ticket};
use office::time::UnixTime;
use office::window::{Foreseen, Window, WindowTold};

/// Windows are told in whole five minutes.
const STEP: i64 = 300;

impl ReferenceOffice {
    pub(super) fn windows_told(&mut self, windows: &[WindowTold], command: Option<&Command>, at: UnixTime) {
        let Some(Command::TellWindows(foreseen)) = command else {
            return self.violation("windows were told that nobody foresaw");
        };
        for told in windows {
            match foreseen.iter().find(|one| one.ticket == told.ticket) {
                Some(one) if (one.low, one.high) == (told.low, told.high) => self.window_told(one, told, at),
                _ => self.violation(format!("{told:?} is not what was foreseen")),
            }
        }
    }

    fn window_told(&mut self, foreseen: &Foreseen, told: &WindowTold, at: UnixTime) {
        let Some(ticket) = self.ticket(told.ticket).cloned() else {
            return self.violation("a window was told to an unknown ticket");
        };
        let number = ticket.number;
        let Some(promise) = ticket.promise.filter(|promise| *promise == foreseen.promise) else {
            return self.violation(format!("number {number} was told a window under another promise"));
        };
        if !ticket.waits_today() || promise.latest <= at {
            self.violation(format!("number {number} was told a window and waits for none"));
        }
        if told.window != ticket.window {
            let wrong = match told.window {
                Some(window) => {
                    untrue_window(&ticket, promise, window, at).or_else(|| self.contradiction(told, at))
                }
                None => ticket.window.filter(|old| at <= old.latest).map(|_| "was taken back too soon"),
            };
            if let Some(wrong) = wrong {
                let (new, old) = (told.window, self.told.get(&told.ticket).or(ticket.window.as_ref()));
                self.violation(format!(
                    "the window of number {number} {wrong}: {new:?} after {old:?} at {at}"
                ));
            }
        }
        if let Some(window) = told.window {
            self.told.insert(told.ticket, window);
        }
        self.change(told.ticket, |ticket| {
            let before = beginning(ticket);
            ticket.window = told.window;
            note_beginning(ticket, before);
        });
    }

    /// Against what was last told under the same promise, whether it still stands or not.
    fn contradiction(&self, told: &WindowTold, at: UnixTime) -> Option<&'static str> {
        let last = self.told.get(&told.ticket).filter(|last| at <= last.latest)?;
        let later = told.window.is_some_and(|window| window.latest > last.latest);
        later.then_some("moved later")
    }

    /// After every event: what is left of each window.
    pub(super) fn trim_windows(&mut self, event: &Event) {
        if let Event::PromiseBroken { ticket, .. } = event {
            self.told.remove(ticket);
            self.change(*ticket, |ticket| (ticket.window, ticket.told_before) = (None, None));
        }
        for ticket in &mut self.tickets {
            let aside = matches!(ticket.state, State::Parked { .. } | State::Absent { .. });
            let promise = ticket.promise.filter(|_| ticket.waits_today() || aside);
            ticket.window = ticket.window.zip(promise).and_then(|(window, promise)| left_of(window, promise));
            if ticket.promise.is_none() || ticket.state.is_over() {
                self.told.remove(&ticket.id);
            }
        }
    }
}

fn untrue_window(ticket: &Ticket, promise: Promise, window: Window, at: UnixTime) -> Option<&'static str> {
    let here = ticket.away_until.unwrap_or(at);
    let whole = |moment: UnixTime| moment.unix().rem_euclid(STEP) == 0;
    if !(whole(window.earliest) && whole(window.latest)) {
        Some("is not in whole five minutes")
    } else if window.latest <= window.earliest {
        Some("is empty")
    } else if window.latest > promise.latest {
        Some("ends after the promise")
    } else if window.earliest < here.max(ticket.waiting_since).max(at) {
        Some("begins before the call can come")
    } else {
        None
    }
}

/// When the time that somebody was told begins.
pub(super) fn beginning(ticket: &Ticket) -> Option<UnixTime> {
    let promised = ticket.promise?.earliest;
    Some(ticket.window.map_or(promised, |window| window.earliest))
}

/// Who has read a later beginning may be out until then.
pub(super) fn note_beginning(ticket: &mut Ticket, before: Option<UnixTime>) {
    let read = [ticket.told_before, before].into_iter().flatten().max();
    ticket.told_before = match (read, beginning(ticket)) {
        (Some(read), Some(now)) if now < read => Some(read),
        _ => None,
    };
}

fn left_of(window: Window, promise: Promise) -> Option<Window> {
    let end = promise.latest.unix() - promise.latest.unix().rem_euclid(STEP);
    let latest = window.latest.min(UnixTime::from_unix(end));
    (window.earliest < latest).then_some(Window { latest, ..window })
}
