// SPDX-License-Identifier: MPL-2.0
//! Pairing: a screen that is not let in asks for a code to show, and then for its token; a supervisor looks at who
//! shows a code and lets the screen in.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::limits::rate_limit::network;
use crate::people_file::{failed, in_people_file};
use crate::problem::{Code, NamedIn, Problem, unknown_pairing};
use crate::request::body::Unread;
use crate::request::client_address::ClientAddress;
use crate::request::context::RequestContext;
use crate::request::ids::desk_id;
use crate::request::route_permission::permit;
use crate::state::AppState;
use api::devices::{
    DeviceScreenJson, PairingBody, PairingCodeResponse, PairingOutcomeResponse, PairingSecretBody,
    PendingPairingResponse,
};
use api::time::TimeJson;
use office::names::DeskId;
use staff::{
    DeviceScreen, NewPairing, PairingCode, PairingError, PairingOutcome, PairingRefusal, Permission,
};

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(routes!(start_pairing))
        .routes(routes!(read_pairing_outcome))
        .routes(permit(Permission::ManageDevices, routes!(read_pairing)))
}

/// Gives a screen without access a pairing code to show.
#[utoipa::path(post, path = "/api/offices/{office}/pairings", tag = "devices", security(()),
    request_body = PairingBody,
    responses((status = 201, description = "The code, and the secret of the screen", body = PairingCodeResponse)))]
async fn start_pairing(
    State(state): State<Arc<AppState>>,
    office: Result<Path<String>, PathRejection>,
    client: Option<Extension<ClientAddress>>,
    body: Unread,
) -> Result<Response, Problem> {
    let office = state.office_addressed(office)?;
    let PairingBody { screen, desk } = body.json().await?;
    let desk = desk.map(|desk| desk_id(&desk, NamedIn::Body)).transpose()?;
    let address = client.map(|Extension(ClientAddress(address))| network(address).to_string());
    let new = NewPairing { screen: screen_of(screen), desk, address: address.unwrap_or_default() };
    let started = in_people_file(&office.hosted.people, move |people| people.start_pairing(&new)).await?;
    let started = started.map_err(|error| refused(&error))?;
    let seconds = started.valid.as_seconds();
    let answer = PairingCodeResponse { code: started.code.to_string(), secret: started.secret, seconds };
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// Gives the screen with this secret its token, once its code was confirmed.
#[utoipa::path(post, path = "/api/offices/{office}/pairings/outcome", tag = "devices", security(()),
    request_body = PairingSecretBody,
    responses((status = 200, description = "The token, once there is one", body = PairingOutcomeResponse)))]
async fn read_pairing_outcome(
    State(state): State<Arc<AppState>>,
    office: Result<Path<String>, PathRejection>,
    body: Unread,
) -> Result<Json<PairingOutcomeResponse>, Problem> {
    let office = state.office_addressed(office)?;
    let PairingSecretBody { secret } = body.json().await?;
    let outcome =
        in_people_file(&office.hosted.people, move |people| people.pairing_outcome(&secret)).await?;
    match outcome.map_err(|failure| failed(&failure))? {
        PairingOutcome::Waiting => Ok(Json(PairingOutcomeResponse { token: None })),
        PairingOutcome::Paired { token } => Ok(Json(PairingOutcomeResponse { token: Some(token) })),
        PairingOutcome::Ended => Err(unknown_pairing()),
    }
}

/// Reads which screen shows a pairing code.
#[utoipa::path(get, path = "/api/offices/{office}/pairings/{code}", tag = "devices",
    responses((status = 200, description = "The screen", body = PendingPairingResponse)))]
async fn read_pairing(context: RequestContext) -> Result<Json<PendingPairingResponse>, Problem> {
    let office = context.office()?;
    let code: PairingCode = context.pairing_code()?;
    let people = &office.state().hosted.people;
    let pending = in_people_file(people, move |people| people.pending_pairing(&code)).await?;
    let pending = pending.map_err(|error| refused(&error))?;
    Ok(Json(PendingPairingResponse {
        screen: screen_json(pending.screen),
        desk: pending.desk.as_ref().map(DeskId::to_string),
        address: pending.address,
        asked_at: TimeJson::of(pending.asked_at, office.zone()),
    }))
}

pub const fn screen_of(screen: DeviceScreenJson) -> DeviceScreen {
    match screen {
        DeviceScreenJson::Kiosk => DeviceScreen::Kiosk,
        DeviceScreenJson::Board => DeviceScreen::Board,
        DeviceScreenJson::Desk => DeviceScreen::Desk,
    }
}

const fn screen_json(screen: DeviceScreen) -> DeviceScreenJson {
    match screen {
        DeviceScreen::Kiosk => DeviceScreenJson::Kiosk,
        DeviceScreen::Board => DeviceScreenJson::Board,
        DeviceScreen::Desk => DeviceScreenJson::Desk,
    }
}

pub fn refused(error: &PairingError) -> Problem {
    let refusal = match error {
        PairingError::Refused(refusal) => refusal,
        PairingError::Failed(failure) => return failed(failure),
    };
    let (code, field) = match refusal {
        PairingRefusal::TooMany => (Code::TooManyPairings, None),
        PairingRefusal::UnknownCode => (Code::UnknownPairing, None),
        PairingRefusal::CodeUsed => (Code::PairingCodeUsed, None),
        PairingRefusal::OtherScreen => (Code::PairingIsForOtherScreen, None),
        PairingRefusal::NameTaken => (Code::DeviceNameTaken, Some("name")),
        PairingRefusal::InvalidName => (Code::Invalid, Some("name")),
        PairingRefusal::Desk => (Code::Invalid, Some("desk")),
    };
    let problem = Problem::new(code, refusal.to_string());
    match field {
        Some(field) => problem.about(field),
        None => problem,
    }
}
