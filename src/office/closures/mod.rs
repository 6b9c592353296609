// SPDX-License-Identifier: MPL-2.0
//! When the office or one of its desks does not serve, against its week: special days and absences.

mod apply;
pub(crate) mod day_hours;
mod decide;
mod hours;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::OpenPeriod;
use crate::free_text::FreeText;
use crate::names::{AbsenceId, DeskId};
use crate::time::{TimeRange, UnixTime};

/// Other hours than the week's on one date; none where the office is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    pub date: Date,
    /// In order and apart.
    pub periods: Vec<OpenPeriod>,
    /// Why, in the office's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<FreeText>,
}

/// A desk without a clerk for a while: its time is promised to nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absence {
    pub id: AbsenceId,
    pub desk: DeskId,
    #[serde(flatten)]
    pub time: TimeRange,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<FreeText>,
}

/// The special days and absences that are known, of today and later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closures {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    days: Vec<SpecialDay>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    absences: BTreeMap<AbsenceId, Absence>,
    /// How many absences were planned so far.
    #[serde(default)]
    planned: u64,
}

impl Closures {
    pub fn is_empty(&self) -> bool {
        self.days.is_empty() && self.absences.is_empty() && self.planned == 0
    }

    /// In the order of their dates.
    pub fn days(&self) -> &[SpecialDay] {
        &self.days
    }

    pub fn day(&self, date: Date) -> Option<&SpecialDay> {
        let place = self.days.binary_search_by_key(&date, |day| day.date);
        place.ok().map(|place| &self.days[place])
    }

    /// In the order in which they were planned.
    pub fn absences(&self) -> impl Iterator<Item = &Absence> {
        self.absences.values()
    }

    pub fn absence(&self, id: AbsenceId) -> Option<&Absence> {
        self.absences.get(&id)
    }

    pub(crate) fn absences_at<'a>(&'a self, desk: &'a DeskId) -> impl Iterator<Item = &'a Absence> {
        self.absences().filter(move |absence| absence.desk == *desk)
    }

    /// The notes of the days, then those of the absences.
    pub(crate) fn notes_mut(&mut self) -> impl Iterator<Item = &mut Option<FreeText>> {
        let days = self.days.iter_mut().map(|day| &mut day.note);
        days.chain(self.absences.values_mut().map(|absence| &mut absence.note))
    }

    const fn next_id(&self) -> AbsenceId {
        AbsenceId(self.planned + 1)
    }

    fn set_day(&mut self, day: &SpecialDay) {
        match self.days.binary_search_by_key(&day.date, |other| other.date) {
            Ok(place) => self.days[place] = day.clone(),
            Err(place) => self.days.insert(place, day.clone()),
        }
    }

    fn remove_day(&mut self, date: Date) -> bool {
        let place = self.days.binary_search_by_key(&date, |day| day.date);
        place.is_ok_and(|place| self.days.remove(place).date == date)
    }

    fn add_absence(&mut self, absence: &Absence) {
        self.planned = self.planned.max(absence.id.0);
        self.absences.insert(absence.id, absence.clone());
    }

    /// What of them reaches into a date or lies after it.
    pub(crate) fn from(&self, date: Date, day_start: UnixTime) -> Self {
        Self {
            days: self.days.iter().filter(|day| day.date >= date).cloned().collect(),
            absences: self
                .absences
                .iter()
                .filter(|(_, absence)| absence.time.end > day_start)
                .map(|(id, absence)| (*id, absence.clone()))
                .collect(),
            planned: self.planned,
        }
    }
}
