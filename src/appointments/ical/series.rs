// SPDX-License-Identifier: MPL-2.0
//! Components that share a UID are one entry: a master and overrides of single instances. Of several versions with one
//! start the one with the highest SEQUENCE counts. Those with other starts may be bookings of their own and take
//! time, and so does an earlier version that takes what the latest leaves free.

use std::collections::HashMap;

use super::event::CalendarEvent;
use super::expand::{Instances, Series};
use super::problems::Problems;
use super::{CalendarError, ParseOptions};
use crate::port::{Entry, ForeignId};

pub(super) fn entries(
    events: Vec<CalendarEvent>,
    options: &ParseOptions<'_>,
    problems: &mut Problems,
) -> Result<Vec<Entry>, CalendarError> {
    let mut entries = Vec::new();
    let mut left = options.limits.instances;
    for (id, events) in by_uid(events) {
        let (series, older) = series(&events);
        if let Some(second) = series.masters.iter().find(|master| master.start != series.masters[0].start) {
            problems.at(second.line, "another entry has its name and another start; both were taken");
        }
        for older in older {
            problems.at(older.line, "an older version of an entry takes other time; both were taken");
        }
        let mut instances = Instances::new(options, &id, problems);
        instances.add(&series);
        let occupied = instances.into_occupied();
        left =
            left.checked_sub(occupied.len()).ok_or(CalendarError::TooManyTimes(options.limits.instances))?;
        if !occupied.is_empty() {
            entries.push(Entry { id: ForeignId(id), etag: None, occupied });
        }
    }
    Ok(entries)
}

/// In the order of the calendar.
fn by_uid(events: Vec<CalendarEvent>) -> Vec<(String, Vec<CalendarEvent>)> {
    let mut places: HashMap<String, usize> = HashMap::with_capacity(events.len());
    let mut groups: Vec<(String, Vec<CalendarEvent>)> = Vec::with_capacity(events.len());
    for mut event in events {
        // Without a UID the entry is identified by its time.
        let uid = event.uid.take().filter(|uid| !uid.is_empty());
        let uid =
            uid.unwrap_or_else(|| format!("nameless-{}-{:?}", event.start.moment().unix(), event.lasts));
        if let Some(&place) = places.get(&uid) {
            groups[place].1.push(event);
        } else {
            places.insert(uid.clone(), groups.len());
            groups.push((uid, vec![event]));
        }
    }
    groups
}

/// The series, and those of its masters that a later version was to replace.
fn series(events: &[CalendarEvent]) -> (Series<'_>, Vec<&CalendarEvent>) {
    let (masters, instances): (Vec<&CalendarEvent>, Vec<&CalendarEvent>) =
        events.iter().partition(|event| event.instance.is_none());
    let of_one_start = |master: &CalendarEvent| {
        let start = master.start.moment();
        masters.iter().filter(move |other| other.start.moment() == start).copied()
    };
    let is_latest =
        |master: &CalendarEvent| of_one_start(master).all(|other| other.sequence <= master.sequence);
    let takes_more = |master: &CalendarEvent| {
        let mut latest = of_one_start(master).filter(|other| is_latest(other));
        !master.takes_nothing && latest.all(|latest| !latest.takes_nothing && !covers(latest, master))
    };
    let older: Vec<&CalendarEvent> =
        masters.iter().filter(|master| !is_latest(master) && takes_more(master)).copied().collect();
    let masters = masters.iter().filter(|master| is_latest(master)).chain(&older).copied().collect();
    (Series { masters, instances }, older)
}

/// Whether an entry takes all the time that another of the same start takes for itself.
fn covers(one: &CalendarEvent, other: &CalendarEvent) -> bool {
    one.place.cover(&other.place) && one.lasts.from(&one.start).end >= other.lasts.from(&other.start).end
}
