// SPDX-License-Identifier: MPL-2.0
//! Windows told to those who wait, as a forecast tells them: near the promise or far off it, in time or too
//! late.

use super::Workload;
use office::Office;
use office::calibration::{CalibrationRecord, FEWEST_VISITS, WindowOutcome};
use office::command::Command;
use office::ticket::{Promise, Ticket};
use office::time::{Length, UnixTime};
use office::window::Foreseen;

/// Whether this seed's office tells them. No seed saved before they were simulated is one of these, so that
/// the saved seeds replay the same days.
pub const fn tells_windows(seed: u64) -> bool {
    matches!(
        seed % 53,
        0 | 3 | 7..=9 | 11 | 14..=16 | 20 | 23 | 27 | 30 | 32 | 36..=38 | 40 | 41 | 43..=45 | 47 | 49 | 51 | 52
    )
}

/// As much as an office knows that has told windows for a while: each call came a quarter before or after the
/// middle.
pub fn many_visits() -> CalibrationRecord {
    let visit = |number: usize| WindowOutcome {
        before: if number.is_multiple_of(2) { -250 } else { -750 },
        after: if number.is_multiple_of(2) { -750 } else { -250 },
        width: Some(15),
        held: true,
    };
    CalibrationRecord::of((0..2 * FEWEST_VISITS).map(visit))
}

/// Percent of the steps.
const SHARE: i64 = 12;

impl Workload {
    /// Draws from its own stream.
    pub(super) fn windows_command(&mut self, office: &Office, now: UnixTime) -> Option<Command> {
        let rng = self.windows_rng.as_mut()?;
        if !office.is_open(now) || !rng.percent(SHARE) {
            return None;
        }
        let mut foreseen = Vec::new();
        for ticket in office.tickets().iter().filter(|ticket| is_foreseen(ticket)) {
            let Some(promise) = ticket.promise else { continue };
            if !rng.percent(85) {
                continue;
            }
            let low = promise.earliest + Length::seconds(rng.between(-1_500, 1_500));
            let shortest = if rng.percent(2) { -300 } else { 0 };
            let high = low + Length::seconds(rng.between(shortest, 2_400));
            let earlier = Promise { latest: promise.latest + Length::minutes(5), ..promise };
            let promise = if rng.percent(3) { earlier } else { promise };
            foreseen.push(Foreseen { ticket: ticket.id, promise, low, high });
        }
        (!foreseen.is_empty()).then_some(Command::TellWindows(foreseen))
    }
}

/// A forecast may be about somebody who was called meanwhile.
fn is_foreseen(ticket: &Ticket) -> bool {
    ticket.waits_today() || ticket.state.call().is_some()
}
