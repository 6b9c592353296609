// SPDX-License-Identifier: MPL-2.0
//! Time zones by the names that calendars use. A zone that its name does not determine stays open: every offset that
//! it could have is kept, and an entry takes the time from the earliest to the latest of them.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::definition::Definition;
use super::plain_text::plain;
use super::zone_names::{self, Named};
use office::calendar::Zone;
use office::time::TimeRange;

/// Maximum zones named by a calendar; further ones are read as unknown.
const MOST_ZONES: usize = 1_000;
/// The offsets of all zones lie between these.
const WESTERNMOST: i32 = -12 * 3600;
const EASTERNMOST: i32 = 14 * 3600;
const WEEK: i64 = 7 * 24 * 60 * 60;
const MOST_SAMPLES: usize = 500;
/// Of a name that was cut short.
const LEAST_LETTERS: usize = 8;

#[derive(Debug)]
pub(super) struct Zones {
    office: TimeZone,
    window: TimeRange,
    defined: HashMap<String, Vec<Placed>>,
    asked: BTreeMap<String, Found>,
    /// Where the entries begin.
    entries: Vec<usize>,
}

/// A definition and where it stands.
#[derive(Debug)]
struct Placed {
    at: usize,
    definition: Definition,
}

/// The zone of a name, and the others it could be.
#[derive(Clone, Debug)]
pub(super) struct ZoneReading {
    pub zone: TimeZone,
    pub others: Option<Rc<Others>>,
}

/// Further zones that a name could mean.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Others {
    zones: Vec<TimeZone>,
    /// Some time that was asked for is another in one of them.
    differ: Cell<bool>,
}

impl Others {
    pub fn zones(&self) -> &[TimeZone] {
        &self.zones
    }

    pub fn has_mattered(&self) {
        self.differ.set(true);
    }
}

impl From<Vec<TimeZone>> for Others {
    fn from(zones: Vec<TimeZone>) -> Self {
        Self { zones, differ: Cell::new(false) }
    }
}

#[derive(Clone, Debug)]
struct Found {
    reading: ZoneReading,
    doubt: Option<Doubt>,
}

/// Why a zone is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    Unknown,
    OffsetOnly,
    SeveralPlaces,
    DefinedTwice,
    DatesEnd,
}

impl Doubt {
    pub const fn text(self) -> &'static str {
        match self {
            Self::Unknown => "is no time zone we know; its entries take every hour they could mean",
            Self::OffsetOnly => {
                "names an offset and no place we know; its entries take every hour they could mean"
            }
            Self::SeveralPlaces => {
                "names places of several time zones; its entries take every hour they could mean"
            }
            Self::DefinedTwice => {
                "is defined twice and differently; the definition before an entry was taken"
            }
            Self::DatesEnd => "is defined by dates that end; its entries take every hour they could mean",
        }
    }
}

impl From<TimeZone> for ZoneReading {
    fn from(zone: TimeZone) -> Self {
        Self { zone, others: None }
    }
}

impl Zones {
    pub fn new(office: &Zone, window: TimeRange, entries: Vec<usize>) -> Self {
        let office = TimeZoneDatabase::bundled().get(office.name()).unwrap_or(TimeZone::UTC);
        Self { office, window, defined: HashMap::new(), asked: BTreeMap::new(), entries }
    }

    pub fn office(&self) -> &TimeZone {
        &self.office
    }

    /// Keeps a VTIMEZONE, which counts where its name is no place or zone of the standards.
    pub fn define(&mut self, at: usize, text: &str) {
        if self.defined.len() >= MOST_ZONES {
            return;
        }
        let Some(definition) = Definition::read(text, self.window) else { return };
        let known = self.defined.entry(plain(&unquoted(&definition.name))).or_default();
        if known.len() < MOST_ZONES {
            known.push(Placed { at, definition });
        }
    }

    /// The zone of this name for an entry that stands at a place in the calendar.
    pub fn find(&mut self, name: &str, at: usize) -> ZoneReading {
        let name = unquoted(name);
        if name.is_empty() {
            return self.office.clone().into();
        }
        let several = self.definitions(&name).is_some_and(|definitions| definitions.len() > 1);
        if let Some(found) = self.asked.get(&name).filter(|_| !several) {
            return found.reading.clone();
        }
        let found = self.found(&name, at);
        if self.asked.len() < MOST_ZONES {
            self.asked.insert(name, found.clone());
        }
        found.reading
    }

    fn found(&self, name: &str, at: usize) -> Found {
        if let Some(zone) = zone_names::standard(name) {
            return Found { reading: zone.into(), doubt: None };
        }
        if let Some(found) = self.defined(name, at) {
            return found;
        }
        if let Some(zone) = zone_names::offset_alone(name) {
            return Found { reading: zone.into(), doubt: None };
        }
        match zone_names::shown(name, |zone, offset| self.standard_offset(zone) == Some(offset)) {
            Named::Zones(zones) => self.open(zones, Doubt::SeveralPlaces),
            Named::Offset(offset) => {
                let all = TimeZoneDatabase::bundled();
                let zones = all.available().filter_map(|name| all.get(name.as_str()).ok());
                let fitting = zones.filter(|zone| self.standard_offset(zone) == Some(offset));
                let zones = zone_names::fixed(offset).into_iter().chain(fitting);
                let mut found = self.open(zones.collect(), Doubt::OffsetOnly);
                found.doubt = Some(Doubt::OffsetOnly);
                found
            }
            Named::Nothing => {
                let edges = [WESTERNMOST, EASTERNMOST].into_iter().filter_map(zone_names::fixed);
                let others = Others::from(edges.collect::<Vec<_>>());
                let reading = ZoneReading { zone: self.office.clone(), others: Some(Rc::new(others)) };
                Found { reading, doubt: Some(Doubt::Unknown) }
            }
        }
    }

