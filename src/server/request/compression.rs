// SPDX-License-Identifier: MPL-2.0
//! Fewer bytes for slow phones and networks: the screens' files as they were compressed at build time, and pages
//! as they are rendered.

use std::io::Write;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::problem::Problem;

/// No page is longer.
const LONGEST_PAGE: usize = 1 << 20;
/// Below this a page fits into one packet anyway.
const SHORTEST_PAGE: usize = 1_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    /// From the smallest.
    pub const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// Its name in `Accept-Encoding` and `Content-Encoding`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The end of the name of a file compressed at build time.
    pub const fn file_end(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }

    /// Whether a browser takes it (RFC 9110, 12.5.3): named, and not with the weight 0.
    pub fn is_accepted(self, headers: &HeaderMap) -> bool {
        let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
        let mut codings = lines.flat_map(|line| line.to_str().unwrap_or_default().split(','));
        codings.any(|coding| {
            let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
            let weight = weight.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse::<f32>);
            name.trim().eq_ignore_ascii_case(self.name()) && weight.is_ok_and(|weight| weight > 0.0)
        })
    }
}

/// Compresses a page for a browser that takes gzip. Pages hold nothing of a stranger's beside a secret, so that their
/// length tells nobody anything.
pub async fn of_pages(request: Request, next: Next) -> Response {
    let accepted = Encoding::Gzip.is_accepted(request.headers());
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let is_page = kind.is_some_and(|kind| kind.starts_with(b"text/html"));
    if !accepted || !is_page || response.headers().contains_key(header::CONTENT_ENCODING) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(page) = to_bytes(body, LONGEST_PAGE).await else { return Problem::internal().into_response() };
    let Some(less) = compressed(&page) else { return Response::from_parts(parts, Body::from(page)) };
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(Encoding::Gzip.name()));
    parts.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    Response::from_parts(parts, Body::from(less))
}

/// Nothing where it would not be worth it.
pub fn compressed(page: &Bytes) -> Option<Vec<u8>> {
    if page.len() < SHORTEST_PAGE {
        return None;
    }
    let mut gzip = GzEncoder::new(Vec::with_capacity(page.len() / 2), Compression::default());
    gzip.write_all(page).ok()?;
    gzip.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_browser_takes_is_sent() {
        let takes = |said: &str| {
            let headers =
                HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_str(said).unwrap())]);
            Encoding::ALL.map(|encoding| encoding.is_accepted(&headers))
        };
        assert_eq!(takes("gzip, deflate, br, zstd"), [true, true]);
        assert_eq!(takes("gzip;q=0, BR; q=0.5"), [true, false]);
        assert_eq!(takes("identity, brotli"), [false, false]);
        assert_eq!(takes("br;q=much"), [false, false]);
        assert!(!Encoding::Gzip.is_accepted(&HeaderMap::new()));
    }
}
