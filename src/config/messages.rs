// SPDX-License-Identifier: MPL-2.0
//! What is wrong with a value, in the words of somebody who runs an office.

use decode::FieldCause;
use toml::de::DeValue;

use super::keys;

/// A sentence that says what to write, for a value that its type refuses.
pub(super) fn sentence(key: Option<&str>, cause: &FieldCause, found: Option<&DeValue<'_>>) -> String {
    let named = |what: String| key.map_or_else(|| what.clone(), |key| format!("«{key}»: {what}"));
    match cause {
        FieldCause::MissingField { name } => match key {
            // Of a text, all of it is in another language.
            Some(key) if *name == "da" => format!("«{key}» has no Danish words; add da = \"…\""),
            _ => format!("«{name}» is missing here; add it"),
        },
        FieldCause::UnknownField { name, known } => {
            named(format!("unknown key «{name}»; {}", keys::remedy(name, known)))
        }
        FieldCause::DuplicateField { name } => named(format!("«{name}» stands twice; remove one")),
        FieldCause::UnknownVariant { name, known } => {
            let meant = keys::nearest(name, known).map(|meant| format!("did you mean «{meant}»? "));
            named(format!(
                "«{name}» is none of them; {}write one of: {}",
                meant.unwrap_or_default(),
                known.join(", ")
            ))
        }
        FieldCause::Number => named(format!("write {}", number(key.unwrap_or_default(), found))),
        FieldCause::Boolean => named("write true or false, without quotes".to_owned()),
        FieldCause::Kind { expected } => named(format!("write {}", kind(expected, key.unwrap_or("key")))),
        FieldCause::Invalid(what) => named(what.clone()),
    }
}

/// The number that is wanted, with its unit and an example.
fn number(key: &str, found: Option<&DeValue<'_>>) -> String {
    let has = |part: &str| key.split('_').any(|word| word == part);
    let wanted = if has("minutes") {
        "a whole number of minutes, such as 30"
    } else if has("seconds") {
        "a whole number of seconds, such as 30"
    } else if has("days") {
        "a whole number of days, such as 28"
    } else {
        "a whole number, such as 2"
    };
    let in_quotes = matches!(found, Some(DeValue::String(_)));
    format!("{wanted}{}", if in_quotes { ", without quotes" } else { "" })
}

fn kind(expected: &str, key: &str) -> String {
    match expected {
        "a string" | "string" | "path string" => format!("text in quotes, as {key} = \"…\""),
        "a sequence" | "sequence" => format!("a list in square brackets, as {key} = [\"…\"]"),
        "a map" | "map" => format!("a table, as {key} = {{ … }}"),
        structure if structure.starts_with("struct ") => {
            "a table with its keys, as { key = \"…\" }".to_owned()
        }
        other => other.to_owned(),
    }
}

/// What a value is, as people call it.
pub(super) const fn called(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "one table",
    }
}

/// What is wrong with a line that is no TOML, as far as it can be seen there; else what the parser says.
pub(super) fn syntax(text: &str, at: usize, parser: &str) -> String {
    let line = line_of(text, at);
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    let word: String =
        value.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    if line.contains(['“', '”', '„', '‘', '’', '«', '»']) {
        "the quotes here are those of a letter; write straight ones, as \"…\"".to_owned()
    } else if ["yes", "no", "on", "off", "ja", "nej", "True", "False"].contains(&word.as_str()) {
        format!("«{word}» is no value; write true or false, without quotes")
    } else if line.contains('=') && value.is_empty() {
        "there is no value after =; add one, or put # before the line".to_owned()
    } else if word.chars().next().is_some_and(char::is_alphabetic)
        && !["true", "false", "inf", "nan"].contains(&word.as_str())
    {
        "text stands in quotes, as key = \"…\"".to_owned()
    } else if !line.contains('=') && !line.trim_start().starts_with('[') && !line.trim().is_empty() {
        "a line is key = value, or a heading as [server]; put # before a remark".to_owned()
    } else {
        format!("this cannot be read ({parser}); compare it with the example in config/mintur.toml")
    }
}

fn line_of(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let rest = text.get(start..).unwrap_or_default();
    rest.lines().next().unwrap_or_default()
}
