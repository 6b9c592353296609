// SPDX-License-Identifier: MPL-2.0
//! Whether a screen may show its view. A browser does not learn why a websocket was refused, so a screen asks here, and
//! says it in its own words.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::{NamedIn, Problem, no_answer};
use crate::request::identity::{KnownSender, Sender, token};
use crate::request::own_desk;
use crate::state::{AppState, OfficeState};
use api::reason::Reader;
use api::screen_access::{DeskLinkJson, ScreenAccessCode, ScreenAccessResponse};
use office::ticket::Language;
use staff::{Permission, Token};

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new().routes(routes!(read_access))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ScreenQuery {
    /// `board`, `kiosk`, `supervisor`, `report` or `desk:{desk}`.
    #[param(required)]
    view: Option<String>,
}

/// What a screen wants to show.
struct WantedScreen<'q> {
    permission: Permission,
    desk: Option<&'q str>,
}

impl<'q> WantedScreen<'q> {
    fn named(view: &'q str) -> Result<Self, Problem> {
        let whole = |permission| Self { permission, desk: None };
        match (view, view.split_once(':')) {
            ("board", _) => Ok(whole(Permission::WatchBoard)),
            ("kiosk", _) => Ok(whole(Permission::WatchKiosk)),
            ("supervisor", _) => Ok(whole(Permission::WatchSupervisor)),
            ("report", _) => Ok(whole(Permission::ReadReport)),
            (_, Some(("desk", desk))) => Ok(Self { permission: Permission::WatchDesk, desk: Some(desk) }),
            _ => Err(Problem::bad_request("view: one of board, kiosk, supervisor, report, desk:{desk}.")),
        }
    }
}

/// Reports whether the sender may see a screen, and if not, why.
#[utoipa::path(get, path = "/api/offices/{office}/access", tag = "live",
    params(ScreenQuery), security((), ("token" = [])),
    responses((status = 200, description = "The access, or the reason there is none", body = ScreenAccessResponse)))]
async fn read_access(
    State(state): State<Arc<AppState>>,
    office: Result<Path<String>, PathRejection>,
    Query(query): Query<ScreenQuery>,
    sender: Sender,
    headers: HeaderMap,
) -> Result<Json<ScreenAccessResponse>, Problem> {
    let office = state.office_addressed(office)?;
    let view = query.view.unwrap_or_default();
    let wanted = WantedScreen::named(&view)?;
    let answer = match &sender {
        Sender::Anonymous => answer(unknown(office, &headers), None, &wanted),
        Sender::SessionEnded | Sender::CrossSite => answer(ScreenAccessCode::NoToken, None, &wanted),
        Sender::OtherOffice => answer(ScreenAccessCode::OtherOffice, None, &wanted),
        Sender::Known(known) => answer_known(office, known, &wanted).await?,
    };
    Ok(Json(answer))
}

/// Why nobody is known by what the request has.
fn unknown(office: &OfficeState, headers: &HeaderMap) -> ScreenAccessCode {
    match token(headers).map(Token::of) {
        None => ScreenAccessCode::NoToken,
        Some(token) if office.hosted.people.was_revoked(&token) => ScreenAccessCode::Revoked,
        Some(_) => ScreenAccessCode::UnknownToken,
    }
}

fn answer(
    access: ScreenAccessCode,
    sender: Option<&KnownSender>,
    wanted: &WantedScreen<'_>,
) -> ScreenAccessResponse {
    ScreenAccessResponse {
        access,
        role: sender.map(|sender| sender.identity.role.to_string()),
        roles: wanted.permission.roles().iter().map(ToString::to_string).collect(),
        own_desk: sender.and_then(|sender| own_desk::of(&sender.identity)).map(ToString::to_string),
        desks: Vec::new(),
    }
}

async fn answer_known(
    office: &OfficeState,
    sender: &KnownSender,
    wanted: &WantedScreen<'_>,
) -> Result<ScreenAccessResponse, Problem> {
    let of = |access| answer(access, Some(sender), wanted);
    if !sender.identity.role.may(wanted.permission) {
        return Ok(of(ScreenAccessCode::RoleMayNot));
    }
    let Some(desk) = wanted.desk else { return Ok(of(ScreenAccessCode::Granted)) };
    if own_desk::of(&sender.identity).is_some_and(|own| own.as_str() != desk) {
        return Ok(of(ScreenAccessCode::OtherDesk));
    }
    let desks = desks(office).await?;
    if desks.iter().any(|known| known.desk == desk) {
        return Ok(of(ScreenAccessCode::Granted));
    }
    Ok(ScreenAccessResponse { desks, ..of(ScreenAccessCode::UnknownDesk) })
}

async fn desks(office: &OfficeState) -> Result<Vec<DeskLinkJson>, Problem> {
    let hosted = &office.hosted;
    let read = hosted.handle.read(|office, _| {
        let desks = office.setup().desks.iter();
        desks.map(|desk| DeskLinkJson { desk: desk.id.to_string(), name: desk.name.clone() }).collect()
    });
    let reader = Reader { language: Language::Da, zone: &hosted.zone };
    read.await.map_err(|no| no_answer(no, NamedIn::Body, &reader))
}
