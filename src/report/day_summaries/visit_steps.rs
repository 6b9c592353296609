// SPDX-License-Identifier: MPL-2.0
//! What each step of a visit means for its day, and for the bookings at the desk.

use super::{OpenDay, Sitting};
use crate::day_summary::{BrokenPromise, DelayedBooking, EventNumber, VisitEnd};
use crate::names::Names;
use crate::open_visit::OpenVisit;
use office::event::Event;
use office::names::{DeskId, TicketId};
use office::ticket::Ending;
use office::time::{TimeRange, UnixTime};

impl OpenDay {
    pub(super) fn step(&mut self, seq: EventNumber, at: UnixTime, event: &Event, names: &mut Names) {
        let Some(id) = event.ticket() else { return };
        let Some(live) = self.tickets.get_mut(&id) else { return };
        // What is no step of a desk is not undone with one.
        let is_step = !matches!(
            event,
            Event::TicketMoved { .. }
                | Event::PromiseBroken { .. }
                | Event::UrgencyChanged { .. }
                | Event::StepUndone { .. }
        );
        if is_step {
            live.remember(seq);
        }
        match event {
            Event::TicketMoved { promise, .. } => live.promise = *promise,
            Event::PromiseBroken { promise, cause, .. } => {
                live.promise = *promise;
                self.day.broken.push(BrokenPromise { seq, cause: *cause });
            }
            Event::TicketCalled { desk, .. } => live.call(seq, at, desk),
            Event::CitizenArrived { .. } => live.has_come = true,
            Event::MarkedAbsent { offer, .. } => live.absent(*offer),
            // A call used the promise up.
            Event::TicketParked { .. } | Event::TicketTransferred { .. } => {
                if live.at_desk.is_some() {
                    live.promise = None;
                }
                self.leave_desk(seq, id, at);
            }
            Event::TicketCompleted { outcome, flags, companion_minutes, .. } => {
                let success = self.successes.contains(outcome);
                live.visit.end = VisitEnd::Served { outcome: names.outcome(outcome), success };
                live.visit.ended = Some(seq);
                live.visit.flags.clone_from(flags);
                live.visit.companion_minutes = *companion_minutes;
                self.leave_desk(seq, id, at);
            }
            Event::TicketLeft { ending, .. } => self.left(seq, id, *ending, at),
            Event::UrgencyChanged { urgency, .. } => live.visit.urgency = *urgency,
            Event::StepUndone { .. } => self.undo(id),
            Event::DayStarted(_)
            | Event::SetupChanged { .. }
            | Event::PolicyChanged { .. }
            | Event::PlanChanged { .. }
            | Event::SpecialDaySet { .. }
            | Event::SpecialDayRemoved { .. }
            | Event::AbsencePlanned { .. }
            | Event::AbsenceCancelled { .. }
            | Event::TicketCheckedIn(_)
            | Event::TicketReturned { .. }
            | Event::TicketRecalled { .. }
            | Event::DeskOpened { .. }
            | Event::DeskLeft { .. }
            | Event::GapOpened { .. }
            | Event::GapChanged { .. }
            | Event::GapEnded { .. }
            | Event::DiaryImported { .. }
            | Event::HoldConfirmed { .. }
            | Event::HoldBookedOver { .. }
            | Event::HoldRefused { .. }
            | Event::HoldLetGo { .. }
            | Event::HoldReleased { .. }
            | Event::DiaryLost { .. }
            | Event::DiaryFound
            | Event::TrialPlanned(_)
            | Event::TrialReviewed { .. }
            | Event::TrialDecided { .. }
            | Event::BaselineTold { .. }
            | Event::WindowsTold { .. }
            | Event::LengthsLearned { .. }
            | Event::DayNoticeSet { .. }
            | Event::DayNoticeEnded
            | Event::VisitsRated(_)
            | Event::InquiryCounted { .. }
            | Event::InquiryTakenBack { .. }
            | Event::HelpAsked
            | Event::HelpAnswered
            | Event::BookingEnded { .. }
            | Event::DayEnded { .. } => {}
        }
    }

    fn left(&mut self, seq: EventNumber, id: TicketId, ending: Ending, at: UnixTime) {
        let Some(live) = self.tickets.get_mut(&id) else { return };
        live.visit.end = VisitEnd::Left(ending);
        live.visit.ended = Some(seq);
        if ending == Ending::LeftBeforeCall && live.is_called_early(at) {
            live.take_back_call();
        }
        // Nobody knows how long it lasted.
        if ending == Ending::OutcomeNotRecorded && live.has_come {
            self.sat(seq, id, at);
        }
        self.tickets.entry(id).and_modify(|live| live.at_desk = None);
    }

    fn leave_desk(&mut self, seq: EventNumber, id: TicketId, at: UnixTime) {
        let Some((desk, sat)) = self.sat(seq, id, at) else { return };
        if let Some(live) = self.tickets.get_mut(&id) {
            live.visit.clerk_seconds += sat.length().as_seconds();
        }
        let here = self.bookings.iter().filter(|booking| booking.desk == desk);
        let run_into =
            here.map(|booking| booking.time.start).filter(|&start| sat.start <= start && start < at);
        let delayed = run_into.map(|start| DelayedBooking {
            seq,
            desk: desk.clone(),
            booking: start.unix(),
            late_seconds: (at - start).as_seconds(),
        });
        self.day.touched.extend(delayed);
    }

    /// The desk is free again, which somebody had since the call.
    fn sat(&mut self, seq: EventNumber, id: TicketId, at: UnixTime) -> Option<(DeskId, TimeRange)> {
        let (desk, since) = self.tickets.get_mut(&id)?.at_desk.take()?;
        let time = TimeRange::new(since, at);
        self.busy.push(Sitting { seq, desk: desk.clone(), time });
        Some((desk, time))
    }

    /// Restores the visit as it was before its last step, and removes what the step added.
    fn undo(&mut self, id: TicketId) {
        let Some(step) = self.tickets.get_mut(&id).and_then(OpenVisit::take_back_step) else { return };
        self.busy.retain(|sat| sat.seq != step);
        self.day.touched.retain(|touched| touched.seq != step);
    }
}
