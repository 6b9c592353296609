// SPDX-License-Identifier: MPL-2.0
//! What the documents for officers (data protection, security, procurement, accessibility) claim: each test they name
//! exists, each claim in a table of answers names its evidence, and the Danish text says as much as the English one.

use std::collections::BTreeSet;
use std::path::Path;

use crate::documents::{code_spans, documents, is_path};
use crate::{assert_none, files_below, read, root, shown};

const FOR_OFFICERS: [&str; 8] = [
    "privacy.md",
    "privacy.da.md",
    "security.md",
    "asvs.md",
    "procurement.md",
    "accessibility.md",
    "accessibility.da.md",
    "en-301-549.md",
];

/// The last requirement of level 1 or 2 in each section of OWASP ASVS 5.0.0; those of level 3 come after it.
const ASVS: &str = "
    1.1.2 1.2.9 1.3.11 1.4.3 1.5.2 2.1.3 2.2.3 2.3.4 2.4.1 3.2.2 3.3.4 3.4.6 3.5.5 3.7.2
    4.1.3 4.2.1 4.3.2 4.4.4 5.1.1 5.2.3 5.3.2 5.4.3 6.1.3 6.2.12 6.3.4 6.4.4 6.5.5 6.6.3 6.8.4
    7.1.3 7.2.4 7.3.2 7.4.5 7.5.2 7.6.2 8.1.2 8.2.3 8.3.1 8.4.1 9.1.3 9.2.4
    10.1.2 10.2.2 10.3.4 10.4.11 10.5.5 10.6.2 10.7.3 11.1.2 11.2.3 11.3.3 11.4.4 11.5.1 11.6.1
    12.1.3 12.2.2 12.3.4 13.1.1 13.2.5 13.3.2 13.4.5 14.1.2 14.2.4 14.3.3 15.1.3 15.2.3 15.3.7
    16.1.1 16.2.5 16.3.4 16.4.3 16.5.3 17.1.1 17.2.4 17.3.2
";

/// A test named alone: words joined by underscores, more of them than a key or a metric has.
fn is_test_name(span: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    span.chars().all(is_part) && span.matches('_').count() >= 4
}

/// The names of all functions in the repository's Rust.
fn functions() -> BTreeSet<String> {
    let files = ["src", "tests"].into_iter().flat_map(|folder| files_below(folder, ".rs"));
    let mut names = BTreeSet::new();
    for file in files {
        let text = read(&file);
        let named = text.split("fn ").skip(1).filter_map(|rest| rest.split(['(', '<']).next());
        names.extend(named.map(str::to_owned));
    }
    names
}

#[test]
fn every_test_named_in_the_documents_exists() {
    let functions = functions();
    let mut missing = Vec::new();
    for document in documents() {
        let alone = FOR_OFFICERS.iter().any(|name| document.ends_with(name));
        for span in code_spans(&read(&document)) {
            let exists = match span.split_once("::").filter(|(path, _)| is_path(path)) {
                Some((path, name)) => {
                    let is_rust = Path::new(path).extension().is_some_and(|ending| ending == "rs");
                    let wanted = if is_rust { format!("fn {name}(") } else { name.to_owned() };
                    read(root().join(path)).contains(&wanted)
                }
                None => !(alone && is_test_name(&span)) || functions.contains(&span),
            };
            if !exists {
                missing.push(format!("{}: {span}", shown(&document)));
            }
        }
    }
    assert_none("tests that do not exist", &missing);
}

struct Answer {
    /// `1.2.3`, or several as `1.2.3–1.2.9`.
    requirements: String,
    verdict: String,
    line: String,
}

const VERDICTS: [&str; 4] = ["Met", "Partly", "Not met", "Not applicable"];

/// The rows of a table whose last cell begins with a verdict in bold.
fn answers(text: &str) -> Vec<Answer> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ").collect();
        let verdict = cells.last()?.strip_prefix("**")?.split(['.', '*']).next()?;
        VERDICTS.contains(&verdict).then(|| Answer {
            requirements: (*cells.first().unwrap()).to_owned(),
            verdict: verdict.to_owned(),
            line: line.to_owned(),
        })
    };
    text.lines().filter_map(row).collect()
}

