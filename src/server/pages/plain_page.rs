// SPDX-License-Identifier: MPL-2.0
//! What the pages have in common that the server writes for everybody: a language, a style, no words of their own.

use std::borrow::Cow;

use axum::http::HeaderMap;
use html_escape::encode_quoted_attribute;

use crate::request::context::language;
use office::ticket::Language;

pub const CSS: &str = include_str!("../../../kiosk-ui/src/plain/plain.css");

pub struct PlainPage<'a> {
    pub language: Language,
    pub nonce: &'a str,
    pub is_embedded: bool,
}

impl PlainPage<'_> {
    /// A slot that every such page has.
    pub fn slot(&self, slot: &str, title: &str) -> Option<Cow<'static, str>> {
        let text = match slot {
            "LANG" => self.language.code().to_owned(),
            "DIR" => self.language.direction().to_owned(),
            "TITLE" => i18n::sentence(title, &[], self.language).unwrap_or_default(),
            "NONCE" => self.nonce.to_owned(),
            "BODY_CLASS" => if self.is_embedded { "is-embedded" } else { "" }.to_owned(),
            _ => return None,
        };
        Some(Cow::Owned(escaped(&text)))
    }
}

/// The language asked for in the address, else the browser's, else Danish.
pub fn language_of(asked: Option<&str>, headers: &HeaderMap) -> Language {
    asked.and_then(Language::from_code).or_else(|| language(headers)).unwrap_or(Language::Da)
}

/// A link to the same page in each language.
pub fn languages(shown: Language) -> String {
    let mut links = String::new();
    for language in Language::ALL {
        let code = language.code();
        let current = if language == shown { " aria-current=\"true\"" } else { "" };
        let name = i18n::sentence(&format!("common-language-{code}"), &[], language).unwrap_or_default();
        links.extend([
            &*format!("<a href=\"?lang={code}\" lang=\"{code}\" hreflang=\"{code}\"{current}>"),
            &escaped(&name),
            "</a> ",
        ]);
    }
    links
}

pub fn escaped(text: &str) -> String {
    encode_quoted_attribute(text).into_owned()
}
