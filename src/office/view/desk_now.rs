// SPDX-License-Identifier: MPL-2.0
//! What happens at each desk now, for whoever steers the day. Times are minutes since the local day began.

use crate::names::AbsenceId;
use crate::office::Office;
use crate::ticket::State;
use crate::time::{Length, UnixTime};
use crate::visits::desks::{DeskIndex, Staffing};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskNowRow {
    pub state: DeskStatus,
    /// Nothing where nobody has opened it today.
    pub since: Option<u32>,
    /// When the absence or the booking under way ends.
    pub until: Option<u32>,
    /// The absence under way.
    pub absence: Option<AbsenceId>,
    /// It has a visit far beyond its expected length: probably nobody wrote down how it ended.
    pub forgotten: bool,
}

/// A visit over its time by as much as it was expected to take, and by no less than this.
const FORGOTTEN_AFTER: Length = Length::minutes(30);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskStatus {
    /// Nobody has opened it today, or its clerk has left.
    NotOpen,
    /// Its clerk is away for a while.
    Away,
    /// A citizen who booked has the desk.
    Booked,
    Free,
    Called,
    Serving,
}

impl Office {
    pub(super) fn desk_now(&self, index: DeskIndex, now: UnixTime) -> DeskNowRow {
        let desk = &self.desks[index];
        let absences = self.closures.absences_at(&desk.id).filter(|absence| absence.time.contains(now));
        let away = absences.max_by_key(|absence| absence.time.end);
        let booked = self.citizen_booked(index, now);
        let (state, since, until) = if let Some((state, since)) = self.visit_under_way(index) {
            (state, Some(since), None)
        } else if let Some(absence) = away {
            (DeskStatus::Away, Some(absence.time.start), Some(absence.time.end))
        } else if desk.staffing != Staffing::Open {
            (DeskStatus::NotOpen, desk.staffing_since, None)
        } else if let Some(time) = booked {
            (DeskStatus::Booked, Some(time.start), Some(time.end))
        } else {
            (DeskStatus::Free, self.free_since(index, now), None)
        };
        DeskNowRow {
            state,
            since: since.map(|moment| self.minute(moment)),
            until: until.map(|moment| self.minute(moment)),
            absence: away.map(|absence| absence.id),
            forgotten: self.has_forgotten_visit(index, now),
        }
    }

    fn visit_under_way(&self, index: DeskIndex) -> Option<(DeskStatus, UnixTime)> {
        match &self.tickets[self.desks[index].ticket?].state {
            State::Called(call) => Some((DeskStatus::Called, call.at)),
            State::Serving { since, .. } => Some((DeskStatus::Serving, *since)),
            State::Waiting
            | State::Parked { .. }
            | State::Absent { .. }
            | State::Done { .. }
            | State::Left { .. } => None,
        }
    }

    fn has_forgotten_visit(&self, index: DeskIndex, now: UnixTime) -> bool {
        let visit = self.desks[index].ticket.map(|ticket| &self.tickets[ticket].visit);
        let beyond = visit.map(|visit| visit.expected.max(FORGOTTEN_AFTER));
        let over = self.expected_end(index).zip(beyond);
        over.is_some_and(|(end, beyond)| end + beyond <= now)
    }

    /// When the last of what held it was over.
    fn free_since(&self, index: DeskIndex, now: UnixTime) -> Option<UnixTime> {
        let desk = &self.desks[index];
        let booked = self.todays_bookings(index).map(|time| time.end);
        let away = self.closures.absences_at(&desk.id).map(|absence| absence.time.end);
        let served = desk.served.last().map(|time| time.end);
        let stepped = desk.last_step.as_ref().map(|step| step.at);
        let over = booked.chain(away).chain(served).chain(stepped).chain(desk.staffing_since);
        over.filter(|&end| end <= now).max()
    }
}
