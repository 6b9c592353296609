// SPDX-License-Identifier: MPL-2.0
//! Commands that know the type of their answer.

use std::marker::PhantomData;

use jiff::civil::Date;

use office::command::{CapacityChange, CheckIn, Command, TransferTo, TrialCommand};
use office::free_text::FreeText;
use office::gap::{BookingOutcome, DiaryChange, Gap};
use office::localized_text::LocalizedText;
use office::names::{DeskId, OutcomeId, TicketId};
use office::policy::Policy;
use office::rating::Ratings;
use office::ticket::{Flag, Ticket, Urgency};
use office::time::UnixTime;

/// A command whose answer is an `A`.
pub struct CommandFor<A> {
    pub(super) command: Command,
    answer: PhantomData<A>,
}

impl<A> CommandFor<A> {
    const fn new(command: Command) -> Self {
        Self { command, answer: PhantomData }
    }
}

impl CommandFor<Box<Ticket>> {
    pub const fn check_in(check_in: CheckIn) -> Self {
        Self::new(Command::CheckIn(check_in))
    }

    pub const fn call_next(desk: DeskId) -> Self {
        Self::new(Command::CallNext { desk })
    }

    pub const fn call_chosen(ticket: TicketId, desk: DeskId, reason: Option<FreeText>) -> Self {
        Self::new(Command::CallChosen { ticket, desk, reason })
    }

    pub const fn recall(ticket: TicketId) -> Self {
        Self::new(Command::Recall { ticket })
    }

    pub const fn arrive(ticket: TicketId) -> Self {
        Self::new(Command::Arrive { ticket })
    }

    pub const fn mark_absent(ticket: TicketId) -> Self {
        Self::new(Command::MarkAbsent { ticket })
    }

    pub const fn return_ticket(ticket: TicketId) -> Self {
        Self::new(Command::Return { ticket })
    }

    pub const fn take_next_day(ticket: TicketId) -> Self {
        Self::new(Command::TakeNextDay { ticket, start: None })
    }

    /// The place that was offered, and no other.
    pub const fn take_offered_day(ticket: TicketId, start: UnixTime) -> Self {
        Self::new(Command::TakeNextDay { ticket, start: Some(start) })
    }

    pub const fn depart(ticket: TicketId) -> Self {
        Self::new(Command::Depart { ticket })
    }

    pub const fn void(ticket: TicketId, reason: FreeText) -> Self {
        Self::new(Command::VoidTicket { ticket, reason })
    }

    pub const fn park(ticket: TicketId) -> Self {
        Self::new(Command::Park { ticket })
    }

    pub const fn transfer(ticket: TicketId, to: TransferTo, reason: Option<FreeText>) -> Self {
        Self::new(Command::Transfer { ticket, to, reason })
    }

    pub const fn complete(
        ticket: TicketId,
        at: Option<DeskId>,
        outcome: OutcomeId,
        flags: Vec<Flag>,
        companion_minutes: Option<u16>,
    ) -> Self {
        Self::new(Command::Complete { ticket, at, outcome, flags, companion_minutes })
    }

    pub const fn set_urgency(ticket: TicketId, urgency: Urgency, reason: Option<FreeText>) -> Self {
        Self::new(Command::SetUrgency { ticket, urgency, reason })
    }

    pub const fn end_unrecorded(ticket: TicketId) -> Self {
        Self::new(Command::EndUnrecorded { ticket })
    }

    pub const fn undo(desk: DeskId) -> Self {
        Self::new(Command::Undo { desk })
    }
}

impl CommandFor<Box<Gap>> {
    /// Opens, changes or withdraws a gap.
    pub const fn gap(change: CapacityChange) -> Self {
        Self::new(Command::ChangeCapacity(change))
    }
}

impl CommandFor<Box<Policy>> {
    /// Changes the policy; two changes at once are each answered with what they led to.
    pub const fn policy(change: CapacityChange) -> Self {
        Self::new(Command::ChangeCapacity(change))
    }
}

impl CommandFor<()> {
    /// Sets the plan, a special day or an absence.
    pub const fn settings(change: CapacityChange) -> Self {
        Self::new(Command::ChangeCapacity(change))
    }

    pub const fn change_diary(date: Date, change: DiaryChange) -> Self {
        Self::new(Command::ChangeDiary { date, change })
    }

    pub fn trial(command: TrialCommand) -> Self {
        Self::new(Command::Trial(Box::new(command)))
    }

    pub const fn open_desk(desk: DeskId) -> Self {
        Self::new(Command::OpenDesk { desk })
    }

    pub const fn leave_desk(desk: DeskId, reason: Option<FreeText>) -> Self {
        Self::new(Command::LeaveDesk { desk, reason })
    }

    pub const fn set_day_notice(text: LocalizedText, until: UnixTime) -> Self {
        Self::new(Command::SetDayNotice { text, until })
    }

    pub const fn remove_day_notice() -> Self {
        Self::new(Command::RemoveDayNotice)
    }

    pub const fn end_booking(desk: DeskId, start: UnixTime, outcome: BookingOutcome) -> Self {
        Self::new(Command::EndBooking { desk, start, outcome })
    }

    pub const fn record_ratings(ratings: Ratings) -> Self {
        Self::new(Command::RecordRatings(ratings))
    }

    pub const fn count_inquiry(desk: DeskId) -> Self {
        Self::new(Command::CountInquiry { desk })
    }

    pub const fn take_back_inquiry(desk: DeskId) -> Self {
        Self::new(Command::TakeBackInquiry { desk })
    }

    pub const fn ask_for_help() -> Self {
        Self::new(Command::AskForHelp)
    }

    pub const fn answer_help() -> Self {
        Self::new(Command::AnswerHelp)
    }
}

impl<A> std::fmt::Debug for CommandFor<A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("CommandFor").field(&self.command).finish()
    }
}
