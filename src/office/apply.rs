// SPDX-License-Identifier: MPL-2.0
//! What each event does to the office. No rule is decided here: an event is a fact, also an old one.

use crate::event::{Cause, Event, Recorded};
use crate::idempotency::IdempotencyRecord;
use crate::invalid_event::InvalidEvent;
use crate::names::DeskId;
use crate::office::Office;
use crate::queue::Queue;
use crate::setup::Setup;
use crate::ticket::State;
use crate::time::UnixTime;
use crate::visits::desks::{DeskIndex, Staffing};

impl Office {
    /// Makes the event part of the office.
    ///
    /// # Errors
    /// [`InvalidEvent`] when it names what is not there; the event has then changed nothing.
    pub fn apply(&mut self, recorded: &Recorded) -> Result<(), InvalidEvent> {
        let at = recorded.at;
        self.apply_event(&recorded.event, at)?;
        self.day.note_event(at);
        if let Some(key) = recorded.key {
            let subject = recorded.event.subject();
            self.idempotency.remember(key, IdempotencyRecord { fingerprint: recorded.fingerprint, subject });
        }
        Ok(())
    }

    fn apply_event(&mut self, event: &Event, at: UnixTime) -> Result<(), InvalidEvent> {
        match event {
            Event::DayStarted(start) => *self = Self { fault: self.fault, ..Self::start(start, at) },
            Event::DayEnded { .. } => self.day.end(),
            Event::SetupChanged { setup } => self.change_setup(setup, at),
            Event::PolicyChanged { policy, .. } => self.policy = (**policy).clone(),
            Event::PlanChanged { plan } => self.plan = plan.clone(),
            Event::SpecialDaySet { day } => self.set_special_day(day, at),
            Event::SpecialDayRemoved { date } => self.remove_special_day(*date, at)?,
            Event::AbsencePlanned { absence } => self.plan_absence(absence, at)?,
            Event::AbsenceCancelled { absence } => self.cancel_absence(*absence)?,
            Event::DeskOpened { desk } => self.desks.staff(self.desk_of_event(desk)?, Staffing::Open, at),
            Event::DeskLeft { desk } => self.leave_desk(desk, at)?,
            Event::DayNoticeSet { until, text } => self.set_day_notice(text.as_ref(), *until),
            Event::DayNoticeEnded => self.day.set_notice(None),
            Event::BookingEnded { desk, time, .. } => self.end_booking(desk, *time, at),
            // The office itself does nothing with it: the report reads it from the ledger.
            Event::VisitsRated(_) => {}
            Event::InquiryCounted { desk } => self.day.count_inquiry(desk, at),
            Event::InquiryTakenBack { desk } => self.day.take_back_inquiry(desk),
            Event::HelpAsked => self.day.ask_for_help(at),
            Event::HelpAnswered => self.day.answer_help(),
            Event::LengthsLearned { lengths } => self.lengths.clone_from(lengths),
            Event::WindowsTold { windows } => self.tell_windows(windows)?,

            Event::TicketCheckedIn(ticket) => self.add_ticket(ticket)?,
            Event::TicketMoved { ticket, placement, promise, reasons } => {
                let index = self.index(*ticket)?;
                self.change_ticket(index, |ticket| ticket.move_to(placement.as_ref(), *promise, reasons));
            }
            Event::PromiseBroken { .. } => self.break_promise(event, at)?,
            Event::TicketCalled { ticket, desk, reasons, .. } => self.call(*ticket, desk, reasons, at)?,
            Event::TicketRecalled { ticket } => self.recall(*ticket, at)?,
            Event::CitizenArrived { ticket } => self.arrive(*ticket, at)?,
            Event::MarkedAbsent { ticket, offer: true, .. } => self.decline_offer(*ticket, at)?,
            Event::MarkedAbsent { ticket, until, offer: false } => {
                self.change_state(*ticket, State::Absent { since: at, until: *until }, at)?;
            }
            Event::TicketParked { ticket } => self.park(*ticket, at)?,
            Event::TicketReturned { ticket, only_at } => self.bring_back(*ticket, only_at.as_ref(), at)?,
            Event::TicketTransferred { ticket, only_at, visit, .. } => {
                self.transfer(*ticket, only_at.as_ref(), visit, at)?;
            }
            Event::TicketCompleted { ticket, desk, outcome, flags, .. } => {
                self.complete(*ticket, desk, outcome, flags, at)?;
            }
            Event::TicketLeft { ticket, ending, reasons, kept, .. } => {
                self.end_visit(*ticket, *ending, reasons, kept.as_ref(), at)?;
            }
            Event::UrgencyChanged { ticket, urgency, .. } => self.change_urgency(*ticket, *urgency)?,
            Event::StepUndone { ticket, desk, restored } => self.undo(*ticket, desk, restored)?,

            Event::GapOpened { gap, .. } => self.add_gap(gap, at),
            Event::GapChanged { gap, desk, time, hold, .. } => {
                self.change_gap(*gap, desk, *time, *hold, at)?;
            }
            Event::GapEnded { gap, how, .. } => self.end_gap(*gap, *how)?,
            Event::DiaryImported { date, bookings, by_hand } => {
                self.replace_diary(*date, bookings, *by_hand);
                self.holds.diary_read(at);
            }

            Event::HoldConfirmed { desk, time } => {
                self.holds.confirm(desk, *time, at);
                self.refresh_desk_time(desk);
            }
            Event::HoldBookedOver { desk, time } => self.holds.book_over(desk, *time, at),
            Event::HoldRefused { desk, time, why } => {
                self.holds.refuse(desk, *time, *why, at);
                self.refresh_desk_time(desk);
            }
            Event::HoldLetGo { desk, time } => {
                self.holds.let_go(desk, *time);
                self.refresh_desk_time(desk);
            }
            Event::HoldReleased { desk, time } => {
                self.holds.release(desk, *time, at);
                self.refresh_desk_time(desk);
            }
            Event::DiaryLost { known_at, unread } => {
                self.holds.diary_lost(*known_at, unread, at);
                self.refresh_desk_times();
            }
            Event::DiaryFound => {
                self.holds.diary_found(at);
                self.refresh_desk_times();
            }

            Event::TrialPlanned(trial) => self.trials.add(trial)?,
            Event::TrialReviewed { trial, review } => self.trials.review(*trial, review)?,
            Event::TrialDecided { trial, verdict } => self.trials.decide(*trial, verdict)?,
            Event::BaselineTold { baseline, .. } => self.trials.baseline = Some((**baseline).clone()),
        }
        Ok(())
    }

