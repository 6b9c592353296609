//! Components that share a UID are one entry: a master, and those that stand for single instances of it. Of
//! several versions the one with the highest SEQUENCE counts.

use std::collections::HashMap;

use super::event::Event;
use super::expand::{Instances, Series};
use super::problems::Problems;
use super::{Reading, Unreadable};
use crate::port::{Entry, ForeignId};

pub(super) fn entries(
    events: Vec<Event>,
    reading: &Reading<'_>,
    problems: &mut Problems,
) -> Result<Vec<Entry>, Unreadable> {
    let mut entries = Vec::new();
    let mut left = reading.limits.instances;
    for (id, events) in by_uid(events) {
        let series = series(&events);
        let mut instances = Instances::new(reading, &id, problems);
        instances.add(&series);
        let occupied = instances.into_occupied();
        left = left.checked_sub(occupied.len()).ok_or(Unreadable::TooManyTimes(reading.limits.instances))?;
        if !occupied.is_empty() {
            entries.push(Entry { id: ForeignId(id), etag: None, occupied });
        }
    }
    Ok(entries)
}

/// In the order in which they first stand in the calendar.
fn by_uid(events: Vec<Event>) -> Vec<(String, Vec<Event>)> {
    let mut places: HashMap<String, usize> = HashMap::with_capacity(events.len());
    let mut groups: Vec<(String, Vec<Event>)> = Vec::with_capacity(events.len());
    for mut event in events {
        // Without a name of its own it is what it takes: the same tomorrow, if nobody changes it.
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
    let latest = masters.iter().map(|master| master.sequence).max();
    let masters = masters.into_iter().filter(|master| Some(master.sequence) == latest).collect();
    Series { masters, instances }
}
