// SPDX-License-Identifier: MPL-2.0
//! For the citizen's own page: how it went, said by one touch once the visit is over.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::pages::screens::page_not_found;
use crate::pages::ticket_page::ticket_behind;
use crate::problem::Problem;
use crate::request::body::Unread;
use crate::routes::next_day::PHONE;
use crate::state::AppState;
use office::names::Actor;
use office::rating::Rating;
use office::ticket;
use runtime::command_for::CommandFor;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    rating: Rating,
}

/// Counts the answer, and leads back to the page, which says thanks.
pub async fn rate(
    State(state): State<Arc<AppState>>,
    Path(secret): Path<String>,
    body: Unread,
) -> Result<Response, Problem> {
    let Some((office, ticket)) = ticket_behind(&state, &secret).await else { return Ok(page_not_found()) };
    let Answer { rating } = body.form().await?;
    let is_done = move |office: &office::Office, _| {
        let done = office.ticket(ticket).is_some_and(|seen| matches!(seen.state, ticket::State::Done { .. }));
        done.then(|| office.date())
    };
    if let Ok(Some(date)) = office.hosted.handle.read(is_done).await
        && let Some(enough) = office.ratings.add(date, ticket, rating)
    {
        let command = CommandFor::record_ratings(enough);
        if office.hosted.handle.answer_to(command, Actor::from(PHONE), None).await.is_err() {
            office.ratings.put_back(enough);
        }
    }
    Ok(Redirect::to(&format!("/t/{secret}")).into_response())
}
