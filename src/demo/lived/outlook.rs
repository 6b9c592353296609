//! What such an office was told ahead: each morning what visits took, and whenever somebody comes when those who
//! wait will probably be called. As `src/outlook/` does it beside a living one; neither changes who is called.

use super::Days;
use forecast::lengths;
use forecast::windows::{Effort, foresee};
use office::command::Command;
use office::time::UnixTime;

/// Enough for a tenth on either side; a past is to be there within seconds.
const EFFORT: Effort = Effort { trials: 40, steps: 10_000 };

impl Days<'_> {
    pub(super) fn learn_lengths(&mut self, at: UnixTime) {
        let told = lengths::to_tell(&lengths::learned(self.office.setup(), self.history.visits()));
        if !told.is_empty() {
            self.ask(Command::LearnLengths(told), at);
        }
    }

    pub(super) fn tell_windows(&mut self, at: UnixTime) {
        if self.office.waiting() == 0 {
            return;
        }
        let foreseen = foresee(self.office.lookahead(at), at, EFFORT, &|| true);
        if !foreseen.is_empty() {
            self.ask(Command::TellWindows(foreseen), at);
        }
    }
}
