// SPDX-License-Identifier: MPL-2.0
//! The webhook of the appointment system: something changed there, synchronise now. Its body is not read,
//! because it may say who booked what.

use std::fmt;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use subtle::ConstantTimeEq;
use tokio::sync::Notify;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::{Code, Problem};
use crate::request::body::Unread;
use crate::state::AppState;

/// The header in which Easy!Appointments sends the secret.
const SECRET: &str = "x-ea-token";

/// One office's webhook. Several calls at once cause one synchronisation.
#[derive(Clone)]
pub struct Webhook {
    secret: Arc<str>,
    changed: Arc<Notify>,
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Webhook(…)")
    }
}

impl Webhook {
    /// The reconciler waits for `changed` beside its own schedule.
    pub fn new(secret: &str, changed: Arc<Notify>) -> Self {
        Self { secret: secret.into(), changed }
    }

    fn knows(&self, shown: &[u8]) -> bool {
        // Lengths are compared openly; what the secret is, is not.
        !self.secret.is_empty() && bool::from(self.secret.as_bytes().ct_eq(shown))
    }
}

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new().routes(routes!(appointments_changed))
}

/// Asks for an early synchronisation with the appointment system.
#[utoipa::path(post, path = "/api/offices/{office}/diary/webhook", tag = "diary",
    security(("webhook" = [])),
    responses((status = 204, description = "The synchronisation is due soon")))]
async fn appointments_changed(
    State(state): State<Arc<AppState>>,
    Path(office): Path<String>,
    headers: HeaderMap,
    body: Unread,
) -> Result<StatusCode, Problem> {
    let office = state.office(&office)?;
    let Some(webhook) = &office.hosted.webhook else {
        return Err(Problem::new(
            Code::UnknownAddress,
            "This office has no webhook; the configuration sets one.",
        ));
    };
    let shown = headers.get(SECRET).map(HeaderValue::as_bytes).unwrap_or_default();
    if !webhook.knows(shown) {
        return Err(Problem::new(Code::Unauthorized, "Send the webhook's secret as X-Ea-Token."));
    }
    body.discard().await?;
    webhook.changed.notify_one();
    Ok(StatusCode::NO_CONTENT)
}
