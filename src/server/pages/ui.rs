// SPDX-License-Identifier: MPL-2.0
//! The built screens: embedded in the program, or from a folder while working on them.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "../../kiosk-ui/dist"]
#[allow_missing = true]
struct Built;

#[derive(Debug)]
pub struct Ui {
    folder: Option<PathBuf>,
}

/// No larger file belongs to the screens.
const LARGEST: u64 = 16 * 1024 * 1024;

impl Ui {
    pub const fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    pub fn file(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        match &self.folder {
            None => Built::get(path).map(|file| file.data),
            Some(folder) => from_folder(folder, path).map(Cow::Owned),
        }
    }

    /// The version of a screen's page: another one where any of its files is another, because their names carry hashes.
    pub fn version(&self, screen: &str) -> Option<String> {
        let page = self.file(&format!("{screen}.html"))?;
        let hash = Sha256::digest(&page);
        Some(hash.iter().take(6).fold(String::new(), |text, byte| format!("{text}{byte:02x}")))
    }

    pub fn text(&self, path: &str) -> Option<String> {
        String::from_utf8(self.file(path)?.into_owned()).ok()
    }
}

/// Only plain names below the folder.
fn from_folder(folder: &Path, path: &str) -> Option<Vec<u8>> {
    let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    let path = folder.join(path);
    let fine = inside && std::fs::metadata(&path).ok()?.len() <= LARGEST;
    if fine { std::fs::read(path).ok() } else { None }
}

/// The media type of a file, by the end of its name.
pub fn kind(path: &str) -> String {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    if kind.type_() == mime_guess::mime::TEXT { format!("{kind}; charset=utf-8") } else { kind.to_string() }
}

/// What every page may load: itself, and its own server.
pub const POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; \
    connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What no page here uses. Sound and staying awake are the board's.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(self), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
    hid=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), \
    screen-wake-lock=(self), serial=(), usb=()";

/// A page: never kept, never framed, and it tells no other site where it was.
pub fn page(status: StatusCode, html: String, policy: &str) -> Response {
    let mut response = (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CACHE_CONTROL, "no-store");
    set(header::CONTENT_SECURITY_POLICY, policy);
    set(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    response
}

/// The screens have not been built: one sentence, and what to do.
pub fn not_built() -> Response {
    let html = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Mintur</title>\
        <p>The screens are not built into this program: run «make ui» and build it again.</p></html>";
    page(StatusCode::SERVICE_UNAVAILABLE, html.to_owned(), POLICY)
}

/// Fills `%SLOT%`s in one pass, so that a text with a percent sign is never taken for a slot.
pub fn filled<'a>(template: &str, slot: impl Fn(&str) -> Option<Cow<'a, str>>) -> String {
    let mut html = String::with_capacity(template.len() + 1024);
    let mut rest = template;
    while let Some(at) = rest.find('%') {
        let (before, from) = rest.split_at(at);
        html.push_str(before);
        let end = from[1..].find(|sign: char| !(sign.is_ascii_uppercase() || sign == '_'));
        let value = end
            .filter(|&end| from[1 + end..].starts_with('%'))
            .and_then(|end| slot(&from[1..=end]).map(|value| (value, end + 2)));
        let used = if let Some((value, used)) = value {
            html.push_str(&value);
            used
        } else {
            html.push('%');
            1
        };
        rest = &from[used..];
    }
    html.push_str(rest);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_once() {
        let slot = |name: &str| match name {
            "NAME" => Some(Cow::Borrowed("100 %NAME%")),
            _ => None,
        };
        assert_eq!(filled("a %NAME% b %OTHER% c 5% %", slot), "a 100 %NAME% b %OTHER% c 5% %");
    }

    #[test]
    fn a_page_that_was_built_anew_has_another_version() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("board.html");
        std::fs::write(&page, "<script src=\"/assets/board-a1.js\">").unwrap();
        let ui = Ui::new(Some(folder.path().to_owned()));
        let first = ui.version("board").unwrap();
        assert_eq!(ui.version("board"), Some(first.clone()));
        std::fs::write(&page, "<script src=\"/assets/board-b2.js\">").unwrap();
        assert_ne!(ui.version("board"), Some(first));
        assert_eq!(ui.version("kiosk"), None);
    }

    #[test]
    fn a_folder_gives_nothing_from_outside_it() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("kiosk.html"), "x").unwrap();
        let ui = Ui::new(Some(folder.path().to_owned()));
        assert!(ui.file("kiosk.html").is_some());
        for path in ["../etc/passwd", "/etc/passwd", "a/../kiosk.html"] {
            assert!(ui.file(path).is_none(), "{path}");
        }
    }
}
