// SPDX-License-Identifier: MPL-2.0
//! The file of a logo, read once and checked: an SVG or PNG that is small enough for a phone.

use std::path::Path;

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::{png, svg};
use crate::request::compression::{Encoding, compressed};
use decode::{TextFileError, read_bytes};

/// No larger file is read.
const MAX_FILE_BYTES: u64 = 256 * 1024;
/// As it is sent. A citizen's page weighs at most 20 kB with it (`tests/browser/weight.spec.ts`).
const MAX_SENT_BYTES: usize = 12_000;

#[derive(Debug)]
pub struct Logo {
    kind: LogoKind,
    bytes: Bytes,
    /// Where that is shorter.
    gzip: Option<Bytes>,
    hash: String,
    /// Its width by its height.
    ratio: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LogoKind {
    Svg,
    Png,
}

/// Why a file is no logo, without its name.
#[derive(Debug, thiserror::Error)]
pub enum LogoProblem {
    #[error("{0}")]
    File(#[from] TextFileError),
    #[error("the logo is neither an SVG nor a PNG file; save it as one of them")]
    OtherKind,
    #[error("the logo is not a picture that can be shown: {0}; save it anew")]
    Broken(String),
    #[error("the logo may not have {0}; save it as a plain SVG without it, or as a PNG")]
    Active(String),
    #[error("the logo is {width} by {height} pixels; make it at most {most} by {most}")]
    TooManyPixels { width: u32, height: u32, most: u32 },
    #[error(
        "the logo weighs {bytes} bytes as it is sent, and every phone loads it; make it at most {most}, with fewer \
         details, fewer pixels, or a tool such as svgo or oxipng"
    )]
    TooHeavy { bytes: usize, most: usize },
}

impl Logo {
    /// # Errors
    /// [`LogoProblem`].
    pub fn read(file: &Path) -> Result<Self, LogoProblem> {
        Self::of(read_bytes(file, MAX_FILE_BYTES)?)
    }

    /// # Errors
    /// [`LogoProblem`], whatever is in the bytes.
    pub fn of(bytes: impl Into<Bytes>) -> Result<Self, LogoProblem> {
        let bytes: Bytes = bytes.into();
        let (kind, ratio, gzip) = if png::is_meant(&bytes) {
            (LogoKind::Png, png::check(&bytes)?, None)
        } else {
            (LogoKind::Svg, svg::check(&bytes)?, compressed(&bytes).map(Bytes::from))
        };
        let sent = gzip.as_ref().unwrap_or(&bytes).len();
        if sent > MAX_SENT_BYTES {
            return Err(LogoProblem::TooHeavy { bytes: sent, most: MAX_SENT_BYTES });
        }
        let hash = Sha256::digest(&bytes)
            .iter()
            .take(8)
            .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        Ok(Self { kind, bytes, gzip, hash, ratio })
    }

    /// Another one for another picture.
    pub fn file_name(&self) -> String {
        let end = match self.kind {
            LogoKind::Svg => "svg",
            LogoKind::Png => "png",
        };
        format!("{}.{end}", self.hash)
    }

    /// Its width by its height. A page that knows it keeps the room until the picture has come.
    pub(super) const fn ratio(&self) -> f64 {
        self.ratio
    }

