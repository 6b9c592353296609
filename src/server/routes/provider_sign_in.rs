// SPDX-License-Identifier: MPL-2.0
//! Signing in with an identity provider: the way there and the way back. A browser walks both, so what goes wrong is
//! told on the sign-in page.

use std::future::Future;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Extension, Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use form_urlencoded::Serializer;
use serde::Deserialize;
use tokio::time::timeout;

use crate::limits::rate_limit::network;
use crate::pages::screens::page_not_found;
use crate::people_file::write_event;
use crate::request::client_address::ClientAddress;
use crate::request::context::OfficeScope;
use crate::state::{AppState, OfficeState};
use staff::{
    Callback, FlowStart, IdentityProvider, NewSession, ProviderProblem, SecurityEvent, SecurityEventKind,
    Token,
};

/// Less than a request may take, so that the sign-in page tells of a provider that is silent.
const PATIENCE: Duration = Duration::from_secs(8);
/// Somebody who leaves does not wait for it.
const PATIENCE_AT_THE_END: Duration = Duration::from_secs(2);

#[derive(Deserialize)]
pub struct StartQuery {
    #[serde(default, rename = "return")]
    return_to: String,
}

/// What a provider writes into the address; whatever else it writes is left alone.
#[derive(Deserialize)]
pub struct CallbackQuery {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// Sends the browser to the provider.
pub async fn start(
    State(state): State<Arc<AppState>>,
    Path(office): Path<String>,
    Query(StartQuery { return_to }): Query<StartQuery>,
    client: Option<Extension<ClientAddress>>,
    headers: HeaderMap,
) -> Response {
    let Some((office, provider)) = at_office(&state, &office) else { return page_not_found() };
    let return_to = own_screen(&return_to);
    // On the way back the browser does not send it: it comes by a link of another site.
    let session_before = state.cookies.read(&headers, &office.id).map(Token::of);
    match in_time(provider.begin(return_to, session_before)).await {
        Ok(FlowStart { address, browser }) => {
            let mut response = Redirect::to(&address).into_response();
            if let Some(cookie) = state.cookies.set_for_provider(&office.id, &browser) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(problem) => failed(&state, office, &problem, return_to, address(client)).await,
    }
}

/// Takes the browser back from the provider.
pub async fn callback(
    State(state): State<Arc<AppState>>,
    Path(office): Path<String>,
    Query(query): Query<CallbackQuery>,
    client: Option<Extension<ClientAddress>>,
    headers: HeaderMap,
) -> Response {
    let Some((office, provider)) = at_office(&state, &office) else { return page_not_found() };
    let CallbackQuery { code, state: flow, iss, error } = query;
    let browser = state.cookies.read_for_provider(&headers, &office.id);
    let callback = Callback { code, state: flow, issuer: iss, error };
    let from = address(client);
    let vouched = match in_time(provider.end(callback, browser)).await {
        Ok(vouched) => vouched,
        Err(problem) => return failed(&state, office, &problem, "", from).await,
    };
    let to = if vouched.return_to.is_empty() { own_page(office) } else { vouched.return_to.clone() };
    let people = Arc::clone(&office.hosted.people);
    let opened = tokio::task::spawn_blocking(move || vouched.open_session(&people)).await;
    let lost = |_| Err(ProviderProblem::Unusable("the session was not opened".to_owned()));
    let (account, NewSession(session)) = match opened.unwrap_or_else(lost) {
        Ok(opened) => opened,
        Err(problem) => return failed(&state, office, &problem, "", from).await,
    };
    note(office, SecurityEventKind::SignedIn, Some(account.to_string()), from, "provider").await;
    let mut response = Redirect::to(&to).into_response();
    let cookies = [state.cookies.set(&office.id, &session), state.cookies.clear_for_provider(&office.id)];
    response.headers_mut().extend(cookies.into_iter().flatten().map(|cookie| (header::SET_COOKIE, cookie)));
    response
}

/// Where the provider ends its own session, where it says so in time; it sends the browser back to our sign-in.
pub async fn sign_out_address(office: &OfficeScope<'_>) -> Option<String> {
    let provider = office.state().hosted.identity_provider.as_ref()?;
    let then = format!("{}{}", office.public_url()?, own_page(office.state()));
    timeout(PATIENCE_AT_THE_END, provider.sign_out_address(&then)).await.ok().flatten()
}

async fn in_time<T>(answer: impl Future<Output = Result<T, ProviderProblem>>) -> Result<T, ProviderProblem> {
    let silent = |_| Err(ProviderProblem::Unusable("it does not answer in time".to_owned()));
    timeout(PATIENCE, answer).await.unwrap_or_else(silent)
}

fn address(client: Option<Extension<ClientAddress>>) -> Option<IpAddr> {
    client.map(|Extension(ClientAddress(address))| network(address))
}

fn at_office<'s>(state: &'s AppState, office: &str) -> Option<(&'s OfficeState, &'s Arc<IdentityProvider>)> {
    let office = state.office(office).ok()?;
    office.hosted.identity_provider.as_ref().map(|provider| (office, provider))
}

/// Only one of our own screens: nobody is sent elsewhere by an address they were given.
fn own_screen(address: &str) -> &str {
    let path = address.split('?').next().unwrap_or_default();
    let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\' && byte != b'#');
    let desk = path.strip_prefix("/desk/").filter(|desk| !desk.is_empty() && !desk.contains('/'));
    let is_screen = desk.is_some() || path == "/supervisor" || path == "/report";
    if is_plain && is_screen { address } else { "" }
}

/// Tells it on the sign-in page and in the log; a stranger who tries on and on fills neither log nor file.
async fn failed(
    state: &AppState,
    office: &OfficeState,
    problem: &ProviderProblem,
    return_to: &str,
    from: Option<IpAddr>,
) -> Response {
    if state.refused_log.takes(from) {
        let code = problem.code();
        tracing::warn!(office = %office.id, code, %problem, "a sign-in with the identity provider failed");
        note(office, SecurityEventKind::SignInRefused, None, from, code).await;
    }
    to_sign_in(office, if problem.is_about_person() { "role" } else { "provider" }, return_to)
}

fn to_sign_in(office: &OfficeState, why: &str, return_to: &str) -> Response {
    let mut query = Serializer::new(String::new());
    query.append_pair("office", office.id.as_str()).append_pair("failed", why);
    if !return_to.is_empty() {
        query.append_pair("return", return_to);
    }
    Redirect::to(&format!("/sign-in?{}", query.finish())).into_response()
}

fn own_page(office: &OfficeState) -> String {
    format!("/sign-in?office={}", office.id)
}

async fn note(
    office: &OfficeState,
    kind: SecurityEventKind,
    subject: Option<String>,
    from: Option<IpAddr>,
    detail: &str,
) {
    let address = from.map(|from| from.to_string());
    let detail = Some(detail.to_owned());
    let event = SecurityEvent { subject, address, detail, ..SecurityEvent::new(kind) };
    write_event(&office.hosted.people, event).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for own in ["/desk/3", "/supervisor", "/report?month=2026-03"] {
            assert_eq!(own_screen(own), own);
        }
        for foreign in [
            "",
            "//evil.example",
            "https://evil.example/desk/3",
            "/\\evil.example",
            "/desk/../x",
            "/desk/",
            "/desk/1#x",
        ] {
            assert_eq!(own_screen(foreign), "", "{foreign}");
        }
    }
}
