// SPDX-License-Identifier: MPL-2.0
//! The steps from what an appointment system holds to what the office wants, in an order in which no minute is
//! free in between. Pure.

use std::collections::{BTreeMap, BTreeSet};

use crate::port::{ExistingHold, HoldKey, HoldRequest};
use office::command::{HoldReport, HoldStep};
use office::holds::{KnownHold, WantedHold};
use office::time::UnixTime;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing to write; the office does not know yet.
    Report(HoldReport),
    Hold(HoldRequest),
    /// A later end, or now in use: written first, then reported.
    Update {
        held: ExistingHold,
        request: HoldRequest,
    },
    /// An earlier end: the office first stops counting on the rest.
    Shorten {
        held: ExistingHold,
        request: HoldRequest,
    },
    /// The office first stops counting on it.
    Release(ExistingHold),
}

/// The steps for the desks of one source. New holds come before releases.
pub fn steps(
    office: &str,
    wanted: &[WantedHold],
    known: &[KnownHold],
    actual: &[ExistingHold],
    in_use: &BTreeSet<HoldKey>,
    now: UnixTime,
) -> Vec<Step> {
    let existing: BTreeMap<&HoldKey, &ExistingHold> = actual.iter().map(|held| (&held.key, held)).collect();
    let keys: BTreeSet<HoldKey> =
        wanted.iter().map(|hold| HoldKey::new(office, &hold.desk, hold.time.start)).collect();
    let mut steps = Vec::new();
    for hold in wanted {
        let key = HoldKey::new(office, &hold.desk, hold.time.start);
        let written_in_use = in_use.contains(&key);
        let held = existing.get(&key).copied();
        let request = HoldRequest { key, desk: hold.desk.clone(), time: hold.time, in_use: hold.in_use };
        steps.extend(step_for(request, held, known, written_in_use));
    }
    let unwanted = actual.iter().filter(|held| !keys.contains(&held.key) && held.time.end > now);
    steps.extend(unwanted.cloned().map(Step::Release));
    let vanished = known.iter().filter(|hold| {
        let key = HoldKey::new(office, &hold.desk, hold.time.start);
        hold.time.end > now && !keys.contains(&key) && !existing.contains_key(&key)
    });
    steps.extend(vanished.map(|hold| {
        Step::Report(HoldReport { desk: hold.desk.clone(), time: hold.time, step: HoldStep::Released })
    }));
    steps
}

fn step_for(
    request: HoldRequest,
    held: Option<&ExistingHold>,
    known: &[KnownHold],
    written_in_use: bool,
) -> Option<Step> {
    let Some(held) = held.cloned() else { return Some(Step::Hold(request)) };
    if held.time.end > request.time.end {
        return Some(Step::Shorten { held, request });
    }
    if held.time.end < request.time.end {
        return Some(Step::Update { held, request });
    }
    let counted_on =
        known.iter().any(|hold| hold.desk == request.desk && hold.time == request.time && !hold.let_go);
    if !counted_on {
        let HoldRequest { desk, time, .. } = request;
        return Some(Step::Report(HoldReport { desk, time, step: HoldStep::Confirmed }));
    }
    (request.in_use != written_in_use).then_some(Step::Update { held, request })
}
