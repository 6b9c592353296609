// SPDX-License-Identifier: MPL-2.0
//! What a handler knows of its request: the sender, the language, the names in the address. An office is
//! reached only by whoever has the permission of the route.

use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::limits::check_in_limit::{CountedCheckIn, TooManyCheckIns};
use crate::problem::{Code, NamedIn, Problem, field_problem, no_answer, unknown_pairing, unknown_ticket};
use crate::request::identity::Sender;
use crate::request::ids::desk_id;
use crate::request::own_desk;
use crate::request::route_permission;
use crate::request::session_cookie::SessionCookies;
use crate::request::times;
use crate::state::{AppState, OfficeState};
use crate::tls::Tls;
use api::reason::Reader;
use api::ticket::TicketResponse;
use appointments::source_status::SharedSources;
use jobs::advice_job::AdviceJob;
use jobs::ledger_follower::LedgerFollower;
use office::Office;
use office::calendar::Zone;
use office::command::CapacityChange;
use office::names::{AbsenceId, Actor, DeskId, GapId, RequestKey, TicketId};
use office::preview::Preview;
use office::ticket::{Language, Ticket};
use office::time::UnixTime;
use office::trial::TrialId;
use runtime::answer::{Answer, Answered};
use runtime::command_for::CommandFor;
use runtime::handle::{NoAnswer, OfficeHandle};
use staff::{Access, Identity, OfficeCompanions, PairingCode, PeopleStore, Token};

/// Only for a sender with the permission that the route was given by [`route_permission::permit`].
pub struct RequestContext {
    state: Arc<AppState>,
    uri: Uri,
    path: Vec<(Arc<str>, String)>,
    office: String,
    sender: Sender,
    key: Option<RequestKey>,
    language: Option<Language>,
}

/// An office, for a sender with the permission of the route.
pub struct OfficeScope<'a> {
    context: &'a RequestContext,
    office: &'a OfficeState,
    identity: &'a Identity,
    token: &'a Token,
}

impl FromRequestParts<Arc<AppState>> for RequestContext {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<AppState>) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.map_err(|_| Problem::bad_request("The address is not UTF-8."))?;
        let path: Vec<(Arc<str>, String)> =
            params.iter().map(|(name, value)| (name.into(), value.to_owned())).collect();
        let office = path.iter().find(|(name, _)| &**name == "office");
        let office = office.map(|(_, office)| office.clone()).unwrap_or_default();
        state.office(&office)?;
        let sender = Sender::from_request_parts(parts, state).await?;
        sender.known()?;
        let key = key(&parts.headers)?;
        sender.authorize(route_permission::of(&parts.extensions)?)?;
        Ok(Self {
            uri: parts.uri.clone(),
            path,
            office,
            sender,
            key,
            language: language(&parts.headers),
            state: Arc::clone(state),
        })
    }
}

impl RequestContext {
    pub fn office(&self) -> Result<OfficeScope<'_>, Problem> {
        let sender = self.sender.known()?;
        let office = self.state.office(&self.office)?;
        Ok(OfficeScope { context: self, office, identity: &sender.identity, token: &sender.token })
    }

    fn name(&self, wanted: &str) -> &str {
        self.path.iter().find(|(name, _)| &**name == wanted).map_or("", |(_, value)| value)
    }

    /// The desk in the address, where the sender may act at it.
    pub fn desk(&self) -> Result<DeskId, Problem> {
        let desk = desk_id(self.name("desk"), NamedIn::Path)?;
        let identity = self.sender.known().map(|sender| &sender.identity)?;
        own_desk::check(identity, &desk)?;
        Ok(desk)
    }

    pub fn ticket(&self) -> Result<TicketId, Problem> {
        let id = Uuid::try_parse(self.name("ticket")).map(TicketId);
        id.map_err(|_| unknown_ticket())
    }

    pub fn gap(&self) -> Result<GapId, Problem> {
        GapId::try_from(self.name("gap").to_owned())
            .map_err(|_| Problem::new(Code::UnknownGap, "There is no such gap; a gap is written as g17."))
    }

    pub fn date(&self) -> Result<Date, Problem> {
        times::date(self.name("date"), "date")
    }

    pub fn absence(&self) -> Result<AbsenceId, Problem> {
        AbsenceId::try_from(self.name("absence").to_owned()).map_err(|_| {
            Problem::new(Code::UnknownAbsence, "There is no such absence; an absence is written as a3.")
        })
    }

    pub fn trial(&self) -> Result<TrialId, Problem> {
        let id = self.name("trial").parse();
        id.map_err(|_| Problem::new(Code::UnknownTrial, "There is no such trial."))
    }

    /// The code in an address of a pairing.
    pub fn pairing_code(&self) -> Result<PairingCode, Problem> {
        self.name("code").parse().map_err(|_| unknown_pairing())
    }

    /// The name in an address of a device.
    pub fn device(&self) -> &str {
        self.name("device")
    }

    /// The name in an address of a companion.
    pub fn companion(&self) -> &str {
        self.name("companion")
    }

    /// The name in an address of a person.
    pub fn person(&self) -> &str {
        self.name("person")
    }

    pub fn cookies(&self) -> SessionCookies {
        self.state.cookies
    }

    pub fn query<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        decode::from_query(self.uri.query().unwrap_or_default()).map_err(|error| field_problem(&error))
    }
}

