// SPDX-License-Identifier: MPL-2.0
//! The events behind each figure of the report. A suppressed figure has no evidence.

use std::cell::LazyCell;

use super::day_summary::{DaySummary, EventNumber, GapSummary, VisitEnd, VisitSummary};
use super::disclosure::{self, Count, CountCell, is_small};
use super::figure_key::FigureKey;
use super::groups::{class_waits, weekdays};
use super::report::{name, visits};
use super::units::{Unit, UnitLookup, UnitOf, units};
use office::calendar::weekday_name;
use office::gap::{GapState, Origin};

/// A figure, and a part of it where it has parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceQuery<'a> {
    pub figure: FigureKey,
    pub part: Option<&'a str>,
}

/// The evidence of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureEvidence {
    /// Sequence numbers, oldest first.
    Events(Vec<EventNumber>),
    /// The figure is suppressed, and so are its events: their number would reveal it.
    Suppressed,
}

pub fn evidence(days: &[&DaySummary], asked: &EvidenceQuery<'_>, unit_of: &UnitOf<'_>) -> FigureEvidence {
    let lookup = LazyCell::new(|| UnitLookup::of(days, unit_of));
    let unit_of_visit = |visit: &VisitSummary| lookup.unit(visit).cloned();
    let of_day = |day| DayEvidence { day, asked, unit_of_visit: &unit_of_visit }.events();
    let mut found: Vec<EventNumber> = days.iter().copied().flat_map(of_day).collect();
    found.sort_unstable();
    found.dedup();
    let may_identify = asked.figure.concerns_people();
    if may_identify && (is_small(found.len() as u64) || is_suppressed(days, asked, unit_of)) {
        return FigureEvidence::Suppressed;
    }
    FigureEvidence::Events(found)
}

/// Whether the report suppresses the figure.
fn is_suppressed(days: &[&DaySummary], asked: &EvidenceQuery<'_>, unit_of: &UnitOf<'_>) -> bool {
    let count = |wanted: fn(&VisitSummary) -> bool| visits(days).filter(|visit| wanted(visit)).count() as u64;
    let of_served = |wanted| !Count::part(count(wanted), count(VisitSummary::is_served)).is_disclosed();
    let cell = |cells: Vec<CountCell>| {
        cells.iter().any(|cell| asked.part == Some(cell.name.as_str()) && !cell.count.is_disclosed())
    };
    let unit = |is_hidden: fn(&Unit) -> bool| {
        units(days, unit_of).iter().any(|unit| unit.unit.as_deref() == asked.unit() && is_hidden(unit))
    };
    match asked.figure {
        FigureKey::Citizens => !disclosure::citizens(days).is_disclosed(),
        FigureKey::Mitid => of_served(VisitSummary::succeeded),
        FigureKey::Accompanied => !disclosure::accompanied(days).is_disclosed(),
        FigureKey::Certificates => of_served(VisitSummary::saved_the_fee),
        FigureKey::Outcome => cell(disclosure::outcomes(days)),
        FigureKey::Ending => cell(disclosure::endings(days)),
        FigureKey::PromisesBroken => cell(disclosure::causes(days)),
        FigureKey::Waits => asked.part.is_some() && class_waits(days).is_empty(),
        FigureKey::WeekdayCitizens => weekdays(days)
            .iter()
            .any(|day| asked.part == Some(weekday_name::name(day.weekday)) && day.citizens.n.is_none()),
        FigureKey::UnitCitizens => unit(|unit| !unit.citizens.is_disclosed()),
        FigureKey::UnitServed => unit(|unit| !unit.served.is_disclosed()),
        FigureKey::UnitMitid => unit(|unit| !unit.mitid.is_disclosed()),
        FigureKey::UnitHours => unit(|unit| unit.companion_hours.n.is_none()),
        FigureKey::Served
        | FigureKey::CompanionHours
        | FigureKey::CompanionHoursNow
        | FigureKey::MitidAccompanied
        | FigureKey::HoursSaved
        | FigureKey::PromisesKept
        | FigureKey::GapsHeld
        | FigureKey::GapsUsed
        | FigureKey::GapsUnused
        | FigureKey::GapsLent
        | FigureKey::GapsReleased
        | FigureKey::GapsWithdrawn
        | FigureKey::BookingsLost
        | FigureKey::BookingsTouched
        | FigureKey::BookingsNotCome
        | FigureKey::ClerkMinutes
        | FigureKey::Inquiries
        | FigureKey::WeekdayHeld
        | FigureKey::WeekdayUsed
        | FigureKey::Changes => false,
    }
}

impl EvidenceQuery<'_> {
    fn is_part(&self, part: &str) -> bool {
        self.part.is_none_or(|asked| asked == part)
    }

    /// The unit of a figure of units; an empty name stands for visits without a known unit.
    fn unit(&self) -> Option<&str> {
        self.part.filter(|part| !part.is_empty())
    }
}

/// The evidence that one day contributes.
struct DayEvidence<'a> {
    day: &'a DaySummary,
    asked: &'a EvidenceQuery<'a>,
    unit_of_visit: &'a dyn Fn(&VisitSummary) -> Option<String>,
}

