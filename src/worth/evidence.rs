//! The events a figure is made of: every number of the report can be followed back into the ledger.

use super::day::{Day, End, GapShare, Seq, Visit};
use super::report::name;
use crate::office::gap::{GapState, Origin};

/// A figure that can be followed, with the part of it where it has parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked<'a> {
    pub figure: &'a str,
    pub part: Option<&'a str>,
}

/// The names of all figures there is evidence for.
pub const FIGURES: [&str; 21] = [
    "citizens",
    "served",
    "outcome",
    "ending",
    "mitid",
    "waits",
    "companion_hours",
    "certificates",
    "accompanied",
    "mitid_accompanied",
    "promises_kept",
    "promises_broken",
    "gaps_held",
    "gaps_used",
    "gaps_unused",
    "gaps_lent",
    "gaps_released",
    "gaps_withdrawn",
    "bookings_touched",
    "clerk_minutes",
    "changes",
];

/// Sequence numbers, oldest first; nothing for a figure there is not.
pub fn evidence(days: &[&Day], asked: &Asked<'_>) -> Option<Vec<Seq>> {
    FIGURES.contains(&asked.figure).then_some(())?;
    let mut found: Vec<Seq> = days.iter().flat_map(|day| of_day(day, asked)).collect();
    found.sort_unstable();
    found.dedup();
    Some(found)
}

fn of_day(day: &Day, asked: &Asked<'_>) -> Vec<Seq> {
    let is_part = |part: &str| asked.part.is_none_or(|asked| asked == part);
    let visits = |wanted: &dyn Fn(&Visit) -> bool, seq: fn(&Visit) -> Option<Seq>| -> Vec<Seq> {
        day.visits.iter().filter(|visit| wanted(visit)).filter_map(seq).collect()
    };
    let ended = |visit: &Visit| visit.ended;
    let told = |gap: &GapShare| gap.ended.unwrap_or(gap.opened);
    let gaps = |wanted: &dyn Fn(&GapShare) -> bool| -> Vec<Seq> {
        let ours = day.gaps.iter().filter(|gap| gap.origin != Origin::FreedBooking && wanted(gap));
        ours.map(told).collect()
    };
    match asked.figure {
        "citizens" => visits(&|visit| !visit.carried, |visit| Some(visit.checked_in)),
        "served" => visits(&Visit::is_served, ended),
        "mitid" => visits(&Visit::got_mitid, ended),
        "outcome" => visits(&|visit| visit.outcome().is_some_and(|outcome| is_part(outcome.as_str())), ended),
        "ending" => visits(&|visit| matches!(&visit.end, End::Left(ending) if is_part(&name(ending))), ended),
        "waits" => {
            let waited = |visit: &Visit| visit.waited_seconds.is_some() && is_part(&name(&visit.urgency));
            visits(&waited, |visit| visit.called)
        }
        "clerk_minutes" => visits(&|visit| visit.clerk_seconds > 0, ended),
        "companion_hours" => visits(&|visit| visit.companion_minutes.is_some(), ended),
        "certificates" => visits(&Visit::spared_the_fee, ended),
        "accompanied" => visits(&|visit| visit.is_served() && visit.is_accompanied(), ended),
        "mitid_accompanied" => visits(&Visit::got_mitid_accompanied, ended),
        "promises_kept" => visits(&|visit| visit.kept == Some(true), |visit| visit.called),
        "promises_broken" => {
            let broken = day.broken.iter().filter(|broken| is_part(&name(&broken.cause)));
            broken.map(|broken| broken.seq).collect()
        }
        "gaps_held" => gaps(&GapShare::is_held),
        "gaps_used" => gaps(&|gap| gap.is_held() && gap.used > 0),
        "gaps_unused" => gaps(&|gap| gap.unused() > 0),
        "gaps_released" => gaps(&|gap| gap.how == GapState::Released),
        "gaps_withdrawn" => gaps(&|gap| gap.how == GapState::Withdrawn),
        "gaps_lent" => {
            let lent = day.gaps.iter().filter(|gap| gap.origin == Origin::FreedBooking && gap.used > 0);
            lent.map(told).collect()
        }
        "bookings_touched" => day.touched.iter().map(|touched| touched.seq).collect(),
        "changes" => day.changes.iter().map(|change| change.seq).collect(),
        _ => Vec::new(),
    }
}
