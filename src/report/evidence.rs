//! The events a figure is made of: every number of the report can be followed back into the ledger, and one
//! that is not told cannot.

use jiff::civil::Weekday;

use super::classes::class_waits;
use super::day::{Day, End, GapShare, Seq, Visit};
use super::report::{name, visits};
use super::small::{self, Cell, Count, is_few};
use super::units::{Known, UnitOf, units};
use office::calendar::weekday_name;
use office::gap::{GapState, Origin};

/// A figure that can be followed, with the part of it where it has parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked<'a> {
    pub figure: &'a str,
    pub part: Option<&'a str>,
}

/// The names of all figures there is evidence for.
pub const FIGURES: [&str; 31] = [
    "citizens",
    "served",
    "outcome",
    "ending",
    "mitid",
    "waits",
    "companion_hours",
    "companion_hours_now",
    "certificates",
    "accompanied",
    "mitid_accompanied",
    "hours_saved",
    "promises_kept",
    "promises_broken",
    "gaps_held",
    "gaps_used",
    "gaps_unused",
    "gaps_lent",
    "gaps_released",
    "gaps_withdrawn",
    "bookings_lost",
    "bookings_touched",
    "clerk_minutes",
    "unit_citizens",
    "unit_served",
    "unit_mitid",
    "unit_hours",
    "weekday_citizens",
    "weekday_held",
    "weekday_used",
    "changes",
];

/// What there is to follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Sequence numbers, oldest first.
    Events(Vec<Seq>),
    /// The figure is not told, so its events are not either: their number would tell it.
    Untold,
    /// There is no such figure.
    Unknown,
}

pub fn evidence(days: &[&Day], asked: &Asked<'_>, unit_of: &UnitOf<'_>) -> Evidence {
    if !FIGURES.contains(&asked.figure) {
        return Evidence::Unknown;
    }
    let known = asked.figure.starts_with("unit_").then(|| Known::of(days, unit_of));
    let mut found: Vec<Seq> = days.iter().flat_map(|day| of_day(day, asked, known.as_ref())).collect();
    found.sort_unstable();
    found.dedup();
    if tells_of_people(asked.figure) && (is_few(found.len() as u64) || is_untold(days, asked, unit_of)) {
        return Evidence::Untold;
    }
    Evidence::Events(found)
}

/// Gaps and rules are no people.
fn tells_of_people(figure: &str) -> bool {
    let of_desks = ["gaps_", "weekday_held", "weekday_used", "bookings_lost", "changes"];
    !of_desks.iter().any(|start| figure.starts_with(start))
}

/// Whether the report hides it for the sake of a smaller count.
fn is_untold(days: &[&Day], asked: &Asked<'_>, unit_of: &UnitOf<'_>) -> bool {
    let count = |wanted: fn(&Visit) -> bool| visits(days).filter(|visit| wanted(visit)).count() as u64;
    let of_served = |wanted| !Count::part(count(wanted), count(Visit::is_served)).is_told();
    let cell = |cells: Vec<Cell>| {
        cells.iter().any(|cell| asked.part == Some(cell.name.as_str()) && !cell.count.is_told())
    };
    match asked.figure {
        "citizens" => !small::citizens(days).is_told(),
        "mitid" => of_served(Visit::got_mitid),
        "accompanied" => !small::accompanied(days).is_told(),
        "certificates" => of_served(Visit::spared_the_fee),
        "outcome" => cell(small::outcomes(days)),
        "ending" => cell(small::endings(days)),
        "promises_broken" => cell(small::causes(days)),
        "waits" => asked.part.is_some() && class_waits(days).is_empty(),
        "weekday_citizens" => {
            let told = super::classes::weekdays(days);
            told.iter()
                .any(|day| asked.part == Some(weekday_name::name(day.weekday)) && day.citizens.n.is_none())
        }
        "unit_citizens" | "unit_served" | "unit_mitid" | "unit_hours" => {
            let wanted = asked.part.filter(|part| !part.is_empty());
            units(days, unit_of).iter().filter(|unit| unit.unit.as_deref() == wanted).any(|unit| match asked
                .figure
            {
                "unit_citizens" => !unit.citizens.is_told(),
                "unit_served" => !unit.served.is_told(),
                "unit_mitid" => !unit.mitid.is_told(),
                _ => unit.companion_hours.n.is_none(),
            })
        }
        _ => false,
    }
}

