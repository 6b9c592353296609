//! Wanted against actual: the steps that bring an appointment system to what the office wants, in an order
//! in which no minute is free for a moment in between. Pure.

use std::collections::{BTreeMap, BTreeSet};

use crate::port::{Held, HoldKey, Wish};
use office::command::{HoldReport, HoldStep};
use office::holds::{KnownHold, WantedHold};
use office::time::UnixTime;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing to do there: the office does not know yet how it stands.
    Tell(HoldReport),
    Hold(Wish),
    /// A later end, or in use now: there first, then the office is told.
    Update {
        held: Held,
        wish: Wish,
    },
    /// An earlier end: the office lets go of the rest first.
    Shorten {
        held: Held,
        wish: Wish,
    },
    /// The office lets go of it, then it is given back.
    Release(Held),
}

/// What there is to do for the desks of one source. New holds come before old ones are given back.
pub fn steps(
    office: &str,
    wanted: &[WantedHold],
    known: &[KnownHold],
    actual: &[Held],
    in_use: &BTreeSet<HoldKey>,
    now: UnixTime,
) -> Vec<Step> {
    let there: BTreeMap<&HoldKey, &Held> = actual.iter().map(|held| (&held.key, held)).collect();
    let keys: BTreeSet<HoldKey> =
        wanted.iter().map(|wish| HoldKey::new(office, &wish.desk, wish.time.start)).collect();
    let mut steps = Vec::new();
    for wish in wanted {
        let key = HoldKey::new(office, &wish.desk, wish.time.start);
        let told_in_use = in_use.contains(&key);
        let held = there.get(&key).copied();
        let wish = Wish { key, desk: wish.desk.clone(), time: wish.time, in_use: wish.in_use };
        steps.extend(step_for(wish, held, known, told_in_use));
    }
    let unwanted = actual.iter().filter(|held| !keys.contains(&held.key) && held.time.end > now);
    steps.extend(unwanted.cloned().map(Step::Release));
    let vanished = known.iter().filter(|hold| {
        let key = HoldKey::new(office, &hold.desk, hold.time.start);
        hold.time.end > now && !keys.contains(&key) && !there.contains_key(&key)
    });
    steps.extend(vanished.map(|hold| {
        Step::Tell(HoldReport { desk: hold.desk.clone(), time: hold.time, step: HoldStep::Released })
    }));
    steps
}

fn step_for(wish: Wish, held: Option<&Held>, known: &[KnownHold], told_in_use: bool) -> Option<Step> {
    let Some(held) = held.cloned() else { return Some(Step::Hold(wish)) };
    if held.time.end > wish.time.end {
        return Some(Step::Shorten { held, wish });
    }
    if held.time.end < wish.time.end {
        return Some(Step::Update { held, wish });
    }
    let counted_on =
        known.iter().any(|hold| hold.desk == wish.desk && hold.time == wish.time && !hold.let_go);
    if !counted_on {
        return Some(Step::Tell(HoldReport { desk: wish.desk, time: wish.time, step: HoldStep::Confirmed }));
    }
    (wish.in_use != told_in_use).then_some(Step::Update { held, wish })
}
