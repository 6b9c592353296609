// SPDX-License-Identifier: MPL-2.0
//! The zones that a name can mean. The names are in `zone_names.txt`: Windows' own and those that Outlook shows, in
//! five languages, and the cities of CLDR. Where they come from: docs/decisions/0030-time-that-cannot-be-placed.md

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::plain_text::plain;

const TABLE: &str = include_str!("zone_names.txt");
/// A shorter beginning could be that of too many names.
const LEAST_LETTERS: usize = 4;

/// What a name says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Named {
    Zones(Vec<TimeZone>),
    /// Seconds east of Greenwich, beside a place that nobody knows.
    Offset(i32),
    Nothing,
}

type Name = Arc<str>;

struct Table {
    /// Whole names, and the IANA zones each is used for.
    names: BTreeMap<String, Vec<Name>>,
    /// Single places of those names.
    places: BTreeMap<String, Vec<Name>>,
}

static NAMES: LazyLock<Table> = LazyLock::new(Table::read);

/// The zone that the standards' own names mean: IANA with or without a path before it, Windows. A name that is no more
/// than an offset is none: the calendar may define it.
pub(super) fn standard(name: &str) -> Option<TimeZone> {
    let known = |name: &str| TimeZoneDatabase::bundled().get(name).ok();
    if offset_alone(name).is_some() {
        return None;
    }
    if let Some(zone) = known(name) {
        return Some(zone);
    }
    let name = plain(name);
    let without_path = || {
        let after = name.match_indices('/').map(|(at, _)| &name[at + 1..]);
        after.filter(|_| !name.contains('(')).find_map(known)
    };
    let numbered = name.trim_end_matches(|digit: char| digit.is_ascii_digit()).trim_end();
    let windows =
        |name: &str| NAMES.names.get(name).filter(|zones| zones.len() == 1 && name.contains("time"));
    let windows = windows(&name).or_else(|| windows(numbered));
    windows.and_then(|zones| known(&zones[0])).or_else(without_path)
}

/// The zone of a name that is UTC's or an offset and nothing else: `GMT`, `UTC+1`, `(GMT+01:00)`, `Etc/GMT-1`.
pub(super) fn offset_alone(name: &str) -> Option<TimeZone> {
    let plain = plain(name);
    let of_utc = ["z", "utc", "gmt", "zulu", "coordinated universal time", "greenwich mean time"];
    if of_utc.contains(&&*plain) {
        return Some(TimeZone::UTC);
    }
    // Those of IANA that keep one offset and name no place.
    let fixed_names = ["uct", "universal", "greenwich", "gmt0", "est", "mst", "hst"];
    if plain.starts_with("etc/") || fixed_names.contains(&&*plain) {
        return TimeZoneDatabase::bundled().get(name).ok();
    }
    let (Some(offset), "") = offset_before(&plain) else { return None };
    fixed(offset)
}

/// What Outlook shows, whole or cut short, quoted or not, with or without its offset.
pub(super) fn shown(name: &str, has_offset: impl Fn(&TimeZone, i32) -> bool) -> Named {
    let name = plain(name);
    let (offset, rest) = offset_before(&name);
    let found = NAMES.whole(rest).or_else(|| NAMES.cut(rest)).or_else(|| NAMES.by_places(rest));
    let Some(found) = found else { return offset.map_or(Named::Nothing, Named::Offset) };
    let zones: Vec<TimeZone> =
        found.into_iter().filter_map(|zone| TimeZoneDatabase::bundled().get(&zone).ok()).collect();
    // A place of two zones is in the one of the offset. An offset alone never outweighs a place.
    let fits = |zone: &&TimeZone| offset.is_some_and(|offset| has_offset(zone, offset));
    let fitting: Vec<TimeZone> = zones.iter().filter(fits).cloned().collect();
    Named::Zones(if fitting.is_empty() { zones } else { fitting })
}

pub(super) fn fixed(seconds: i32) -> Option<TimeZone> {
    jiff::tz::Offset::from_seconds(seconds).ok().map(TimeZone::fixed)
}

