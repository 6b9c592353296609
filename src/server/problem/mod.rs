//! Error responses (RFC 9457) with stable codes. They never carry what went wrong inside the server, nor what
//! was sent to it.

mod code;
mod refusal;
mod validation;

use std::future::Future;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fluent_bundle::FluentValue;
use serde::Serialize;
use serde_json::{Map, Value};

use office::refusal::Refusal;
use office::ticket::Language;

pub use code::Code;
pub use refusal::{NamedIn, no_answer};
pub use validation::field_problem;

tokio::task_local! {
    /// The language the client prefers.
    static PREFERRED: Option<Language>;
}

/// Runs a request whose problems are described in this language where there is a word list, else in English.
pub async fn in_language<T>(language: Option<Language>, answer: impl Future<Output = T>) -> T {
    PREFERRED.scope(language, answer).await
}

fn preferred() -> Language {
    let preferred = PREFERRED.try_with(|language| *language).ok().flatten();
    if preferred == Some(Language::Da) { Language::Da } else { Language::En }
}

/// Every code an error response can carry.
pub fn codes() -> Vec<&'static str> {
    let mut codes: Vec<&str> =
        Code::ALL.iter().map(|code| code.as_str()).chain(Refusal::CODES.iter().copied()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

pub struct Problem(Box<Contents>);

struct Contents {
    status: StatusCode,
    code: &'static str,
    title: &'static str,
    retry_after: Option<u16>,
    detail: String,
    members: Map<String, Value>,
}

impl Problem {
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self(Box::new(Contents {
            status: code.status(),
            code: code.as_str(),
            title: code.title(),
            retry_after: code.retry_after(),
            detail: detail.into(),
            members: Map::new(),
        }))
    }

    fn of_refusal(status: StatusCode, code: &'static str, detail: String) -> Self {
        let title = "The office refuses this";
        Self(Box::new(Contents { status, code, title, retry_after: None, detail, members: Map::new() }))
    }

    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(Code::BadRequest, detail)
    }

    pub fn internal() -> Self {
        Self::translated(Code::Internal, "problem-internal", &[])
    }

    /// A problem whose detail is a sentence of the word lists, in the client's language.
    pub fn translated(code: Code, key: &str, values: &[(&str, FluentValue<'_>)]) -> Self {
        Self::new(code, i18n::sentence(key, values, preferred()).unwrap_or_default())
    }

    /// A value outside what its field may be.
    pub fn invalid(field: &str, key: &str, values: &[(&str, FluentValue<'_>)]) -> Self {
        Self::translated(Code::Invalid, key, values).with("field", &field)
    }

    /// Adds a member such as `reasons`, `offers` or `preview`.
    #[must_use]
    pub fn with(mut self, name: &str, value: &impl Serialize) -> Self {
        if let Ok(value) = serde_json::to_value(value) {
            self.0.members.insert(name.to_owned(), value);
        }
        self
    }

    #[cfg(test)]
    pub fn status_and_code(&self) -> (u16, &'static str) {
        (self.0.status.as_u16(), self.0.code)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Contents { status, code, title, retry_after, detail, members } = *self.0;
        let mut body = Map::new();
        body.insert("code".to_owned(), code.into());
        body.insert("title".to_owned(), title.into());
        body.insert("detail".to_owned(), detail.into());
        body.insert("status".to_owned(), status.as_u16().into());
        body.extend(members);
        let mut response = (status, Json(Value::Object(body))).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
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

/// The code of an error response, for the metrics.
#[derive(Clone, Copy, Debug)]
pub struct ProblemCode(pub &'static str);
