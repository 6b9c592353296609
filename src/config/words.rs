// SPDX-License-Identifier: MPL-2.0
//! The words of an office: everything that people read has a name in Danish, and what is not translated is reported.

use std::fmt::Display;

use super::keys;
use super::office::ListEntry;
use super::reader::{ConfigReader, TablePositions};
use office::localized_text::{LocalizedText, TextLine};
use office::outcome::Outcome;
use office::ready_made;
use office::setup::{Desk, Errand};
use office::setup_words::{CITIZEN_LANGUAGES, STAFF_LANGUAGES};
use office::ticket::Language;

/// A name stands on a tile of the kiosk or on a button of the desk.
const MOST_NAME_CHARACTERS: usize = 60;

pub(super) fn check_outcomes(outcomes: &[Outcome], places: &TablePositions, reader: &mut ConfigReader<'_>) {
    for (index, outcome) in outcomes.iter().enumerate() {
        let at = places.item("outcomes", index);
        match &outcome.name {
            Some(name) => check_name(name, STAFF_LANGUAGES, at, reader),
            None if ready_made::OUTCOMES.contains(&outcome.id.as_str()) => {}
            None => {
                let id = &outcome.id;
                let example = format!("{{ id = \"{id}\", name = \"Sendt videre\" }}");
                reader.add_remark(at, nameless("outcome", id, &ready_made::OUTCOMES, &example));
            }
        }
    }
}

pub(super) fn check_desks(desks: &[ListEntry<Desk>], reader: &mut ConfigReader<'_>) {
    for ListEntry { places, value: desk } in desks {
        if let Some(area) = &desk.area {
            check_name(area, CITIZEN_LANGUAGES, places.value("area"), reader);
        }
    }
}

pub(super) fn check_errands(errands: &[ListEntry<Errand>], reader: &mut ConfigReader<'_>) {
    for ListEntry { places, value: errand } in errands {
        match &errand.name {
            Some(name) => check_name(name, CITIZEN_LANGUAGES, places.value("name"), reader),
            None if errand.has_name() => {}
            None => {
                let what = nameless("errand", &errand.id, &ready_made::ERRANDS, "name = \"Kørekort\"");
                reader.add_remark(places.value("id"), what);
            }
        }
        let lists = [
            ("briefing", &errand.briefing, &ready_made::BRIEFING[..], STAFF_LANGUAGES),
            (
                "briefing_without_photo",
                &errand.briefing_without_photo,
                &ready_made::BRIEFING,
                STAFF_LANGUAGES,
            ),
            ("bring", &errand.bring, &ready_made::BRING, CITIZEN_LANGUAGES),
            ("bring_without_photo", &errand.bring_without_photo, &ready_made::BRING, CITIZEN_LANGUAGES),
        ];
        for (key, lines, known, readers) in lists {
            for (index, line) in lines.iter().enumerate() {
                check_line(line, known, readers, places.item(key, index), reader);
            }
        }
    }
}

/// A remark and no problem: an office that ran before names were asked for still opens.
fn nameless(what: &str, id: impl Display, ready_made: &[&str], example: &str) -> String {
    let meant = keys::nearest(&id.to_string(), ready_made);
    let meant = meant.map_or_else(String::new, |meant| format!(" (or did you mean «{meant}»?)"));
    format!("{what} «{id}» has no name; write what people call it, as {example}{meant}")
}

fn check_name(name: &LocalizedText, readers: &[Language], at: usize, reader: &mut ConfigReader<'_>) {
    if name.longest() > MOST_NAME_CHARACTERS {
        reader.add_problem(
            at,
            format!("the text has to fit a button; write at most {MOST_NAME_CHARACTERS} characters"),
        );
    }
    remark_missing(name, readers, at, reader);
}

fn check_line(
    line: &TextLine,
    known: &[&str],
    readers: &[Language],
    at: usize,
    reader: &mut ConfigReader<'_>,
) {
    match line {
        TextLine::Own(text) => remark_missing(text, readers, at, reader),
        TextLine::Key(key) if known.contains(&&**key) => {}
        TextLine::Key(key) => {
            let meant = match keys::nearest(key, known) {
                Some(meant) => format!("did you mean «{meant}»?"),
                None => format!("there are {}.", known.join(", ")),
            };
            let what = format!(
                "no ready-made text is called «{key}»; {meant} Own words begin with a capital letter, or are written as \
                 {{ da = \"{key}\" }}"
            );
            reader.add_problem(at, what);
        }
    }
}

/// Nobody is stopped by a missing translation: the reader gets the Danish words, marked as such.
fn remark_missing(text: &LocalizedText, readers: &[Language], at: usize, reader: &mut ConfigReader<'_>) {
    if text.check().is_err() {
        // It is refused, and may be what nobody should read.
        return;
    }
    let missing: Vec<&str> =
        text.missing().filter(|language| readers.contains(language)).map(Language::english_name).collect();
    if !missing.is_empty() {
        let what = format!(
            "«{}» is not translated to {}; readers get the Danish words",
            text.da,
            missing.join(" and ")
        );
        reader.add_remark(at, what);
    }
}
