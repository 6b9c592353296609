// SPDX-License-Identifier: MPL-2.0
//! The configuration of a Mintur server: one TOML file, read once at start. A file with anything in it that
//! cannot be is refused whole, with every problem at its line and what to do about it.
//!
//! What never lives here: defaults of the rules (they are `office::policy`'s), secrets, reading the
//! environment, starting anything.

mod branding;
mod checkpoints;
mod diary;
mod keys;
mod log;
mod messages;
mod network;
mod office;
mod problem;
mod reader;
mod retention;
mod server;
mod sign_in;
mod words;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use branding::{BrandingConfig, Colour, LogoFile};
pub use checkpoints::CheckpointConfig;
pub use diary::DiaryConfig;
pub use log::{LogFormat, LogLevel};
pub use network::Network;
pub use office::OfficeConfig;
pub use problem::{ConfigError, ConfigProblem, Findings};
pub use retention::RetentionConfig;
pub use server::{BackupConfig, Server, TlsConfig};
pub use sign_in::{ProviderConfig, RoleGrant, SignIn};

use decode::read_text;
use office::read_office;
use problem::ConfigText;
use reader::ConfigReader;
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

impl Config {
    /// Every file that the configuration names and that the server does not make by itself, after the file itself.
    pub fn files(&self, file: &Path) -> Vec<PathBuf> {
        let tls = self.server.tls.iter().flat_map(|tls| [tls.certificate.clone(), tls.key.clone()]);
        let diaries = self.offices.iter().filter_map(|office| office.diary.as_ref());
        let secrets = diaries.flat_map(DiaryConfig::files);
        let mut files = vec![file.to_owned(), self.server.access.clone()];
        let provider = self.server.sign_in.provider.iter();
        let secrets = secrets.chain(provider.filter_map(|provider| provider.client_secret_file.clone()));
        let logos =
            self.offices.iter().filter_map(|office| Some(office.branding.logo.as_ref()?.path.clone()));
        for other in tls.chain(self.checkpoints.secrets()).chain(secrets).chain(logos) {
            if !files.contains(&other) {
                files.push(other);
            }
        }
        files
    }
}

/// What a look at a configuration file showed.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The file's name in messages.
    pub file: String,
    /// Only without problems.
    pub config: Option<Config>,
    /// The part about the server, also where an office is wrong.
    pub server: Option<Server>,
    pub findings: Findings,
}

/// Reads a configuration file. Relative paths in it count from the folder it lies in.
///
/// # Errors
/// Every problem, by line.
pub fn read(file: &Path) -> Result<Config, ConfigError> {
    examine(file).into_config()
}

/// Reads a configuration file and everything that should be known about it.
pub fn examine(file: &Path) -> Examined {
    let name = file.display().to_string();
    let text = match read_text(file, MAX_FILE_BYTES) {
        Ok(text) => text,
        Err(error) => return Examined::nothing(name, error.to_string()),
    };
    let mut examined = examine_text(&name, &text);
    let folder = file.parent().unwrap_or(Path::new(""));
    if let Some(server) = &mut examined.server {
        server.count_paths_from(folder);
    }
    if let Some(config) = &mut examined.config {
        config.server.count_paths_from(folder);
        config.checkpoints.count_paths_from(folder);
        for office in &mut config.offices {
            if let Some(diary) = &mut office.diary {
                diary.count_paths_from(folder);
            }
            if let Some(logo) = &mut office.branding.logo {
                logo.path = folder.join(&logo.path);
            }
        }
    }
    examined
}

/// Reads a configuration from text; `file` is its name in error messages.
///
/// # Errors
/// Every problem, by line.
pub fn parse(file: &str, text: &str) -> Result<Config, ConfigError> {
    examine_text(file, text).into_config()
}

fn examine_text(file: &str, text: &str) -> Examined {
    let source = ConfigText::new(text);
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut reader = ConfigReader::new(&source);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        reader.add_problem(at, messages::syntax(text, at, error.message()));
    }
    let (server, whole) =
        if errors.is_empty() { read_document(document.into_inner(), &mut reader) } else { (None, None) };
    let config = whole.filter(|_| reader.is_valid());
    Examined { file: file.to_owned(), config, server, findings: reader.into_findings() }
}

impl Examined {
    fn nothing(file: String, what: String) -> Self {
        let problems = vec![ConfigProblem { line: 0, what }];
        Self { file, config: None, server: None, findings: Findings { problems, remarks: Vec::new() } }
    }

    fn into_config(self) -> Result<Config, ConfigError> {
        let Self { file, config, findings, .. } = self;
        config.ok_or(ConfigError { file, problems: findings.problems })
    }
}

/// A list of one table would be read as the values of one.
fn refuse_lists(document: &mut DeTable<'_>, reader: &mut ConfigReader<'_>) {
    for key in ["server", "checkpoints", "retention"] {
        let place = document.get(key).filter(|value| value.get_ref().is_array());
        if let Some(at) = place.map(|value| value.span().start) {
            reader.add_problem(at, format!("«{key}» is a list; write it as one table: [{key}]"));
            document.remove(key);
        }
    }
}

fn read_document(
    mut document: DeTable<'_>,
    reader: &mut ConfigReader<'_>,
) -> (Option<Server>, Option<Config>) {
    reader.report_unknown_keys(&mut document, &KEYS);
    refuse_lists(&mut document, reader);
    let sign_in = document.get("server").and_then(|server| server.get_ref().as_table()?.get("sign_in"));
    let sign_in = sign_in.map_or(0, |sign_in| sign_in.span().start);
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
    for named in server.iter().flat_map(|server| server.sign_in.offices_named()) {
        if reader.is_valid() && !offices.iter().any(|office| office.setup.id == *named) {
            reader.add_problem(
                sign_in,
                format!("provider: roles are for «{named}», and there is no such office"),
            );
        }
    }
    let whole = server.clone().zip(checkpoints).zip(retention);
    let whole =
        whole.map(|((server, checkpoints), retention)| Config { server, checkpoints, retention, offices });
    (server, whole)
}

fn office_tables<'i>(document: &mut DeTable<'i>, reader: &mut ConfigReader<'_>) -> Vec<Spanned<DeValue<'i>>> {
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
