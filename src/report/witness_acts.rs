// SPDX-License-Identifier: MPL-2.0
//! When companions were witnesses: what the quota of rule 13 counts. Read while the ledger still names them.

use jiff::civil::Date;

use crate::day_summaries::DaySummaries;
use crate::day_summary::DaySummary;
use office::personal::is_unit;
use office::ticket::Flag;
use office::witness::WitnessAct;

/// The visits from a date on at which a clerk recorded that the companion was the witness.
pub fn witness_acts(days: &DaySummaries, from: Date) -> Vec<WitnessAct> {
    days.between(from, Date::MAX).iter().flat_map(|day| acts_of(day)).collect()
}

fn acts_of(day: &DaySummary) -> Vec<WitnessAct> {
    let acts = day.visits.iter().filter(|visit| visit.flags.contains(&Flag::CompanionWasWitness));
    let named = acts.filter_map(|visit| {
        let companion = visit.companion.clone().filter(|companion| !is_unit(companion))?;
        Some(WitnessAct { date: day.date, companion })
    });
    named.collect()
}
