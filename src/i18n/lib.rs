// SPDX-License-Identifier: MPL-2.0
//! Sentences for people, from the very word lists the screens read. What never lives here: a sentence of
//! its own. A key that no list has is answered with nothing, and the caller shows its code.

mod clock;
mod numbers;

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde_json::Value;
use unic_langid::LanguageIdentifier;

use office::calendar::Zone;
use office::names::DeskId;
use office::setup_words::DeskNames;
use office::ticket::Language;
use office::time::UnixTime;
use office::view::StampedReason;

pub use clock::{clock, day, weekday};
pub use numbers::{between, number};

type Bundle = FluentBundle<FluentResource>;

macro_rules! lists {
    ($language:literal) => {
        [
            include_str!(concat!("../../kiosk-ui/src/words/", $language, "/common.ftl")),
            include_str!(concat!("../../kiosk-ui/src/words/", $language, "/reason.ftl")),
            include_str!(concat!("../../kiosk-ui/src/words/", $language, "/ticket.ftl")),
            include_str!(concat!("../../kiosk-ui/src/words/", $language, "/busy.ftl")),
            include_str!(concat!("../../kiosk-ui/src/words/", $language, "/start.ftl")),
        ]
    };
}

/// For those who lead and for programs: business case, report, what is wrong with a request. No list in
/// Arabic, as these screens are not.
macro_rules! leaders {
    ($language:literal) => {
        [
            include_str!(concat!("../../kiosk-ui/src/words/", $language, "/worth.ftl")),
            include_str!(concat!("../../kiosk-ui/src/words/", $language, "/report.ftl")),
            include_str!(concat!("../../kiosk-ui/src/words/", $language, "/problem.ftl")),
        ]
    };
}

/// The sentence behind a key; in Danish where the language has none.
pub fn sentence(key: &str, values: &[(&str, FluentValue<'_>)], language: Language) -> Option<String> {
    let values: FluentArgs<'_> = values.iter().cloned().collect();
    [language, Language::Da].into_iter().find_map(|language| find(language, key, &values))
}

/// One plain sentence that says why, with the desks' names. A reason the lists do not know is shown by its code.
pub fn reason(reason: &StampedReason, language: Language, zone: &Zone, desks: &DeskNames) -> String {
    let Ok(Value::Object(mut values)) = serde_json::to_value(reason) else { return String::new() };
    let code = values.remove("code").and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default();
    let key = format!("reason-{}", code.replace('_', "-"));
    let values: Vec<(&str, FluentValue<'_>)> = values
        .iter()
        .filter_map(|(name, value)| {
            let desk = || desk_name(value, desks).filter(|_| name == "desk").map(FluentValue::from);
            Some((name.as_str(), desk().or_else(|| readable(name, value, language, zone))?))
        })
        .collect();
    sentence(&key, &values, language).unwrap_or(code)
}

/// The clock time people read: «10.40» in Danish, «10:40» elsewhere.
pub fn time(moment: UnixTime, language: Language, zone: &Zone) -> String {
    clock(zone.clock(moment), language)
}

/// The same for an RFC 3339 text; nothing when it is not one.
pub fn time_of(text: &str, language: Language, zone: &Zone) -> Option<String> {
    clock::instant(text).map(|moment| time(moment, language, zone))
}

/// The language as pages and programs write it.
fn find(language: Language, key: &str, values: &FluentArgs<'_>) -> Option<String> {
    let bundle = bundle(language);
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(values), &mut errors);
    if !errors.is_empty() {
        tracing::warn!(key, ?errors, "a sentence misses a value");
    }
    Some(text.into_owned())
}

fn desk_name<'d>(id: &Value, desks: &'d DeskNames) -> Option<&'d str> {
    let id: DeskId = id.as_str()?.parse().ok()?;
    desks.get(&id).map(String::as_str)
}

/// As on the screens: instants become clock times, a ticket's number is a name and not a count.
fn readable<'a>(name: &str, value: &'a Value, language: Language, zone: &Zone) -> Option<FluentValue<'a>> {
    match value {
        Value::String(text) => {
            let told = time_of(text, language, zone).or_else(|| day(text, language));
            Some(told.map_or_else(|| Cow::Borrowed(text.as_str()), Cow::Owned).into())
        }
        Value::Number(number) if name == "number" => Some(number.to_string().into()),
        Value::Number(number) => number.as_i64().map(FluentValue::from),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn bundle(language: Language) -> &'static Bundle {
    static LISTS: [OnceLock<Bundle>; 3] = [const { OnceLock::new() }; 3];
    let (slot, texts) = match language {
        Language::Da => (0, [&lists!("da")[..], &leaders!("da")].concat()),
        Language::En => (1, [&lists!("en")[..], &leaders!("en")].concat()),
        Language::Ar => (2, lists!("ar").to_vec()),
    };
    // The codes are language identifiers; the default would only lose the plural rules.
    LISTS[slot].get_or_init(|| load(language.code().parse().unwrap_or_default(), texts))
}

fn load(language: LanguageIdentifier, texts: Vec<&str>) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // The texts go into JSON and pages that set direction themselves.
    bundle.set_use_isolating(false);
    for text in texts {
        // What the parser understood of a list with a mistake is still of use; a test finds the mistake.
        let (Ok(list) | Err((list, _))) = FluentResource::try_new(text.to_owned());
        if let Err(errors) = bundle.add_resource(list) {
            tracing::warn!(?errors, "a word list says something twice");
        }
    }
    bundle
}

#[cfg(test)]
mod tests;