impl<'a> OfficeScope<'a> {
    pub fn handle(&self) -> &'a OfficeHandle {
        &self.office.hosted.handle
    }

    pub fn zone(&self) -> &'a Zone {
        &self.office.hosted.zone
    }

    pub const fn state(&self) -> &'a OfficeState {
        self.office
    }

    /// The server's certificate, where it has one.
    pub fn tls(&self) -> Option<&'a Tls> {
        self.context.state.tls.as_deref()
    }

    /// The key under which the request may be repeated.
    pub const fn key(&self) -> Option<RequestKey> {
        self.context.key
    }

    pub fn advice_job(&self) -> &'a AdviceJob {
        &self.office.advice_job
    }

    pub fn access(&self) -> Arc<Access> {
        self.office.hosted.access.current()
    }

    pub fn companions(&self) -> OfficeCompanions {
        self.office.hosted.companions()
    }

    pub fn sources(&self) -> &'a SharedSources {
        &self.office.hosted.sources
    }

    pub fn ledger_follower(&self) -> &'a Arc<LedgerFollower> {
        &self.office.hosted.ledger_follower
    }

    /// Counts a check-in with this token; nothing for a repeated one.
    pub async fn count_check_in(&self) -> Result<Option<CountedCheckIn<'a>>, Problem> {
        let now = self.handle().now();
        let counted = self.office.check_in_limit.count(self.token, now, self.zone().date(now));
        let too_many = match counted {
            Ok(counted) => return Ok(Some(counted)),
            Err(too_many) => too_many,
        };
        if let Some(key) = self.context.key
            && self.read(move |office, _| office.has_answered(key)).await?
        {
            return Ok(None);
        }
        tracing::warn!(device = %self.actor(), ?too_many, "a device checks in more people than can be");
        let detail = match too_many {
            TooManyCheckIns::InMinute => "Wait a minute, or ask a member of staff.",
            TooManyCheckIns::InDay => {
                "This device has checked in as many as it may today; ask a member of staff."
            }
        };
        Err(Problem::new(Code::TooManyCheckIns, detail))
    }

    pub const fn actor(&self) -> &'a Actor {
        &self.identity.actor
    }

    pub const fn identity(&self) -> &'a Identity {
        self.identity
    }

    /// The address by which people reach the server, where it is known.
    pub fn public_url(&self) -> Option<&'a str> {
        self.context.state.public_url.as_deref()
    }

    pub fn people(&self) -> &'a Arc<PeopleStore> {
        &self.office.hosted.people
    }

    /// The version of a screen's page that the server has now.
    pub fn page_version(&self, screen: &str) -> Option<String> {
        self.context.state.ui.version(screen)
    }

    pub const fn token(&self) -> &'a Token {
        self.token
    }

    /// Answers in the language the request prefers, else in Danish.
    pub fn reader(&self) -> Reader<'a> {
        self.reader_or(Language::Da)
    }

    pub fn reader_or(&self, language: Language) -> Reader<'a> {
        Reader { language: self.context.language.unwrap_or(language), zone: self.zone() }
    }

    /// For a command whose path names a desk.
    pub async fn ask_at_desk<A: Answer>(&self, command: CommandFor<A>) -> Result<Answered<A>, Problem> {
        self.answer_to(command).await.map_err(|no| no_answer(no, NamedIn::Path, &self.reader()))
    }

    /// A command of several that one request leads to; its key is not theirs.
    pub async fn ask_once<A: Answer>(&self, command: CommandFor<A>) -> Result<Answered<A>, NoAnswer> {
        self.handle().answer_to(command, self.actor().clone(), None).await
    }

    pub async fn ask<A: Answer>(&self, command: CommandFor<A>) -> Result<Answered<A>, Problem> {
        self.ask_as(command, &self.reader()).await
    }

    pub async fn ask_as<A: Answer>(
        &self,
        command: CommandFor<A>,
        reader: &Reader<'_>,
    ) -> Result<Answered<A>, Problem> {
        self.answer_to(command).await.map_err(|no| no_answer(no, NamedIn::Body, reader))
    }

    async fn answer_to<A: Answer>(&self, command: CommandFor<A>) -> Result<Answered<A>, NoAnswer> {
        self.handle().answer_to(command, self.actor().clone(), self.context.key).await
    }

    pub async fn preview(&self, change: CapacityChange) -> Result<Preview, Problem> {
        self.handle().preview(change).await.map_err(|no| self.problem(no))
    }

    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Office, UnixTime) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        self.handle().read(read).await.map_err(|no| self.problem(no))
    }

    pub fn problem(&self, no: NoAnswer) -> Problem {
        no_answer(no, NamedIn::Body, &self.reader())
    }

    pub async fn ticket(&self, ticket: &Ticket, reader: &Reader<'_>) -> Result<TicketResponse, Problem> {
        let called = ticket.state.call().map(|call| &call.desk);
        let desk = called.or(ticket.placement.as_ref().map(|place| &place.desk));
        let area = self.office.area(desk).await.map_err(|no| self.problem(no))?;
        Ok(TicketResponse::of(ticket, area.as_ref(), &self.office.id, reader))
    }
}

