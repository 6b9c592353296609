// SPDX-License-Identifier: MPL-2.0
//! What events do to the queue.

use crate::invalid_event::InvalidEvent;
use crate::office::Office;
use crate::window::WindowTold;

impl Office {
    pub(crate) fn tell_windows(&mut self, told: &[WindowTold]) -> Result<(), InvalidEvent> {
        let index = |told: &WindowTold| self.tickets.index_of(told.ticket);
        let known: Option<Vec<_>> = told.iter().map(|one| index(one).map(|index| (index, *one))).collect();
        for (index, one) in known.ok_or(InvalidEvent("unknown ticket"))? {
            let ticket = self.tickets.get_mut(index);
            let told_before = ticket.told_beginning();
            ticket.window = one.window;
            ticket.trim_window();
            ticket.note_told_before(told_before);
            if ticket.first_called_at.is_none() {
                self.calibration.note_window(index, one);
            }
        }
        Ok(())
    }
}
