// SPDX-License-Identifier: MPL-2.0
//! Our reading of every calendar against that of recurring-ical-events, in every window. Where they differ,
//! docs/ical-differences.md says why; a difference that it does not name fails, and so does a name without
//! a difference.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};

use appointments::ical::CalendarError;
use office::calendar::Zone;
use serde::Deserialize;

use super::corpus::{File, ZONE, of_calcard, of_python, python, read_bytes, root, window};

const WINDOWS: [[&str; 2]; 7] = [
    ["1997-01-01", "1999-01-01"],
    ["2002-01-01", "2004-06-01"],
    ["2005-01-01", "2008-06-01"],
    ["2010-01-01", "2014-06-01"],
    ["2015-01-01", "2017-06-01"],
    ["2019-01-01", "2021-01-01"],
    ["2022-01-01", "2026-06-01"],
];
const DIFFERENCES: &str = "docs/ical-differences.md";

type Times = BTreeSet<(i64, i64)>;

#[derive(Deserialize)]
struct Opinion {
    file: String,
    windows: Vec<Option<Vec<(i64, i64)>>>,
    error: Option<String>,
}

fn opinions(files: &[File]) -> BTreeMap<String, Opinion> {
    let mut child = Command::new(python())
        .arg(root().join("tests/servers/oracle.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let paths: Vec<&str> = files.iter().map(|file| file.path.to_str().unwrap()).collect();
    let asked = serde_json::json!({ "zone": ZONE, "windows": WINDOWS, "files": paths });
    child.stdin.take().unwrap().write_all(asked.to_string().as_bytes()).unwrap();
    let said = child.wait_with_output().unwrap();
    assert!(said.status.success(), "the second opinion failed");
    let lines = String::from_utf8(said.stdout).unwrap();
    let opinions = lines.lines().map(|line| serde_json::from_str::<Opinion>(line).unwrap());
    opinions.map(|opinion| (opinion.file.clone(), opinion)).collect()
}

fn ours(bytes: &[u8], zone: &Zone, asked: [&str; 2]) -> Result<Times, CalendarError> {
    let read = read_bytes(bytes, zone, window(zone, asked))?;
    let taken = read.entries.iter().flat_map(|entry| &entry.occupied);
    Ok(taken.map(|taken| (taken.time.start.unix(), taken.time.end.unix())).collect())
}

/// The names in the first column of every table of the document.
fn explained() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join(DIFFERENCES)).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.contains(".ics"));
    let names = rows.map(|row| row.split('|').nth(1).unwrap());
    names.flat_map(|names| names.split(", ")).map(|name| name.trim().trim_matches('`').to_owned()).collect()
}

fn example(mine: &Times, theirs: &Times) -> String {
    let shown = |(start, end): &(i64, i64)| {
        let stamp = |unix| jiff::Timestamp::from_second(unix).map_or(unix.to_string(), |at| at.to_string());
        format!("{}/{}", stamp(*start), stamp(*end))
    };
    let only =
        |one: &Times, other: &Times| one.difference(other).take(2).map(shown).collect::<Vec<_>>().join(" ");
    let more = (mine.difference(theirs).count(), theirs.difference(mine).count());
    format!("only we ({}): {}; only they ({}): {}", more.0, only(mine, theirs), more.1, only(theirs, mine))
}

#[test]
fn our_reading_and_the_second_opinion_differ_only_where_the_documents_say_why() {
    let zone = Zone::named(ZONE).unwrap();
    let files: Vec<File> = of_calcard().into_iter().chain(of_python()).collect();
    let opinions = opinions(&files);
    let (mut same, mut windows, mut times) = (0, 0, 0);
    let mut silent = BTreeMap::<String, usize>::new();
    let mut differ = BTreeMap::new();
    let mut unanswered = BTreeSet::new();
    for file in &files {
        let bytes = std::fs::read(&file.path).unwrap();
        let opinion = &opinions[file.path.to_str().unwrap()];
        let mut compared = false;
        for (asked, theirs) in WINDOWS.into_iter().zip(&opinion.windows) {
            let Some(theirs) = theirs else {
                unanswered.insert(file.name.clone());
                continue;
            };
            let theirs: Times = theirs.iter().copied().collect();
            let mine = match ours(&bytes, &zone, asked) {
                Ok(mine) => mine,
                Err(_) if theirs.is_empty() => continue,
                Err(reason) => {
                    differ.insert(file.name.clone(), format!("we refuse: {reason}"));
                    break;
                }
            };
            compared = true;
            windows += 1;
            times += theirs.len();
            if mine != theirs {
                differ
                    .entry(file.name.clone())
                    .or_insert_with(|| format!("{asked:?} {}", example(&mine, &theirs)));
            }
        }
        if let Some(error) = opinion.error.clone().filter(|_| !compared) {
            *silent.entry(error).or_default() += 1;
        } else if compared && !differ.contains_key(&file.name) {
            same += 1;
        }
    }
    println!("{same} calendars the same in {windows} windows with {times} times; {} differ", differ.len());
    println!("no second opinion: {silent:?}");
    let explained = explained();
    let new: Vec<String> = differ
        .iter()
        .filter(|(name, _)| !explained.contains(*name))
        .map(|(name, what)| format!("{name}: {what}"))
        .collect();
    let gone: Vec<&String> =
        explained.iter().filter(|name| !differ.contains_key(*name) && !unanswered.contains(*name)).collect();
    assert!(new.is_empty(), "{} not explained in {DIFFERENCES}:\n{}", new.len(), new.join("\n"));
    assert!(gone.is_empty(), "explained in {DIFFERENCES}, and there is no difference: {gone:#?}");
    assert!(same > 800 && times > 10_000, "too little was compared: {same} calendars, {times} times");
}
