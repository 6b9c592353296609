// SPDX-License-Identifier: MPL-2.0
//! The lines of a component that are read, written as the standard has them. Everything else is dropped here, before
//! anything is parsed.

use jiff::civil::Date;

use super::clock_text::{Item, item};
use super::lines::Line;
use super::pieces::{Kind, Piece};

/// Properties that say when an entry occupies time.
const OF_EVENT: &[&str] = &["DURATION", "RRULE", "EXRULE", "SEQUENCE", "UID", "STATUS", "TRANSP"];
const OF_BUSY: &[&str] = &["UID"];
const TIMES: &[&str] = &["DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID"];
const OUTLOOK_SHOWS: &str = "X-MICROSOFT-CDO-BUSYSTATUS";

/// What is read of one component.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub text: String,
    pub faults: Vec<Fault>,
    /// Everybody who was invited has declined.
    pub declined: bool,
    /// Outlook shows it as free, in a property that only Outlook reads.
    pub outlook_free: bool,
}

/// A time that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub property: &'static str,
    /// Its day, where that much can be read.
    pub day: Option<Date>,
}

impl Kept {
    pub fn of(piece: &Piece, text: &str, label: Option<&str>) -> Self {
        let (name, names, times): (_, _, &[&'static str]) = match piece.kind {
            Kind::Busy => ("VFREEBUSY", OF_BUSY, &["FREEBUSY"]),
            Kind::Event | Kind::Zone | Kind::Other | Kind::Unknown => ("VEVENT", OF_EVENT, TIMES),
        };
        let mut kept = Self { text: format!("BEGIN:{name}\n"), ..Self::default() };
        let (mut invited, mut declined) = (0_usize, 0_usize);
        for line in piece.lines(text) {
            if let Some(property) = times.iter().find(|name| line.is(&[name])) {
                kept.time(property, &line);
            } else if line.is(names) || label.is_some_and(|label| line.is(&[label])) {
                kept.text.extend([&*line.text, "\n"]);
            } else if line.is(&["ATTENDEE"]) {
                invited += 1;
                declined += usize::from(has_declined(&line));
            } else if line.is(&[OUTLOOK_SHOWS]) {
                kept.outlook_free = line.text.trim_end().to_ascii_uppercase().ends_with(":FREE");
            }
        }
        kept.declined = invited > 0 && invited == declined;
        kept.text.extend(["END:", name, "\n"]);
        kept
    }

    fn time(&mut self, property: &'static str, line: &Line<'_>) {
        let rest = &line.text[line.text.find(property_end).unwrap_or(line.text.len())..];
        let (parameters, values) = split(rest);
        let mut read = Vec::new();
        for value in values.split(',').filter(|value| !value.trim().is_empty()) {
            match item(value) {
                Item::Read(value) => read.push(value),
                Item::Day(day) => self.faults.push(Fault { property, day: Some(day) }),
                Item::Unreadable => self.faults.push(Fault { property, day: None }),
            }
        }
        if read.is_empty() {
            if values.trim().is_empty() {
                self.faults.push(Fault { property, day: None });
            }
            return;
        }
        self.text.push_str(property);
        for (name, value) in parameters_of(parameters) {
            let quoted =
                if name == "TZID" { format!(";{name}=\"{value}\"") } else { format!(";{name}={value}") };
            self.text.push_str(&quoted);
        }
        self.text.extend([":", &read.join(","), "\n"]);
    }
}

fn property_end(letter: char) -> bool {
    matches!(letter, ':' | ';')
}

fn has_declined(line: &Line<'_>) -> bool {
    let parameters = line.text.split(';').skip(1);
    parameters.filter_map(|parameter| parameter.split_once('=')).any(|(name, value)| {
        let value = value.split(':').next().unwrap_or_default().trim_matches('"');
        name.eq_ignore_ascii_case("PARTSTAT") && value.eq_ignore_ascii_case("DECLINED")
    })
}

/// Parameters and values. `TZID=(UTC+01:00) Amsterdam` stands without quotes in calendars from Exchange, so the colon
/// is the first one behind which a time stands.
fn split(rest: &str) -> (&str, &str) {
    let colons = || rest.char_indices().filter(|&(_, letter)| letter == ':').map(|(at, _)| at);
    let begins_a_time = |value: &str| {
        let value = value.trim_start();
        value.len() >= 8 && value.bytes().take(4).all(|byte| byte.is_ascii_digit())
    };
    let colon = colons().find(|&at| begins_a_time(&rest[at + 1..])).or_else(|| rest.rfind(':'));
    colon.map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]))
}

/// TZID, VALUE, RANGE and FBTYPE, without the quotes and escapes that programs add.
fn parameters_of(text: &str) -> Vec<(&'static str, String)> {
    const READ: [&str; 4] = ["TZID", "VALUE", "RANGE", "FBTYPE"];
    let mut parameters: Vec<(&'static str, String)> = Vec::new();
    let mut open = None;
    for part in text.split(';') {
        let named = part.split_once('=').map(|(name, value)| (name.trim(), value));
        let known = named.and_then(|(name, value)| {
            READ.into_iter().find(|known| name.eq_ignore_ascii_case(known)).map(|name| (name, value))
        });
        match (known, named, &mut open) {
            (Some((name, value)), ..) => {
                parameters.push((name, value.to_owned()));
                open = Some(parameters.len() - 1);
            }
            // A name of a zone may hold a semicolon.
            (None, None, Some(last)) => {
                let last = &mut parameters[*last].1;
                last.push(';');
                last.push_str(part);
            }
            (None, ..) => open = None,
        }
    }
    for (name, value) in &mut parameters {
        *value =
            value.chars().filter(|letter| !letter.is_control() && !matches!(letter, '"' | '\\')).collect();
        if *name != "TZID" {
            *value = value.trim().to_owned();
        }
    }
    parameters
}
