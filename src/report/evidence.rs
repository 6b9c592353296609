// SPDX-License-Identifier: MPL-2.0
//! The events behind each figure of the report. A suppressed figure has no evidence.

use jiff::civil::Weekday;

use super::day_summary::{DaySummary, EventNumber, GapSummary, VisitEnd, VisitSummary};
use super::disclosure::{self, Count, CountCell, is_small};
use super::groups::class_waits;
use super::report::{name, visits};
use super::units::{UnitLookup, UnitOf, units};
use office::calendar::weekday_name;
use office::gap::{GapState, Origin};

/// A figure, and a part of it where it has parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceQuery<'a> {
    pub figure: &'a str,
    pub part: Option<&'a str>,
}

/// All figures with evidence.
pub const FIGURES: [&str; 33] = [
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
    "bookings_not_come",
    "clerk_minutes",
    "inquiries",
    "unit_citizens",
    "unit_served",
    "unit_mitid",
    "unit_hours",
    "weekday_citizens",
    "weekday_held",
    "weekday_used",
    "changes",
];

/// The evidence of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureEvidence {
    /// Sequence numbers, oldest first.
    Events(Vec<EventNumber>),
    /// The figure is suppressed, and so are its events: their number would reveal it.
    Suppressed,
    /// There is no such figure.
    Unknown,
}

pub fn evidence(days: &[&DaySummary], asked: &EvidenceQuery<'_>, unit_of: &UnitOf<'_>) -> FigureEvidence {
    if !FIGURES.contains(&asked.figure) {
        return FigureEvidence::Unknown;
    }
    let known = asked.figure.starts_with("unit_").then(|| UnitLookup::of(days, unit_of));
    let mut found: Vec<EventNumber> =
        days.iter().flat_map(|day| day_events(day, asked, known.as_ref())).collect();
    found.sort_unstable();
    found.dedup();
    if concerns_people(asked.figure) && (is_small(found.len() as u64) || is_suppressed(days, asked, unit_of))
    {
        return FigureEvidence::Suppressed;
    }
    FigureEvidence::Events(found)
}

/// Whether the figure counts people rather than gaps or rules.
fn concerns_people(figure: &str) -> bool {
    let of_desks = ["gaps_", "weekday_held", "weekday_used", "bookings_lost", "changes"];
    !of_desks.iter().any(|start| figure.starts_with(start))
}

/// Whether the report suppresses the figure.
fn is_suppressed(days: &[&DaySummary], asked: &EvidenceQuery<'_>, unit_of: &UnitOf<'_>) -> bool {
    let count = |wanted: fn(&VisitSummary) -> bool| visits(days).filter(|visit| wanted(visit)).count() as u64;
    let of_served = |wanted| !Count::part(count(wanted), count(VisitSummary::is_served)).is_disclosed();
    let cell = |cells: Vec<CountCell>| {
        cells.iter().any(|cell| asked.part == Some(cell.name.as_str()) && !cell.count.is_disclosed())
    };
    match asked.figure {
        "citizens" => !disclosure::citizens(days).is_disclosed(),
        "mitid" => of_served(VisitSummary::succeeded),
        "accompanied" => !disclosure::accompanied(days).is_disclosed(),
        "certificates" => of_served(VisitSummary::saved_the_fee),
        "outcome" => cell(disclosure::outcomes(days)),
        "ending" => cell(disclosure::endings(days)),
        "promises_broken" => cell(disclosure::causes(days)),
        "waits" => asked.part.is_some() && class_waits(days).is_empty(),
        "weekday_citizens" => {
            let told = super::groups::weekdays(days);
            told.iter()
                .any(|day| asked.part == Some(weekday_name::name(day.weekday)) && day.citizens.n.is_none())
        }
        "unit_citizens" | "unit_served" | "unit_mitid" | "unit_hours" => {
            let wanted = asked.part.filter(|part| !part.is_empty());
            units(days, unit_of).iter().filter(|unit| unit.unit.as_deref() == wanted).any(|unit| match asked
                .figure
            {
                "unit_citizens" => !unit.citizens.is_disclosed(),
                "unit_served" => !unit.served.is_disclosed(),
                "unit_mitid" => !unit.mitid.is_disclosed(),
                _ => unit.companion_hours.n.is_none(),
            })
        }
        _ => false,
    }
}