fn key(headers: &HeaderMap) -> Result<Option<RequestKey>, Problem> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let key = key.to_str().ok().and_then(|key| Uuid::try_parse(key.trim().trim_matches('"')).ok());
    let wrong = || Problem::bad_request("Idempotency-Key: send a UUID.");
    key.map(|key| Some(RequestKey(key))).ok_or_else(wrong)
}

/// Ranges of `Accept-Language` that are looked at.
const MOST_LANGUAGE_RANGES: usize = 10;

/// The most preferred language with a word list.
pub fn language(headers: &HeaderMap) -> Option<Language> {
    let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut ranges: Vec<(f32, &str)> =
        accepted.split(',').take(MOST_LANGUAGE_RANGES).filter_map(language_range).collect();
    ranges.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    ranges.into_iter().find_map(|(_, tag)| Language::from_code(&tag.split('-').next()?.to_ascii_lowercase()))
}

/// A range of `Accept-Language` with its weight (RFC 9110, section 12.5.4); nothing where it is not wanted.
fn language_range(range: &str) -> Option<(f32, &str)> {
    let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
    let weight = weight.trim().strip_prefix("q=")?.parse().ok().filter(|weight| *weight > 0.0)?;
    Some((weight, tag.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preferred(accepted: &'static str) -> Option<Language> {
        let accepted = http::HeaderValue::from_static(accepted);
        language(&HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, accepted)]))
    }

    #[test]
    fn the_language_that_is_preferred_most_is_answered_in() {
        assert_eq!(preferred("da"), Some(Language::Da));
        assert_eq!(preferred("de-DE, ar-SY;q=0.9, en;q=0.8"), Some(Language::Ar));
        assert_eq!(preferred("da;q=0.2, en-GB;q=0.7"), Some(Language::En));
        assert_eq!(preferred("da;q=0, EN"), Some(Language::En), "a weight of nothing is a no");
    }

    #[test]
    fn a_language_that_only_begins_alike_is_another() {
        assert_eq!(preferred("arn, dav"), None);
        assert_eq!(preferred("*, da;q=much"), None);
    }
}
