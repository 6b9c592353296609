// SPDX-License-Identifier: MPL-2.0
//! The instances of one entry that reach into the window.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::desks::AffectedDesks;
use super::event::{CalendarEvent, every_day};
use super::problems::Problems;
use super::rule::{self, LocalRange, RuleError};
use super::when::{EntryDuration, When, seconds};
use super::{AllDay, ParseOptions};
use crate::port::{HoldKey, OccupancyKind, OccupiedTime};
use office::calendar::Zone;
use office::time::{TimeRange, UnixTime};

/// Two days on either side: no two zones are further apart.
const MARGIN: i64 = 2 * 24 * 60 * 60;

/// The masters of an entry (several where a calendar repeats UID and version), and the overrides of single instances.
pub(super) struct Series<'e> {
    pub masters: Vec<&'e CalendarEvent>,
    pub instances: Vec<&'e CalendarEvent>,
}

/// Identifies an instance by its moment, by its day where only that is known, or by its local time in a zone that is
/// in doubt: what is in doubt never stands for an instance of another zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    At(UnixTime),
    On(Date),
    In(usize, DateTime),
}

impl Key {
    fn of(when: &When) -> Self {
        match when.doubt() {
            Some(zones) => Self::In(zones, when.wall),
            None => Self::At(when.moment()),
        }
    }
}

/// Collects the time that one entry occupies.
pub(super) struct Instances<'r> {
    options: &'r ParseOptions<'r>,
    hold: Option<HoldKey>,
    problems: &'r mut Problems,
    occupied: Vec<OccupiedTime>,
}

impl<'r> Instances<'r> {
    pub fn new(options: &'r ParseOptions<'r>, uid: &str, problems: &'r mut Problems) -> Self {
        Self { options, hold: HoldKey::parse(uid, options.office), problems, occupied: Vec::new() }
    }

    pub fn into_occupied(mut self) -> Vec<OccupiedTime> {
        self.occupied.sort_unstable_by(|one, other| (one.time, &one.desk).cmp(&(other.time, &other.desk)));
        self.occupied.dedup();
        self.occupied
    }

    pub fn add(&mut self, series: &Series<'_>) {
        let whole_days = series.masters.first().is_some_and(|master| master.start.whole_day);
        let overrides = latest(&series.instances, whole_days.then_some(self.options.zone));
        for event in overrides.values() {
            self.take(event, &event.start, event.lasts);
        }
        let later = overrides.values().copied().filter_map(Later::of);
        let mut later: Vec<Later<'_>> = later.collect();
        later.sort_by_key(|later| later.from);
        for master in &series.masters {
            self.master(master, &overrides, &later);
        }
    }

