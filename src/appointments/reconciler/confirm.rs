// SPDX-License-Identifier: MPL-2.0
//! After writing, the calendar is read again: only what it shows, and nobody else has, is counted on.

use super::rounds::Reconciler;
use super::writes::report;
use super::{CommandError, OfficePort, OfficeSnapshot};
use crate::port::HoldRequest;
use office::command::{HoldReport, HoldStep};
use office::holds::HoldTrouble;
use office::time::TimeRange;

impl Reconciler {
    /// Reads the calendar again and reports which of the written holds are ours.
    pub(super) async fn confirm(
        &mut self,
        index: usize,
        written: Vec<HoldRequest>,
        office: &impl OfficePort,
        snapshot: &OfficeSnapshot,
        window: TimeRange,
    ) -> Result<(), CommandError> {
        if written.is_empty() {
            return Ok(());
        }
        let now = office.now();
        let changed = self.sources[index].poll(window, now).await;
        if self.sources[index].is_failing() || self.sources[index].last_read() != Some(now) {
            return Ok(());
        }
        if changed {
            self.hand_over(office, snapshot, window).await?;
        }
        let holds = self.sources[index].holds();
        for request in written {
            let stands = holds.iter().any(|held| held.key == request.key && held.time == request.time);
            let counted_on = snapshot.known.iter().any(|hold| {
                hold.desk == request.desk && hold.time.start == request.time.start && !hold.let_go
            });
            let step = if self.sources[index].is_taken(&request.desk, request.time) {
                if counted_on {
                    // The office knows the booking by now; the next round holds the rest.
                    continue;
                }
                HoldStep::Refused(HoldTrouble::Taken)
            } else if stands {
                self.refused.remove(&request.key);
                HoldStep::Confirmed
            } else {
                continue;
            };
            report(office, HoldReport { desk: request.desk, time: request.time, step }).await?;
        }
        Ok(())
    }
}
