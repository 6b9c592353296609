// SPDX-License-Identifier: MPL-2.0
//! For people: signing in, who one is, and signing out.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use qrcode::QrCode;
use qrcode::render::svg;
use serde::Deserialize;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::limits::rate_limit::network;
use crate::people_file::{failed, in_people_file};
use crate::problem::{Code, Problem};
use crate::request::body::Unread;
use crate::request::client_address::ClientAddress;
use crate::request::context::RequestContext;
use crate::request::origin::is_same_origin;
use crate::request::route_permission::permit;
use crate::routes::provider_sign_in;
use crate::state::{AppState, OfficeState};
use api::people::{
    NewSecondFactorJson, SessionEndResponse, SessionResponse, SignInBody, SignInMethodsResponse,
    SignInResponse, SignInStepJson,
};
use staff::{
    Credential, LEAST_PASSWORD_CHARACTERS, LocalAccounts, MOST_PASSWORD_CHARACTERS, NewSecondFactor,
    PasswordRefusal, Permission, SessionEnd, SignInRefusal, SignInStep, SignInTry, Token, TooManyTries,
};

/// How long a try waits for its turn before the server says that it has too much to do.
const TURN: Duration = Duration::from_secs(5);

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct EndQuery {
    /// Everywhere, and not only in this browser.
    #[serde(default)]
    everywhere: bool,
    /// The desk is left for a moment: the page stays, and asks for the password.
    #[serde(default)]
    lock: bool,
}

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(routes!(list_methods))
        .routes(routes!(sign_in))
        .routes(permit(Permission::DescribeOffice, routes!(get_session)))
        .routes(permit(Permission::OwnSession, routes!(end_session)))
}

/// Lists the ways to sign in at the office.
#[utoipa::path(get, path = "/api/offices/{office}/sign-in", tag = "people", security(()),
    responses((status = 200, description = "The ways to sign in", body = SignInMethodsResponse)))]
async fn list_methods(
    State(state): State<Arc<AppState>>,
    office: Result<Path<String>, PathRejection>,
) -> Result<Json<SignInMethodsResponse>, Problem> {
    let office = state.office_addressed(office)?;
    Ok(Json(SignInMethodsResponse {
        office_name: office_name(office).await,
        local_accounts: *office.hosted.local_sign_in.allowed() == LocalAccounts::Everybody,
        provider: office
            .hosted
            .identity_provider
            .as_ref()
            .map(|_| format!("/sign-in/{}/provider", office.id)),
    }))
}

/// An office that takes no requests still lets its administrator in, by its id.
async fn office_name(office: &OfficeState) -> String {
    let name = office.hosted.handle.read(|office, _| office.setup().name.clone()).await;
    name.unwrap_or_else(|_| office.id.to_string())
}

/// Signs a person in, step by step; the last step sets the session cookie.
#[utoipa::path(post, path = "/api/offices/{office}/session", tag = "people", security(()), request_body = SignInBody,
    responses((status = 200, description = "The next step, or the session", body = SignInResponse)))]
async fn sign_in(
    State(state): State<Arc<AppState>>,
    office: Result<Path<String>, PathRejection>,
    client: Option<Extension<ClientAddress>>,
    headers: HeaderMap,
    body: Unread,
) -> Result<Response, Problem> {
    let office = state.office_addressed(office)?;
    if !is_same_origin(&headers, state.public_url.as_deref()) {
        return Err(Problem::translated(Code::CrossSite, "problem-cross-site", &[]));
    }
    let SignInBody { name, password, one_time_code, new_password, second_factor } = body.json().await?;
    let session_before = state.cookies.read(&headers, &office.id).map(Token::of);
    let at = office_name(office).await;
    let shown =
        SignInTry { name, office: at, password, one_time_code, new_password, second_factor, session_before };
    let from = client.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |Extension(ClientAddress(ip))| network(ip));
    let turn = turn(&state).await?;
    let local = Arc::clone(&office.hosted.local_sign_in);
    let looked = in_people_file(&office.hosted.people, move |people| {
        let _turn = turn;
        local.look_at(people, from, &shown)
    });
    let step = looked.await?.map_err(refused)?;
    answer(&state, office, step)
}

/// Reads who the sender is.
#[utoipa::path(get, path = "/api/offices/{office}/session", tag = "people",
    responses((status = 200, description = "The sender", body = SessionResponse)))]