    /// All instances of a master that are not overridden.
    fn master(
        &mut self,
        master: &CalendarEvent,
        overrides: &BTreeMap<Key, &CalendarEvent>,
        later: &[Later<'_>],
    ) {
        if master.takes_nothing && later.is_empty() {
            return;
        }
        let range = self.range(master, later);
        // Beside one whose zone is in doubt the instances stay where they were.
        let (later, in_doubt): (Vec<&Later<'_>>, Vec<&Later<'_>>) =
            later.iter().partition(|later| later.doubt == master.start.doubt());
        let not = self.left_out(master, range);
        let mut walls = self.walls(&master.rules, master, range);
        walls.push(master.start.wall);
        walls.sort_unstable();
        walls.dedup();
        let by_rule = walls.into_iter().map(|wall| (master.start.on(wall), None));
        let also = master.also.iter().map(|(when, lasts)| (when.clone(), *lasts));
        let excluded = Excluded::of(master, self.options.zone);
        for (when, lasts) in by_rule.chain(also) {
            let keys = keys(&when);
            let stands_elsewhere = keys.iter().any(|key| overrides.contains_key(key));
            if stands_elsewhere || excluded.contains(&keys) || not.binary_search(&when.wall).is_ok() {
                continue;
            }
            if let Some(later) = since(&in_doubt, when.moment()) {
                self.take_moved(later, &when, lasts);
            }
            match since(&later, when.moment()) {
                Some(later) => self.take_moved(later, &when, lasts),
                None => self.take(master, &when, lasts.unwrap_or(master.lasts)),
            }
        }
    }

    fn take_moved(&mut self, later: &Later<'_>, when: &When, lasts: Option<EntryDuration>) {
        let Later { change, from, .. } = later;
        let wall = moved(when, *from, &change.start);
        self.take(change, &change.start.on(wall), lasts.unwrap_or(change.lasts));
    }

    /// The times of all rules that can be expanded.
    fn walls(
        &mut self,
        rules: &[calcard::icalendar::ICalendarRecurrenceRule],
        master: &CalendarEvent,
        range: LocalRange,
    ) -> Vec<DateTime> {
        let mut walls = Vec::new();
        for rule in rules {
            match rule::repeats(rule, &master.start, range, self.options.limits.per_entry) {
                Ok(found) => walls.extend(found),
                Err(RuleError::Rule) => {
                    self.problems
                        .at(master.line, "its rule of repetition makes no sense; it was taken every day");
                    let daily = rule::repeats(
                        &every_day(Some(rule)),
                        &master.start,
                        range,
                        self.options.limits.per_entry,
                    );
                    walls.extend(daily.unwrap_or_default());
                }
                // An entry without length occupies nothing, however often it repeats.
                Err(RuleError::TooOften) if master.lasts.is_zero() => {}
                Err(RuleError::TooOften) => {
                    self.problems
                        .at(master.line, "it repeats so often that all the time asked for was taken");
                    let window = self.options.window;
                    self.put(master, TimeRange::new(window.start.max(master.start.moment()), window.end));
                }
            }
        }
        walls
    }

    /// The times that EXRULE leaves out; none of a rule that makes no sense.
    fn left_out(&mut self, master: &CalendarEvent, range: LocalRange) -> Vec<DateTime> {
        let mut left_out = Vec::new();
        for rule in &master.not_by {
            match rule::repeats(rule, &master.start, range, self.options.limits.per_entry) {
                Ok(found) => left_out.extend(found),
                Err(RuleError::Rule | RuleError::TooOften) => {
                    self.problems
                        .at(master.line, "a rule that leaves days out makes no sense; they were taken");
                }
            }
        }
        left_out.sort_unstable();
        left_out
    }

    /// Local times at which an instance can start and reach into the window.
    fn range(&self, master: &CalendarEvent, later: &[Later<'_>]) -> LocalRange {
        let window = self.options.window;
        let changes = later.iter().map(|Later { change, from, .. }| {
            let moved = (change.start.moment() - *from).as_seconds().saturating_abs();
            (change.lasts.at_most(), moved)
        });
        let (longest, furthest) = changes
            .fold((master.lasts.at_most(), 0), |(longest, furthest), (lasts, moved)| {
                (longest.max(lasts), furthest.max(moved))
            });
        let before = longest.saturating_add(furthest).saturating_add(MARGIN);
        let after = furthest.saturating_add(MARGIN);
        LocalRange {
            from: seconds(master.start.wall_at(window.start)).saturating_sub(before),
            to: seconds(master.start.wall_at(window.end)).saturating_add(after),
        }
    }

    fn take(&mut self, event: &CalendarEvent, start: &When, lasts: EntryDuration) {
        if !event.takes_nothing && !lasts.is_zero() {
            self.put(event, lasts.from(start));
        }
    }

    fn put(&mut self, event: &CalendarEvent, time: TimeRange) {
        if time.is_empty() || !time.overlaps(self.options.window) {
            return;
        }
        if let Some(key) = self.hold.clone() {
            self.occupied.push(OccupiedTime {
                desk: Some(key.desk().clone()),
                time,
                kind: OccupancyKind::Hold(key),
            });
            return;
        }
        let closed = event.start.whole_day && self.options.all_day == AllDay::Closed;
        let kind = if closed { OccupancyKind::Closed } else { OccupancyKind::Booking };
        if event.place == AffectedDesks::Unknown {
            self.problems.unknown_desk(event.line);
        }
        take(&mut self.occupied, &event.place, time, &kind, self.options.window);
    }
}

/// Adds a time at each of its desks, if it reaches into the window.
pub(super) fn take(
    occupied: &mut Vec<OccupiedTime>,
    place: &AffectedDesks,
    time: TimeRange,
    kind: &OccupancyKind,
    window: TimeRange,
) {
    if !time.overlaps(window) {
        return;
    }
    match place {
        AffectedDesks::Nowhere => {}
        AffectedDesks::EveryDesk | AffectedDesks::Unknown => {
            occupied.push(OccupiedTime { desk: None, time, kind: kind.clone() });
        }
        AffectedDesks::Desks(desks) => occupied.extend(desks.iter().map(|desk| OccupiedTime {
            desk: Some(desk.clone()),
            time,
            kind: kind.clone(),
        })),
    }
}

/// For each instance the version with the highest SEQUENCE, and the later one if equal.
fn latest<'e>(
    instances: &[&'e CalendarEvent],
    whole_days_in: Option<&Zone>,
) -> BTreeMap<Key, &'e CalendarEvent> {
    let mut latest: BTreeMap<Key, &CalendarEvent> = BTreeMap::new();
    for event in instances {
        let Some(instance) = &event.instance else { continue };
        let of = &instance.of;
        let key = match whole_days_in {
            Some(zone) if of.doubt().is_none() => Key::On(day_of(of, zone)),
            None if of.whole_day => Key::On(of.wall.date()),
            _ => Key::of(of),
        };
        match latest.get(&key) {
            Some(other) if other.sequence > event.sequence => {}
            _ => {
                latest.insert(key, event);
            }
        }
    }
    latest
}

/// For an entry of whole days a local time means its date, and a moment of UTC the day that it lies in at the office.
fn day_of(when: &When, zone: &Zone) -> Date {
    let is_moment = !when.whole_day && when.zone == TimeZone::UTC;
    if is_moment { zone.date(when.moment()) } else { when.wall.date() }
}

fn keys(when: &When) -> [Key; 2] {
    [Key::of(when), Key::On(when.wall.date())]
}

/// An override of "this and all later instances".
struct Later<'e> {
    change: &'e CalendarEvent,
    from: UnixTime,
    doubt: Option<usize>,
}

