// SPDX-License-Identifier: MPL-2.0
//! Components that share a UID are one entry: a master and overrides of single instances. Of several versions with one
//! start the one with the highest SEQUENCE counts; those with other starts may be bookings of their own, and take time.

use std::collections::HashMap;

use super::event::Event;
use super::expand::{Instances, Series};
use super::problems::Problems;
use super::{CalendarError, ParseOptions};
use crate::port::{Entry, ForeignId};

pub(super) fn entries(
    events: Vec<Event>,
    options: &ParseOptions<'_>,
    problems: &mut Problems,
) -> Result<Vec<Entry>, CalendarError> {
    let mut entries = Vec::new();
    let mut left = options.limits.instances;
    for (id, events) in by_uid(events) {
        let series = series(&events);
        if let Some(second) = series.masters.iter().find(|master| master.start != series.masters[0].start) {
            problems.at(second.line, "another entry has its name and another start; both were taken");
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
fn by_uid(events: Vec<Event>) -> Vec<(String, Vec<Event>)> {
    let mut places: HashMap<String, usize> = HashMap::with_capacity(events.len());
    let mut groups: Vec<(String, Vec<Event>)> = Vec::with_capacity(events.len());
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

fn series(events: &[Event]) -> Series<'_> {
    let (masters, instances): (Vec<&Event>, Vec<&Event>) =
        events.iter().partition(|event| event.instance.is_none());
    let latest = |master: &Event| {
        let same = masters.iter().filter(|other| other.start.moment() == master.start.moment());
        same.map(|other| other.sequence).max()
    };
    let latest = masters.iter().filter(|master| latest(master) == Some(master.sequence)).copied().collect();
    Series { masters: latest, instances }
}
