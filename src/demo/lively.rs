// SPDX-License-Identifier: MPL-2.0
//! A demo that lives (`--lively`): invented companions check in, and invented clerks call, serve and complete, with
//! the commands that everybody has. A desk at which somebody presses a button is theirs for a while. What becomes of a
//! visit follows from the seed and the ticket alone; the office's own rules decide who is called.

mod desks_in_use;
mod hall;
#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use office::command::{Command, Request};
use office::names::Actor;
use office::time::UnixTime;
use runtime::handle::{NoAnswer, OfficeHandle};
use runtime::ports::Seq;

use super::visitors::VisitorMix;
use desks_in_use::DesksInUse;
use hall::Hall;

/// Who acts in the ledger.
pub const ACTOR: &str = "demo";
/// Between two looks at the hall, by the office's clock.
const STEP: Duration = Duration::from_secs(2);
/// A fast clock does not turn looking into a busy loop.
const SHORTEST_STEP: Duration = Duration::from_millis(50);
const PAGE: usize = 250;

/// The invented people of one office.
#[derive(Debug)]
pub struct LivelyHall {
    hall: Arc<Mutex<Hall>>,
    desks_in_use: DesksInUse,
    /// The last event that was looked at.
    seen: Seq,
}

/// What the invented people do now.
#[derive(Debug, Default)]
pub(crate) struct Turn {
    pub commands: Vec<Command>,
    /// The office is closed and empty: its clock may go on to then.
    pub move_on: Option<UnixTime>,
}

impl LivelyHall {
    /// `now` keeps the tickets of one start apart from those of the next.
    pub fn new(mix: VisitorMix, office: &OfficeHandle, now: UnixTime) -> Self {
        let hall = Arc::new(Mutex::new(Hall::new(mix, now)));
        Self { hall, desks_in_use: DesksInUse::default(), seen: office.health().last_seq }
    }

    /// Looks once, and does what is due.
    ///
    /// # Errors
    /// [`NoAnswer::Stopped`] when the office has stopped; a refusal, or an office that is busy, changes nothing.
    pub async fn step(
        &mut self,
        office: &OfficeHandle,
        move_on: &(dyn Fn(UnixTime) + Sync),
    ) -> Result<(), NoAnswer> {
        match self.act(office, move_on).await {
            Err(NoAnswer::Stopped) => Err(NoAnswer::Stopped),
            Ok(())
            | Err(
                NoAnswer::Refused(_)
                | NoAnswer::Busy
                | NoAnswer::DiskFull
                | NoAnswer::InvalidEvent
                | NoAnswer::NoSubject,
            ) => Ok(()),
        }
    }

    async fn act(
        &mut self,
        office: &OfficeHandle,
        move_on: &(dyn Fn(UnixTime) + Sync),
    ) -> Result<(), NoAnswer> {
        self.follow(office).await?;
        let (hall, desks_in_use) = (Arc::clone(&self.hall), self.desks_in_use.clone());
        let turn = office.read(move |office, now| {
            hall.lock().unwrap_or_else(PoisonError::into_inner).turn(office, &desks_in_use, now)
        });
        let Turn { commands, move_on: to } = turn.await?;
        for command in commands {
            let asked = office.ask(Request { actor: Actor::from(ACTOR), key: None, command }).await;
            if let Err(NoAnswer::Refused(refusal)) = &asked {
                tracing::debug!(code = refusal.code(), "the office refuses an invented person: {refusal}");
                continue;
            }
            asked?;
        }
        to.map(move_on);
        Ok(())
    }

    /// Reads where somebody else has pressed a button.
    async fn follow(&mut self, office: &OfficeHandle) -> Result<(), NoAnswer> {
        loop {
            let events = office.ledger_after(self.seen, PAGE).await?;
            for (seq, recorded) in &events {
                self.desks_in_use.follow(recorded);
                self.seen = *seq;
            }
            if events.len() < PAGE {
                return Ok(());
            }
        }
    }
}

/// Runs until the office stops.
pub async fn run(office: OfficeHandle, mut hall: LivelyHall, move_on: impl Fn(UnixTime) + Send + Sync) {
    let step = STEP.div_f64(office.speed().max(0.001)).clamp(SHORTEST_STEP, STEP);
    while hall.step(&office, &move_on).await.is_ok() {
        tokio::time::sleep(step).await;
    }
}
