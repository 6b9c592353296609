// SPDX-License-Identifier: MPL-2.0
//! Comments are words: a name of the code stands in backticks, and a path leads to a file.

use std::collections::BTreeSet;

use syn::Item;

use crate::documents::{code_spans, is_path, leads_to_a_file};
use crate::{assert_none, files_below, read, shown};

/// Names of types that are also the names of what they stand for.
const WORDS: [&str; 1] = ["TypeScript"];

/// The text of a line that is a comment.
fn comment(line: &str) -> Option<&str> {
    Some(line.trim_start().strip_prefix("//")?.trim_start_matches(['/', '!']))
}

/// Every comment of the repository's Rust with the place where it stands.
fn comments() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for path in ["src", "tests"].into_iter().flat_map(|folder| files_below(folder, ".rs")) {
        for (at, line) in read(&path).lines().enumerate() {
            found.extend(comment(line).map(|text| (format!("{}:{}", shown(&path), at + 1), text.to_owned())));
        }
    }
    found
}

fn names_of_types(items: &[Item], found: &mut BTreeSet<String>) {
    for item in items {
        match item {
            Item::Struct(it) => _ = found.insert(it.ident.to_string()),
            Item::Enum(it) => _ = found.insert(it.ident.to_string()),
            Item::Trait(it) => _ = found.insert(it.ident.to_string()),
            Item::Type(it) => _ = found.insert(it.ident.to_string()),
            Item::Mod(it) => names_of_types(it.content.as_ref().map_or(&[], |(_, items)| items), found),
            _ => {}
        }
    }
}

/// `GapChange` is written for the code; `Gap` may begin a sentence.
fn has_an_inner_capital(name: &str) -> bool {
    let letters: Vec<char> = name.chars().collect();
    letters.windows(2).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase())
}

/// The words of a comment outside backticks and the brackets of a link.
fn plain_words(text: &str) -> Vec<String> {
    let outside = text.split('`').step_by(2).flat_map(|part| part.split('[').map(after_the_link));
    let words = outside.flat_map(|part| part.split(|sign: char| !(sign.is_alphanumeric() || sign == '_')));
    words.map(str::to_owned).collect()
}

fn after_the_link(part: &str) -> &str {
    part.split_once(']').map_or(part, |(_, after)| after)
}

#[test]
fn no_comment_uses_the_name_of_a_type_as_a_word() {
    let mut types = BTreeSet::new();
    for path in ["src", "tests"].into_iter().flat_map(|folder| files_below(folder, ".rs")) {
        names_of_types(&syn::parse_file(&read(&path)).unwrap().items, &mut types);
    }
    types.retain(|name| has_an_inner_capital(name) && !WORDS.contains(&name.as_str()));
    let mut scars = Vec::new();
    for (place, text) in comments() {
        let named = plain_words(&text).into_iter().filter(|word| types.contains(word));
        scars.extend(named.map(|word| format!("{place}: {word}")));
    }
    assert_none("write the word, or put the name into backticks", &scars);
}

#[test]
fn every_path_named_in_a_comment_exists() {
    let mut missing = Vec::new();
    for (place, text) in comments() {
        let spans = code_spans(&text).into_iter().filter(|span| is_path(span) && !leads_to_a_file(span));
        missing.extend(spans.map(|span| format!("{place}: {span}")));
    }
    assert_none("paths that do not exist", &missing);
}
