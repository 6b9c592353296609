// SPDX-License-Identifier: MPL-2.0
//! Refusals of the rules as error responses: the status, the values and the alternatives.

use axum::http::StatusCode;

use super::{Code, Problem};
use api::gap::PreviewJson;
use api::placement::OfferJson;
use api::reason::{Reader, reasons};
use api::time::TimeJson;
use api::values::StateJson;
use office::refusal::Refusal;
use runtime::handle::NoAnswer;
use staff::PairingRefusal;

const NO_SUCH_DESK: &str = "The office has no desk of that name.";
const NO_SUCH_ERRAND: &str = "The office has no errand of that name.";
const NO_SUCH_OUTCOME: &str = "The office has no outcome of that name.";

/// Where the request names what it is about: what the path names and does not exist is not found, what the
/// body names is a wrong value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedIn {
    Path,
    Body,
}

pub fn no_answer(no: NoAnswer, named_in: NamedIn, reader: &Reader<'_>) -> Problem {
    match no {
        NoAnswer::Refused(refusal) => refused(&refusal, named_in, reader),
        NoAnswer::Busy => Problem::translated(Code::Busy, "problem-busy", &[]),
        NoAnswer::DiskFull => Problem::new(
            Code::DiskFull,
            "Nothing was changed. The office takes requests again when there is room.",
        ),
        NoAnswer::InvalidEvent | NoAnswer::NoSubject => Problem::internal(),
        NoAnswer::Stopped => {
            Problem::new(Code::Stopped, "The office takes no requests; ask who runs the server.")
        }
    }
}

fn refused(refusal: &Refusal, named_in: NamedIn, reader: &Reader<'_>) -> Problem {
    let problem = Problem::of_refusal(status(refusal, named_in), refusal.code(), refusal_sentence(refusal));
    let problem = match refusal.reasons() {
        [] => problem,
        why => problem.with(|problem| problem.reasons = Some(reasons(why, reader))),
    };
    with_values(problem, refusal, reader)
}

pub fn unknown_desk(named_in: NamedIn) -> Problem {
    Problem::of_refusal(unknown_desk_status(named_in), Code::UnknownDesk.as_str(), NO_SUCH_DESK.to_owned())
}

pub fn unknown_pairing() -> Problem {
    Problem::new(Code::UnknownPairing, PairingRefusal::UnknownCode.to_string())
}

pub fn unknown_ticket() -> Problem {
    Problem::new(Code::UnknownTicket, "There is no such ticket today.")
}

pub fn unknown_errand() -> Problem {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Problem::of_refusal(status, "unknown_errand", NO_SUCH_ERRAND.to_owned())
}

pub fn unknown_outcome() -> Problem {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Problem::of_refusal(status, "unknown_outcome", NO_SUCH_OUTCOME.to_owned())
}

