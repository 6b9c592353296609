// SPDX-License-Identifier: MPL-2.0
//! What an office shows of itself: its logo and its colour. Both are replaced while the screens are open; each
//! heartbeat says what holds.

mod logo;
mod png;
mod svg;

use std::sync::{Arc, PoisonError, RwLock};

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use html_escape::encode_quoted_attribute;

pub use logo::{Logo, LogoProblem};

use crate::problem::{Code, Problem};
use crate::request::compression::Encoding;
use crate::state::{AppState, OfficeState};
use api::live::BrandingJson;
use office::names::OfficeId;

/// A logo opened by itself runs nothing and loads nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

#[derive(Clone, Debug, Default)]
pub struct Branding {
    pub logo: Option<Arc<Logo>>,
    /// As `#rrggbb`; white text stands on it.
    pub colour: Option<String>,
}

impl Branding {
    /// What a screen is told; nothing where there is nothing.
    pub fn json(&self, office: &OfficeId) -> Option<BrandingJson> {
        let Self { logo, colour } = self;
        let logo_ratio = logo.as_ref().map(|logo| logo.ratio());
        let logo = logo.as_ref().map(|logo| format!("/logo/{office}/{}", logo.file_name()));
        (logo.is_some() || colour.is_some()).then(|| BrandingJson {
            logo,
            logo_ratio,
            colour: colour.clone(),
        })
    }
}

/// The branding of an office, as it was last read.
#[derive(Debug, Default)]
pub struct SharedBranding(RwLock<Arc<Branding>>);

impl SharedBranding {
    pub fn new(branding: Branding) -> Self {
        Self(RwLock::new(Arc::new(branding)))
    }

    pub fn current(&self) -> Arc<Branding> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn replace(&self, branding: Branding) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(branding);
    }
}

/// The band of a page that the server writes; none without branding.
pub fn band(office: &OfficeState, name: &str) -> Option<String> {
    let BrandingJson { logo, logo_ratio, colour } = office.hosted.branding.current().json(&office.id)?;
    let style = colour.map(|colour| format!(" class=\"is-coloured\" style=\"--office:{colour}\""));
    let image = logo.zip(logo_ratio).map(|(logo, ratio)| {
        let address = encode_quoted_attribute(&logo);
        format!("<img src=\"{address}\" alt=\"\" style=\"aspect-ratio:auto {ratio}\" />")
    });
    let (style, image) = (style.unwrap_or_default(), image.unwrap_or_default());
    Some(format!("<header{style}>{image}<p>{}</p></header>", encode_quoted_attribute(name)))
}

/// The logo of an office. Its address carries a hash of what is in it, so that it never changes.
pub async fn logo(
    State(state): State<Arc<AppState>>,
    Path((office, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let branding = state.office(&office).ok().map(|office| office.hosted.branding.current());
    let logo = branding.and_then(|branding| branding.logo.clone()).filter(|logo| logo.file_name() == file);
    let Some(logo) = logo else {
        return Problem::new(Code::UnknownAddress, "There is no such logo.").into_response();
    };
    if headers.contains_key(header::IF_NONE_MATCH) || headers.contains_key(header::IF_MODIFIED_SINCE) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let (encoding, bytes) = logo.body(Encoding::Gzip.is_accepted(&headers));
    let headers = [
        (header::CONTENT_TYPE, logo.media_type()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::VARY, "accept-encoding"),
    ];
    let encoding = encoding.map(|encoding| [(header::CONTENT_ENCODING, encoding.name())]);
    (headers, encoding, bytes).into_response()
}