    /// Of several definitions the one before the entry counts, as in calendars that were put together; where none or
    /// two stand there together, all of them.
    fn defined(&self, name: &str, at: usize) -> Option<Found> {
        let definitions = self.definitions(name)?;
        let zones = |definition: &Definition| {
            [Some(definition.zone.clone()), definition.continued.clone()].into_iter().flatten()
        };
        let dates_end = definitions.iter().any(|placed| placed.definition.continued.is_some());
        let all = definitions.iter().flat_map(|placed| zones(&placed.definition)).collect();
        let mut found = self.open(all, Doubt::DatesEnd);
        if dates_end || found.doubt.is_none() {
            return Some(found);
        }
        found.doubt = Some(Doubt::DefinedTwice);
        let before = definitions.iter().rev().find(|placed| placed.at < at);
        let mixed = definitions.windows(2).all(|pair| self.has_entry_between(pair[0].at, pair[1].at));
        if let Some(before) = before.filter(|_| mixed) {
            found.reading = before.definition.zone.clone().into();
        }
        Some(found)
    }

    fn has_entry_between(&self, from: usize, to: usize) -> bool {
        self.entries.iter().any(|at| (from..to).contains(at))
    }

    /// Under this name, or under the only one that it or that was cut short to.
    fn definitions(&self, name: &str) -> Option<&Vec<Placed>> {
        let name = plain(name);
        if let Some(definitions) = self.defined.get(&name) {
            return Some(definitions);
        }
        let is_cut =
            |(whole, cut): (&str, &str)| cut.chars().count() >= LEAST_LETTERS && whole.starts_with(cut);
        let same = |other: &&String| is_cut((other, &name)) || is_cut((&name, other));
        let mut like = self.defined.keys().filter(same);
        let only = like.next().filter(|_| like.next().is_none())?;
        self.defined.get(only)
    }

    /// Zones that differ in the time asked for; one of those that do not.
    fn open(&self, zones: Vec<TimeZone>, doubt: Doubt) -> Found {
        let mut seen = Vec::new();
        let mut different = Vec::new();
        for zone in zones {
            let offsets = self.offsets(&zone);
            if !seen.contains(&offsets) {
                seen.push(offsets);
                different.push(zone);
            }
        }
        let mut different = different.into_iter();
        let zone = different.next().unwrap_or_else(|| self.office.clone());
        let others: Vec<TimeZone> = different.collect();
        if others.is_empty() {
            return Found { reading: zone.into(), doubt: None };
        }
        let others = Some(Rc::new(Others::from(others)));
        Found { reading: ZoneReading { zone, others }, doubt: Some(doubt) }
    }

    /// The offset in winter of the year asked for, as Windows counts it.
    fn standard_offset(&self, zone: &TimeZone) -> Option<i32> {
        self.offsets(zone).into_iter().min()
    }

    /// Over the time asked for and at least a year.
    fn offsets(&self, zone: &TimeZone) -> Vec<i32> {
        let from = self.window.start.unix().saturating_sub(WEEK);
        let to = self.window.end.unix().saturating_add(53 * WEEK);
        let times = std::iter::successors(Some(from), |at| at.checked_add(WEEK)).take_while(|at| *at <= to);
        let times = times.take(MOST_SAMPLES).filter_map(|at| Timestamp::from_second(at).ok());
        times.map(|at| zone.to_offset(at).seconds()).collect()
    }

    /// Names that leave a doubt, and the doubt.
    pub fn doubts(&self) -> impl Iterator<Item = (&str, Doubt)> {
        let is_reported = |found: &Found, doubt| match doubt {
            Doubt::Unknown | Doubt::OffsetOnly | Doubt::DefinedTwice => true,
            Doubt::SeveralPlaces | Doubt::DatesEnd => {
                found.reading.others.as_ref().is_some_and(|others| others.differ.get())
            }
        };
        let doubts = self.asked.iter().filter_map(|(name, found)| Some((name.as_str(), found, found.doubt?)));
        doubts
            .filter(move |(_, found, doubt)| is_reported(found, *doubt))
            .map(|(name, _, doubt)| (name, doubt))
    }
}

/// Without the quotes and spaces that programs put around it.
fn unquoted(name: &str) -> String {
    let quotes = ['"', '\'', '\u{201c}', '\u{201d}', '\u{201e}', '\u{ab}', '\u{bb}'];
    let name: String = name.chars().filter(|letter| *letter != '\\').collect();
    let name = name.trim().trim_matches(quotes).trim();
    if plain(name).is_empty() { String::new() } else { name.split_whitespace().collect::<Vec<_>>().join(" ") }
}
