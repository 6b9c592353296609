// SPDX-License-Identifier: MPL-2.0
//! Which crate may use which. The compiler enforces what each `Cargo.toml` says; these tests hold the manifests against
//! the table in `docs/architecture.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::{assert_none, read, root};

/// Libraries that belong to one crate: only this one speaks that protocol or format.
const BELONGS_TO: &[(&str, &[&str])] = &[
    ("rusqlite", &["ledger", "staff"]),
    ("age", &["ledger"]),
    ("axum", &["server"]),
    ("hyper", &["server"]),
    ("reqwest", &["appointments", "staff"]),
    ("openidconnect", &["staff"]),
    ("libdav", &["appointments"]),
    ("calcard", &["appointments"]),
    ("rrule", &["appointments"]),
    ("fluent-bundle", &["i18n", "server"]),
    ("ts-rs", &["api"]),
    ("utoipa", &["api", "server"]),
    ("tokio-rustls", &["server"]),
    ("utoipa-axum", &["server"]),
];

/// All that the rules may use: values, time zones, serialisation for the ledger.
const THE_OFFICE_USES: &[&str] =
    &["jiff", "serde", "serde_json", "sha2", "thiserror", "unicode-normalization", "uuid"];

fn manifest(member: &str) -> toml::Table {
    toml::from_str(&read(root().join("src").join(member).join("Cargo.toml"))).unwrap()
}

fn members() -> Vec<String> {
    let workspace: toml::Table = toml::from_str(&read(root().join("Cargo.toml"))).unwrap();
    let members = workspace["workspace"]["members"].as_array().unwrap();
    members.iter().map(|path| path.as_str().unwrap().trim_start_matches("src/").to_owned()).collect()
}

fn dependencies(member: &str) -> BTreeSet<String> {
    let manifest = manifest(member);
    manifest
        .get("dependencies")
        .map(|table| table.as_table().unwrap().keys().cloned().collect())
        .unwrap_or_default()
}

/// The rows `| \`crate\` | … | uses |` of the table that follows this heading.
fn table_of_uses() -> BTreeMap<String, BTreeSet<String>> {
    let text = read(root().join("docs/architecture.md"));
    let table = text.split("## Crates").nth(1).unwrap().split("\n## ").next().unwrap();
    let code = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    table
        .lines()
        .filter(|line| line.starts_with("| `src/"))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            let path = code(cells[0]).pop_first().unwrap();
            let member = path.trim_start_matches("src/").trim_end_matches('/').to_owned();
            (member, code(cells.last().unwrap()))
        })
        .collect()
}

#[test]
fn each_crate_uses_what_the_architecture_says_and_nothing_more() {
    let members = members();
    let table = table_of_uses();
    let described: Vec<&String> = table.keys().filter(|name| *name != "cli").collect();
    let mut in_order = members.clone();
    in_order.sort();
    assert_eq!(described, in_order.iter().collect::<Vec<_>>(), "one row for each crate");
    for member in &members {
        let ours: BTreeSet<String> =
            dependencies(member).into_iter().filter(|name| members.contains(name)).collect();
        assert_eq!(table[member], ours, "what {member} uses");
    }
}

#[test]
fn the_rules_use_no_library_for_the_outside_world() {
    let allowed: BTreeSet<String> = THE_OFFICE_USES.iter().map(|&name| name.to_owned()).collect();
    let more: Vec<String> = dependencies("office").difference(&allowed).cloned().collect();
    assert_none("src/office uses", &more);
}

#[test]
fn a_protocol_is_spoken_in_one_crate() {
    let mut wrong = Vec::new();
    for member in members() {
        for (library, owners) in BELONGS_TO {
            if dependencies(&member).contains(*library) && !owners.contains(&member.as_str()) {
                wrong.push(format!("{member} uses {library}, which belongs to {owners:?}"));
            }
        }
    }
    assert_none("libraries outside their crate", &wrong);
}
