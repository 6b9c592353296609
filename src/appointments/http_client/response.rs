// SPDX-License-Identifier: MPL-2.0
//! An answer, and what its status means: the same for every system.

use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use http::{StatusCode, header};
use reqwest::Response;

use super::Operation;
use crate::port::SourceError;

/// The pause of a system that asks for one without saying how long.
const DEFAULT_PAUSE: Duration = Duration::from_secs(30);
/// Maximum pause, whatever the system asks for.
const MAX_PAUSE: Duration = Duration::from_hours(1);

/// An answer, read to its end.
#[derive(Debug)]
pub struct HttpResponse {
    pub head: Parts,
    pub body: Bytes,
}

impl HttpResponse {
    pub(super) async fn read(
        mut response: Response,
        body_bytes: usize,
        no_answer: impl Fn(&reqwest::Error) -> SourceError,
    ) -> Result<Self, SourceError> {
        let invalid = |what: String| SourceError::InvalidResponse(what);
        let too_large = || invalid(format!("it is larger than {body_bytes} bytes"));
        let limit = u64::try_from(body_bytes).unwrap_or(u64::MAX);
        if response.status().is_success() {
            let encoding = response.headers().get(header::CONTENT_ENCODING);
            if encoding.is_some_and(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
                return Err(invalid("it is compressed, which was not asked for".to_owned()));
            }
            if response.content_length().is_some_and(|length| length > limit) {
                return Err(too_large());
            }
        }
        let mut head = http::Response::builder().status(response.status());
        if let Some(headers) = head.headers_mut() {
            headers.extend(response.headers().clone());
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| no_answer(&error))? {
            if body.len() + chunk.len() > body_bytes {
                if response.status().is_success() {
                    return Err(too_large());
                }
                break;
            }
            body.extend_from_slice(&chunk);
        }
        let (head, ()) = head.body(()).map_err(|_| invalid("it has no head".to_owned()))?.into_parts();
        Ok(Self { head, body: body.into() })
    }

    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    pub fn header(&self, name: header::HeaderName) -> Option<&str> {
        self.head.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn body_contains(&self, text: &str) -> bool {
        self.body.windows(text.len()).any(|part| part == text.as_bytes())
    }

    /// What a status means that is not a success.
    pub fn error(&self, operation: Operation) -> SourceError {
        let status = self.status();
        let text = status.to_string();
        match status.as_u16() {
            401 => SourceError::Unauthorized(text),
            403 | 407 => SourceError::Misconfigured(text),
            404 => SourceError::NotFound(text),
            429 => SourceError::RateLimited(self.retry_after().unwrap_or(DEFAULT_PAUSE)),
            503 if self.retry_after().is_some() => {
                SourceError::RateLimited(self.retry_after().unwrap_or(DEFAULT_PAUSE))
            }
            300..=399 => {
                SourceError::Misconfigured(format!("{text}: it has moved, configure its new address"))
            }
            408 | 423 | 425 | 500..=599 => match operation {
                Operation::Read => SourceError::Unreachable(text),
                Operation::Write => SourceError::OutcomeUnknown(text),
            },
            _ => SourceError::InvalidResponse(text),
        }
    }

    /// Seconds, or a date.
    fn retry_after(&self) -> Option<Duration> {
        let text = self.header(header::RETRY_AFTER)?.trim();
        let seconds = text.parse().ok().or_else(|| {
            let until = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
            u64::try_from(until.as_second() - jiff::Timestamp::now().as_second()).ok()
        })?;
        Some(Duration::from_secs(seconds).min(MAX_PAUSE))
    }
}
