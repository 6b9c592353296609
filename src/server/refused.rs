//! The model's no as a problem: which status, which values, and what there is instead.

use axum::http::StatusCode;
use serde::Serialize;

use super::problem::Problem;
use super::wire::{Reader, WireOffer, WirePreview, reasons};
use office::refusal::Refusal;
use runtime::handle::NoAnswer;

/// Every refusal's code and status. Impossible values are 422, what only does not fit now is 409.
pub const REFUSALS: &[(&str, u16)] = &[
    ("no_time_today", 409),
    ("office_closed", 409),
    ("nobody_waits", 409),
    ("nobody_fits", 409),
    ("unknown_ticket", 404),
    ("unknown_desk", 422),
    ("unknown_errand", 422),
    ("unknown_outcome", 422),
    ("unknown_gap", 404),
    ("no_desk_offers_this", 422),
    ("desk_closed", 409),
    ("desk_busy", 409),
    ("step_out_of_turn", 409),
    ("at_another_desk", 409),
    ("recall_first", 409),
    ("would_delay_booking", 409),
    ("would_break_promise", 409),
    ("grace_ran_out", 409),
    ("nothing_to_undo", 409),
    ("key_reused", 422),
    ("overlaps_booking", 409),
    ("overlaps_gap", 409),
    ("in_the_past", 422),
    ("outside_opening_hours", 422),
    ("ends_before_it_starts", 422),
    ("promises_would_break", 409),
    ("reason_required", 422),
    ("unknown_trial", 404),
    ("trial_is_decided", 409),
    ("trials_overlap", 409),
    ("baseline_is_set", 409),
    ("invalid", 422),
    ("unknown_zone", 422),
];

pub fn no_answer(no: NoAnswer, reader: &Reader<'_>) -> Problem {
    match no {
        NoAnswer::Refused(refusal) => refused(&refusal, reader),
        NoAnswer::Busy => Problem::said("busy", "problem-busy", &[]),
        NoAnswer::DiskFull => Problem::new(
            "disk_full",
            "Nothing was changed. The office takes requests again when there is room.",
        ),
        NoAnswer::InvalidEvent => Problem::internal(),
        NoAnswer::Stopped => {
            Problem::new("stopped", "The office takes no requests; ask who runs the server.")
        }
    }
}

fn refused(refusal: &Refusal, reader: &Reader<'_>) -> Problem {
    let code = refusal.code();
    let status = REFUSALS.iter().find(|(known, _)| *known == code).map_or(409, |(_, status)| *status);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::CONFLICT);
    let problem = Problem::with_status(status, code, detail(refusal));
    let problem = match refusal.reasons() {
        [] => problem,
        why => problem.with("reasons", &reasons(why, reader)),
    };
    with_values(problem, refusal, reader)
}

/// The values a screen needs for its own sentence.
fn with_values(problem: Problem, refusal: &Refusal, reader: &Reader<'_>) -> Problem {
    match refusal {
        Refusal::NoTimeToday { offers, .. } => {
            let offers: Vec<_> = offers.iter().map(|offer| WireOffer::of(offer, reader.zone)).collect();
            problem.with("offers", &offers)
        }
        Refusal::PromisesWouldBreak { preview } => {
            problem.with("preview", &WirePreview::of(preview, reader.zone))
        }
        Refusal::DeskBusy { desk, number } => problem.with("desk", desk).with("number", number),
        Refusal::DeskClosed(desk) | Refusal::NothingToUndo(desk) => problem.with("desk", desk),
        Refusal::StepOutOfTurn { number, state } => problem.with("number", number).with("state", state),
        Refusal::AtAnotherDesk { number, at } => problem.with("number", number).with("desk", at),
        Refusal::RecallFirst { number, recalls_left } => {
            problem.with("number", number).with("recalls_left", recalls_left)
        }
        Refusal::WouldDelayBooking { number, .. }
        | Refusal::WouldBreakPromise { number, .. }
        | Refusal::GraceRanOut { number } => problem.with("number", number),
        Refusal::OverlapsBooking { from, to } => {
            problem.with("from", &reader.zone.stamp(*from)).with("to", &reader.zone.stamp(*to))
        }
        Refusal::OverlapsGap(gap) => problem.with("gap", gap),
        Refusal::OfficeClosed
        | Refusal::NobodyWaits { .. }
        | Refusal::NobodyFits { .. }
        | Refusal::UnknownTicket(_)
        | Refusal::UnknownDesk(_)
        | Refusal::UnknownErrand(_)
        | Refusal::UnknownOutcome(_)
        | Refusal::UnknownGap(_)
        | Refusal::NoDeskOffersThis
        | Refusal::KeyReused
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
fn detail(refusal: &Refusal) -> String {
    let text = match refusal {
        Refusal::UnknownDesk(_) => "The office has no desk of that name.".to_owned(),
        Refusal::UnknownErrand(_) => "The office has no errand of that name.".to_owned(),
        Refusal::UnknownOutcome(_) => "The office has no outcome of that name.".to_owned(),
        Refusal::StepOutOfTurn { number, state } => {
            format!("Number {number} is {}: this step does not follow from there.", state_name(state))
        }
        other => sentence(&other.to_string()),
    };
    text.chars().take(300).collect()
}

fn state_name(state: &impl Serialize) -> String {
    serde_json::to_value(state).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// With a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    let stop = if text.ends_with('.') { "" } else { "." };
    first.into_iter().flatten().chain(letters).chain(stop.chars()).collect()
}