const fn unknown_desk_status(named_in: NamedIn) -> StatusCode {
    match named_in {
        NamedIn::Path => StatusCode::NOT_FOUND,
        NamedIn::Body => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// A value that is never right is 422, what only does not fit now is 409.
const fn status(refusal: &Refusal, named_in: NamedIn) -> StatusCode {
    match refusal {
        Refusal::UnknownTicket(_)
        | Refusal::UnknownGap(_)
        | Refusal::UnknownSpecialDay(_)
        | Refusal::UnknownAbsence(_)
        | Refusal::UnknownTrial(_) => StatusCode::NOT_FOUND,
        Refusal::UnknownDesk(_) => unknown_desk_status(named_in),
        Refusal::UnknownErrand(_)
        | Refusal::UnknownOutcome(_)
        | Refusal::NoDeskOffersThis
        | Refusal::KeyReused
        | Refusal::InThePast
        | Refusal::OutsideOpeningHours
        | Refusal::EndsBeforeItStarts
        | Refusal::ReasonRequired
        | Refusal::TimeZoneFixed
        | Refusal::Invalid(_)
        | Refusal::UnknownZone(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::NoTimeToday { .. }
        | Refusal::OfficeClosed
        | Refusal::NobodyWaits { .. }
        | Refusal::NobodyFits { .. }
        | Refusal::DeskClosed(_)
        | Refusal::DeskBusy { .. }
        | Refusal::StepOutOfTurn { .. }
        | Refusal::AtAnotherDesk { .. }
        | Refusal::RecallFirst { .. }
        | Refusal::WouldDelayBooking { .. }
        | Refusal::WouldBreakPromise { .. }
        | Refusal::NeedsOtherDesk { .. }
        | Refusal::GraceRanOut { .. }
        | Refusal::NothingToUndo(_)
        | Refusal::CarriedOutEarlier
        | Refusal::DeskInUse(_)
        | Refusal::NoBookingUnderWay(_)
        | Refusal::OverlapsBooking { .. }
        | Refusal::OverlapsGap(_)
        | Refusal::PromisesWouldBreak { .. }
        | Refusal::VisitsWouldEnd { .. }
        | Refusal::HoldStillWanted
        | Refusal::TrialIsDecided(_)
        | Refusal::TrialsOverlap { .. }
        | Refusal::BaselineIsSet => StatusCode::CONFLICT,
    }
}

/// The values a screen needs for its own sentence.
fn with_values(problem: Problem, refusal: &Refusal, reader: &Reader<'_>) -> Problem {
    match refusal {
        Refusal::NoTimeToday { offers, .. } => problem.with(|problem| {
            problem.offers = Some(offers.iter().map(|offer| OfferJson::of(offer, reader.zone)).collect());
        }),
        Refusal::PromisesWouldBreak { preview } | Refusal::VisitsWouldEnd { preview } => {
            problem.with(|problem| problem.preview = Some(PreviewJson::of(preview, reader.zone)))
        }
        Refusal::DeskBusy { desk, number } | Refusal::AtAnotherDesk { number, at: desk } => {
            problem.with(|problem| {
                problem.desk = Some(desk.to_string());
                problem.number = Some(*number);
            })
        }
        Refusal::DeskClosed(desk) | Refusal::NothingToUndo(desk) | Refusal::DeskInUse(desk) => {
            problem.with(|problem| problem.desk = Some(desk.to_string()))
        }
        Refusal::StepOutOfTurn { number, state } => problem.with(|problem| {
            problem.number = Some(*number);
            problem.state = Some((*state).into());
        }),
        Refusal::RecallFirst { number, recalls_left } => problem.with(|problem| {
            problem.number = Some(*number);
            problem.recalls_left = Some(*recalls_left);
        }),
        Refusal::WouldDelayBooking { number, .. }
        | Refusal::WouldBreakPromise { number, .. }
        | Refusal::NeedsOtherDesk { number, .. }
        | Refusal::GraceRanOut { number } => problem.with(|problem| problem.number = Some(*number)),
        Refusal::OverlapsBooking { from, to } => problem.with(|problem| {
            problem.from = Some(TimeJson::of(*from, reader.zone));
            problem.to = Some(TimeJson::of(*to, reader.zone));
        }),
        Refusal::OverlapsGap(gap) => problem.with(|problem| problem.gap = Some(gap.to_string())),
        Refusal::OfficeClosed
        | Refusal::NobodyWaits { .. }
        | Refusal::NobodyFits { .. }
        | Refusal::UnknownTicket(_)
        | Refusal::UnknownDesk(_)
        | Refusal::UnknownErrand(_)
        | Refusal::UnknownOutcome(_)
        | Refusal::UnknownGap(_)
        | Refusal::UnknownSpecialDay(_)
        | Refusal::UnknownAbsence(_)
        | Refusal::NoBookingUnderWay(_)
        | Refusal::NoDeskOffersThis
        | Refusal::KeyReused
        | Refusal::CarriedOutEarlier
        | Refusal::TimeZoneFixed
        | Refusal::InThePast
        | Refusal::OutsideOpeningHours
        | Refusal::EndsBeforeItStarts
        | Refusal::ReasonRequired
        | Refusal::HoldStillWanted
        | Refusal::UnknownTrial(_)
        | Refusal::TrialIsDecided(_)
        | Refusal::TrialsOverlap { .. }
        | Refusal::BaselineIsSet
        | Refusal::Invalid(_)
        | Refusal::UnknownZone(_) => problem,
    }
}

/// The refusal as a sentence. Names from the request are not sent back: they may be anything.
pub fn refusal_sentence(refusal: &Refusal) -> String {
    let text = match refusal {
        Refusal::UnknownDesk(_) => NO_SUCH_DESK.to_owned(),
        Refusal::UnknownErrand(_) => NO_SUCH_ERRAND.to_owned(),
        Refusal::UnknownOutcome(_) => NO_SUCH_OUTCOME.to_owned(),
        Refusal::StepOutOfTurn { number, state } => {
            format!(
                "Number {number} is {}: this step does not follow from there.",
                StateJson::from(*state).as_str()
            )
        }
        other => sentence(&other.to_string()),
    };
    text.chars().take(300).collect()
}

/// With a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    let stop = if text.ends_with('.') { "" } else { "." };
    first.into_iter().flatten().chain(letters).chain(stop.chars()).collect()
}
