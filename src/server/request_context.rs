//! Somebody asks something of an office: who, in which language, by which clock. An office is reached only
//! through [`RequestContext::to`], which says no to whoever may not.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Query, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::problem::Problem;
use super::refused::no_answer;
use super::state::{AppState, OfficeState};
use super::wire::{Reader, WireTicket};
use super::wrong::wrong_value;
use jobs::report_cache::ReportCache;
use office::Office;
use office::calendar::Zone;
use office::command::{Asked, CapacityChange, Command};
use office::names::{Actor, DeskId, GapId, RequestKey, TicketId};
use office::preview::Preview;
use office::ticket::{Language, Ticket};
use office::time::UnixTime;
use office::trial::TrialId;
use runtime::handle::{Answer, OfficeHandle};
use staff::{Access, Permission, Role, Token};

pub struct RequestContext {
    house: Arc<AppState>,
    uri: Uri,
    names: Vec<(Arc<str>, String)>,
    office: String,
    role: Role,
    actor: Actor,
    token: Token,
    key: Option<RequestKey>,
    language: Option<Language>,
}

/// An office, for somebody who may do what they came for.
pub struct OfficeScope<'a> {
    asking: &'a RequestContext,
    room: &'a OfficeState,
}

impl FromRequestParts<Arc<AppState>> for RequestContext {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, house: &Arc<AppState>) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, house).await;
        let params = params.map_err(|_| Problem::bad_request("The address is not UTF-8."))?;
        let names: Vec<(Arc<str>, String)> =
            params.iter().map(|(name, value)| (name.into(), value.to_owned())).collect();
        let office = names.iter().find(|(name, _)| &**name == "office");
        let office = office.map(|(_, office)| office.clone()).unwrap_or_default();
        let access = &house.office(&office)?.hosted.access;
        let token = bearer(&parts.headers).ok_or_else(unauthorized)?;
        let holder = access.holder(token).ok_or_else(unauthorized)?;
        Ok(Self {
            uri: parts.uri.clone(),
            names,
            office,
            role: holder.role,
            actor: holder.actor.clone(),
            token: Token::of(token),
            key: key(&parts.headers)?,
            language: language(&parts.headers),
            house: Arc::clone(house),
        })
    }
}

impl RequestContext {
    pub fn to(&self, deed: Permission) -> Result<OfficeScope<'_>, Problem> {
        if !self.role.may(deed) {
            return Err(forbidden(self.role, deed));
        }
        Ok(OfficeScope { asking: self, room: self.house.office(&self.office)? })
    }

    fn name(&self, wanted: &str) -> &str {
        self.names.iter().find(|(name, _)| &**name == wanted).map_or("", |(_, value)| value)
    }

    pub fn desk(&self) -> DeskId {
        DeskId::from(self.name("desk"))
    }

    pub fn ticket(&self) -> Result<TicketId, Problem> {
        let id = Uuid::try_parse(self.name("ticket")).map(TicketId);
        id.map_err(|_| unknown("unknown_ticket", "There is no such ticket today."))
    }

    pub fn gap(&self) -> Result<GapId, Problem> {
        GapId::try_from(self.name("gap").to_owned())
            .map_err(|_| unknown("unknown_gap", "There is no such gap; a gap is written as g17."))
    }

    pub fn trial(&self) -> Option<TrialId> {
        self.name("trial").parse().ok()
    }

    pub fn query<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let read = Query::<T>::try_from_uri(&self.uri);
        read.map(|Query(query)| query).map_err(|error| {
            let text = error.body_text();
            // «… string: field: what is wrong», with no field where it is the query as a whole.
            let told = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
            let (field, what) =
                told.split_once(": ").filter(|(field, _)| is_name(field)).unwrap_or((".", told));
            wrong_value(field, what)
        })
    }

    pub const fn token(&self) -> &Token {
        &self.token
    }
}

impl<'a> OfficeScope<'a> {
    pub fn door(&self) -> &'a OfficeHandle {
        &self.room.hosted.door
    }

    pub fn zone(&self) -> &'a Zone {
        &self.room.hosted.zone
    }

    pub fn foresight(&self) -> &'a super::advice_job::Foresight {
        &self.room.foresight
    }

    pub fn access(&self) -> &'a Access {
        &self.room.hosted.access
    }

    pub fn yearbook(&self) -> &'a ReportCache {
        &self.room.yearbook
    }

    /// Reads in the language the request asks for, else in Danish.
    pub fn reader(&self) -> Reader<'a> {
        self.reader_or(Language::Da)
    }

    pub fn reader_or(&self, language: Language) -> Reader<'a> {
        Reader { language: self.asking.language.unwrap_or(language), zone: self.zone() }
    }

    pub async fn ask(&self, command: Command) -> Result<Answer, Problem> {
        self.ask_as(command, &self.reader()).await
    }

    pub async fn ask_as(&self, command: Command, reader: &Reader<'_>) -> Result<Answer, Problem> {
        let asked = Asked { actor: self.asking.actor.clone(), key: self.asking.key, command };
        self.door().ask(asked).await.map_err(|no| no_answer(no, reader))
    }

    pub async fn preview(&self, change: CapacityChange) -> Result<Preview, Problem> {
        self.door().preview(change).await.map_err(|no| no_answer(no, &self.reader()))
    }

    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Office, UnixTime) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        self.door().read(read).await.map_err(|no| no_answer(no, &self.reader()))
    }

    pub async fn ticket(&self, ticket: &Ticket, reader: &Reader<'_>) -> Result<WireTicket, Problem> {
        let called = ticket.state.call().map(|call| &call.desk);
        let desk = called.or(ticket.placement.as_ref().map(|place| &place.desk));
        let area = self.room.area(desk).await.map_err(|no| no_answer(no, reader))?;
        Ok(WireTicket::of(ticket, area, &self.room.id, reader))
    }
}

fn is_name(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

pub fn unauthorized() -> Problem {
    Problem::said("unauthorized", "problem-unauthorized", &[])
}

pub fn forbidden(role: Role, deed: Permission) -> Problem {
    let roles: Vec<&str> = deed.roles().iter().map(|role| role.name()).collect();
    let values = [("role", role.name().into()), ("roles", roles.join(", ").into())];
    Problem::said("forbidden", "problem-forbidden", &values)
}

pub fn unknown(code: &'static str, detail: &str) -> Problem {
    Problem::with_status(http::StatusCode::NOT_FOUND, code, detail)
}

/// What an answer is that no command of ours can have: never seen, but not worth a panic.
pub fn unexpected() -> Problem {
    tracing::error!("the office answered something else than it was asked");
    Problem::internal()
}

fn key(headers: &HeaderMap) -> Result<Option<RequestKey>, Problem> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let key = key.to_str().ok().and_then(|key| Uuid::try_parse(key.trim().trim_matches('"')).ok());
    let wrong = || Problem::bad_request("Idempotency-Key: send a UUID.");
    key.map(|key| Some(RequestKey(key))).ok_or_else(wrong)
}

/// The first language asked for that there are word lists in.
pub fn language(headers: &HeaderMap) -> Option<Language> {
    let asked = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    asked.split(',').take(10).find_map(|one| match one.trim().get(..2)?.to_ascii_lowercase().as_str() {
        "da" => Some(Language::Da),
        "en" => Some(Language::En),
        "ar" => Some(Language::Ar),
        _ => None,
    })
}
