// SPDX-License-Identifier: MPL-2.0
//! What the documents claim about the repository.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::{assert_none, files_below, read, root, shown};

/// A usual change touches at most this many files, or the structure is wrong.
const MAX_FILES_PER_CHANGE: usize = 6;

/// Every document of the repository, also those beside fixtures and examples.
pub fn documents() -> Vec<PathBuf> {
    files_below("", ".md")
}

/// Everything that stands between backticks on one line, outside code blocks.
pub fn code_spans(text: &str) -> Vec<String> {
    let mut in_block = false;
    let mut spans = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if !in_block {
            spans.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    spans
}

pub fn is_path(span: &str) -> bool {
    let folders = ["src/", "kiosk-ui/", "config/", "tests/", "docs/", ".ci/", ".cargo/"];
    !span.contains(['*', '{', '<', '…']) && folders.iter().any(|folder| span.starts_with(folder))
}

/// Whether what a path names is there, or is made by a build.
pub fn leads_to_a_file(span: &str) -> bool {
    let path = span.split(['#', ':', ' ']).next().unwrap().trim_end_matches('/');
    let generated = path.starts_with("kiosk-ui/dist") || path.starts_with("kiosk-ui/node_modules");
    generated || root().join(path).exists()
}

#[test]
fn every_path_named_in_the_documents_exists() {
    let mut missing = Vec::new();
    for document in documents() {
        let spans = code_spans(&read(&document)).into_iter().filter(|span| is_path(span));
        let broken = spans.filter(|span| !leads_to_a_file(span));
        missing.extend(broken.map(|span| format!("{}: {span}", shown(&document))));
    }
    assert_none("paths that do not exist", &missing);
}

#[test]
fn every_link_between_the_documents_leads_somewhere() {
    let mut broken = Vec::new();
    for document in documents() {
        let text = read(&document);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next()) {
            let local = !target.is_empty() && !target.contains(':');
            if local && !document.parent().unwrap().join(target).exists() {
                broken.push(format!("{}: {target}", shown(&document)));
            }
        }
    }
    assert_none("links that lead nowhere", &broken);
}

/// The names by which links lead to the headings of a document, as GitHub makes them.
fn sections(text: &str) -> BTreeSet<String> {
    let mut in_block = false;
    let mut sections = BTreeSet::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if line.starts_with('#') && !in_block {
            let heading = line.trim_start_matches('#').trim().to_lowercase();
            let kept = heading.chars().filter(|sign| sign.is_alphanumeric() || " -_".contains(*sign));
            sections.insert(kept.map(|sign| if sign == ' ' { '-' } else { sign }).collect());
        }
    }
    sections
}

#[test]
fn every_section_that_a_link_names_exists() {
    let mut broken = Vec::new();
    for document in documents() {
        let text = read(&document);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()) {
            let Some((file, section)) = target.split_once('#').filter(|(file, _)| !file.contains(':')) else {
                continue;
            };
            let there =
                if file.is_empty() { document.clone() } else { document.parent().unwrap().join(file) };
            if there.exists() && !sections(&read(&there)).contains(section) {
                broken.push(format!("{}: {target}", shown(&document)));
            }
        }
    }
    assert_none("links to sections that do not exist", &broken);
}

#[test]
fn every_make_target_named_in_the_documents_exists() {
    let makefile = read(root().join("Makefile"));
    let targets: BTreeSet<&str> =
        makefile.lines().filter_map(|line| line.split_once(':')).map(|(name, _)| name).collect();
    let mut missing = Vec::new();
    for document in documents() {
        for span in code_spans(&read(&document)) {
            let Some(rest) = span.strip_prefix("make ") else { continue };
            let target = rest.split_whitespace().find(|word| !word.contains('=')).unwrap_or_default();
            if !targets.contains(target) {
                missing.push(format!("{}: {span}", shown(&document)));
            }
        }
    }
    assert_none("make targets that do not exist", &missing);
}

