// SPDX-License-Identifier: MPL-2.0
//! A clerk opens a desk or leaves it; the administrator changes what the office is.

use crate::decide::Decision;
use crate::event::Event;
use crate::free_text::FreeText;
use crate::names::{Actor, DeskId};
use crate::office::Office;
use crate::preview::Preview;
use crate::queue::planning::Why;
use crate::refusal::Refusal;
use crate::setup::Setup;
use crate::time::UnixTime;
use crate::visits::desks::Staffing;

impl Office {
    pub(crate) fn decide_open_desk(&self, desk: &DeskId) -> Result<Decision, Refusal> {
        let index = self.known_desk(desk)?;
        if self.desks[index].staffing == Staffing::Open {
            return Ok(Decision::nothing(Vec::new()));
        }
        let now = &self.desks[index];
        let gives_time = now.staffing == Staffing::Left || now.stayed_empty;
        let settle = gives_time.then_some(Why::TimeFreed);
        Ok(Decision { settle, ..Decision::nothing(vec![Event::DeskOpened { desk: desk.clone() }]) })
    }

    pub(crate) fn decide_leave_desk(
        &self,
        desk: &DeskId,
        note: Option<FreeText>,
    ) -> Result<Decision, Refusal> {
        let index = self.known_desk(desk)?;
        if self.desks[index].staffing == Staffing::Left {
            return Ok(Decision::nothing(Vec::new()));
        }
        if let Some(ticket) = self.desks[index].ticket {
            return Err(Refusal::DeskBusy { desk: desk.clone(), number: self.tickets[ticket].number });
        }
        let left = Event::DeskLeft { desk: desk.clone() };
        Ok(Decision { settle: Some(Why::DeskClosed { note }), ..Decision::nothing(vec![left]) })
    }

    /// What leaving a desk would do, without doing it.
    ///
    /// # Errors
    /// The refusal that leaving would meet.
    pub fn preview_leaving(&self, desk: &DeskId, now: UnixTime) -> Result<Preview, Refusal> {
        let now = now.max(self.day.last_at());
        let left = self.decide_leave_desk(desk, None)?.events;
        if left.is_empty() {
            return Ok(Preview::default());
        }
        let lost = self.lost_promises(now);
        let mut trial = self.clone();
        trial.record_all(left.clone(), &Actor::from("preview"), now, &mut Vec::new());
        let settled = trial.settle_after(&Why::DeskClosed { note: None }, &lost, now);
        trial.record_all(settled.clone(), &Actor::from("preview"), now, &mut Vec::new());
        // What nobody needs any more goes back at once.
        let due = trial.gaps_due(now);
        Ok(self.read_preview(&[left, settled, due].concat(), now))
    }

    /// Why the office would not take this setup now, if it would not.
    pub fn setup_refusal(&self, setup: &Setup) -> Option<Refusal> {
        self.decide_setup(setup).err()
    }

    /// A desk that is in use, and an errand that somebody waits with, cannot be taken away today.
    pub(crate) fn decide_setup(&self, setup: &Setup) -> Result<Decision, Refusal> {
        setup.check().map_err(Refusal::Invalid)?;
        if *setup == self.setup {
            return Ok(Decision::nothing(Vec::new()));
        }
        if setup.time_zone != self.setup.time_zone {
            return Err(Refusal::TimeZoneFixed);
        }
        let gone = self.desks.iter().find(|desk| {
            let busy =
                desk.ticket.is_some() || self.gaps.iter().any(|gap| gap.is_open() && gap.desk == desk.id);
            busy && setup.desk(&desk.id).is_none()
        });
        if let Some(desk) = gone {
            return Err(Refusal::DeskInUse(desk.id.clone()));
        }
        let event = Event::SetupChanged { setup: Box::new(setup.clone()) };
        Ok(Decision { settle: Some(Why::PlanChanged), ..Decision::nothing(vec![event]) })
    }
}
