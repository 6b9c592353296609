// SPDX-License-Identifier: MPL-2.0
//! Every sentence stands in every language, with the same variables.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use office::ready_made;

use crate::{assert_none, files_below, read, root, shown};

/// Message keys of a Fluent list with the variables each uses.
fn messages(path: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let text = read(path);
    let resource = parser::parse(text.as_str())
        .unwrap_or_else(|(_, errors)| panic!("{} cannot be read: {errors:?}", shown(path)));
    let mut found = BTreeMap::new();
    for entry in resource.body {
        let (id, pattern) = match entry {
            Entry::Message(message) => (message.id, message.value),
            Entry::Term(term) => (term.id, Some(term.value)),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            Entry::Junk { content } => panic!("{}: {content}", shown(path)),
        };
        let mut variables = BTreeSet::new();
        if let Some(pattern) = &pattern {
            collect(pattern, &mut variables);
        }
        found.insert(id.name.to_owned(), variables);
    }
    found
}

fn collect(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => collect_inline(inline, variables),
            Expression::Select { selector, variants } => {
                collect_inline(selector, variables);
                for variant in variants {
                    collect(&variant.value, variables);
                }
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| collect_inline(argument, variables));
        }
        InlineExpression::Placeable { expression } => match expression.as_ref() {
            Expression::Inline(inline) => collect_inline(inline, variables),
            Expression::Select { selector, variants } => {
                collect_inline(selector, variables);
                for variant in variants {
                    collect(&variant.value, variables);
                }
            }
        },
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. } => {}
    }
}

#[test]
fn every_sentence_stands_in_every_language_of_its_list() {
    let mut wrong = Vec::new();
    for danish in files_below("kiosk-ui/src/words/da", ".ftl") {
        let list = danish.file_name().unwrap();
        for language in ["en", "ar"] {
            let other = root().join("kiosk-ui/src/words").join(language).join(list);
            if language == "ar" && !other.exists() {
                continue;
            }
            if messages(&danish) != messages(&other) {
                wrong.push(format!("{} differs from Danish", shown(&other)));
            }
        }
    }
    assert_none("word lists", &wrong);
}

#[test]
fn every_reason_has_its_sentence() {
    let known = messages(&root().join("kiosk-ui/src/words/da/reason.ftl"));
    let missing: Vec<String> = crate::names::variants_of("src/office", "Reason")
        .iter()
        .map(|name| format!("reason-{}", dashed(name)))
        .filter(|key| !known.contains_key(key))
        .collect();
    assert_none("reasons without a sentence", &missing);
}

#[test]
fn every_ready_made_text_has_its_words_and_stands_in_the_example() {
    let example = read(root().join("config/mintur.toml"));
    let mut wrong = Vec::new();
    for (list, prefix, keys) in [
        ("common", "common-errand-", &ready_made::ERRANDS[..]),
        ("common", "common-outcome-", &ready_made::OUTCOMES),
        ("desk", "desk-step-", &ready_made::BRIEFING),
        ("ticket", "ticket-bring-", &ready_made::BRING),
    ] {
        let words = messages(&root().join(format!("kiosk-ui/src/words/da/{list}.ftl")));
        let written = words.keys().filter_map(|key| key.strip_prefix(prefix));
        let written: BTreeSet<String> = written
            .filter(|key| !key.ends_with("-more") && *key != "title")
            .map(|key| key.replace('-', "_"))
            .collect();
        let known: BTreeSet<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        wrong.extend(written.symmetric_difference(&known).map(|key| format!("{prefix}: {key}")));
        let explained = |key: &&String| !example.contains(key.as_str());
        wrong.extend(known.iter().filter(explained).map(|key| format!("config/mintur.toml: {key}")));
    }
    assert_none("ready-made texts", &wrong);
}

#[test]
fn every_icon_stands_in_the_example() {
    let example = read(root().join("config/mintur.toml"));
    let icons = crate::names::variants_of("src/office", "Icon");
    let missing =
        icons.iter().map(|name| dashed(name).replace('-', "_")).filter(|icon| !example.contains(icon));
    assert_none("icons not in config/mintur.toml", &missing.collect::<Vec<_>>());
}

fn dashed(name: &str) -> String {
    let mut dashed = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !dashed.is_empty() {
            dashed.push('-');
        }
        dashed.push(c.to_ascii_lowercase());
    }
    dashed
}
