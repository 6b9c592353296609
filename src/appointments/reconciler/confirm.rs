//! After writing, the calendar is read again: only what stands there alone is counted on.

use super::executor::{Follower, tell};
use super::{NotTaken, OfficeSide, Seen};
use crate::port::Wish;
use office::command::{HoldReport, HoldStep};
use office::holds::HoldTrouble;
use office::time::TimeRange;

impl Follower {
    /// Reads the calendar again: what somebody else took meanwhile is not ours, and what stands is.
    pub(super) async fn confirm(
        &mut self,
        index: usize,
        done: Vec<Wish>,
        office: &impl OfficeSide,
        seen: &Seen,
        window: TimeRange,
    ) -> Result<(), NotTaken> {
        if done.is_empty() {
            return Ok(());
        }
        let now = office.now();
        let changed = self.sources[index].look(window, now).await;
        if self.sources[index].is_failing() || self.sources[index].seen_at() != Some(now) {
            return Ok(());
        }
        if changed {
            self.hand_over(office, seen, window).await?;
        }
        let holds = self.sources[index].holds();
        for wish in done {
            let stands = holds.iter().any(|held| held.key == wish.key && held.time == wish.time);
            let counted_on = seen
                .known
                .iter()
                .any(|hold| hold.desk == wish.desk && hold.time.start == wish.time.start && !hold.let_go);
            let step = if self.sources[index].is_taken(&wish.desk, wish.time) {
                if counted_on {
                    // The office knows the booking by now, and wants the rest: that is the next round's.
                    continue;
                }
                HoldStep::Refused(HoldTrouble::Taken)
            } else if stands {
                self.refused.remove(&wish.key);
                HoldStep::Confirmed
            } else {
                continue;
            };
            tell(office, HoldReport { desk: wish.desk, time: wish.time, step }).await?;
        }
        Ok(())
    }
}