fn of_day(day: &Day, asked: &Asked<'_>, known: Option<&Known>) -> Vec<Seq> {
    match asked.figure {
        figure if figure.starts_with("weekday_") => of_weekday(day, asked),
        figure if figure.starts_with("unit_") => of_unit(day, asked, known),
        figure if figure.starts_with("gaps_") || figure == "bookings_lost" => of_gaps(day, figure),
        "promises_broken" => {
            let broken = day.broken.iter().filter(|broken| asked.is_part(&name(&broken.cause)));
            broken.map(|broken| broken.seq).collect()
        }
        "bookings_touched" => day.touched.iter().map(|touched| touched.seq).collect(),
        "changes" => day.changes.iter().map(|change| change.seq).collect(),
        _ => of_visits(day, asked),
    }
}

impl Asked<'_> {
    fn is_part(&self, part: &str) -> bool {
        self.part.is_none_or(|asked| asked == part)
    }
}

const fn ended(visit: &Visit) -> Option<Seq> {
    visit.ended
}

const fn called(visit: &Visit) -> Option<Seq> {
    visit.called
}

fn of_visits(day: &Day, asked: &Asked<'_>) -> Vec<Seq> {
    let visits = |wanted: &dyn Fn(&Visit) -> bool, seq: fn(&Visit) -> Option<Seq>| -> Vec<Seq> {
        day.visits.iter().filter(|visit| wanted(visit)).filter_map(seq).collect()
    };
    let outcome = |visit: &Visit| visit.outcome().is_some_and(|outcome| asked.is_part(outcome.as_str()));
    let left = |visit: &Visit| matches!(&visit.end, End::Left(ending) if asked.is_part(&name(ending)));
    let waited = |visit: &Visit| visit.waited_seconds.is_some() && asked.is_part(&name(&visit.urgency));
    match asked.figure {
        "citizens" => visits(&|visit| !visit.carried, |visit| Some(visit.checked_in)),
        "served" => visits(&Visit::is_served, ended),
        "mitid" => visits(&Visit::got_mitid, ended),
        "outcome" => visits(&outcome, ended),
        "ending" => visits(&left, ended),
        "waits" => visits(&waited, called),
        "clerk_minutes" => visits(&|visit| visit.clerk_seconds > 0, ended),
        "companion_hours" => visits(&|visit| visit.companion_minutes.is_some(), ended),
        "companion_hours_now" => {
            visits(&|visit| visit.got_mitid() && visit.companion_minutes.is_some(), ended)
        }
        "certificates" => visits(&Visit::spared_the_fee, ended),
        "accompanied" => visits(&|visit| visit.is_served() && visit.is_accompanied(), ended),
        "mitid_accompanied" | "hours_saved" => visits(&Visit::got_mitid_accompanied, ended),
        "promises_kept" => visits(&|visit| visit.kept == Some(true), called),
        _ => Vec::new(),
    }
}

/// The events that a unit's row is made of; those with no unit known are asked for by no name.
fn of_unit(day: &Day, asked: &Asked<'_>, known: Option<&Known>) -> Vec<Seq> {
    let wanted = asked.part.filter(|part| !part.is_empty());
    let theirs = day
        .visits
        .iter()
        .filter(|visit| known.is_some_and(|known| known.unit(visit).map(String::as_str) == wanted));
    match asked.figure {
        "unit_citizens" => theirs.filter(|visit| !visit.carried).map(|visit| visit.checked_in).collect(),
        "unit_served" => theirs.filter(|visit| visit.is_served()).filter_map(ended).collect(),
        "unit_mitid" => theirs.filter(|visit| visit.got_mitid()).filter_map(ended).collect(),
        _ => theirs.filter(|visit| visit.companion_minutes.is_some()).filter_map(ended).collect(),
    }
}

fn of_weekday(day: &Day, asked: &Asked<'_>) -> Vec<Seq> {
    let weekday: Weekday = day.date.weekday();
    if !asked.is_part(weekday_name::name(weekday)) {
        return Vec::new();
    }
    match asked.figure {
        "weekday_citizens" => {
            day.visits.iter().filter(|visit| !visit.carried).map(|visit| visit.checked_in).collect()
        }
        "weekday_held" => of_gaps(day, "gaps_held"),
        _ => of_gaps(day, "gaps_used"),
    }
}

fn of_gaps(day: &Day, figure: &str) -> Vec<Seq> {
    let wanted = |gap: &&GapShare| match figure {
        "gaps_lent" => gap.origin == Origin::FreedBooking && gap.used > 0,
        _ if gap.origin == Origin::FreedBooking => false,
        "gaps_held" | "bookings_lost" => gap.is_held(),
        "gaps_used" => gap.is_held() && gap.used > 0,
        "gaps_unused" => gap.unused() > 0,
        "gaps_released" => gap.how == GapState::Released,
        "gaps_withdrawn" => gap.how == GapState::Withdrawn,
        _ => false,
    };
    day.gaps.iter().filter(wanted).map(|gap| gap.ended.unwrap_or(gap.opened)).collect()
}
