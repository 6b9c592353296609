// SPDX-License-Identifier: MPL-2.0
//! A citizen's own page, opened from the QR code: whole without a script, and in the ticket's language.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use html_escape::encode_quoted_attribute;
use qrcode::QrCode;
use qrcode::render::svg;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::pages::branding;
use crate::pages::screens::page_not_found;
use crate::pages::texts::texts;
use crate::pages::ui::{filled, not_built, page};
use crate::state::{AppState, OfficeState};
use api::live::ticket::TicketTexts;
use office::names::{Secret, TicketId};
use office::ticket::Language;
use office::view::TicketView;

/// What came of taking an offered place, where it is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotTaken {
    /// Somebody else has it.
    Gone,
    /// The office did not answer.
    Failed,
}

#[derive(Deserialize)]
pub struct PageQuery {
    not_taken: Option<NotTaken>,
}

/// The page of a ticket.
pub async fn ticket(
    State(state): State<Arc<AppState>>,
    Path(secret): Path<String>,
    query: Result<Query<PageQuery>, QueryRejection>,
) -> Response {
    let Some((office, ticket, view)) = find(&state, &secret).await else { return page_not_found() };
    let not_taken = query.ok().and_then(|Query(query)| query.not_taken);
    let (Some(template), Some(css), Some(js)) = (
        state.ui.text("ticket/page.html"),
        state.ui.text("ticket/ticket.css"),
        state.ui.text("ticket/ticket.js"),
    ) else {
        return not_built();
    };
    let nonce = Uuid::new_v4().simple().to_string();
    let notice = notice(not_taken, view.language);
    let band = branding::band(office, &view.office);
    let has_rated = office.ratings.has_answered(ticket);
    let around = Around {
        office,
        band: band.as_deref(),
        secret: &secret,
        css: &css,
        js: &js,
        notice: &notice,
        has_rated,
    };
    let html = written(&template, &texts(&view, &office.hosted.zone), &view, &around);
    page(StatusCode::OK, with_nonce(&html, &nonce), &policy(&nonce))
}

/// The QR code that leads to the page.
pub async fn qr(
    State(state): State<Arc<AppState>>,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Response {
    if find(&state, &secret).await.is_none() {
        return page_not_found();
    }
    let address = format!("{}/t/{secret}", base(&state, &headers));
    let Ok(code) = QrCode::new(address.as_bytes()) else { return page_not_found() };
    let picture = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")];
    (headers, picture).into_response()
}

async fn find<'a>(state: &'a AppState, secret: &str) -> Option<(&'a OfficeState, TicketId, TicketView)> {
    let (office, ticket) = ticket_behind(state, secret).await?;
    let view = office.hosted.handle.read(move |office, now| office.ticket_view(ticket, now)).await;
    view.ok().flatten().map(|view| (office, ticket, view))
}

/// The office and the ticket behind an address, whichever office here it is.
pub async fn ticket_behind<'a>(state: &'a AppState, secret: &str) -> Option<(&'a OfficeState, TicketId)> {
    let secret = Secret(Uuid::try_parse(secret).ok()?);
    for office in state.offices.values() {
        let read = office.hosted.handle.read(move |office, _| office.by_secret(secret));
        if let Ok(Some(ticket)) = read.await {
            return Some((office, ticket));
        }
    }
    None
}

/// One sentence about an offered place that could not be taken.
fn notice(not_taken: Option<NotTaken>, language: Language) -> String {
    let key = match not_taken {
        None => return String::new(),
        Some(NotTaken::Gone) => "ticket-next-day-gone",
        Some(NotTaken::Failed) => "ticket-next-day-failed",
    };
    i18n::sentence(key, &[], language).unwrap_or_default()
}

/// The server's own address as people reach it.
fn base(state: &AppState, headers: &HeaderMap) -> String {
    if let Some(url) = &state.public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let plain = host.len() <= 255
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    format!("http://{}", if plain { host } else { "localhost" })
}

struct Around<'a> {
    office: &'a OfficeState,
    /// Markup, where the office has branding; else its name stands at the foot.
    band: Option<&'a str>,
    secret: &'a str,
    css: &'a str,
    js: &'a str,
    notice: &'a str,
    /// Somebody has said how this visit went.
    has_rated: bool,
}

fn written(template: &str, texts: &TicketTexts, view: &TicketView, around: &Around<'_>) -> String {
    let (office, language) = (view.office.as_str(), view.language);
    let text = |text: &str| Some(Cow::Owned(encode_quoted_attribute(text).into_owned()));
    let said = |key: &str| text(&i18n::sentence(key, &[], language).unwrap_or_default());
    filled(template, |slot| match slot {
        "LANG" => text(texts.language),
        "DIR" => text(texts.direction),
        "TITLE" => text(&texts.title),
        "CSS" => Some(Cow::Borrowed(around.css)),
        "JS" => Some(Cow::Borrowed(around.js)),
        "BODY_CLASS" => Some(Cow::Owned(format!("is-{}", texts.kind))),
        "OFFICE" => text(&around.office.id.to_string()),
        "BAND" => Some(Cow::Borrowed(around.band.unwrap_or_default())),
        "OFFICE_NAME" => text(if around.band.is_some() { "" } else { office }),
        "SECRET" => text(around.secret),
        "HEADLINE" => text(&texts.headline),
        "NUMBER" => text(&texts.number),
        "WINDOW" => text(&texts.window),
        "SURE" => text(&texts.sure),
        "PLACE" => text(&texts.place),
        "WHY" => Some(Cow::Owned(lines(&texts.why))),
        "NOTICE" => text(around.notice),
        "FAILED" => said("ticket-next-day-failed"),
        "RATED" if !around.has_rated => text(""),
        "RATED" => said("ticket-rated"),
        "RATING_ASK" => said("ticket-rating-ask"),
        "RATING_GOOD" => said("ticket-rating-good"),
        "RATING_SO_SO" => said("ticket-rating-so-so"),
        "RATING_BAD" => said("ticket-rating-bad"),
        "DAY_NOTICE" => text(&texts.day_notice),
        "DAY_NOTICE_LANG" => text(texts.day_notice_language),
        "ENDS" => text(&texts.ends),
        "OFFER" => text(&texts.offer),
        "OFFER_MEANING" => text(&texts.offer_meaning),
        "TAKE" => text(&texts.take),
        "OFFERED" => text(&texts.offered),
        "BRING_TITLE" => text(&texts.bring_title),
        "BRING" => Some(Cow::Owned(lines_in(texts))),
        "UPDATED" => text(&texts.updated),
        "STALE" => text(&texts.stale),
        _ => None,
    })
}

fn lines(lines: &[String]) -> String {
    let mut html = String::new();
    for line in lines {
        html.extend(["<li>", &encode_quoted_attribute(line), "</li>"]);
    }
    html
}

/// What to bring, with the language of a line that is not in the page's.
fn lines_in(texts: &TicketTexts) -> String {
    let mut html = String::new();
    for (line, language) in texts.bring.iter().zip(&texts.bring_languages) {
        let tag =
            if *language == texts.language { "<li>".to_owned() } else { format!("<li lang=\"{language}\">") };
        html.extend([&tag, &*encode_quoted_attribute(line), "</li>"]);
    }
    html
}

/// The template's own script, and no other, may run.
fn with_nonce(html: &str, nonce: &str) -> String {
    match html.rfind("<script>") {
        Some(at) => format!("{}<script nonce=\"{nonce}\">{}", &html[..at], &html[at + "<script>".len()..]),
        None => html.to_owned(),
    }
}

fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src 'self' data:; \
         connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}