    fn break_promise(&mut self, event: &Event, at: UnixTime) -> Result<(), InvalidEvent> {
        let Event::PromiseBroken {
            ticket, broken, placement, promise, reasons, cause, desk, kept_for, ..
        } = event
        else {
            return Ok(());
        };
        let index = self.index(*ticket)?;
        let had_begun = self.tickets[index].placement.as_ref().is_some_and(|old| old.time.start <= at);
        self.change_ticket(index, |ticket| {
            ticket.move_to(placement.as_ref(), *promise, reasons);
            ticket.break_promise(*broken);
            ticket.kept_for = kept_for.or(ticket.kept_for);
        });
        let in_vain = had_begun && *cause == Cause::NotCalled && broken.latest <= at;
        let empty = desk.as_ref().filter(|_| in_vain);
        if let Some(desk) = empty.and_then(|desk| self.desk_index(desk)) {
            self.desks.note_empty(desk);
        }
        Ok(())
    }

    pub(crate) fn desk_of_event(&self, id: &DeskId) -> Result<DeskIndex, InvalidEvent> {
        self.desks.index_of(id).ok_or(InvalidEvent("unknown desk"))
    }

    /// Lines name desks by their place in the setup, so they begin anew.
    fn change_setup(&mut self, setup: &Setup, at: UnixTime) {
        self.desks = self.desks.under(setup);
        self.setup = setup.clone();
        self.refresh_hours(at);
        self.queue = Queue::default();
        for index in 0..self.tickets.len() {
            let ticket = self.tickets.get_mut(index);
            // Nobody waits for a desk that is no more.
            ticket.only_at = ticket.only_at.take().filter(|desk| setup.desk(desk).is_some());
            self.file(index);
        }
    }
}
