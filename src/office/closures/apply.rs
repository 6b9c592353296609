// SPDX-License-Identifier: MPL-2.0
//! What the events of closures do to the office.

use jiff::civil::Date;

use super::{Absence, SpecialDay};
use crate::invalid_event::InvalidEvent;
use crate::names::AbsenceId;
use crate::office::Office;
use crate::ticket::Ticket;
use crate::time::UnixTime;
use crate::visits::desks::Staffing;

impl Office {
    pub(crate) fn set_special_day(&mut self, day: &SpecialDay, at: UnixTime) {
        self.closures.set_day(day);
        self.refresh_hours(at);
    }

    pub(crate) fn remove_special_day(&mut self, date: Date, at: UnixTime) -> Result<(), InvalidEvent> {
        if !self.closures.remove_day(date) {
            return Err(InvalidEvent("no special day"));
        }
        self.refresh_hours(at);
        Ok(())
    }

    /// Whoever left a desk and comes back when the absence ends has not left it for the day.
    pub(crate) fn plan_absence(&mut self, absence: &Absence, at: UnixTime) -> Result<(), InvalidEvent> {
        let desk = self.desk_of_event(&absence.desk)?;
        self.closures.add_absence(absence);
        let begins_now = absence.time.contains(at);
        let place_in_it = |ticket: &Ticket| {
            ticket.placement.as_ref().is_some_and(|place| place.time.overlaps(absence.time))
        };
        self.set_free_from(&absence.desk, |ticket| begins_now || place_in_it(ticket));
        if self.desks[desk].staffing == Staffing::Left && begins_now {
            self.desks.staff(desk, Staffing::Expected, at);
        }
        self.refresh_desk_time(&absence.desk);
        Ok(())
    }

    pub(crate) fn cancel_absence(&mut self, id: AbsenceId) -> Result<(), InvalidEvent> {
        let absence = self.closures.absences.remove(&id).ok_or(InvalidEvent("no absence"))?;
        self.refresh_desk_time(&absence.desk);
        Ok(())
    }

    /// Today's hours by the setup and the closures there are.
    pub(crate) fn refresh_hours(&mut self, at: UnixTime) {
        self.day.change_hours(&self.setup, &self.closures, at);
        self.refresh_desk_times();
    }
}