fn day_events(day: &DaySummary, asked: &EvidenceQuery<'_>, known: Option<&UnitLookup>) -> Vec<EventNumber> {
    match asked.figure {
        figure if figure.starts_with("weekday_") => weekday_events(day, asked),
        figure if figure.starts_with("unit_") => unit_events(day, asked, known),
        figure if figure.starts_with("gaps_") || figure == "bookings_lost" => gap_events(day, figure),
        "promises_broken" => {
            let broken = day.broken.iter().filter(|broken| asked.is_part(&name(&broken.cause)));
            broken.map(|broken| broken.seq).collect()
        }
        "bookings_touched" => day.touched.iter().map(|touched| touched.seq).collect(),
        "bookings_not_come" => day.not_come.clone(),
        "inquiries" => day.inquiries.events().to_vec(),
        "changes" => day.changes.iter().map(|change| change.seq).collect(),
        _ => visit_events(day, asked),
    }
}

impl EvidenceQuery<'_> {
    fn is_part(&self, part: &str) -> bool {
        self.part.is_none_or(|asked| asked == part)
    }
}

const fn ended(visit: &VisitSummary) -> Option<EventNumber> {
    visit.ended
}

const fn called(visit: &VisitSummary) -> Option<EventNumber> {
    visit.called
}

fn visit_events(day: &DaySummary, asked: &EvidenceQuery<'_>) -> Vec<EventNumber> {
    let visits = |wanted: &dyn Fn(&VisitSummary) -> bool,
                  seq: fn(&VisitSummary) -> Option<EventNumber>|
     -> Vec<EventNumber> {
        day.visits.iter().filter(|visit| wanted(visit)).filter_map(seq).collect()
    };
    let outcome =
        |visit: &VisitSummary| visit.outcome().is_some_and(|outcome| asked.is_part(outcome.as_str()));
    let left =
        |visit: &VisitSummary| matches!(&visit.end, VisitEnd::Left(ending) if asked.is_part(&name(ending)));
    let waited =
        |visit: &VisitSummary| visit.waited_seconds.is_some() && asked.is_part(&name(&visit.urgency));
    match asked.figure {
        "citizens" => visits(&|visit| !visit.carried, |visit| Some(visit.checked_in)),
        "served" => visits(&VisitSummary::is_served, ended),
        "mitid" => visits(&VisitSummary::succeeded, ended),
        "outcome" => visits(&outcome, ended),
        "ending" => visits(&left, ended),
        "waits" => visits(&waited, called),
        "clerk_minutes" => visits(&|visit| visit.clerk_seconds > 0, ended),
        "companion_hours" => visits(&|visit| visit.companion_minutes.is_some(), ended),
        "companion_hours_now" => {
            visits(&|visit| visit.succeeded() && visit.companion_minutes.is_some(), ended)
        }
        "certificates" => visits(&VisitSummary::saved_the_fee, ended),
        "accompanied" => visits(&|visit| visit.is_served() && visit.is_accompanied(), ended),
        "mitid_accompanied" | "hours_saved" => visits(&VisitSummary::succeeded_accompanied, ended),
        "promises_kept" => visits(&|visit| visit.kept == Some(true), called),
        _ => Vec::new(),
    }
}

/// The events of a unit's row; an empty name stands for visits without a known unit.
fn unit_events(day: &DaySummary, asked: &EvidenceQuery<'_>, known: Option<&UnitLookup>) -> Vec<EventNumber> {
    let wanted = asked.part.filter(|part| !part.is_empty());
    let theirs = day
        .visits
        .iter()
        .filter(|visit| known.is_some_and(|known| known.unit(visit).map(String::as_str) == wanted));
    match asked.figure {
        "unit_citizens" => theirs.filter(|visit| !visit.carried).map(|visit| visit.checked_in).collect(),
        "unit_served" => theirs.filter(|visit| visit.is_served()).filter_map(ended).collect(),
        "unit_mitid" => theirs.filter(|visit| visit.succeeded()).filter_map(ended).collect(),
        _ => theirs.filter(|visit| visit.companion_minutes.is_some()).filter_map(ended).collect(),
    }
}

fn weekday_events(day: &DaySummary, asked: &EvidenceQuery<'_>) -> Vec<EventNumber> {
    let weekday: Weekday = day.date.weekday();
    if !asked.is_part(weekday_name::name(weekday)) {
        return Vec::new();
    }
    match asked.figure {
        "weekday_citizens" => {
            day.visits.iter().filter(|visit| !visit.carried).map(|visit| visit.checked_in).collect()
        }
        "weekday_held" => gap_events(day, "gaps_held"),
        _ => gap_events(day, "gaps_used"),
    }
}

fn gap_events(day: &DaySummary, figure: &str) -> Vec<EventNumber> {
    let wanted = |gap: &&GapSummary| match figure {
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
