// SPDX-License-Identifier: MPL-2.0
//! The calendars that packages carry, read where the packages are installed and never copied.

use std::path::{Path, PathBuf};
use std::process::Command;

use appointments::ical::{
    AllDay, Calendar, CalendarError, CalendarLimits, DeskBy, ParseOptions, decode, read,
};
use office::calendar::Zone;
use office::names::DeskId;
use office::time::TimeRange;

pub const ZONE: &str = "Europe/Copenhagen";

/// A calendar and the name it goes by in docs/ical-differences.md.
pub struct File {
    pub name: String,
    pub path: PathBuf,
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn of_calcard() -> Vec<File> {
    // Only this machine's packages: those of other systems are not there, and nothing is fetched.
    let platform = ["--filter-platform", &host()];
    let said = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--offline"])
        .args(platform)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let said: serde_json::Value = serde_json::from_slice(&said.stdout).unwrap();
    let package = said["packages"].as_array().unwrap().iter().find(|package| package["name"] == "calcard");
    let manifest = Path::new(package.unwrap()["manifest_path"].as_str().unwrap());
    below("calcard", &manifest.parent().unwrap().join("resources/ical"))
}

/// The system that cargo builds for here, as it names it.
fn host() -> String {
    let said = Command::new(env!("CARGO")).arg("-vV").output().unwrap();
    let said = String::from_utf8(said.stdout).unwrap();
    said.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

/// Those of the Python packages that the second opinion is made of.
pub fn of_python() -> Vec<File> {
    let packages = python_packages();
    let mut files = below("icalendar", &packages.join("icalendar/tests"));
    files.extend(below("recurring", &packages.join("recurring_ical_events/test")));
    files
}

pub fn python() -> PathBuf {
    let python = root().join("target/oracle/bin/python");
    assert!(python.exists(), "the second opinion is not installed: run `make oracle`");
    python
}

fn python_packages() -> PathBuf {
    let lib = python().parent().unwrap().parent().unwrap().join("lib");
    let version = std::fs::read_dir(lib).unwrap().flatten().next().unwrap();
    version.path().join("site-packages")
}

fn below(package: &str, folder: &Path) -> Vec<File> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(inner) = folders.pop() {
        for entry in std::fs::read_dir(&inner).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "ics") {
                let name = path.strip_prefix(folder).unwrap().display();
                files.push(File { name: format!("{package}/{name}"), path: path.clone() });
            }
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

pub fn window(zone: &Zone, [from, to]: [&str; 2]) -> TimeRange {
    let day = |text: &str| zone.day(text.parse().unwrap()).start;
    TimeRange::new(day(from), day(to))
}

pub fn read_bytes(bytes: &[u8], zone: &Zone, window: TimeRange) -> Result<Calendar, CalendarError> {
    let desks = DeskBy::Calendar(DeskId::from("1"));
    let limits = CalendarLimits::default();
    let reading = ParseOptions {
        office: "midtby",
        zone,
        window,
        desks: &desks,
        all_day: AllDay::Booking,
        free_entries_count: false,
        limits,
    };
    read(&decode(bytes), &reading)
}

#[test]
fn every_calendar_of_every_package_is_read_or_refused_with_a_reason() {
    let zone = Zone::named(ZONE).unwrap();
    let ever = window(&zone, ["1990-01-01", "2030-01-01"]);
    let (mut whole, mut with_problems, mut refused) = (0, 0, Vec::new());
    let files: Vec<File> = of_calcard().into_iter().chain(of_python()).collect();
    assert!(files.len() >= 998 + 162 + 95, "only {} calendars are here", files.len());
    for file in &files {
        match read_bytes(&std::fs::read(&file.path).unwrap(), &zone, ever) {
            Ok(calendar) if calendar.problems.is_empty() => whole += 1,
            Ok(_) => with_problems += 1,
            Err(CalendarError::Fault) => panic!("{} made a library panic", file.name),
            Err(reason) => refused.push(format!("{}: {reason}", file.name)),
        }
    }
    println!("{whole} read whole, {with_problems} with problems, {} refused", refused.len());
    println!("{}", refused.join("\n"));
}