async fn get_session(context: RequestContext) -> Result<Json<SessionResponse>, Problem> {
    let office = context.office()?;
    let people = office.people().current();
    let account = match &office.identity().credential {
        Credential::Session { account, .. } => people.account(account),
        Credential::AccessFile | Credential::Device { .. } => None,
    };
    let role = office.identity().role;
    let may = Permission::ALL.iter().filter(|permission| role.may(**permission));
    Ok(Json(SessionResponse {
        may: may.map(|permission| permission.name().to_owned()).collect(),
        role: role.to_string(),
        actor: office.actor().to_string(),
        name: account.map(|account| account.name.as_str().to_owned()),
        second_factor: account.is_some_and(|account| account.has_second_factor),
        own_password: account.is_some_and(|account| account.provider.is_none()),
    }))
}

/// Signs a person out. A device has no session to end.
#[utoipa::path(delete, path = "/api/offices/{office}/session", tag = "people", params(EndQuery),
    responses((status = 200, description = "Signed out", body = SessionEndResponse)))]
async fn end_session(context: RequestContext) -> Result<Response, Problem> {
    let office = context.office()?;
    let EndQuery { everywhere, lock } = context.query()?;
    let Credential::Session { account, session } = office.identity().credential.clone() else {
        return Ok(Json(SessionEndResponse { ended: 0, continue_at: None }).into_response());
    };
    let actor = office.actor().clone();
    let known = office.people().current();
    let from_provider = known.account(&account).is_some_and(|account| account.provider.is_some());
    let why = if lock { SessionEnd::Locked } else { SessionEnd::SignedOut };
    let ended = in_people_file(office.people(), move |people| {
        if everywhere {
            people.end_sessions_of(&account, None, why, Some(&actor))
        } else {
            people.end_session(&session, why).map(|()| 1)
        }
    });
    let ended = ended.await?.map_err(|failure| failed(&failure))?;
    let continue_at =
        if from_provider && !lock { provider_sign_in::sign_out_address(&office).await } else { None };
    let response = Json(SessionEndResponse { ended, continue_at }).into_response();
    Ok(with_cookie(response, context.cookies().clear(&office.state().id)))
}

/// Passwords take a processor and memory each: few are looked at together, and nobody waits long.
async fn turn(state: &AppState) -> Result<OwnedSemaphorePermit, Problem> {
    let turn = timeout(TURN, Arc::clone(&state.password_checks).acquire_owned()).await;
    turn.ok().and_then(Result::ok).ok_or_else(|| Problem::translated(Code::Busy, "problem-busy", &[]))
}

fn answer(state: &AppState, office: &OfficeState, step: SignInStep) -> Result<Response, Problem> {
    let plain = |step| Json(SignInResponse { step, second_factor: None }).into_response();
    Ok(match step {
        SignInStep::SignedIn { session, .. } => {
            let cookie = state.cookies.set(&office.id, &session.0);
            with_cookie(plain(SignInStepJson::SignedIn), cookie)
        }
        SignInStep::ChoosePassword => plain(SignInStepJson::ChoosePassword),
        SignInStep::SecondFactor => plain(SignInStepJson::SecondFactor),
        SignInStep::SetUpSecondFactor(new) => {
            let second_factor = Some(described(&new)?);
            Json(SignInResponse { step: SignInStepJson::SetUpSecondFactor, second_factor }).into_response()
        }
    })
}

fn described(new: &NewSecondFactor) -> Result<NewSecondFactorJson, Problem> {
    let code = QrCode::new(new.address()).map_err(|_| Problem::internal())?;
    let qr = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    Ok(NewSecondFactorJson { secret: new.typed_secret(), qr })
}

fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn refused(refusal: SignInRefusal) -> Problem {
    match refusal {
        SignInRefusal::Wrong => Problem::translated(Code::SignInWrong, "problem-sign-in-wrong", &[]),
        SignInRefusal::SecondFactorWrong => {
            Problem::translated(Code::SecondFactorWrong, "problem-second-factor-wrong", &[])
        }
        SignInRefusal::TooManyTries(TooManyTries { seconds }) => {
            let values = [("seconds", seconds.into())];
            Problem::translated(Code::TooManyTries, "problem-sign-in-throttled", &values)
                .after_seconds(seconds)
        }
        SignInRefusal::Password(why) => password_refused(why),
        SignInRefusal::Failed(failure) => failed(&failure),
    }
}

fn password_refused(why: PasswordRefusal) -> Problem {
    let problem = |key, values: &[_]| Problem::translated(Code::PasswordRefused, key, values);
    let problem = match why {
        PasswordRefusal::TooShort => {
            problem("problem-password-too-short", &[("least", LEAST_PASSWORD_CHARACTERS.into())])
        }
        PasswordRefusal::TooLong => {
            problem("problem-password-too-long", &[("most", MOST_PASSWORD_CHARACTERS.into())])
        }
        PasswordRefusal::TooPlain => problem("problem-password-too-plain", &[]),
    };
    problem.about("new_password")
}
