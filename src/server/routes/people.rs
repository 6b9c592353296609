// SPDX-License-Identifier: MPL-2.0
//! For administrators: who may come in, and what they may do. For auditors: what happened to that.

use std::sync::Arc;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::people_file::{failed, in_people_file};
use crate::problem::{Code, Problem};
use crate::request::body::Unread;
use crate::request::context::{OfficeScope, RequestContext};
use crate::request::route_permission::permit;
use crate::state::AppState;
use api::people::{
    PeopleResponse, PersonBody, PersonChangeBody, PersonJson, PersonWithCodeResponse, SecurityEventJson,
    SecurityEventsResponse, SessionEndResponse,
};
use api::time::TimeJson;
use office::time::UnixTime;
use staff::{
    Account, AccountError, AccountId, AccountName, AccountRefusal, CODE_HOURS, EventSearch, MOST_EVENTS,
    NewAccount, OneTimeCode, PeopleStore, Permission, Role, SecurityEvent, SecurityEventKind, SessionEnd,
};

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct EventsQuery {
    /// The last event already read.
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    after: i64,
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
    /// `signed_in`, `sign_in_refused`, and so on.
    kind: Option<String>,
    /// A pseudonym, a device, or who did it.
    subject: Option<String>,
}

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(permit(Permission::ChangePeople, routes!(list_people, add_person)))
        .routes(permit(Permission::ChangePeople, routes!(change_person)))
        .routes(permit(Permission::ChangePeople, routes!(reset_person)))
        .routes(permit(Permission::ChangePeople, routes!(end_sessions)))
        .routes(permit(Permission::ReadSecurityEvents, routes!(list_security_events)))
}

/// Lists everybody who may sign in, and the entries of the access file.
#[utoipa::path(get, path = "/api/offices/{office}/people", tag = "people",
    responses((status = 200, description = "The people and the entries", body = PeopleResponse)))]
async fn list_people(context: RequestContext) -> Result<Json<PeopleResponse>, Problem> {
    let office = context.office()?;
    let people = office.people().current();
    let described = people.accounts().map(|account| described(office.people(), account)).collect();
    let from_access_file = office.access().actors().map(ToString::to_string).collect();
    Ok(Json(PeopleResponse { people: described, from_access_file }))
}

/// Adds a person. The code in the answer lets them choose a password, once and within a day.
#[utoipa::path(post, path = "/api/offices/{office}/people", tag = "people", request_body = PersonBody,
    responses((status = 201, description = "The person and their code", body = PersonWithCodeResponse)))]
async fn add_person(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let PersonBody { name, role, unit } = body.json().await?;
    let name: AccountName = name.parse().map_err(|_| Problem::invalid("name", "problem-person-name", &[]))?;
    let new = NewAccount { name, role: named(&role)?, unit };
    let by = office.actor().clone();
    let (id, code) = change(&office, move |people| people.add_account(&new, &by)).await?;
    let answer = with_code(&office, &id, &code)?;
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// Changes a person's role or locks them out; ends their open sessions.
#[utoipa::path(patch, path = "/api/offices/{office}/people/{person}", tag = "people", request_body = PersonChangeBody,
    responses((status = 200, description = "The person", body = PersonJson)))]
async fn change_person(context: RequestContext, body: Unread) -> Result<Json<PersonJson>, Problem> {
    let office = context.office()?;
    let PersonChangeBody { role, unit, disabled } = body.json().await?;
    let role = role.map(|role| named(&role)).transpose()?;
    let (id, by) = (person(&context)?, office.actor().clone());
    let changed = id.clone();
    change(&office, move |people| {
        if let Some(role) = role {
            people.change_role(&changed, role, unit.as_deref(), &by)?;
        }
        match disabled {
            Some(true) => people.disable_account(&changed, &by),
            Some(false) => people.enable_account(&changed, &by),
            None => Ok(()),
        }
    })
    .await?;
    let people = office.people().current();
    let account = people.account(&id).ok_or_else(unknown)?;
    Ok(Json(described(office.people(), account)))
}

/// Resets a person's password and second factor; the code in the answer lets them choose new ones.
#[utoipa::path(post, path = "/api/offices/{office}/people/{person}/reset", tag = "people",
    responses((status = 200, description = "The person and their code", body = PersonWithCodeResponse)))]
async fn reset_person(
    context: RequestContext,
    body: Unread,
) -> Result<Json<PersonWithCodeResponse>, Problem> {
    let office = context.office()?;
    body.empty().await?;
    let (id, by) = (person(&context)?, office.actor().clone());
    let reset = id.clone();
    let code = change(&office, move |people| people.reset_account(&reset, &by)).await?;
    with_code(&office, &id, &code).map(Json)
}

/// Ends all open sessions of a person.
#[utoipa::path(delete, path = "/api/offices/{office}/people/{person}/sessions", tag = "people",
    responses((status = 200, description = "The number of sessions that ended", body = SessionEndResponse)))]
