//! The appointment system rings: something changed there, look now. What it says changed is not believed and
//! not even read, because it may say who booked what; the look itself tells.

use std::fmt;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use subtle::ConstantTimeEq;
use tokio::sync::Notify;

use super::body::Unread;
use super::problem::Problem;
use super::state::AppState;
use super::wire::WireProblem;

/// How Easy!Appointments shows that it is who it says.
const SECRET: &str = "x-ea-token";

/// One office's bell. Rung often it still asks for one look.
#[derive(Clone)]
pub struct Hook {
    secret: Arc<str>,
    bell: Arc<Notify>,
}

impl fmt::Debug for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hook(…)")
    }
}

impl Hook {
    /// Whoever follows the diary waits for `bell` beside its own next look.
    pub fn new(secret: &str, bell: Arc<Notify>) -> Self {
        Self { secret: secret.into(), bell }
    }

    fn knows(&self, shown: &[u8]) -> bool {
        // Lengths are compared openly; what the secret is, is not.
        !self.secret.is_empty() && bool::from(self.secret.as_bytes().ct_eq(shown))
    }
}

/// Asks for an early look at the appointment system.
#[utoipa::path(post, path = "/api/offices/{office}/diary/webhook", tag = "diary",
    params(("office" = String, Path), ("X-Ea-Token" = String, Header, description = "The webhook's secret")),
    responses((status = 204, description = "It is looked at soon"), (status = "4XX", body = WireProblem)))]
pub async fn ring(
    State(house): State<Arc<AppState>>,
    Path(office): Path<String>,
    headers: HeaderMap,
    body: Unread,
) -> Result<StatusCode, Problem> {
    let room = house.office(&office)?;
    let Some(hook) = &room.hosted.hook else {
        return Err(Problem::new(
            "unknown_address",
            "This office has no webhook; the configuration sets one.",
        ));
    };
    let shown = headers.get(SECRET).map(HeaderValue::as_bytes).unwrap_or_default();
    if !hook.knows(shown) {
        return Err(Problem::new("unauthorized", "Send the webhook's secret as X-Ea-Token."));
    }
    body.thrown_away().await?;
    hook.bell.notify_one();
    Ok(StatusCode::NO_CONTENT)
}
