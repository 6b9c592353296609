// SPDX-License-Identifier: MPL-2.0
//! Each rule, tested in its own words. Rules 8, 13 and 15 live elsewhere too: the word lists, the
//! companions' table, and the ledger with its crash test.

mod calling;
mod day;
mod held_time;
mod placing;
mod reserved_time;

use crate::command::{Capacity, IfFull};
use crate::names::TicketId;
use crate::policy::Policy;
use crate::setup::{Feature, Features};
use crate::testing::{Scene, Visitor, ordinary};
use crate::ticket::StateName;

fn needs(feature: Feature, minutes: u16) -> Visitor {
    Visitor { needs: Features::of(&[feature]), ..ordinary(minutes) }
}

fn standby(minutes: u16) -> Visitor {
    Visitor { if_full: IfFull::Standby, ..ordinary(minutes) }
}

fn policy(scene: &mut Scene, change: impl FnOnce(&mut Policy)) {
    let mut policy = scene.office.policy().clone();
    change(&mut policy);
    scene.change(Capacity::ChangePolicy(Box::new(policy.into()))).unwrap();
}

fn state(scene: &Scene, ticket: TicketId) -> StateName {
    scene.ticket(ticket).state.name()
}
