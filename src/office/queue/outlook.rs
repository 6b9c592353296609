// SPDX-License-Identifier: MPL-2.0
//! Results of work beside the office thread become events: expected windows, learned lengths.

use crate::decide::Decision;
use crate::event::Event;
use crate::lengths::{LearnedLength, MOST_LENGTHS};
use crate::office::Office;
use crate::refusal::Refusal;
use crate::time::UnixTime;
use crate::window::{Foreseen, MOST_TOLD_AT_ONCE, Window, WindowTold};

impl Office {
    /// Only windows that people would see as new, and the first of each visit, by which its coverage is counted.
    pub(crate) fn decide_windows(&self, foreseen: &[Foreseen], now: UnixTime) -> Result<Decision, Refusal> {
        if foreseen.len() > MOST_TOLD_AT_ONCE {
            return Err(Refusal::Invalid(format!("at most {MOST_TOLD_AT_ONCE} windows are told at once")));
        }
        let windows: Vec<WindowTold> = foreseen.iter().filter_map(|one| self.window_told(one, now)).collect();
        if windows.is_empty() {
            return Ok(Decision::nothing(Vec::new()));
        }
        Ok(Decision::nothing(vec![Event::WindowsTold { windows }]))
    }

    fn window_told(&self, foreseen: &Foreseen, now: UnixTime) -> Option<WindowTold> {
        let index = self.tickets.index_of(foreseen.ticket)?;
        let ticket = &self.tickets[index];
        let promise =
            ticket.promise.filter(|&promise| promise == foreseen.promise && now < promise.latest)?;
        if !ticket.waits_today() || foreseen.high < foreseen.low {
            return None;
        }
        let Foreseen { ticket: id, low, high, .. } = *foreseen;
        let not_before = ticket.away_until.unwrap_or(now).max(ticket.waiting_since).max(now);
        let window = self
            .calibration
            .calibrated(low, high)
            .and_then(|(low, high)| Window::within_rules(low, high, not_before, promise));
        // A window that was given is only narrowed or moved earlier, until its end has passed.
        let given = ticket.window.filter(|given| now <= given.latest);
        let window =
            given.map_or(window, |given| window.filter(|new| new.latest <= given.latest).or(ticket.window));
        let is_first = ticket.first_called_at.is_none() && !self.calibration.has_first(index);
        let is_news = window != ticket.window;
        (is_first || is_news).then_some(WindowTold { ticket: id, low, high, window })
    }

    pub(crate) fn decide_lengths(&self, lengths: &[LearnedLength]) -> Result<Decision, Refusal> {
        if lengths.len() > MOST_LENGTHS {
            return Err(Refusal::Invalid(format!("at most {MOST_LENGTHS} kinds of visits have a length")));
        }
        for one in lengths {
            one.check().map_err(Refusal::Invalid)?;
            if self.setup.errand(&one.errand).is_none() {
                return Err(Refusal::UnknownErrand(one.errand.clone()));
            }
        }
        if lengths == self.lengths {
            return Ok(Decision::nothing(Vec::new()));
        }
        Ok(Decision::nothing(vec![Event::LengthsLearned { lengths: lengths.to_vec() }]))
    }
}