#[test]
fn what_is_called_met_names_a_file_or_a_test() {
    let is_evidence = |span: &String| is_path(span) || is_test_name(span) || span.starts_with("make ");
    let mut wrong = Vec::new();
    for name in FOR_OFFICERS {
        let answers = answers(&read(root().join("docs").join(name)));
        let claims = answers.iter().filter(|answer| ["Met", "Partly"].contains(&answer.verdict.as_str()));
        let bare = claims.filter(|answer| !code_spans(&answer.line).iter().any(is_evidence));
        wrong.extend(bare.map(|answer| format!("{name} {}", answer.requirements)));
    }
    assert_none("answers without evidence", &wrong);
}

/// `10.4.1–10.4.11` is eleven requirements.
fn each_requirement(written: &str) -> Vec<String> {
    let Some((first, last)) = written.split_once('–') else { return vec![written.to_owned()] };
    let parts = |text: &str| {
        let (section, number) = text.rsplit_once('.').unwrap();
        (section.to_owned(), number.parse::<usize>().unwrap())
    };
    let ((section, from), (_, to)) = (parts(first), parts(last));
    (from..=to).map(|number| format!("{section}.{number}")).collect()
}

#[test]
fn each_requirement_of_asvs_has_one_answer() {
    let text = read(root().join("docs/asvs.md"));
    let answered: Vec<String> =
        answers(&text).iter().flat_map(|answer| each_requirement(&answer.requirements)).collect();
    let asked: Vec<String> = ASVS
        .split_whitespace()
        .flat_map(|last| {
            let (section, _) = last.rsplit_once('.').unwrap();
            each_requirement(&format!("{section}.1–{last}"))
        })
        .collect();
    assert_eq!(asked.len(), 253, "ASVS 5.0.0 has 253 requirements of levels 1 and 2");
    assert_eq!(answered, asked);
}

#[test]
fn the_summary_of_the_asvs_answers_counts_them() {
    let text = read(root().join("docs/asvs.md"));
    let (summary, chapters) = text.split_once("\n## V1 ").unwrap();
    let mut wrong = Vec::new();
    for chapter in format!("1 {chapters}").split("\n## V") {
        let number = chapter.split_whitespace().next().unwrap();
        let counts = VERDICTS.map(|verdict| {
            let of_kind = answers(chapter).into_iter().filter(|answer| answer.verdict == verdict);
            of_kind.map(|answer| each_requirement(&answer.requirements).len()).sum::<usize>().to_string()
        });
        let expected = format!(" | {} |", counts.join(" | "));
        let row = summary.lines().find(|line| line.starts_with(&format!("| V{number} "))).unwrap_or_default();
        if !row.ends_with(&expected) {
            wrong.push(format!("V{number}{expected}"));
        }
    }
    assert_none("chapters whose summary differs from their answers", &wrong);
}

/// What must agree between two languages: headings by level with the rows below them, and everything in backticks.
fn outline(text: &str) -> (Vec<(usize, usize)>, BTreeSet<String>) {
    let mut sections = vec![(0, 0)];
    for line in text.lines() {
        if line.starts_with('#') {
            sections.push((line.chars().take_while(|sign| *sign == '#').count(), 0));
        } else if line.starts_with("| ")
            && let Some((_, rows)) = sections.last_mut()
        {
            *rows += 1;
        }
    }
    (sections, code_spans(text).into_iter().collect())
}

#[test]
fn the_danish_documents_say_as_much_as_the_english_ones() {
    let folder = root().join("docs");
    let danish = files_below("docs", ".da.md");
    assert!(!danish.is_empty());
    for path in danish {
        let name = path.file_name().unwrap().to_string_lossy().replace(".da.md", ".md");
        let (ours, theirs) = (outline(&read(&path)), outline(&read(folder.join(&name))));
        assert_eq!(ours.0, theirs.0, "the sections of {name} and how many rows each has");
        let (ours, theirs) = (ours.1, theirs.1);
        let differs: Vec<String> = ours.symmetric_difference(&theirs).cloned().collect();
        assert_none(&format!("named in only one language of {name}"), &differs);
    }
}

#[test]
fn no_two_files_have_names_that_differ_only_in_case() {
    let folders = ["docs", "config", "src", "tests", "kiosk-ui/src", "LICENSES"];
    let paths: Vec<String> =
        folders.into_iter().flat_map(|folder| files_below(folder, "")).map(|path| shown(&path)).collect();
    let mut seen = BTreeSet::new();
    let twice: Vec<String> = paths.into_iter().filter(|path| !seen.insert(path.to_lowercase())).collect();
    assert_none("one file on the disks of macOS and Windows", &twice);
}
