// SPDX-License-Identifier: MPL-2.0
//! The appointment system of an office: its calendars, and how far ahead time is held in them.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;
use toml::de::DeValue;

use super::office::{ListEntry, entries};
use super::reader::ConfigReader;
use appointments::caldav::NEUTRAL_TITLE;
use appointments::source_config::SourceConfig;
use office::free_text::FreeText;
use office::holds::{Holding, MOST_DAYS_AHEAD};
use office::names::DeskId;
use office::setup::Setup;

const MOST_SOURCES: usize = 64;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiaryConfig {
    pub title: String,
    pub days_ahead: u16,
    pub sources: Vec<SourceConfig>,
    /// File with the secret the appointment system sends to the webhook.
    pub webhook_secret_file: Option<PathBuf>,
}

/// Fields shared by all calendars.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DiaryFields {
    #[serde(default = "four_weeks")]
    hold_days_ahead: u16,
    /// Title of holds in the calendar.
    #[serde(default = "neutral")]
    title: String,
    #[serde(default)]
    webhook_secret_file: Option<PathBuf>,
}

const fn four_weeks() -> u16 {
    28
}

fn neutral() -> String {
    NEUTRAL_TITLE.to_owned()
}

/// Reads `[office.diary]` and sets the desks with holds in the setup.
pub(super) fn read_diary(
    value: Spanned<DeValue<'_>>,
    setup: &mut Setup,
    reader: &mut ConfigReader<'_>,
) -> Option<DiaryConfig> {
    let (span, at) = (value.span(), value.span().start);
    let mut table = reader.table(value, "diary")?;
    let desks: Vec<DeskId> = setup.desks.iter().map(|desk| desk.id.clone()).collect();
    let named = table.contains_key("sources");
    let mut sources = Vec::new();
    for ListEntry { places, value: source } in
        entries::<SourceConfig>(&mut table, "sources", MOST_SOURCES, reader)
    {
        match source.check(&desks).and_then(|()| check_labels(&source)) {
            Ok(()) => sources.push(source),
            Err(what) => reader.add_problem(places.table, what),
        }
    }
    if !named {
        let what = "the diary has no sources; add one below it, as [[office.diary.sources]]";
        reader.add_problem(at, what.to_owned());
    }
    let fields: DiaryFields = reader.section(Spanned::new(span, DeValue::Table(table)))?;
    if fields.hold_days_ahead > MOST_DAYS_AHEAD {
        reader.add_problem(at, format!("hold_days_ahead is at most {MOST_DAYS_AHEAD}"));
        return None;
    }
    let title = match FreeText::parse(&fields.title) {
        Ok(title) if title.as_str().chars().count() <= 60 => title.to_string(),
        Ok(_) => {
            reader.add_problem(at, "title is 1 to 60 letters that say nothing of a person".to_owned());
            return None;
        }
        Err(why) => {
            reader.add_problem(at, format!("title: {why}"));
            return None;
        }
    };
    let mut held: Vec<DeskId> = Vec::new();
    for desk in sources.iter().flat_map(|source| source.desks_held(&desks)) {
        if held.contains(&desk) {
            reader.add_problem(at, format!("two sources hold time at desk «{desk}»; leave one of them"));
        } else {
            held.push(desk);
        }
    }
    if !held.is_empty() {
        setup.holding = Some(Holding { days_ahead: fields.hold_days_ahead, desks: held });
    }
    let DiaryFields { hold_days_ahead: days_ahead, webhook_secret_file, .. } = fields;
    Some(DiaryConfig { title, days_ahead, sources, webhook_secret_file })
}

/// What a desk is called in its calendar stands in messages.
fn check_labels(source: &SourceConfig) -> Result<(), String> {
    let texts = source.desks.keys().chain(&source.calendar).chain(&source.user);
    for text in texts {
        FreeText::parse(text).map_err(|why| format!("desks, calendar and user: {why}"))?;
    }
    Ok(())
}

impl DiaryConfig {
    /// The secrets and certificates that it names.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let sources = self.sources.iter();
        let of_sources = sources
            .flat_map(|source| [source.secret_file.clone(), source.certificate_authority_file.clone()]);
        self.webhook_secret_file.clone().into_iter().chain(of_sources.flatten()).collect()
    }

    pub(super) fn count_paths_from(&mut self, folder: &Path) {
        if let Some(file) = &mut self.webhook_secret_file {
            *file = folder.join(&*file);
        }
        for source in &mut self.sources {
            source.count_paths_from(folder);
        }
    }
}