    pub(super) const fn media_type(&self) -> &'static str {
        match self.kind {
            LogoKind::Svg => "image/svg+xml",
            LogoKind::Png => "image/png",
        }
    }

    /// What is sent to a browser that takes gzip or does not.
    pub(super) fn body(&self, takes_gzip: bool) -> (Option<Encoding>, Bytes) {
        match &self.gzip {
            Some(gzip) if takes_gzip => (Some(Encoding::Gzip), gzip.clone()),
            Some(_) | None => (None, self.bytes.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = r##"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">
        <style>.a { fill: #0b4a6b }</style><defs><path id="p" d="M0 0h9v9z"/></defs>
        <use href="#p" class="a"/><path fill="url(#g)" d="M0 0h1"/></svg>"##;

    fn problem(bytes: impl Into<Bytes>) -> String {
        Logo::of(bytes).unwrap_err().to_string()
    }

    #[test]
    fn a_plain_drawing_is_taken_and_another_has_another_name() {
        let (one, other) = (Logo::of(PLAIN).unwrap(), Logo::of(PLAIN.replace("h9", "h8")).unwrap());
        assert_ne!(one.file_name(), other.file_name());
        assert_eq!(
            one.file_name().split_once('.').map(|(hash, end)| (hash.len(), end.to_owned())),
            Some((16, "svg".to_owned()))
        );
    }

    #[test]
    fn a_drawing_is_as_wide_as_browsers_show_it() {
        let svg = |size: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {size}/>");
        for (size, ratio) in [
            ("viewBox=\"0 0 30 10\"", 3.0),
            ("viewBox=\"-5,-5,30,12\"", 2.5),
            ("width=\"40mm\" height=\"20mm\" viewBox=\"0 0 30 10\"", 2.0),
            ("width=\"90\" height=\"60\"", 1.5),
            ("width=\"100%\" height=\"100%\" viewBox=\"0 0 30 10\"", 3.0),
            ("width=\"4cm\" height=\"20mm\"", 2.0),
            ("width=\"120px\" height=\"60\"", 2.0),
            ("width=\"4em\" height=\"20\" viewBox=\"0 0 30 10\"", 3.0),
        ] {
            assert!((Logo::of(svg(size)).unwrap().ratio() - ratio).abs() < 1e-9, "{size}");
        }
        for flat in ["viewBox=\"0 0 30 0\"", "width=\"100%\" height=\"100%\"", "width=\"9\" height=\"0\""] {
            assert!(problem(svg(flat)).contains("viewBox"), "{flat}");
        }
    }

    #[test]
    fn a_drawing_that_does_or_loads_something_is_refused_with_what_it_is() {
        for (put, named) in [
            ("<script>alert(1)</script>", "<script>"),
            ("<foreignObject/>", "<foreignObject>"),
            (
                "<animateTransform attributeName=\"transform\" repeatCount=\"indefinite\"/>",
                "<animateTransform>",
            ),
            ("<set attributeName=\"href\" to=\"javascript:alert(1)\"/>", "<set>"),
            ("<style>@keyframes turn { to { rotate: 1turn } }</style>", "«@keyframes»"),
            ("<path onload=\"x()\"/>", "onload"),
            ("<path ONCLICK=\"x()\"/>", "ONCLICK"),
            ("<a href=\"javascript:x()\"/>", "javascript:x()"),
            ("<image href=\"https://example.com/a.png\"/>", "https://example.com/a.png"),
            ("<style>@import url(//example.com/a.css)</style>", "@import"),
            ("<path style=\"fill:url(http://example.com/a)\"/>", "url(http://example.com/a)"),
        ] {
            let said = problem(PLAIN.replace("<defs>", &format!("{put}<defs>")));
            assert!(said.contains("may not have") && said.contains(named), "{put}: {said}");
        }
        let entity = PLAIN.replace("<svg", "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg");
        assert!(problem(entity).contains("may not have"));
    }

    #[test]
    fn what_no_browser_shows_is_refused() {
        assert!(problem("GIF89a").contains("neither an SVG nor a PNG"));
        assert!(problem("<html/>").contains("neither"));
        assert!(problem("<svg xmlns=\"http://www.w3.org/2000/svg\"><path></svg>").contains("not a picture"));
        assert!(problem("<svg viewBox=\"0 0 1 1\"/>").contains("neither"), "without its namespace");
        assert!(problem("<svg xmlns=\"http://www.w3.org/2000/svg\"/>").contains("viewBox"));
        assert!(problem(b"\x89PNG\r\n\x1a\n".as_slice()).contains("not a picture"));
    }

    #[test]
    fn a_logo_that_a_phone_would_wait_for_is_refused() {
        let point = |at: u64| format!("L{} {}", at * at % 9_973, at * at * at % 9_967);
        let noise: String = (0..9_000).map(point).collect();
        let said = problem(PLAIN.replace("M0 0h9v9z", &format!("M0 0{noise}")));
        assert!(said.contains("at most 12000"), "{said}");
    }
}