#[test]
fn a_usual_change_is_described_by_few_files() {
    let text = read(root().join("docs/architecture.md"));
    let table = text.split("## Where do I change").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows: Vec<&str> =
        table.lines().filter(|line| line.starts_with("| ") && line.contains("`src/")).collect();
    assert!(rows.len() >= 12, "{} usual changes are described", rows.len());
    let long: Vec<String> = rows
        .iter()
        .filter(|row| code_spans(row).iter().filter(|span| is_path(span)).count() > MAX_FILES_PER_CHANGE)
        .map(|row| (*row).to_owned())
        .collect();
    assert_none("changes that touch too many files", &long);
}

/// What a row says leads on: a type in backticks is declared or matched on in one of the row's files.
#[test]
fn what_leads_to_the_next_file_of_a_usual_change_is_in_one_of_them() {
    let text = read(root().join("docs/architecture.md"));
    let table = text.split("## Where do I change").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut wrong = Vec::new();
    for row in table.lines().filter(|line| line.starts_with("| ")) {
        let spans = code_spans(row);
        let files = spans.iter().filter(|span| is_path(span)).map(|span| root().join(span));
        let texts: Vec<String> = files.filter(|path| path.is_file()).map(read).collect();
        let types = spans.iter().filter(|span| span.starts_with(char::is_uppercase));
        let absent = types.filter(|name| !texts.iter().any(|text| text.contains(name.as_str())));
        wrong.extend(absent.map(|name| format!("{name}: {row}")));
    }
    assert_none("types that are in no file of their row", &wrong);
}

#[test]
fn every_folder_of_the_rules_has_its_question() {
    let text = read(root().join("docs/architecture.md"));
    let table = text.split("## Inside the model").nth(1).unwrap().split("\n## ").next().unwrap();
    let folders = std::fs::read_dir(root().join("src/office")).unwrap().flatten();
    let named = folders.filter(|entry| entry.path().is_dir() && entry.file_name() != "tests");
    let missing: Vec<String> = named
        .map(|entry| format!("`{}/`", shown(&entry.path())))
        .filter(|folder| !table.contains(folder))
        .collect();
    assert_none("folders of src/office without a row", &missing);
}

const NUMBER_WORDS: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

#[test]
fn the_documents_count_the_rules_and_the_worked_examples_right() {
    let rules = read(root().join("docs/rules.md"));
    let section = |title: &str| rules.split(title).nth(1).unwrap().split("\n## ").next().unwrap();
    let numbered =
        |line: &&str| line.split_once(". **").is_some_and(|(number, _)| number.parse::<u8>().is_ok());
    let counts = [
        ("rules", section("\n## The sixteen rules").lines().filter(numbered).count()),
        ("worked examples", section("\n## Worked examples").matches("\n### ").count()),
    ];
    let mut wrong = Vec::new();
    for document in documents() {
        let text = read(&document).to_lowercase().replace('\n', " ");
        for (what, count) in counts {
            for (at, _) in text.match_indices(&format!(" {what}")) {
                let before = text[..at].rsplit([' ', '#', '-', '[']).next().unwrap();
                if NUMBER_WORDS[10..].contains(&before) && before != NUMBER_WORDS[count] {
                    wrong.push(format!("{}: {before} {what}", shown(&document)));
                }
            }
        }
    }
    assert_none("other numbers than docs/rules.md has", &wrong);
}

#[test]
fn the_rules_name_the_default_outcomes_of_the_configuration() {
    let config = read(root().join("config/mintur.toml"));
    let defaults = config.lines().find(|line| line.starts_with("#outcomes = ")).unwrap();
    let configured: BTreeSet<&str> = defaults.split('"').skip(1).step_by(2).collect();
    let rules = read(root().join("docs/rules.md"));
    let section = rules.split("\n## Outcomes").nth(1).unwrap().split("\nFlags:").next().unwrap();
    let spans = code_spans(section);
    let described: BTreeSet<&str> = spans.iter().map(String::as_str).collect();
    assert_eq!(described, configured, "docs/rules.md and config/mintur.toml list the same outcomes");
}