impl<'e> Later<'e> {
    fn of(change: &'e CalendarEvent) -> Option<Self> {
        let instance = change.instance.as_ref().filter(|instance| instance.and_later)?;
        Some(Self { change, from: instance.of.moment(), doubt: instance.of.doubt() })
    }
}

/// The last of them, sorted by when they begin, at or before a moment.
fn since<'l, 'e>(later: &[&'l Later<'e>], moment: UnixTime) -> Option<&'l Later<'e>> {
    let after = later.partition_point(|later| later.from <= moment);
    later[..after].last().copied()
}

/// Where an instance goes when an earlier one was moved together with all later ones.
fn moved(when: &When, from: UnixTime, to: &When) -> DateTime {
    let by = seconds(to.wall) - seconds(to.wall_at(from));
    let shown = to.wall_at(when.moment());
    super::when::wall(seconds(shown).saturating_add(by)).unwrap_or(shown)
}

/// Instances excluded by EXDATE.
struct Excluded(Vec<Key>);

impl Excluded {
    fn of(master: &CalendarEvent, zone: &Zone) -> Self {
        let key = |when: &When| {
            let by_day = when.whole_day || master.start.whole_day && when.doubt().is_none();
            if by_day { Key::On(day_of(when, zone)) } else { Key::of(when) }
        };
        let mut keys: Vec<Key> = master.not.iter().map(key).collect();
        keys.sort_unstable();
        Self(keys)
    }

    fn contains(&self, keys: &[Key; 2]) -> bool {
        keys.iter().any(|key| self.0.binary_search(key).is_ok())
    }
}