async fn end_sessions(context: RequestContext) -> Result<Json<SessionEndResponse>, Problem> {
    let office = context.office()?;
    let (id, by) = (person(&context)?, office.actor().clone());
    office.people().current().account(&id).ok_or_else(unknown)?;
    let ended = change(&office, move |people| {
        Ok(people.end_sessions_of(&id, None, SessionEnd::Administrator, Some(&by))?)
    });
    Ok(Json(SessionEndResponse { ended: ended.await?, continue_at: None }))
}

/// Lists security events, oldest first: sign-ins, refusals, changes of rights.
#[utoipa::path(get, path = "/api/offices/{office}/security-events", tag = "people", params(EventsQuery),
    responses((status = 200, description = "A page of events", body = SecurityEventsResponse)))]
async fn list_security_events(context: RequestContext) -> Result<Json<SecurityEventsResponse>, Problem> {
    let office = context.office()?;
    let EventsQuery { after, limit, kind, subject } = context.query()?;
    let limit = limit.unwrap_or(MOST_EVENTS);
    if !(1..=MOST_EVENTS).contains(&limit) {
        let most = [("most", MOST_EVENTS.to_string().into())];
        return Err(Problem::translated(Code::BadRequest, "problem-limit", &most).about("limit"));
    }
    let kind = kind.map(|kind| SecurityEventKind::named(&kind).ok_or_else(unknown_kind));
    let search = EventSearch { kind: kind.transpose()?, subject, after, limit, ..EventSearch::default() };
    let found = in_people_file(office.people(), move |people| people.events(&search)).await?;
    let events = found.map_err(|failure| failed(&failure))?;
    let next = events.last().filter(|_| events.len() == limit).map(|event| event.seq);
    let events = events.into_iter().map(|event| event_json(event, &office)).collect();
    Ok(Json(SecurityEventsResponse { events, next }))
}

/// Runs a change where it may wait for the disk.
async fn change<T: Send + 'static>(
    office: &OfficeScope<'_>,
    act: impl FnOnce(&PeopleStore) -> Result<T, AccountError> + Send + 'static,
) -> Result<T, Problem> {
    in_people_file(office.people(), act).await?.map_err(|error| match error {
        AccountError::Refused(refusal) => refused(refusal),
        AccountError::Failed(failure) => failed(&failure),
    })
}

fn refused(refusal: AccountRefusal) -> Problem {
    match refusal {
        AccountRefusal::NameTaken => {
            Problem::translated(Code::NameTaken, "problem-name-taken", &[]).about("name")
        }
        AccountRefusal::NotForPeople => unknown_role(),
        AccountRefusal::Unit => Problem::invalid("unit", "problem-person-unit", &[]),
        AccountRefusal::Unknown => unknown(),
        AccountRefusal::LastAdministrator => {
            Problem::translated(Code::LastAdministrator, "problem-last-administrator", &[])
        }
        AccountRefusal::FromProvider => Problem::translated(Code::FromProvider, "problem-from-provider", &[]),
    }
}

fn unknown() -> Problem {
    Problem::translated(Code::UnknownPerson, "problem-unknown-person", &[])
}

fn unknown_kind() -> Problem {
    let known: Vec<&str> = SecurityEventKind::ALL.iter().map(|kind| kind.name()).collect();
    let values = [("at", "kind: ".into()), ("known", known.join(", ").into())];
    Problem::translated(Code::BadRequest, "problem-field-one-of", &values).about("kind")
}

fn unknown_role() -> Problem {
    let known: Vec<&str> =
        Role::ALL.into_iter().filter(|role| role.is_for_people()).map(Role::name).collect();
    let values = [("at", "role: ".into()), ("known", known.join(", ").into())];
    Problem::translated(Code::Invalid, "problem-field-one-of", &values).about("role")
}

fn named(role: &str) -> Result<Role, Problem> {
    Role::named(role).ok_or_else(unknown_role)
}

fn person(context: &RequestContext) -> Result<AccountId, Problem> {
    context.person().parse().map_err(|_| unknown())
}

fn with_code(
    office: &OfficeScope<'_>,
    id: &AccountId,
    code: &OneTimeCode,
) -> Result<PersonWithCodeResponse, Problem> {
    let people = office.people().current();
    let account = people.account(id).ok_or_else(unknown)?;
    Ok(PersonWithCodeResponse {
        person: described(office.people(), account),
        one_time_code: code.shown(),
        valid_hours: CODE_HOURS,
    })
}

fn described(people: &PeopleStore, account: &Account) -> PersonJson {
    PersonJson {
        id: account.id.to_string(),
        name: account.name.as_str().to_owned(),
        role: account.role.to_string(),
        unit: account.unit.clone(),
        disabled: account.is_disabled(),
        has_password: account.has_password,
        has_second_factor: account.has_second_factor,
        from_provider: account.provider.is_some(),
        sessions: people.open_sessions_of(&account.id),
    }
}

fn event_json(event: SecurityEvent, office: &OfficeScope<'_>) -> SecurityEventJson {
    let SecurityEvent { seq, at, kind, subject, actor, address, detail } = event;
    SecurityEventJson {
        seq,
        at: TimeJson::of(UnixTime::from_unix(at), office.zone()),
        kind: kind.to_owned(),
        subject,
        actor,
        address,
        detail,
    }
}
