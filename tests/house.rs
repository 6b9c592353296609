//! The house keeps its own order: who may import whom, that the word lists are whole, that every path the
//! documents name exists, and that no file grows into two.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on says so"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms a room may know. A room that is not listed may know all of these.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("office", &[]),
    ("keeper", &["office"]),
    ("ledger", &["office", "keeper"]),
    ("diary", &["office", "keeper"]),
    ("words", &["office"]),
    ("staff", &["office"]),
    ("foresight", &["office", "keeper"]),
    ("worth", &["office"]),
    ("yearbook", &["office", "keeper", "worth"]),
    ("outlook", &["office", "keeper", "foresight"]),
];

/// Tests and the simulator's reference model may be longer than code: they are read from top to bottom.
const MOST_LINES: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if name != "node_modules" && name != "dist" && name != "target" {
                found.extend(files_below(&path, ending));
            }
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The code of a file without its tests, which may reach further.
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn imports_point_inwards_and_the_office_knows_nobody() {
    let mut wrong = Vec::new();
    let rooms: BTreeSet<String> = fs::read_dir(root().join("src"))
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().trim_end_matches(".rs").to_owned())
        .collect();
    for (room, may_know) in MAY_KNOW {
        for path in files_below(&root().join("src").join(room), ".rs") {
            if path.components().any(|part| part.as_os_str() == "tests") {
                continue;
            }
            let code = code_of(&path);
            for other in rooms.iter().filter(|other| other != room && !may_know.contains(&other.as_str())) {
                if code.contains(&format!("crate::{other}::")) {
                    wrong.push(format!("{} knows {other}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "imports point inwards: {wrong:#?}");
}

#[test]
fn the_model_has_no_clock_no_disk_no_network_and_no_chance() {
    let banned = [
        "std::time",
        "std::fs",
        "std::net",
        "std::thread",
        "tokio",
        "rusqlite",
        "axum",
        "new_v4",
        "now_v7",
        "Timestamp::now",
        "Zoned::now",
        "HashMap",
        "HashSet",
        "async fn",
        "Mutex",
    ];
    let mut wrong = Vec::new();
    for path in files_below(&root().join("src/office"), ".rs") {
        let code = code_of(&path);
        for word in banned.iter().filter(|word| code.contains(**word)) {
            wrong.push(format!("{}: {word}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "the model is pure: {wrong:#?}");
}

#[test]
fn no_file_grows_into_two() {
    let code = files_below(&root().join("src"), ".rs");
    let screens = [".ts", ".svelte", ".css"]
        .iter()
        .flat_map(|ending| files_below(&root().join("kiosk-ui/src"), ending));
    let long: Vec<String> = code
        .into_iter()
        .chain(screens)
        .filter(|path| {
            !path.to_string_lossy().contains("/tests/") && !path.to_string_lossy().contains("/wire/")
        })
        .filter(|path| !path.to_string_lossy().ends_with(".test.ts"))
        .filter_map(|path| {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            (lines > MOST_LINES).then(|| format!("{} has {lines} lines", path.display()))
        })
        .collect();
    assert!(long.is_empty(), "ask which two things live in it: {long:#?}");
}

#[test]
fn nothing_is_left_for_later_in_the_code() {
    let marks = ["TODO", "FIXME", "XXX", "todo!(", "unimplemented!(", "dbg!("];
    let mut left = Vec::new();
    for ending in [".rs", ".ts", ".svelte"] {
        for folder in ["src", "kiosk-ui/src"] {
            for path in files_below(&root().join(folder), ending) {
                let text = fs::read_to_string(&path).unwrap();
                for mark in marks.iter().filter(|mark| text.contains(**mark)) {
                    left.push(format!("{}: {mark}", path.display()));
                }
            }
        }
    }
    assert!(left.is_empty(), "{left:#?}");
}

/// Message keys of a Fluent list with the variables each uses.
fn messages(path: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in fs::read_to_string(path).unwrap().lines().filter(|line| !line.starts_with('#')) {
        if let Some((key, _)) = line.split_once('=').filter(|(key, _)| !key.starts_with([' ', '\t', '['])) {
            key.trim().clone_into(&mut current);
            found.entry(current.clone()).or_default();
        }
        let mut rest = line;
        while let Some(at) = rest.find('$') {
            rest = &rest[at + 1..];
            let end =
                rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
            found.entry(current.clone()).or_default().insert(rest[..end].to_owned());
        }
    }
    found
}

#[test]
fn every_word_list_is_whole_in_every_language_it_has() {
    let words = root().join("kiosk-ui/src/words");
    let mut wrong = Vec::new();
    for danish in files_below(&words.join("da"), ".ftl") {
        let list = danish.file_name().unwrap();
        for language in ["en", "ar"] {
            let other = words.join(language).join(list);
            if language == "ar" && !other.exists() {
                continue;
            }
            if messages(&danish) != messages(&other) {
                wrong.push(format!("{} differs from Danish", other.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_path_named_in_the_documents_exists() {
    let mut missing = Vec::new();
    let documents = files_below(&root().join("docs"), ".md").into_iter().chain([root().join("README.md")]);
    for document in documents {
        let text = fs::read_to_string(&document).unwrap();
        for named in text.split('`').skip(1).step_by(2).filter(|named| looks_like_a_path(named)) {
            let path = named.split(['#', ':', ' ']).next().unwrap_or_default().trim_end_matches('/');
            if !root().join(path).exists() {
                missing.push(format!("{}: {named}", document.display()));
            }
        }
    }
    assert!(missing.is_empty(), "the map shows what is there: {missing:#?}");
}

fn looks_like_a_path(text: &str) -> bool {
    let rooms = ["src/", "kiosk-ui/", "config/", "tests/", "docs/", ".ci/"];
    let plain = !text.contains(['*', '{', '<', '…', '\n']);
    plain && rooms.iter().any(|room| text.starts_with(room))
}

#[test]
fn every_reason_and_refusal_has_its_words() {
    let reasons = fs::read_to_string(root().join("src/office/reason.rs")).unwrap();
    let variants = reasons.split("pub enum Reason").nth(1).unwrap().split("\n}").next().unwrap();
    let known = messages(&root().join("kiosk-ui/src/words/da/reason.ftl"));
    let mut missing = Vec::new();
    for line in
        variants.lines().map(str::trim).filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
    {
        let name = line.split([' ', ',', '{']).next().unwrap();
        let key = format!("reason-{}", dashed(name));
        if !known.contains_key(&key) {
            missing.push(key);
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
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
