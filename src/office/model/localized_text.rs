// SPDX-License-Identifier: MPL-2.0
//! What an office writes for people to read: in Danish, and where somebody has translated it in other languages.

use std::fmt;
use std::sync::Arc;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::free_text::{FreeText, FreeTextError};
use crate::language::Language;
use crate::names::is_id;

/// A text in the languages of the screens. Danish is never missing: it stands in for the others.
///
/// Written as its Danish words alone where there is no translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalizedText {
    pub da: FreeText,
    pub en: Option<FreeText>,
    pub ar: Option<FreeText>,
}

/// A text as a reader gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownText<'t> {
    pub text: &'t str,
    /// What it is written in: Danish where the reader's language is missing.
    pub language: Language,
}

/// One line of a list for people.
///
/// A string that could be an id is a key; everything else is the office's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextLine {
    /// A text that ships in every language, by its key: `photo_id`.
    Key(Arc<str>),
    Own(LocalizedText),
}

/// The fields of a text written as a table.
const FIELDS: &[&str] = &["da", "en", "ar"];

impl LocalizedText {
    pub const fn danish(text: FreeText) -> Self {
        Self { da: text, en: None, ar: None }
    }

    pub const fn in_language(&self, language: Language) -> Option<&FreeText> {
        match language {
            Language::Da => Some(&self.da),
            Language::En => self.en.as_ref(),
            Language::Ar => self.ar.as_ref(),
        }
    }

    pub fn shown_in(&self, language: Language) -> ShownText<'_> {
        match self.in_language(language) {
            Some(text) => ShownText { text: text.as_str(), language },
            None => ShownText { text: self.da.as_str(), language: Language::Da },
        }
    }

    /// The languages that nobody has written.
    pub fn missing(&self) -> impl Iterator<Item = Language> {
        Language::ALL.into_iter().filter(|language| self.in_language(*language).is_none())
    }

    /// # Errors
    /// The first of its texts that cannot be, and in which language it is.
    pub fn check(&self) -> Result<(), (Language, FreeTextError)> {
        Language::ALL.into_iter().try_for_each(|language| {
            self.in_language(language).map_or(Ok(()), |text| {
                FreeText::parse(text.as_str()).map(drop).map_err(|error| (language, error))
            })
        })
    }

    /// The length of the longest of its texts, in characters.
    pub fn longest(&self) -> usize {
        let texts = Language::ALL.into_iter().filter_map(|language| self.in_language(language));
        texts.map(|text| text.as_str().chars().count()).max().unwrap_or(0)
    }

    fn is_danish_alone(&self) -> bool {
        self.en.is_none() && self.ar.is_none()
    }
}

impl TextLine {
    /// The office's own words, where it has some.
    pub const fn own(&self) -> Option<&LocalizedText> {
        match self {
            Self::Key(_) => None,
            Self::Own(text) => Some(text),
        }
    }
}

impl Serialize for LocalizedText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_danish_alone() { self.da.serialize(serializer) } else { as_table(self, serializer) }
    }
}

fn as_table<S: Serializer>(text: &LocalizedText, serializer: S) -> Result<S::Ok, S::Error> {
    let LocalizedText { da, en, ar } = text;
    let translations = [("en", en), ("ar", ar)];
    let written = [("da", da)].into_iter();
    serializer.collect_map(
        written.chain(translations.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?)))),
    )
}

impl<'de> Deserialize<'de> for LocalizedText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

impl Serialize for TextLine {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Key(key) => serializer.serialize_str(key),
            // Read back as a string it would be a key.
            Self::Own(text) if is_id(text.da.as_str()) => as_table(text, serializer),
            Self::Own(text) => text.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for TextLine {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LineVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = LocalizedText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text in quotes, or one for each language as { da = \"…\", en = \"…\" }")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<LocalizedText, E> {
        Ok(LocalizedText::danish(FreeText::unchecked(text)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<LocalizedText, A::Error> {
        let (mut da, mut en, mut ar) = (None, None, None);
        while let Some(name) = members.next_key::<String>()? {
            let slot = match name.as_str() {
                "da" => &mut da,
                "en" => &mut en,
                "ar" => &mut ar,
                _ => return Err(A::Error::unknown_field(&name, FIELDS)),
            };
            if slot.replace(members.next_value::<FreeText>()?).is_some() {
                return Err(A::Error::custom(format_args!("«{name}» stands twice")));
            }
        }
        Ok(LocalizedText { da: da.ok_or_else(|| A::Error::missing_field("da"))?, en, ar })
    }
}

struct LineVisitor;

impl<'de> Visitor<'de> for LineVisitor {
    type Value = TextLine;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        TextVisitor.expecting(f)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<TextLine, E> {
        if is_id(text) {
            Ok(TextLine::Key(text.into()))
        } else {
            TextVisitor.visit_str(text).map(TextLine::Own)
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<TextLine, A::Error> {
        TextVisitor.visit_map(members).map(TextLine::Own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(json: &str) -> LocalizedText {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_reader_without_a_translation_gets_the_danish_words_and_their_language() {
        let name = text(r#"{"da":"Kørekort","en":"Driving licence"}"#);
        assert_eq!(
            name.shown_in(Language::En),
            ShownText { text: "Driving licence", language: Language::En }
        );
        assert_eq!(name.shown_in(Language::Ar), ShownText { text: "Kørekort", language: Language::Da });
        assert_eq!(name.missing().collect::<Vec<_>>(), [Language::Ar]);
    }

    #[test]
    fn a_text_of_an_earlier_ledger_is_danish() {
        let area = text(r#""venteområde A""#);
        assert_eq!(area.da.as_str(), "venteområde A");
        assert_eq!(serde_json::to_string(&area).unwrap(), r#""venteområde A""#);
    }

    #[test]
    fn a_text_has_danish_words_and_no_language_the_screens_do_not_have() {
        for wrong in [r#"{"en":"Driving licence"}"#, r#"{"da":"Kørekort","de":"Führerschein"}"#, "7"] {
            assert!(serde_json::from_str::<LocalizedText>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_word_that_could_be_an_id_is_a_key_unless_it_is_written_as_a_text() {
        let written = r#"["photo_id","Pas eller kørekort",{"da":"pas"},{"da":"Pas","ar":"جواز"}]"#;
        let lines: Vec<TextLine> = serde_json::from_str(written).unwrap();
        let keys: Vec<bool> = lines.iter().map(|line| matches!(line, TextLine::Key(_))).collect();
        assert_eq!(keys, [true, false, false, false]);
        assert_eq!(serde_json::to_string(&lines).unwrap(), written);
    }

    #[test]
    fn a_text_in_any_language_may_hold_no_cpr_number() {
        let text = text(r#"{"da":"Pas","en":"call 010190-1234"}"#);
        assert_eq!(text.check(), Err((Language::En, FreeTextError::LooksLikeCpr)));
    }
}
