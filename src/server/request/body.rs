// SPDX-License-Identifier: MPL-2.0
//! Request bodies: read as JSON within a limit. Error responses never repeat what was sent.

use std::time::Duration;

use axum::body::BodyDataStream;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use bytes::Bytes;
use decode::JsonError;
use futures_util::StreamExt as _;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::problem::{Code, Problem, field_problem};
use office::free_text::{FreeText, FreeTextError};

/// Enough for any request but the diary's.
pub const LIMIT: usize = 64 * 1024;
/// A day's diary of a large office.
pub const DIARY_LIMIT: usize = 1024 * 1024;
/// How much of an oversized body to drain before answering, and for how long.
const DRAIN_LIMIT: usize = 32 * 1024 * 1024;
const DRAIN_TIMEOUT: Duration = Duration::from_secs(2);

/// A body not read yet: first its sender is authorized.
pub struct Unread(Request);

/// The format of a list of bookings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookingsFormat {
    Csv,
    Json,
}

/// The only JSON body of a request that takes none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Empty {}

impl<S: Send + Sync> FromRequest<S> for Unread {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(request))
    }
}

impl Unread {
    pub async fn json<T: DeserializeOwned>(self) -> Result<T, Problem> {
        self.json_within(LIMIT).await
    }

    pub async fn json_within<T: DeserializeOwned>(self, limit: usize) -> Result<T, Problem> {
        let is_json = self.is_json();
        let bytes = self.bytes(limit).await?;
        if !is_json {
            return Err(Problem::new(
                Code::UnsupportedMediaType,
                "Send JSON with Content-Type application/json.",
            ));
        }
        parse(&bytes)
    }

    /// Bookings, as they are written.
    pub async fn bookings(self, limit: usize) -> Result<(BookingsFormat, Bytes), Problem> {
        let format = if self.is_json() {
            BookingsFormat::Json
        } else if self.kind().as_deref() == Some("text/csv") {
            BookingsFormat::Csv
        } else {
            return Err(Problem::new(
                Code::UnsupportedMediaType,
                "Send CSV with Content-Type text/csv or JSON with application/json.",
            ));
        };
        Ok((format, self.bytes(limit).await?))
    }

    /// A body that may be left out.
    pub async fn json_or_nothing<T: DeserializeOwned + Default>(self) -> Result<T, Problem> {
        let is_json = self.is_json();
        let bytes = self.bytes(LIMIT).await?;
        match (bytes.is_empty(), is_json) {
            (true, _) => Ok(T::default()),
            (false, true) => parse(&bytes),
            (false, false) => {
                Err(Problem::new(Code::UnsupportedMediaType, "Send JSON with Content-Type application/json."))
            }
        }
    }

    /// What a page's own form sends.
    pub async fn form<T: DeserializeOwned>(self) -> Result<T, Problem> {
        let is_form = self.kind().as_deref() == Some("application/x-www-form-urlencoded");
        let bytes = self.bytes(LIMIT).await?;
        let text = std::str::from_utf8(&bytes).ok().filter(|_| is_form).ok_or_else(|| {
            Problem::new(Code::UnsupportedMediaType, "Send a form, application/x-www-form-urlencoded.")
        })?;
        decode::from_query(text).map_err(|error| field_problem(&error))
    }

    /// No body, or an empty object.
    pub async fn empty(self) -> Result<(), Problem> {
        let bytes = self.bytes(LIMIT).await?;
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        parse::<Empty>(&bytes).map(|Empty {}| ())
    }

    fn kind(&self) -> Option<String> {
        let kind = self.0.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        kind.map(|kind| kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase())
    }

    fn is_json(&self) -> bool {
        self.kind().is_some_and(|kind| kind == "application/json" || kind.ends_with("+json"))
    }

    /// Reads the body and ignores it.
    pub async fn discard(self) -> Result<(), Problem> {
        self.bytes(LIMIT).await.map(drop)
    }

    async fn bytes(self, limit: usize) -> Result<Bytes, Problem> {
        let too_large =
            || Problem::new(Code::BodyTooLarge, format!("A body here has at most {} KiB.", limit / 1024));
        let length = self.0.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
        let length = length.and_then(|length| length.parse::<u64>().ok());
        let mut body = self.0.into_body().into_data_stream();
        if length.is_some_and(|length| length > limit as u64) {
            drain(&mut body).await;
            return Err(too_large());
        }
        read(&mut body, limit)
            .await
            .map_err(|over| if over { too_large() } else { Problem::bad_request("The body broke off.") })
    }
}

