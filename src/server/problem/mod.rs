// SPDX-License-Identifier: MPL-2.0
//! Error responses (RFC 9457) with stable codes. They never carry what went wrong inside the server, nor what
//! was sent to it.

mod refusal;
mod validation;

use std::future::Future;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fluent_bundle::FluentValue;

use api::problem::ProblemResponse;
use office::ticket::Language;

pub use api::problem::Code;
pub use refusal::{
    NamedIn, no_answer, refusal_sentence, unknown_desk, unknown_errand, unknown_outcome, unknown_pairing,
    unknown_ticket,
};
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

pub struct Problem(Box<Contents>);

struct Contents {
    status: StatusCode,
    retry_after: Option<u16>,
    body: ProblemResponse,
}

impl Problem {
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self::of(code.status(), code.as_str(), code.title(), code.retry_after(), detail.into())
    }

    fn of_refusal(status: StatusCode, code: &'static str, detail: String) -> Self {
        Self::of(status, code, "The office refuses this", None, detail)
    }

    fn of(
        status: StatusCode,
        code: &'static str,
        title: &'static str,
        retry_after: Option<u16>,
        detail: String,
    ) -> Self {
        let body =
            ProblemResponse { code, title, detail, status: status.as_u16(), ..ProblemResponse::default() };
        Self(Box::new(Contents { status, retry_after, body }))
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
        Self::translated(Code::Invalid, key, values).about(field)
    }

    /// Names the field that is wrong.
    #[must_use]
    pub fn about(self, field: &str) -> Self {
        self.with(|problem| problem.field = Some(field.to_owned()))
    }

    /// Says when the same request is worth sending again.
    #[must_use]
    pub fn after_seconds(mut self, seconds: i64) -> Self {
        self.0.retry_after = Some(u16::try_from(seconds.max(1)).unwrap_or(u16::MAX));
        self
    }

    /// Adds values such as reasons, offers or a preview.
    #[must_use]
    pub fn with(mut self, set: impl FnOnce(&mut ProblemResponse)) -> Self {
        set(&mut self.0.body);
        self
    }

    #[cfg(test)]
    pub fn status_and_code(&self) -> (u16, &'static str) {
        (self.0.body.status, self.0.body.code)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Contents { status, retry_after, body } = *self.0;
        let code = body.code;
        let mut response = (status, Json(body)).into_response();
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
        write!(f, "{} {}: {}", self.0.body.status, self.0.body.code, self.0.body.detail)
    }
}

/// The code of an error response, for the metrics.
#[derive(Clone, Copy, Debug)]
pub struct ProblemCode(pub &'static str);
