// SPDX-License-Identifier: MPL-2.0
//! What an office writes for people to read, in the languages it has written it in.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::same_names::same_names;
use office::localized_text::{LocalizedText, TextLine};
use office::setup::Icon;
use office::setup_words::OwnWords;

/// A text in Danish and the languages it is translated to. A reader of another gets the Danish words, marked as such.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "LocalizedText"))]
#[schema(as = LocalizedText)]
pub struct LocalizedTextJson {
    pub da: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub en: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub ar: Option<String>,
}

impl From<&LocalizedText> for LocalizedTextJson {
    fn from(value: &LocalizedText) -> Self {
        let LocalizedText { da, en, ar } = value;
        let text = |text: &office::free_text::FreeText| text.as_str().to_owned();
        Self { da: text(da), en: en.as_ref().map(text), ar: ar.as_ref().map(text) }
    }
}

/// A line of a list: the key of a text that ships in every language, or the office's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "TextLine"))]
#[schema(as = TextLine)]
#[serde(untagged)]
pub enum TextLineJson {
    Key(String),
    Own(LocalizedTextJson),
}

impl From<&TextLine> for TextLineJson {
    fn from(value: &TextLine) -> Self {
        match value {
            TextLine::Key(key) => Self::Key(key.to_string()),
            TextLine::Own(text) => Self::Own(text.into()),
        }
    }
}

pub fn text_lines(lines: &[TextLine]) -> Vec<TextLineJson> {
    lines.iter().map(Into::into).collect()
}

/// The picture beside an errand's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Icon"))]
#[schema(as = Icon)]
#[serde(rename_all = "snake_case")]
pub enum IconJson {
    IdCard,
    Key,
    Letter,
    Passport,
    House,
    Dots,
    Car,
    Parking,
    Health,
    Family,
    Rings,
    Money,
    Document,
    Globe,
    Phone,
    Person,
}

same_names!(
    IconJson,
    Icon {
        IdCard,
        Key,
        Letter,
        Passport,
        House,
        Dots,
        Car,
        Parking,
        Health,
        Family,
        Rings,
        Money,
        Document,
        Globe,
        Phone,
        Person
    }
);

/// What an office calls its own errands and outcomes, by their ids. The others have words in the lists of the screens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "OfficeWords"))]
#[schema(as = OfficeWords)]
pub struct OfficeWordsJson {
    pub errands: BTreeMap<String, LocalizedTextJson>,
    pub outcomes: BTreeMap<String, LocalizedTextJson>,
    pub icons: BTreeMap<String, IconJson>,
    /// What stands on desks that are not called by their ids.
    pub desks: BTreeMap<String, String>,
}

impl From<&OwnWords> for OfficeWordsJson {
    fn from(value: &OwnWords) -> Self {
        let OwnWords { errands, outcomes, icons, desks } = value;
        Self {
            errands: errands.iter().map(|(id, name)| (id.to_string(), name.into())).collect(),
            outcomes: outcomes.iter().map(|(id, name)| (id.to_string(), name.into())).collect(),
            icons: icons.iter().map(|(id, icon)| (id.to_string(), (*icon).into())).collect(),
            desks: desks.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
        }
    }
}
