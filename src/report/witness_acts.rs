// SPDX-License-Identifier: MPL-2.0
//! When companions were witnesses: what the quota of rule 13 counts. Read while the ledger still names them.

use jiff::civil::Date;

use crate::day_summaries::DaySummaries;
use crate::day_summary::{DaySummary, EventNumber};
use office::names::CompanionRef;
use office::personal::is_unit;
use office::ticket::Flag;

/// A visit at which a clerk recorded that the companion was the witness.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WitnessAct {
    /// The event that completed the visit.
    pub event: EventNumber,
    pub date: Date,
    pub companion: CompanionRef,
}

/// All of them from a date on, in the order of the ledger.
pub fn witness_acts(days: &DaySummaries, from: Date) -> Vec<WitnessAct> {
    days.between(from, Date::MAX).iter().flat_map(|day| acts_of(day)).collect()
}

fn acts_of(day: &DaySummary) -> Vec<WitnessAct> {
    let acts = day.visits.iter().filter(|visit| visit.flags.contains(&Flag::CompanionWasWitness));
    let named = acts.filter_map(|visit| {
        let companion = visit.companion.clone().filter(|companion| !is_unit(companion))?;
        Some(WitnessAct { event: visit.ended?, date: day.date, companion })
    });
    named.collect()
}
