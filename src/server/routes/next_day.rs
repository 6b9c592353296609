// SPDX-License-Identifier: MPL-2.0
//! For the citizen's own page: taking the place on the next open day that the page offers. The page's address is its
//! own key, and the request names the place that was read on it: another one is never given instead.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::pages::screens::page_not_found;
use crate::pages::ticket_page::{NotTaken, ticket_behind};
use crate::problem::Problem;
use crate::request::body::Unread;
use crate::request::times::moment;
use crate::state::AppState;
use office::names::Actor;
use office::refusal::Refusal;
use runtime::command_for::CommandFor;
use runtime::handle::NoAnswer;

/// Who acts when somebody touches a ticket's page.
pub const PHONE: &str = "phone";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Offered {
    /// When the offered place begins.
    start: String,
}

/// Takes the offered place, and leads back to the page, which says how it went.
pub async fn take(
    State(state): State<Arc<AppState>>,
    Path(secret): Path<String>,
    body: Unread,
) -> Result<Response, Problem> {
    let Some((office, ticket)) = ticket_behind(&state, &secret).await else { return Ok(page_not_found()) };
    let Offered { start } = body.form().await?;
    let start = moment(&start, "start", &office.hosted.zone)?;
    let command = CommandFor::take_offered_day(ticket, start);
    let answer = office.hosted.handle.answer_to(command, Actor::from(PHONE), None).await;
    let page = match not_taken(answer.err()) {
        None => format!("/t/{secret}"),
        Some(NotTaken::Gone) => format!("/t/{secret}?not_taken=gone"),
        Some(NotTaken::Failed) => format!("/t/{secret}?not_taken=failed"),
    };
    Ok(Redirect::to(&page).into_response())
}

fn not_taken(no: Option<NoAnswer>) -> Option<NotTaken> {
    match no? {
        // Touched twice, or called meanwhile: the page says what is true now.
        NoAnswer::Refused(Refusal::StepOutOfTurn { .. }) => None,
        NoAnswer::Refused(_) => Some(NotTaken::Gone),
        NoAnswer::Busy
        | NoAnswer::DiskFull
        | NoAnswer::InvalidEvent
        | NoAnswer::NoSubject
        | NoAnswer::Stopped => Some(NotTaken::Failed),
    }
}