/// `(utc+01:00)`, `(gmt+01.00)`, `utc+1`, `+0100`: the offset, and what stands behind it.
fn offset_before(name: &str) -> (Option<i32>, &str) {
    let (inner, rest) = match name.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        Some((inner, rest)) => (inner.trim(), rest.trim()),
        None => (name, ""),
    };
    let greenwich = inner.strip_prefix("utc").or_else(|| inner.strip_prefix("gmt"));
    match (greenwich.map(str::trim), greenwich.or(Some(inner)).and_then(|offset| seconds(offset.trim()))) {
        (_, Some(offset)) => (Some(offset), rest),
        (Some(""), None) if name.starts_with('(') => (Some(0), rest),
        _ => (None, name),
    }
}

fn seconds(text: &str) -> Option<i32> {
    let (sign, digits) = match text.chars().next()? {
        '+' => (1, &text[1..]),
        '-' => (-1, &text[1..]),
        '\u{2212}' | '\u{2013}' => (-1, &text[3..]),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|digit| !matches!(digit, ':' | '.' | ' ')).collect();
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = digits.split_at(if digits.len() > 2 { digits.len() - 2 } else { digits.len() });
    let minutes: i32 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    let hours: i32 = hours.parse().ok()?;
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60)
}

impl Table {
    fn read() -> Self {
        let mut table = Self { names: BTreeMap::new(), places: BTreeMap::new() };
        for zone in TimeZoneDatabase::bundled().available() {
            let zone = &Name::from(zone.as_str());
            let city = zone.rsplit('/').next().unwrap_or_default().replace('_', " ");
            if zone.contains('/') && !zone.starts_with("Etc/") {
                add(&mut table.places, &city, zone);
            }
        }
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut names = line.split('|');
            let Some(zone) = &names.next().map(Name::from) else { continue };
            for name in names {
                add(&mut table.names, name, zone);
                for place in name.split(',') {
                    add(&mut table.places, place, zone);
                }
            }
        }
        table
    }

    fn whole(&self, name: &str) -> Option<Vec<Name>> {
        self.names.get(name).cloned()
    }

    /// The names that begin as a name does that was cut short, perhaps within a letter.
    fn cut(&self, name: &str) -> Option<Vec<Name>> {
        beginning(&self.names, name)
    }

    /// The zones that all known places of a name share; those of each where they share none.
    fn by_places(&self, name: &str) -> Option<Vec<Name>> {
        let words = name.split([',', '/', ';', '&']).map(str::trim).filter(|place| !place.is_empty());
        let found: Vec<Vec<Name>> = words
            .filter_map(|place| self.places.get(place).cloned().or_else(|| beginning(&self.places, place)))
            .collect();
        let (first, others) = found.split_first()?;
        let shared: Vec<Name> =
            first.iter().filter(|zone| others.iter().all(|other| other.contains(zone))).cloned().collect();
        if !shared.is_empty() {
            return Some(shared);
        }
        let mut every = found.concat();
        every.sort_unstable();
        every.dedup();
        Some(every)
    }
}

fn beginning(names: &BTreeMap<String, Vec<Name>>, name: &str) -> Option<Vec<Name>> {
    // Half a letter was read as Latin-1, or as one that cannot be read.
    let whole = name.trim_end_matches(|letter: char| !letter.is_ascii()).trim_end_matches([',', ' ']);
    if whole.chars().count() < LEAST_LETTERS {
        return None;
    }
    let mut zones: Vec<Name> = names
        .range(whole.to_owned()..)
        .take_while(|(other, _)| other.starts_with(whole))
        .flat_map(|(_, zones)| zones.iter().cloned())
        .collect();
    zones.sort_unstable();
    zones.dedup();
    (!zones.is_empty()).then_some(zones)
}

fn add(names: &mut BTreeMap<String, Vec<Name>>, name: &str, zone: &Name) {
    let zones = names.entry(plain(name)).or_default();
    if !zones.contains(zone) {
        zones.push(zone.clone());
    }
}
