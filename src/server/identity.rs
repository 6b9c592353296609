// SPDX-License-Identifier: MPL-2.0
//! Who sends a request: the token is looked up once, and the rate limit, the handlers and the live views all
//! read the result.

use std::sync::Arc;

use axum::RequestPartsExt;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use super::problem::{Code, Problem};
use super::state::AppState;
use staff::{Identity, Permission, Role, Token};

/// The sender of a request, as seen by the office its address names.
#[derive(Clone, Debug)]
pub enum Sender {
    /// No token, or one that no office here knows.
    Anonymous,
    /// A token of another office of this server.
    OtherOffice,
    Known(Arc<KnownSender>),
}

#[derive(Debug)]
pub struct KnownSender {
    pub identity: Identity,
    pub token: Token,
}

impl Sender {
    pub const fn has_token(&self) -> bool {
        match self {
            Self::Anonymous => false,
            Self::OtherOffice | Self::Known(_) => true,
        }
    }

    /// # Errors
    /// `unauthorized` without a token of the office.
    pub fn known(&self) -> Result<&KnownSender, Problem> {
        match self {
            Self::Known(sender) => Ok(sender),
            Self::Anonymous | Self::OtherOffice => {
                Err(Problem::translated(Code::Unauthorized, "problem-unauthorized", &[]))
            }
        }
    }

    /// # Errors
    /// `unauthorized` without a token of the office, `forbidden` for a role without the permission.
    pub fn authorize(&self, permission: Permission) -> Result<&KnownSender, Problem> {
        let sender = self.known()?;
        let role = sender.identity.role;
        if role.may(permission) { Ok(sender) } else { Err(forbidden(role, permission)) }
    }
}

impl FromRequestParts<Arc<AppState>> for Sender {
    type Rejection = Problem;

    /// What the middleware found, else what the request says.
    async fn from_request_parts(parts: &mut Parts, state: &Arc<AppState>) -> Result<Self, Problem> {
        if let Some(sender) = parts.extensions.get::<Self>() {
            return Ok(sender.clone());
        }
        let sender = look_up(parts, state).await;
        parts.extensions.insert(sender.clone());
        Ok(sender)
    }
}

async fn look_up(parts: &mut Parts, state: &AppState) -> Sender {
    let office = parts.extract::<RawPathParams>().await.ok().and_then(|params| {
        params.iter().find(|(name, _)| *name == "office").map(|(_, office)| office.to_owned())
    });
    let Some(token) = token(&parts.headers) else { return Sender::Anonymous };
    let token = Token::of(token);
    let office = office.and_then(|office| state.office(&office).ok());
    let identity = office.and_then(|office| office.hosted.access.current().identity(&token).cloned());
    if let Some(identity) = identity {
        return Sender::Known(Arc::new(KnownSender { identity, token }));
    }
    if state.knows(&token) { Sender::OtherOffice } else { Sender::Anonymous }
}

/// The token of a request: in its header, or where browsers can put it for a websocket.
pub(super) fn token(headers: &HeaderMap) -> Option<&str> {
    bearer(headers).or_else(|| {
        let protocols = headers.get(header::SEC_WEBSOCKET_PROTOCOL)?.to_str().ok()?;
        protocols.split(',').find_map(|protocol| protocol.trim().strip_prefix("token."))
    })
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn forbidden(role: Role, permission: Permission) -> Problem {
    let roles: Vec<&str> = permission.roles().iter().map(|role| role.name()).collect();
    let values = [("role", role.name().into()), ("roles", roles.join(", ").into())];
    Problem::translated(Code::Forbidden, "problem-forbidden", &values)
}