/// An error says whether the limit was passed.
async fn read(body: &mut BodyDataStream, limit: usize) -> Result<Bytes, bool> {
    let mut read = Vec::new();
    while let Some(part) = body.next().await {
        let part = part.map_err(|_| false)?;
        if read.len() + part.len() > limit {
            drain(body).await;
            return Err(true);
        }
        read.extend_from_slice(&part);
    }
    Ok(read.into())
}

/// Reads on within bounds: a client that still writes when the connection closes sees a broken pipe instead of
/// the answer.
async fn drain(body: &mut BodyDataStream) {
    let rest = async {
        let mut left = DRAIN_LIMIT;
        while let Some(Ok(part)) = body.next().await {
            left = left.saturating_sub(part.len());
            if left == 0 {
                break;
            }
        }
    };
    drop(tokio::time::timeout(DRAIN_TIMEOUT, rest).await);
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    decode::from_json(bytes).map_err(|error| match error {
        JsonError::Syntax { line, column } => {
            let detail = format!("The body is not JSON: it goes wrong at line {line} column {column}.");
            Problem::new(Code::BadJson, detail)
        }
        JsonError::Field(error) => field_problem(&error),
    })
}

/// A text in people's own words.
pub fn free_text(text: &str) -> Result<FreeText, Problem> {
    FreeText::parse(text).map_err(refused_text)
}

/// The same for a text that may be left out.
pub fn optional_free_text(text: Option<&str>) -> Result<Option<FreeText>, Problem> {
    FreeText::parse_optional(text).map_err(refused_text)
}

fn refused_text(error: FreeTextError) -> Problem {
    let most = FreeText::MOST_CHARACTERS;
    match error {
        FreeTextError::Empty => Problem::new(Code::TextEmpty, "Write it in one sentence."),
        FreeTextError::TooLong => {
            Problem::new(Code::TextTooLong, format!("A text has at most {most} characters."))
        }
        FreeTextError::LooksLikeCpr => {
            Problem::new(Code::LooksLikeCpr, "Write the text without a CPR number; Mintur keeps none.")
        }
        FreeTextError::ControlCharacter => Problem::new(
            Code::TextHasControlCharacters,
            "Write the text without control characters or characters that change the reading direction.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Wish {
        errand: String,
        needs: Vec<office::setup::Feature>,
    }

    fn message(body: &str) -> String {
        format!("{:?}", parse::<Wish>(body.as_bytes()).unwrap_err())
    }

    #[test]
    fn the_sender_learns_which_field_is_wrong() {
        assert_eq!(message("{\"errand\":7,\"needs\":[]}"), "400 bad_request: errand: expected a string.");
        assert!(message("{\"errand\":\"a\",\"needs\":[\"lift\"]}").contains("needs[0]: expected one of"));
        assert!(message("{\"errand\":\"a\",\"needs\":[],\"name\":1}").contains("unknown field `name`"));
        assert!(message("{\"needs\":[]}").contains("missing field `errand`"));
    }

    #[test]
    fn what_was_sent_is_never_sent_back() {
        let text = message("{\"errand\":\"a\",\"needs\":[\"010190-1234\"]}");
        assert!(!text.contains("010190"), "{text}");
        let text = message("{\"errand\":\"a\",\"needs\":[],\"010190-1234\":1}");
        assert!(!text.contains("010190"), "{text}");
    }

    #[test]
    fn half_a_body_is_not_json() {
        assert!(message("{\"errand\":").starts_with("400 bad_json"));
        assert!(message("{\"errand\":\"a\",\"needs\":[]} x").starts_with("400 bad_json"));
    }

    #[test]
    fn a_text_that_cannot_be_kept_is_refused_with_its_own_code() {
        for (text, code) in [
            ("borger 010190-1234 kom", "looks_like_cpr"),
            (" ", "text_empty"),
            ("a\u{202e}b", "text_has_control_characters"),
            (&"å".repeat(301), "text_too_long"),
        ] {
            assert_eq!(free_text(text).unwrap_err().status_and_code(), (422, code));
        }
        assert_eq!(optional_free_text(Some("  ")).unwrap(), None);
    }
}
