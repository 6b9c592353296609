// SPDX-License-Identifier: MPL-2.0
//! The configuration of a Mintur server: one TOML file, read once at start. A file with anything in it that
//! cannot be is refused whole, with every problem at its line and what to do about it.
//!
//! What never lives here: defaults of the rules (they are `office::policy`'s), secrets, reading the
//! environment, starting anything.

mod checkpoints;
mod diary;
mod keys;
mod network;
mod office;
mod problem;
mod reader;
mod retention;
mod server;

#[cfg(test)]
mod tests;

use std::path::Path;

pub use checkpoints::CheckpointConfig;
pub use diary::DiaryConfig;
pub use network::Network;
pub use office::OfficeConfig;
pub use problem::{ConfigError, ConfigProblem};
pub use retention::RetentionConfig;
pub use server::Server;

use office::read_office;
use problem::ConfigText;
use reader::Reader;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Maximum size of a configuration file.
const MAX_FILE_BYTES: u64 = 1 << 20;
/// Maximum number of offices of one server.
const MAX_OFFICES: usize = 32;
const KEYS: [&str; 5] = ["server", "checkpoints", "retention", "office", "offices"];

/// The configuration of a server.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    pub server: Server,
    pub checkpoints: CheckpointConfig,
    pub retention: RetentionConfig,
    pub offices: Vec<OfficeConfig>,
}

/// Reads a configuration file. Relative paths in it count from the folder it lies in.
///
/// # Errors
/// Every problem, by line.
pub fn read(file: &Path) -> Result<Config, ConfigError> {
    let name = file.display().to_string();
    let unreadable = |what: String| ConfigError::whole(&name, what);
    let length = std::fs::metadata(file)
        .map_err(|error| unreadable(format!("cannot be read ({error}); name the configuration file")))?
        .len();
    if length > MAX_FILE_BYTES {
        return Err(unreadable("is longer than 1 MiB; this is not a configuration of Mintur".to_owned()));
    }
    let text = std::fs::read_to_string(file)
        .map_err(|error| unreadable(format!("cannot be read ({error}); it must be text in UTF-8")))?;
    let mut config = parse(&name, &text)?;
    let folder = file.parent().unwrap_or(Path::new(""));
    config.server.count_paths_from(folder);
    config.checkpoints.count_paths_from(folder);
    for diary in config.offices.iter_mut().filter_map(|office| office.diary.as_mut()) {
        diary.count_paths_from(folder);
    }
    Ok(config)
}

/// Reads a configuration from text; `file` is its name in error messages.
///
/// # Errors
/// Every problem, by line.
pub fn parse(file: &str, text: &str) -> Result<Config, ConfigError> {
    let source = ConfigText::new(file, text);
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(&source);
    for error in &errors {
        reader.add_problem(error.span().map_or(0, |span| span.start), error.message().to_owned());
    }
    if !errors.is_empty() {
        return Err(reader.into_error());
    }
    let config = read_document(document.into_inner(), &mut reader);
    match config {
        Some(config) if reader.is_valid() => Ok(config),
        _ => Err(reader.into_error()),
    }
}

fn read_document(mut document: DeTable<'_>, reader: &mut Reader<'_>) -> Option<Config> {
    reader.report_unknown_keys(&mut document, &KEYS);
    let server = match document.remove("server") {
        Some(server) => reader.server(server),
        None => Some(Server::default()),
    };
    let data = server.as_ref().map_or_else(|| Server::default().data, |server| server.data.clone());
    let checkpoints = match document.remove("checkpoints") {
        Some(checkpoints) => reader.checkpoints(checkpoints, &data),
        None => Some(CheckpointConfig::default()),
    };
    let retention = match document.remove("retention") {
        Some(retention) => reader.retention(retention),
        None => Some(RetentionConfig::default()),
    };
    let tables = office_tables(&mut document, reader);
    let mut offices: Vec<OfficeConfig> = Vec::new();
    for table in tables {
        let at = table.span().start;
        let Some(office) = read_office(table, reader) else { continue };
        if offices.iter().any(|other| other.setup.id == office.setup.id) {
            reader.add_problem(
                at,
                format!("office «{}» stands twice; give one of them another id", office.setup.id),
            );
        }
        offices.push(office);
    }
    Some(Config { server: server?, checkpoints: checkpoints?, retention: retention?, offices })
}

fn office_tables<'i>(document: &mut DeTable<'i>, reader: &mut Reader<'_>) -> Vec<Spanned<DeValue<'i>>> {
    let one = document.remove("office");
    let many = document.remove("offices");
    let tables: Vec<_> = match (one, many) {
        (Some(one), None) => vec![one],
        (None, Some(many)) => reader.list(many, "offices", MAX_OFFICES),
        (Some(_), Some(many)) => {
            reader.add_problem(
                many.span().start,
                "there is an [office] and [[offices]]; write every office as [[offices]]".to_owned(),
            );
            Vec::new()
        }
        (None, None) => {
            reader.add_problem(0, "there is no office; add an [office] table".to_owned());
            Vec::new()
        }
    };
    tables
}
