// SPDX-License-Identifier: MPL-2.0
//! Of each event what is shown: an allow-list.

use super::day::{DayStartJson, WindowToldJson, bookings};
use super::event::EventJson;
use super::ticket::{KeptPlaceJson, LedgerTicketJson, TicketStateJson};
use super::trial::{LedgerTrialJson, VerdictJson};
use crate::closures::AbsenceJson;
use crate::gap::GapJson;
use crate::placement::{PlacementJson, PromiseJson};
use crate::plan::{self};
use crate::reason::timed;
use crate::time::{TimeJson, TimeRangeJson};
use office::calendar::Zone;
use office::event::Event;
use office::free_text::FreeText;

fn text(note: Option<&FreeText>) -> Option<String> {
    note.map(ToString::to_string)
}

impl EventJson {
    #[expect(clippy::too_many_lines, reason = "one arm for each event")]
    pub fn of(event: &Event, zone: &Zone) -> Self {
        let placed = |placement: &Option<_>| placement.as_ref().map(|place| PlacementJson::of(place, zone));
        let promised = |promise: &Option<_>| promise.map(|promise| PromiseJson::of(promise, zone));
        let time = |range| TimeRangeJson::of(range, zone);
        match event {
            Event::DayStarted(start) => Self::DayStarted(Box::new(DayStartJson::of(start, zone))),
            Event::SetupChanged { setup } => Self::SetupChanged { setup: Box::new((&**setup).into()) },
            Event::PolicyChanged { from, policy } => Self::PolicyChanged {
                from: Box::new((**from).clone().into()),
                policy: Box::new((**policy).clone().into()),
            },
            Event::PlanChanged { plan } => Self::PlanChanged { plan: plan::lines(plan) },
            Event::SpecialDaySet { day } => Self::SpecialDaySet { day: day.into() },
            Event::SpecialDayRemoved { date } => Self::SpecialDayRemoved { date: date.to_string() },
            Event::AbsencePlanned { absence } => {
                Self::AbsencePlanned { absence: AbsenceJson::of(absence, zone) }
            }
            Event::AbsenceCancelled { absence } => Self::AbsenceCancelled { absence: absence.to_string() },
            Event::TicketCheckedIn(ticket) => {
                Self::TicketCheckedIn(Box::new(LedgerTicketJson::of(ticket, zone)))
            }
            Event::TicketMoved { ticket, placement, promise, reasons } => Self::TicketMoved {
                ticket: ticket.0,
                placement: placed(placement),
                promise: promised(promise),
                reasons: timed(reasons, zone),
            },
            Event::PromiseBroken {
                ticket,
                broken,
                cause,
                desk,
                placement,
                promise,
                reasons,
                note,
                kept_for,
            } => Self::PromiseBroken {
                ticket: ticket.0,
                broken: PromiseJson::of(*broken, zone),
                cause: (*cause).into(),
                desk: desk.as_ref().map(ToString::to_string),
                placement: placed(placement),
                promise: promised(promise),
                reasons: timed(reasons, zone),
                note: text(note.as_ref()),
                kept_for: kept_for.map(|date| date.to_string()),
            },
            Event::TicketCalled { ticket, desk, reasons, note } => Self::TicketCalled {
                ticket: ticket.0,
                desk: desk.to_string(),
                reasons: timed(reasons, zone),
                note: text(note.as_ref()),
            },
            Event::TicketRecalled { ticket } => Self::TicketRecalled { ticket: ticket.0 },
            Event::CitizenArrived { ticket } => Self::CitizenArrived { ticket: ticket.0 },
            Event::MarkedAbsent { ticket, until, offer } => {
                Self::MarkedAbsent { ticket: ticket.0, until: TimeJson::of(*until, zone), offer: *offer }
            }
            Event::TicketReturned { ticket, only_at } => {
                Self::TicketReturned { ticket: ticket.0, only_at: only_at.as_ref().map(ToString::to_string) }
            }
            Event::TicketParked { ticket } => Self::TicketParked { ticket: ticket.0 },
            Event::TicketTransferred { ticket, only_at, visit, note } => Self::TicketTransferred {
                ticket: ticket.0,
                only_at: only_at.as_ref().map(ToString::to_string),
                visit: Box::new((&**visit).into()),
                note: text(note.as_ref()),
            },
            Event::TicketCompleted { ticket, desk, outcome, flags, companion_minutes } => {
                Self::TicketCompleted {
                    ticket: ticket.0,
                    desk: desk.to_string(),
                    outcome: outcome.to_string(),
                    flags: flags.iter().copied().map(Into::into).collect(),
                    companion_minutes: *companion_minutes,
                }
            }
            Event::TicketLeft { ticket, ending, reasons, kept, note } => Self::TicketLeft {
                ticket: ticket.0,
                ending: (*ending).into(),
                reasons: timed(reasons, zone),
                kept: kept.as_ref().map(|kept| KeptPlaceJson::of(kept, zone)),
                note: text(note.as_ref()),
            },
            Event::UrgencyChanged { ticket, urgency, note } => Self::UrgencyChanged {
                ticket: ticket.0,
                urgency: (*urgency).into(),
                note: text(note.as_ref()),
            },
            Event::StepUndone { ticket, desk, restored } => Self::StepUndone {
                ticket: ticket.0,
                desk: desk.to_string(),
                restored: TicketStateJson::of(restored, zone),
            },
            Event::DeskOpened { desk } => Self::DeskOpened { desk: desk.to_string() },
            Event::DeskLeft { desk } => Self::DeskLeft { desk: desk.to_string() },
            Event::GapOpened { gap, reasons, note } => Self::GapOpened {
                gap: GapJson::of(gap, zone),
                reasons: timed(reasons, zone),
                note: text(note.as_ref()),
            },
            Event::GapChanged { gap, desk, time: range, hold, note } => Self::GapChanged {
                gap: gap.to_string(),
                desk: desk.to_string(),
                time: time(*range),
                hold: (*hold).into(),
                note: text(note.as_ref()),
            },
            Event::GapEnded { gap, how, reasons, note } => Self::GapEnded {
                gap: gap.to_string(),
                how: (*how).into(),
                reasons: timed(reasons, zone),
                note: text(note.as_ref()),
            },
            Event::DiaryImported { date, bookings: imported, by_hand } => Self::DiaryImported {
                date: date.to_string(),
                bookings: bookings(imported, zone),
                by_hand: *by_hand,
            },
            Event::HoldConfirmed { desk, time: range } => {
                Self::HoldConfirmed { desk: desk.to_string(), time: time(*range) }
            }
            Event::HoldBookedOver { desk, time: range } => {
                Self::HoldBookedOver { desk: desk.to_string(), time: time(*range) }
            }
            Event::HoldRefused { desk, time: range, why } => {
                Self::HoldRefused { desk: desk.to_string(), time: time(*range), why: (*why).into() }
            }
            Event::HoldLetGo { desk, time: range } => {
                Self::HoldLetGo { desk: desk.to_string(), time: time(*range) }
            }
            Event::HoldReleased { desk, time: range } => {
                Self::HoldReleased { desk: desk.to_string(), time: time(*range) }
            }
            Event::DiaryLost { known_at, unread: _ } => {
                Self::DiaryLost { known_at: known_at.map(|at| TimeJson::of(at, zone)) }
            }
            Event::DiaryFound => Self::DiaryFound,
            Event::TrialPlanned(trial) => Self::TrialPlanned(Box::new(LedgerTrialJson::of(trial, zone))),
            Event::TrialReviewed { trial, review } => {
                Self::TrialReviewed { trial: *trial, review: review.into() }
            }
            Event::TrialDecided { trial, verdict } => {
                Self::TrialDecided { trial: *trial, verdict: VerdictJson::of(verdict, zone) }
            }
            Event::BaselineTold { baseline, why } => {
                Self::BaselineTold { baseline: Box::new((&**baseline).into()), why: text(why.as_ref()) }
            }
            Event::WindowsTold { windows } => Self::WindowsTold {
                windows: windows.iter().map(|window| WindowToldJson::of(window, zone)).collect(),
            },
            Event::LengthsLearned { lengths } => {
                Self::LengthsLearned { lengths: lengths.iter().map(Into::into).collect() }
            }
            Event::DayNoticeSet { until, text } => {
                Self::DayNoticeSet { until: TimeJson::of(*until, zone), text: text.as_ref().map(Into::into) }
            }
            Event::DayNoticeEnded => Self::DayNoticeEnded,
            Event::VisitsRated(ratings) => Self::VisitsRated((*ratings).into()),
            Event::InquiryCounted { desk } => Self::InquiryCounted { desk: desk.to_string() },
            Event::InquiryTakenBack { desk } => Self::InquiryTakenBack { desk: desk.to_string() },
            Event::HelpAsked => Self::HelpAsked,
            Event::BookingEnded { desk, time, outcome } => Self::BookingEnded {
                desk: desk.to_string(),
                start: TimeJson::of(time.start, zone),
                end: TimeJson::of(time.end, zone),
                outcome: (*outcome).into(),
            },
            Event::HelpAnswered => Self::HelpAnswered,
            Event::DayEnded { served, not_served } => {
                Self::DayEnded { served: *served, not_served: *not_served }
            }
        }
    }
}
