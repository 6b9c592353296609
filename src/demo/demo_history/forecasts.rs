// SPDX-License-Identifier: MPL-2.0
//! Forecasts of the simulated past: learned lengths each morning and windows at each arrival, as for a live office
//! (`src/jobs/window_job.rs`).

use super::Days;
use forecast::lengths;
use forecast::windows::{WindowBudget, forecast_windows};
use office::command::Command;
use office::time::UnixTime;

/// Enough for 10 % tails; the whole past has to be simulated within seconds.
const BUDGET: WindowBudget = WindowBudget { trials: 40, steps: 10_000 };

impl Days<'_> {
    pub(super) fn learn_lengths(&mut self, at: UnixTime) {
        let learned =
            lengths::to_learned_lengths(&lengths::learned(self.office.setup(), self.history.with_kept()));
        if !learned.is_empty() {
            self.ask(Command::LearnLengths(learned), at);
        }
    }

    pub(super) fn tell_windows(&mut self, at: UnixTime) {
        if self.office.waiting() == 0 {
            return;
        }
        let windows = forecast_windows(self.office.lookahead(at), at, BUDGET, &|| true);
        if !windows.is_empty() {
            self.ask(Command::TellWindows(windows), at);
        }
    }
}
