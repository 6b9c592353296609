// SPDX-License-Identifier: MPL-2.0
//! One desk's time today: what is booked and what is reserved.

use crate::time::TimeRange;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DeskTime {
    /// In the order of the diary.
    pub booked: Vec<TimeRange>,
    /// When nobody serves there: the office is closed, or its clerk away. Sorted and disjoint.
    pub away: Vec<TimeRange>,
    /// Open gaps and lent time that may be counted on, without bookings and absences; sorted and disjoint.
    pub reserved: Vec<TimeRange>,
    /// Lent time that may have been booked again: freed, the appointment system silent, and no hold of ours.
    pub unconfirmed: Vec<TimeRange>,
}
