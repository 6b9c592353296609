// SPDX-License-Identifier: MPL-2.0
//! After writing, the calendar is read again: only what it shows, and nobody else has, is counted on.

use super::rounds::Reconciler;
use super::writes::report;
use super::{CommandError, OfficePort, OfficeSnapshot};
use crate::port::ExistingHold;
use office::command::{HoldReport, HoldStep};
use office::holds::HoldTrouble;

impl Reconciler {
    /// Reports which of the written holds are ours, where the calendar was read since.
    pub(super) async fn confirm(
        &mut self,
        office: &impl OfficePort,
        snapshot: &OfficeSnapshot,
    ) -> Result<(), CommandError> {
        for index in 0..self.sources.len() {
            for request in self.sources[index].take_read_again() {
                let source = &self.sources[index];
                let is_ours = |held: &ExistingHold| held.key == request.key && held.time == request.time;
                let counted_on = snapshot.known.iter().any(|hold| {
                    hold.desk == request.desk && hold.time.start == request.time.start && !hold.let_go
                });
                let step = if source.is_taken(&request.desk, request.time) {
                    if counted_on {
                        // The office knows the booking by now; the next round holds the rest.
                        continue;
                    }
                    HoldStep::Refused(HoldTrouble::Taken)
                } else if source.holds().iter().any(is_ours) {
                    self.refused.remove(&request.key);
                    HoldStep::Confirmed
                } else {
                    continue;
                };
                report(office, HoldReport { desk: request.desk, time: request.time, step }).await?;
            }
        }
        Ok(())
    }
}
