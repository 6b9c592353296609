// SPDX-License-Identifier: MPL-2.0
//! Who sends a request: the token or the session's cookie is looked up once, and the rate limit, the handlers and the
//! live views all read the result.

use std::sync::Arc;

use axum::RequestPartsExt;
use axum::extract::{FromRequestParts, MatchedPath, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::problem::{Code, Problem};
use crate::request::origin::is_same_origin;
use crate::state::{AppState, HostedOffice, OfficeState};
use staff::{Credential, Identity, Permission, Role, Token};

/// The sender of a request, as seen by the office its address names.
#[derive(Clone, Debug)]
pub enum Sender {
    /// No token, or one that no office here knows.
    Anonymous,
    /// A token of another office of this server.
    OtherOffice,
    /// A cookie whose session has ended.
    SessionEnded,
    /// The cookie of a person, sent by a page of another site.
    CrossSite,
    Known(Arc<KnownSender>),
}

#[derive(Debug)]
pub struct KnownSender {
    pub identity: Identity,
    /// What is counted by, and what a companion's handle is bound to: the token, or for a person one that stays the
    /// same from session to session.
    pub token: Token,
}

impl KnownSender {
    /// Whether the sender is still authorized.
    pub fn is_still_authorized(&self, office: &HostedOffice) -> bool {
        match &self.identity.credential {
            Credential::AccessFile | Credential::Device { .. } => office.identity(&self.token).is_some(),
            Credential::Session { session, .. } => office.people.session(session, false).is_some(),
        }
    }
}

impl Sender {
    pub const fn has_token(&self) -> bool {
        match self {
            Self::Anonymous | Self::SessionEnded | Self::CrossSite => false,
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
            Self::SessionEnded => Err(Problem::translated(Code::SessionEnded, "problem-session-ended", &[])),
            Self::CrossSite => Err(Problem::translated(Code::CrossSite, "problem-cross-site", &[])),
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
    let office = office.and_then(|office| state.office(&office).ok());
    let Some(token) = token(&parts.headers) else {
        return office.map_or(Sender::Anonymous, |office| by_session(parts, state, office));
    };
    let token = Token::of(token);
    if let Some(identity) = office.and_then(|office| office.hosted.identity(&token)) {
        return Sender::Known(Arc::new(KnownSender { identity, token }));
    }
    if state.knows(&token) { Sender::OtherOffice } else { Sender::Anonymous }
}

/// What an open page asks for by itself: that keeps no session alive.
const UNASKED: [&str; 6] = [
    "/api/offices/{office}/access",
    "/api/offices/{office}/advice/progress",
    "/api/offices/{office}/condition",
    "/api/offices/{office}/devices",
    "/api/offices/{office}/live",
    "/api/offices/{office}/session",
];

/// A browser sends its cookie also when a page of another site makes it ask: then it counts for nothing.
fn by_session(parts: &Parts, state: &AppState, office: &OfficeState) -> Sender {
    let Some(cookie) = state.cookies.read(&parts.headers, &office.id) else { return Sender::Anonymous };
    let route = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let is_a_persons = !UNASKED.contains(&route);
    let Some(identity) = office.hosted.people.session(&Token::of(cookie), is_a_persons) else {
        return Sender::SessionEnded;
    };
    let only_reads = parts.method.is_safe() && !parts.headers.contains_key(header::UPGRADE);
    if !only_reads && !is_same_origin(&parts.headers, state.public_url.as_deref()) {
        return Sender::CrossSite;
    }
    let token = Token::of(identity.actor.as_str());
    Sender::Known(Arc::new(KnownSender { identity, token }))
}

/// The token of a request: in its header, or where browsers can put it for a websocket.
pub fn token(headers: &HeaderMap) -> Option<&str> {
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
