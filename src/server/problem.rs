//! No, as RFC 9457 problem details with a stable code. What never goes out: what went wrong inside, and
//! what somebody sent.

use std::future::Future;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fluent_bundle::FluentValue;
use serde::Serialize;
use serde_json::{Map, Value};

use office::ticket::Language;

tokio::task_local! {
    /// What whoever asks would like to read.
    static READS: Option<Language>;
}

/// Answers in it say what is wrong in this language, where there is a list in it; else in English.
pub async fn reading<T>(language: Option<Language>, answer: impl Future<Output = T>) -> T {
    READS.scope(language, answer).await
}

fn reads() -> Language {
    let asked = READS.try_with(|language| *language).ok().flatten();
    if asked == Some(Language::Da) { Language::Da } else { Language::En }
}

pub struct Problem(Box<Told>);

struct Told {
    status: StatusCode,
    code: &'static str,
    detail: String,
    rest: Map<String, Value>,
}

/// Every code that is not a refusal of the model, with its status and title.
pub const OWN_CODES: &[(&str, u16, &str)] = &[
    ("bad_json", 400, "The body is not JSON"),
    ("bad_request", 400, "The request is not what this address takes"),
    ("unauthorized", 401, "A token is needed"),
    ("forbidden", 403, "This token may not do this"),
    ("figure_is_not_told", 403, "Too few lie behind the figure"),
    ("unknown_address", 404, "There is nothing at this address"),
    ("unknown_office", 404, "There is no such office"),
    ("unknown_code", 404, "No companion has this code"),
    ("period_has_no_data", 404, "Nothing was recorded in this period"),
    ("method_not_allowed", 405, "This address does not take this method"),
    ("too_slow", 408, "The request took too long"),
    ("body_too_large", 413, "The body is too large"),
    ("unsupported_media_type", 415, "The body must be JSON"),
    ("period_is_reversed", 422, "The period ends before it begins"),
    ("period_is_ahead", 422, "The period has not begun"),
    ("unknown_companion", 422, "The office knows no such companion"),
    ("looks_like_cpr", 422, "The text looks like a CPR number"),
    ("text_too_long", 422, "The text is too long"),
    ("text_empty", 422, "The text is empty"),
    ("text_has_control_characters", 422, "The text has characters that cannot be kept"),
    ("too_many_tries", 429, "Too many wrong codes"),
    ("too_many_requests", 429, "Too many requests"),
    ("internal", 500, "Something went wrong in the server"),
    ("advice_under_way", 503, "The days are still being played"),
    ("report_is_being_made", 503, "The ledger is being read"),
    ("busy", 503, "The office has more requests than it can take"),
    ("disk_full", 503, "The disk of the server is full"),
    ("stopped", 503, "The office has stopped"),
];

impl Problem {
    /// A problem with one of [`OWN_CODES`] or of a refusal.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        let status = own(code).map_or(StatusCode::CONFLICT, |(status, _)| status);
        Self::with_status(status, code, detail)
    }

    pub(super) fn with_status(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self(Box::new(Told { status, code, detail: detail.into(), rest: Map::new() }))
    }

    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new("bad_request", detail)
    }

    pub fn internal() -> Self {
        Self::said("internal", "problem-internal", &[])
    }

    /// A problem whose detail is a sentence of the word lists, in the language of whoever asks.
    pub fn said(code: &'static str, key: &str, values: &[(&str, FluentValue<'_>)]) -> Self {
        Self::new(code, i18n::sentence(key, values, reads()).unwrap_or_default())
    }

    /// The same for a value that makes no sense, and the field it stands in.
    pub fn nonsense(field: &str, key: &str, values: &[(&str, FluentValue<'_>)]) -> Self {
        let detail = i18n::sentence(key, values, reads()).unwrap_or_default();
        Self::with_status(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail).with("field", &field)
    }

    /// Adds a member such as `reasons`, `offers` or `preview`.
    #[must_use]
    pub fn with(mut self, name: &str, value: &impl Serialize) -> Self {
        if let Ok(value) = serde_json::to_value(value) {
            self.0.rest.insert(name.to_owned(), value);
        }
        self
    }

    /// What was named stood in the address, so it is not there; in a body it would be a wrong value.
    #[must_use]
    pub(super) fn of_the_address(mut self) -> Self {
        if self.0.status == StatusCode::UNPROCESSABLE_ENTITY && self.0.code.starts_with("unknown_") {
            self.0.status = StatusCode::NOT_FOUND;
        }
        self
    }

    #[cfg(test)]
    pub fn told(&self) -> (u16, &'static str) {
        (self.0.status.as_u16(), self.0.code)
    }
}

fn own(code: &str) -> Option<(StatusCode, &'static str)> {
    let (_, status, title) = OWN_CODES.iter().find(|(own, ..)| *own == code)?;
    Some((StatusCode::from_u16(*status).ok()?, title))
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Told { status, code, detail, rest } = *self.0;
        let title = own(code).map_or("The office refuses this", |(_, title)| title);
        let mut body = Map::new();
        body.insert("code".to_owned(), code.into());
        body.insert("title".to_owned(), title.into());
        body.insert("detail".to_owned(), detail.into());
        body.insert("status".to_owned(), status.as_u16().into());
        body.extend(rest);
        let mut response = (status, Json(Value::Object(body))).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        match code {
            "busy" | "too_many_requests" | "report_is_being_made" | "advice_under_way" => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            "too_many_tries" => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
            }
            "unauthorized" => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            _ => {}
        }
        response.extensions_mut().insert(ProblemCode(code));
        response
    }
}

impl std::fmt::Debug for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}: {}", self.0.status.as_u16(), self.0.code, self.0.detail)
    }
}

/// The code of a problem on its way out, for whoever counts them.
#[derive(Clone, Copy, Debug)]
pub struct ProblemCode(pub &'static str);
