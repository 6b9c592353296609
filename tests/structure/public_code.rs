// SPDX-License-Identifier: MPL-2.0
//! The summary of docs/public-code.md counts the answers below it.

use crate::{assert_none, read, root};

/// How many requirements of a kind a section answers with "Met", of how many.
fn count(section: &str, kind: &str) -> String {
    let rows: Vec<&str> = section
        .lines()
        .filter(|line| line.strip_prefix("| ").is_some_and(|row| row.starts_with(kind)))
        .collect();
    let met = rows.iter().filter(|row| row.contains(" | **Met")).count();
    if rows.is_empty() { "–".to_owned() } else { format!("{met} of {}", rows.len()) }
}

#[test]
fn the_summary_of_the_public_code_answers_counts_them() {
    let text = read(root().join("docs/public-code.md"));
    let mut parts = text.split("\n## ");
    let summary = parts.next().unwrap();
    let (mut sections, mut wrong) = (0, Vec::new());
    for section in parts {
        let title = section.lines().next().unwrap();
        let (must, should) = (count(section, "MUST"), count(section, "SHOULD"));
        let met = ["MUST", "SHOULD"].iter().all(|kind| {
            section
                .lines()
                .filter(|line| line.strip_prefix("| ").is_some_and(|row| row.starts_with(*kind)))
                .all(|row| row.contains(" | **Met"))
        });
        let expected = format!(") | {must} | {should} | {} |", if met { "yes" } else { "no" });
        let row = summary.lines().find(|line| line.starts_with(&format!("| [{title}]"))).unwrap_or_default();
        if !row.ends_with(&expected) {
            wrong.push(format!("{title}: {must}, {should}, met: {met}"));
        }
        sections += 1;
    }
    assert_eq!(sections, 16, "the standard has 16 criteria");
    assert_none("criteria whose summary differs from their answers", &wrong);
}