impl DayEvidence<'_> {
    fn events(&self) -> Vec<EventNumber> {
        let (day, asked) = (self.day, self.asked);
        match asked.figure {
            FigureKey::Citizens => self.visits(is_newcomer, CHECKED_IN),
            FigureKey::Served => self.visits(VisitSummary::is_served, ended),
            FigureKey::Mitid => self.visits(VisitSummary::succeeded, ended),
            FigureKey::Outcome => self.visits(|visit| self.has_outcome(visit), ended),
            FigureKey::Ending => self.visits(|visit| self.has_ending(visit), ended),
            FigureKey::Waits => self.visits(|visit| self.has_waited(visit), called),
            FigureKey::ClerkMinutes => self.visits(|visit| visit.clerk_seconds > 0, ended),
            FigureKey::CompanionHours => self.visits(has_companion_minutes, ended),
            FigureKey::CompanionHoursNow => {
                self.visits(|visit| visit.succeeded() && has_companion_minutes(visit), ended)
            }
            FigureKey::Certificates => self.visits(VisitSummary::saved_the_fee, ended),
            FigureKey::Accompanied => self.visits(|visit| visit.is_served() && visit.is_accompanied(), ended),
            FigureKey::MitidAccompanied | FigureKey::HoursSaved => {
                self.visits(VisitSummary::succeeded_accompanied, ended)
            }
            FigureKey::PromisesKept => self.visits(|visit| visit.kept == Some(true), called),
            FigureKey::PromisesBroken => {
                let broken = day.broken.iter().filter(|broken| asked.is_part(&name(&broken.cause)));
                broken.map(|broken| broken.seq).collect()
            }
            FigureKey::GapsHeld | FigureKey::BookingsLost => self.reserved(GapSummary::is_held),
            FigureKey::GapsUsed => self.reserved(is_used),
            FigureKey::GapsUnused => self.reserved(|gap| gap.unused() > 0),
            FigureKey::GapsLent => self.gaps(|gap| gap.origin == Origin::FreedBooking && gap.used > 0),
            FigureKey::GapsReleased => self.reserved(|gap| gap.how == GapState::Released),
            FigureKey::GapsWithdrawn => self.reserved(|gap| gap.how == GapState::Withdrawn),
            FigureKey::BookingsTouched => day.touched.iter().map(|touched| touched.seq).collect(),
            FigureKey::BookingsNotCome => day.not_come.clone(),
            FigureKey::Inquiries => day.inquiries.events().to_vec(),
            FigureKey::UnitCitizens => self.visits_of_unit(is_newcomer, CHECKED_IN),
            FigureKey::UnitServed => self.visits_of_unit(VisitSummary::is_served, ended),
            FigureKey::UnitMitid => self.visits_of_unit(VisitSummary::succeeded, ended),
            FigureKey::UnitHours => self.visits_of_unit(has_companion_minutes, ended),
            FigureKey::WeekdayCitizens => self.on_weekday(|| self.visits(is_newcomer, CHECKED_IN)),
            FigureKey::WeekdayHeld => self.on_weekday(|| self.reserved(GapSummary::is_held)),
            FigureKey::WeekdayUsed => self.on_weekday(|| self.reserved(is_used)),
            FigureKey::Changes => day.changes.iter().map(|change| change.seq).collect(),
        }
    }

    fn visits(
        &self,
        is_wanted: impl Fn(&VisitSummary) -> bool,
        seq: fn(&VisitSummary) -> Option<EventNumber>,
    ) -> Vec<EventNumber> {
        self.day.visits.iter().filter(|visit| is_wanted(visit)).filter_map(seq).collect()
    }

    fn visits_of_unit(
        &self,
        is_wanted: fn(&VisitSummary) -> bool,
        seq: fn(&VisitSummary) -> Option<EventNumber>,
    ) -> Vec<EventNumber> {
        let unit = self.asked.unit();
        self.visits(|visit| is_wanted(visit) && (self.unit_of_visit)(visit).as_deref() == unit, seq)
    }

    fn on_weekday(&self, events: impl FnOnce() -> Vec<EventNumber>) -> Vec<EventNumber> {
        let weekday = weekday_name::name(self.day.date.weekday());
        if self.asked.is_part(weekday) { events() } else { Vec::new() }
    }

    /// Of the gaps that were kept out of booking, as against lent time.
    fn reserved(&self, is_wanted: fn(&GapSummary) -> bool) -> Vec<EventNumber> {
        self.gaps(|gap| gap.origin != Origin::FreedBooking && is_wanted(gap))
    }

    fn gaps(&self, is_wanted: impl Fn(&GapSummary) -> bool) -> Vec<EventNumber> {
        let gaps = self.day.gaps.iter().filter(|gap| is_wanted(gap));
        gaps.map(|gap| gap.ended.unwrap_or(gap.opened)).collect()
    }

    fn has_outcome(&self, visit: &VisitSummary) -> bool {
        visit.outcome().is_some_and(|outcome| self.asked.is_part(outcome.as_str()))
    }

    fn has_ending(&self, visit: &VisitSummary) -> bool {
        matches!(&visit.end, VisitEnd::Left(ending) if self.asked.is_part(&name(ending)))
    }

    fn has_waited(&self, visit: &VisitSummary) -> bool {
        visit.waited_seconds.is_some() && self.asked.is_part(&name(&visit.urgency))
    }
}

const fn is_newcomer(visit: &VisitSummary) -> bool {
    !visit.carried
}

const fn has_companion_minutes(visit: &VisitSummary) -> bool {
    visit.companion_minutes.is_some()
}

fn is_used(gap: &GapSummary) -> bool {
    gap.is_held() && gap.used > 0
}

const CHECKED_IN: fn(&VisitSummary) -> Option<EventNumber> = |visit| Some(visit.checked_in);

const fn called(visit: &VisitSummary) -> Option<EventNumber> {
    visit.called
}

const fn ended(visit: &VisitSummary) -> Option<EventNumber> {
    visit.ended
}
