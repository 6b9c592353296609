// SPDX-License-Identifier: MPL-2.0
//! What the appointment system did with our holds, and whether it answers. The office lets go of a hold
//! before it is given back, and refuses to while it wants the time: so nothing is promised that is being
//! given away.

use crate::command::{HoldReport, HoldStep};
use crate::decide::Decision;
use crate::event::Event;
use crate::holds::{HoldTrouble, KnownHold};
use crate::names::DeskId;
use crate::office::Office;
use crate::queue::planning::Why;
use crate::refusal::Refusal;
use crate::time::{Length, TimeRange, UnixTime};

/// Longer than any gap; beyond it somebody sent another hold's end.
const LONGEST_HOLD: Length = Length::minutes(24 * 60);

impl Office {
    pub(crate) fn decide_hold(&self, report: &HoldReport, now: UnixTime) -> Result<Decision, Refusal> {
        let HoldReport { desk, time, step } = report;
        self.known_desk(desk)?;
        if time.is_empty() {
            return Err(Refusal::EndsBeforeItStarts);
        }
        if time.length() > LONGEST_HOLD {
            return Err(Refusal::Invalid("a hold is at most a day long".to_owned()));
        }
        let known = self.holds.known.get(&(desk.clone(), time.start));
        match step {
            HoldStep::Confirmed => self.decide_confirmed(report, known, now),
            HoldStep::LettingGo => self.decide_letting_go(report, known, now),
            HoldStep::Released => {
                let was_counted_on = known.filter(|hold| !hold.let_go).map(|hold| hold.time);
                let event = known.map(|hold| Event::HoldReleased { desk: desk.clone(), time: hold.time });
                Ok(self.after_hold(event, was_counted_on, Why::HoldLost))
            }
            HoldStep::Refused(why) => Ok(self.decide_refused(report, known, *why)),
        }
    }

    fn decide_confirmed(
        &self,
        report: &HoldReport,
        known: Option<&KnownHold>,
        now: UnixTime,
    ) -> Result<Decision, Refusal> {
        let HoldReport { desk, time, .. } = report;
        if known.is_some_and(|hold| hold.time == *time && !hold.let_go) {
            return Ok(Decision::nothing(Vec::new()));
        }
        let given_up = known.filter(|hold| !hold.let_go).map(|hold| TimeRange::new(time.end, hold.time.end));
        let given_up = given_up.filter(|part| !part.is_empty());
        if given_up.is_some_and(|part| self.would_be_missed(desk, time.start, part, now)) {
            return Err(Refusal::HoldStillWanted);
        }
        let event = Event::HoldConfirmed { desk: desk.clone(), time: *time };
        Ok(self.after_hold(Some(event), Some(*time), Why::TimeFreed))
    }

    fn decide_letting_go(
        &self,
        report: &HoldReport,
        known: Option<&KnownHold>,
        now: UnixTime,
    ) -> Result<Decision, Refusal> {
        let HoldReport { desk, time, .. } = report;
        let whole = known.map_or(*time, |hold| hold.time);
        if self.would_be_missed(desk, time.start, whole, now) {
            return Err(Refusal::HoldStillWanted);
        }
        let event = known.filter(|hold| !hold.let_go).map(|hold| hold.time);
        let event = event.map(|time| Event::HoldLetGo { desk: desk.clone(), time });
        Ok(Decision::nothing(event.into_iter().collect()))
    }

    fn decide_refused(&self, report: &HoldReport, known: Option<&KnownHold>, why: HoldTrouble) -> Decision {
        let HoldReport { desk, time, .. } = report;
        let told = self.holds.refused.get(&(desk.clone(), time.start));
        if known.is_none() && told.is_some_and(|told| (told.time, told.why) == (*time, why)) {
            return Decision::nothing(Vec::new());
        }
        let was_counted_on = known.filter(|hold| !hold.let_go).map(|hold| hold.time);
        let event = Event::HoldRefused { desk: desk.clone(), time: *time, why };
        self.after_hold(Some(event), was_counted_on, Why::HoldLost)
    }

    /// Places are made anew when time came or went, today or on a day that somebody has a place on.
    fn after_hold(&self, event: Option<Event>, touched: Option<TimeRange>, why: Why) -> Decision {
        let ahead = touched.is_some_and(|time| time.end > self.day.range().start);
        let matters = event.is_some() && ahead;
        Decision { settle: matters.then_some(why), ..Decision::nothing(event.into_iter().collect()) }
    }

    pub(crate) fn decide_diary_lost(&self, known_at: Option<UnixTime>, unread: &[DeskId]) -> Decision {
        let new =
            self.holds.lost_since.is_none().then(|| Event::DiaryLost { known_at, unread: unread.to_vec() });
        Decision::nothing(new.into_iter().collect())
    }

    /// What was lent and could not be confirmed may be given to tickets again.
    pub(crate) fn decide_diary_found(&self) -> Decision {
        let found = self.holds.lost_since.map(|_| Event::DiaryFound);
        let settle = found.is_some().then_some(Why::TimeFreed);
        Decision { settle, ..Decision::nothing(found.into_iter().collect()) }
    }
}
