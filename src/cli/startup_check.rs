// SPDX-License-Identifier: MPL-2.0
//! Everything outside the configuration file that can stop a start: the files it names, the folders, and what each
//! office says of its setup. Nothing is changed and nothing is sent.

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use rustix::fs::{Access as Allowed, access};

use super::branding;
use super::startup::identity_provider;
use appointments::connect::{connect, read_secret};
use appointments::server_mark::ServerMark;
use config::{Config, Examined, OfficeConfig, Server};
use office::Office;
use office::names::OfficeId;
use staff::{Access, AccessProblem};

/// One thing that was found, in the file that it is about.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub(super) struct Found {
    pub file: String,
    /// From 1, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    pub kind: FoundKind,
    pub what: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FoundKind {
    /// A start would end here, or the office would go on with an earlier setup.
    Problem,
    /// No mistake, and yet somebody should know.
    Remark,
}

impl std::fmt::Display for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        match self.kind {
            FoundKind::Problem => write!(f, ": {}", self.what),
            FoundKind::Remark => write!(f, ": remark: {}", self.what),
        }
    }
}

/// Everything found about a configuration: by line, then by file.
pub(super) async fn check(file: &Path) -> (Option<Config>, Vec<Found>) {
    let Examined { file: name, config, server, findings } = config::examine(file);
    let line = |line: usize| Some(line).filter(|line| *line > 0);
    let from_file = |kind| {
        let name = name.clone();
        move |found: config::ConfigProblem| Found {
            file: name.clone(),
            line: line(found.line),
            kind,
            what: found.what,
        }
    };
    let mut found: Vec<Found> = findings.problems.into_iter().map(from_file(FoundKind::Problem)).collect();
    if let Some(server) = &server {
        let ids = config.as_ref().map(|config| {
            config.offices.iter().map(|office| office.setup.id.clone()).collect::<Vec<OfficeId>>()
        });
        check_server(&name, server, ids.as_deref(), &mut found);
    }
    if let Some(config) = &config {
        let mark = ServerMark::of(&config.server.data);
        let mut providers =
            config.offices.iter().map(|office| identity_provider(&config.server, &office.setup.id));
        // What is wrong with it is wrong at every office.
        found.extend(providers.find_map(Result::err).map(|what| problem(&name, what)));
        for office in &config.offices {
            check_sources(&name, office, mark, &mut found);
            found.extend(branding::read(&office.branding).err().map(from_file(FoundKind::Problem)));
            check_ledger(&name, office, &config.server.data, &mut found);
        }
    }
    found.extend(findings.remarks.into_iter().map(from_file(FoundKind::Remark)));
    (config, found)
}

fn problem(file: impl Into<String>, what: impl Into<String>) -> Found {
    Found { file: file.into(), line: None, kind: FoundKind::Problem, what: what.into() }
}

fn check_server(name: &str, server: &Server, offices: Option<&[OfficeId]>, found: &mut Vec<Found>) {
    // Port 0: another server may be running on the right one, and that is no mistake of the file.
    if let Err(error) = TcpListener::bind((server.listen.ip(), 0)) {
        let what = format!(
            "this machine cannot listen on {} ({error}); listen on an address it has",
            server.listen.ip()
        );
        found.push(problem(name, what));
    }
    found.extend(check_access(&server.access, offices));
    found.extend(check_data(&server.data));
    if let Some(folder) = server.ui_dir.as_deref().filter(|folder| !folder.join("kiosk.html").is_file()) {
        let what = "ui_dir has no screens: there is no kiosk.html in it; name the folder they were built into, or \
                    remove the line";
        found.push(problem(folder.display().to_string(), what));
    }
}

/// Without the offices only the file itself is looked at: what it says of them cannot be judged.
fn check_access(file: &Path, offices: Option<&[OfficeId]>) -> Option<Found> {
    let error = Access::read(file, offices.unwrap_or_default()).err()?;
    let at = |path: &Path, what: String| problem(path.display().to_string(), what);
    match error {
        AccessProblem::Wrong { .. } if offices.is_none() => None,
        AccessProblem::Wrong { path, line, what } => Some(Found { line: Some(line), ..at(&path, what) }),
        AccessProblem::OthersCanRead { path } => {
            let what = format!("holds tokens and can be read by others; run: chmod 600 {}", path.display());
            Some(at(&path, what))
        }
        AccessProblem::Unreadable { path, error } => {
            Some(at(&path, format!("{error}; «access» in [server] names the file with the tokens")))
        }
    }
}

/// The folder, or where it will be made.
fn check_data(folder: &Path) -> Option<Found> {
    let name = folder.display().to_string();
    if folder.exists() && !folder.is_dir() {
        return Some(problem(name, "data is not a folder; name one for the ledgers"));
    }
    let there =
        folder.ancestors().find(|ancestor| ancestor.exists()).filter(|ancestor| *ancestor != Path::new(""));
    let there = there.unwrap_or(Path::new("."));
    if access(there, Allowed::WRITE_OK | Allowed::EXEC_OK).is_ok() && there.is_dir() && is_a_disk(there) {
        return None;
    }
    let what = format!(
        "ledgers cannot be written in {}; let the service's user write there, or change data",
        there.display()
    );
    Some(problem(name, what))
}

/// Kernel folders seem to be writable, and are not.
fn is_a_disk(folder: &Path) -> bool {
    fs::canonicalize(folder)
        .is_ok_and(|path| !["/proc", "/sys"].iter().any(|kernel| path.starts_with(kernel)))
}

/// Secrets, certificates and addresses of the appointment systems.
fn check_sources(name: &str, office: &OfficeConfig, mark: ServerMark, found: &mut Vec<Found>) {
    let Some(diary) = &office.diary else { return };
    let mut add = |what: String| {
        let what = format!("office «{}», appointment system: {what}", office.setup.id);
        found.push(Found { line: Some(office.line), ..problem(name, what) });
    };
    for source in &diary.sources {
        if let Err(what) = connect(source, &diary.title, &office.setup, mark) {
            add(what);
        }
    }
    if let Some(Err(what)) = diary.webhook_secret_file.as_deref().map(read_secret) {
        add(what);
    }
}

/// What the office says of its setup, by its ledger.
fn check_ledger(name: &str, office: &OfficeConfig, data: &Path, found: &mut Vec<Found>) {
    let (mut rebuilt, mut broken): (Option<Office>, Option<String>) = (None, None);
    let read = ledger::read_latest_day(data, &office.setup.id, &mut |_, recorded| {
        if broken.is_none() {
            broken = office::fold(&mut rebuilt, &recorded).err();
        }
    });
    let at_office = |what: String| Found { line: Some(office.line), ..problem(name, what) };
    match (read, broken) {
        (Err(failure), _) => found.push(problem(data.display().to_string(), failure.to_string())),
        (Ok(()), Some(what)) => {
            found.push(problem(
                data.display().to_string(),
                format!("the ledger of «{}»: {what}", office.setup.id),
            ));
        }
        (Ok(()), None) => {
            let refusal = rebuilt.and_then(|rebuilt| rebuilt.setup_refusal(&office.setup));
            found.extend(refusal.map(|refusal| {
                at_office(format!(
                    "the office «{}» would go on with its earlier setup: {refusal}",
                    office.setup.id
                ))
            }));
        }
    }
}
