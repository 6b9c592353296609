// SPDX-License-Identifier: MPL-2.0
//! Cases that once went wrong for a companion, a citizen or a supervisor, each with what is right.

mod later_days;
mod promises;
mod reserved_time;
mod visits;

use crate::command::{Capacity, CapacityChange, Command, IfFull};
use crate::decide::Decided;
use crate::event::{Cause, Event};
use crate::gap::{Gap, Plan};
use crate::names::{GapId, TicketId};
use crate::refusal::Refusal;
use crate::testing::{Scene, TODAY, Visitor, ordinary};
use crate::time::TimeRange;

pub(super) fn standby(minutes: u16) -> Visitor {
    Visitor { if_full: IfFull::Standby, ..ordinary(minutes) }
}

fn next_day(minutes: u16) -> Visitor {
    Visitor { if_full: IfFull::NextDay, ..ordinary(minutes) }
}

/// Desk 1 alone: the others are closed.
pub(super) fn one_desk() -> Scene {
    one_desk_with(Plan::default())
}

fn one_desk_with(plan: Plan) -> Scene {
    let mut scene = Scene::on(TODAY, plan);
    for desk in ["2", "3", "4"] {
        scene.ask(Command::LeaveDesk { desk: desk.into(), reason: None }).unwrap();
    }
    scene
}

fn gap(scene: &Scene, id: GapId) -> Gap {
    scene.office.gap(id).unwrap().clone()
}

fn hours(scene: &Scene, time: TimeRange) -> String {
    format!("{}–{}", scene.clock(time.start), scene.clock(time.end))
}

fn broken(scene: &Scene) -> Vec<Cause> {
    let causes = scene.ledger.iter().filter_map(|recorded| {
        let Event::PromiseBroken { cause, .. } = recorded.event else { return None };
        Some(cause)
    });
    causes.collect()
}

fn force(scene: &mut Scene, what: Capacity) -> Result<Decided, Refusal> {
    let reason = crate::free_text::FreeText::parse_optional(Some("two people are ill")).unwrap();
    scene.ask(Command::ChangeCapacity(CapacityChange { what, force: true, reason }))
}

pub(super) fn recalled_and_absent(scene: &mut Scene, ticket: TicketId) {
    for _ in 0..2 {
        scene.ask(Command::Recall { ticket }).unwrap();
    }
    scene.ask(Command::MarkAbsent { ticket }).unwrap();
}
