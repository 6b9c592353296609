// SPDX-License-Identifier: MPL-2.0
//! `mintur backup`, `mintur restore` and `mintur backup-key`.

use std::fs;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;

use super::failure::Failure;
use super::{say, say_json};
use config::BackupConfig;
use ledger::{BackupIdentity, BackupKey, BackupOptions, BackupSummary, Head, RestoreOptions};
use office::names::OfficeId;

#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// Data folder of the server: its ledgers and people
    #[arg(long, value_name = "DIR", required_unless_present = "config")]
    data: Option<PathBuf>,
    /// Configuration of the server: also itself, the access file and the secrets it names
    #[arg(long, value_name = "FILE", conflicts_with = "data")]
    config: Option<PathBuf>,
    /// New file for the backup; without it one in the folder of [server.backup], where the oldest goes
    #[arg(long, value_name = "FILE", required_unless_present = "config")]
    to: Option<PathBuf>,
    /// Public key (age1…) for which it is encrypted; without one those of [server.backup]
    #[arg(long, value_name = "KEY")]
    to_key: Vec<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// Folder for the ledgers, which holds none
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// File with the private key, for an encrypted backup
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// Folder for the files of the configuration; without it they stay in the backup
    #[arg(long, value_name = "DIR")]
    config_to: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct BackupKeyArgs {
    /// New file for the private key; it belongs on another machine than the server
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct BackupJson<'b> {
    backup: &'b Path,
    encrypted: bool,
    ledgers: Vec<LedgerJson<'b>>,
    files: usize,
    removed: Vec<PathBuf>,
}

#[derive(Serialize)]
struct RestoreJson<'b> {
    data: &'b Path,
    ledgers: Vec<LedgerJson<'b>>,
    configuration: Vec<PathBuf>,
    left_out: usize,
}

#[derive(Serialize)]
struct LedgerJson<'b> {
    office: &'b OfficeId,
    events: u64,
}

#[derive(Serialize)]
struct BackupKeyJson<'b> {
    public_key: String,
    identity: &'b Path,
}

pub(super) fn back_up(args: &BackupArgs) -> Result<(), Failure> {
    let plan = Plan::of(args)?;
    let keys: Result<Vec<BackupKey>, String> = plan.keys.iter().map(|key| key.parse()).collect();
    let options = BackupOptions { configuration: plan.configuration, keys: keys.map_err(Failure::new)? };
    let summary = ledger::backup_with(&plan.data, &plan.to, &options).map_err(Failure::from_error)?;
    let removed = plan.rotation.map_or(Ok(Vec::new()), |rotation| rotation.remove_oldest())?;
    let is_encrypted = !options.keys.is_empty();
    if args.json {
        let BackupSummary { ledgers, files } = &summary;
        return say_json(&BackupJson {
            backup: &plan.to,
            encrypted: is_encrypted,
            ledgers: heads(ledgers),
            files: *files,
            removed,
        });
    }
    tell(&summary.ledgers, &format!("are in {}", plan.to.display()))?;
    match (is_encrypted, options.configuration.is_empty()) {
        (false, false) => say("It is not encrypted and holds tokens: whoever has it can open every screen."),
        (true, _) | (false, true) => Ok(()),
    }
}

/// What is backed up, and to where.
struct Plan {
    data: PathBuf,
    configuration: Vec<PathBuf>,
    to: PathBuf,
    keys: Vec<String>,
    rotation: Option<Rotation>,
}

impl Plan {
    fn of(args: &BackupArgs) -> Result<Self, Failure> {
        let nothing = || Failure::new("name a configuration as --config, or --data and --to");
        let Some(file) = &args.config else {
            let (data, to) = args.data.clone().zip(args.to.clone()).ok_or_else(nothing)?;
            return Ok(Self {
                data,
                configuration: Vec::new(),
                to,
                keys: args.to_key.clone(),
                rotation: None,
            });
        };
        let config = config::read(file).map_err(Failure::from_error)?;
        let configuration = config.files(file);
        let backup = config.server.backup;
        let configured = backup.as_ref().map(|backup| backup.keys.clone()).unwrap_or_default();
        let keys = if args.to_key.is_empty() { configured } else { args.to_key.clone() };
        let (to, rotation) = match (&args.to, backup) {
            (Some(to), _) => (to.clone(), None),
            (None, Some(BackupConfig { folder, keep, .. })) => {
                let rotation = Rotation { folder, keep };
                (rotation.next(!keys.is_empty())?, Some(rotation))
            }
            (None, None) => {
                return Err(Failure::new(format!(
                    "{} has no [server.backup]; add it with a folder, or name a file as --to",
                    file.display()
                )));
            }
        };
        Ok(Self { data: config.server.data, configuration, to, keys, rotation })
    }
}

/// A folder in which the newest backups are kept.
struct Rotation {
    folder: PathBuf,
    keep: u16,
}

const BEGINNING: &str = "mintur-";

impl Rotation {
    fn next(&self, is_encrypted: bool) -> Result<PathBuf, Failure> {
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder);
        made.map_err(|error| self.cannot(&error))?;
        let now = Timestamp::now().strftime("%Y-%m-%dT%H%M%S.%3fZ");
        let ending = if is_encrypted { "tar.age" } else { "tar" };
        Ok(self.folder.join(format!("{BEGINNING}{now}.{ending}")))
    }

    /// Their names are in the order of their times. Nothing else in the folder is touched.
    fn remove_oldest(&self) -> Result<Vec<PathBuf>, Failure> {
        let entries = fs::read_dir(&self.folder).map_err(|error| self.cannot(&error))?;
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let mut backups: Vec<String> = names.filter(|name| is_backup(name)).collect();
        backups.sort();
        let surplus = backups.len().saturating_sub(usize::from(self.keep));
        backups.truncate(surplus);
        let remove = |name: String| {
            let file = self.folder.join(name);
            fs::remove_file(&file).map_err(|error| self.cannot(&error)).map(|()| file)
        };
        backups.into_iter().map(remove).collect()
    }

    fn cannot(&self, error: &std::io::Error) -> Failure {
        Failure::new(format!("{}: {error}", self.folder.display()))
    }
}

/// Whether a name is one that `Rotation::next` gives.
fn is_backup(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(BEGINNING) else { return false };
    let time = rest.strip_suffix(".tar.age").or_else(|| rest.strip_suffix(".tar")).unwrap_or_default();
    let shape = "dddd-dd-ddTdddddd.dddZ";
    let fits = |(byte, shape)| if shape == b'd' { u8::is_ascii_digit(&byte) } else { byte == shape };
    time.len() == shape.len() && time.bytes().zip(shape.bytes()).all(fits)
}

pub(super) fn restore(args: &RestoreArgs) -> Result<(), Failure> {
    let identities =
        args.identity.as_deref().map(BackupIdentity::read).transpose().map_err(Failure::from_error)?;
    let options =
        RestoreOptions { identities: identities.unwrap_or_default(), configuration: args.config_to.clone() };
    let data = &args.data;
    let summary = ledger::restore_with(&args.from, data, &options).map_err(Failure::from_error)?;
    if args.json {
        return say_json(&RestoreJson {
            data,
            ledgers: heads(&summary.ledgers),
            configuration: summary.configuration,
            left_out: summary.left_out,
        });
    }
    tell(&summary.ledgers, &format!("are back in {}", data.display()))?;
    summary.configuration.iter().try_for_each(|file| say(&format!("{} is back", file.display())))?;
    if summary.left_out > 0 {
        say("The files of the configuration stayed in the backup; name a folder for them as --config-to.")?;
    }
    tell_owner(data)
}

/// Root restores for a service that runs as somebody else.
fn tell_owner(data: &Path) -> Result<(), Failure> {
    let owner = fs::metadata(data).map(|folder| folder.uid()).unwrap_or_default();
    if owner != 0 || !rustix::process::geteuid().is_root() {
        return Ok(());
    }
    let folder = data.display();
    say(&format!("They belong to root; give them to the user the service runs as: chown -R USER {folder}"))
}

pub(super) fn make_key(args: &BackupKeyArgs) -> Result<(), Failure> {
    let public = BackupIdentity::create(&args.to).map_err(Failure::from_error)?;
    if args.json {
        return say_json(&BackupKeyJson { public_key: public, identity: &args.to });
    }
    say(&format!(
        "Public key, for [server.backup]:\n{public}\nThe private key is in {}. Keep it where the server is not, \
         twice: without it no backup opens.",
        args.to.display()
    ))
}

fn heads(ledgers: &[(OfficeId, Head)]) -> Vec<LedgerJson<'_>> {
    ledgers.iter().map(|(office, head)| LedgerJson { office, events: head.seq }).collect()
}

fn tell(ledgers: &[(OfficeId, Head)], where_to: &str) -> Result<(), Failure> {
    ledgers.iter().try_for_each(|(office, head)| say(&format!("{office}: {} events {where_to}", head.seq)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_backups_go_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let names = [
            "mintur-2026-11-27T023000.000Z.tar.age",
            "mintur-2026-11-28T023000.000Z.tar",
            "mintur-2026-11-29T023000.000Z.tar.age",
            "mintur-of-the-day-we-opened.tar",
            "mintur-2026-11-29T023000.000Z.tar.age.partial-17",
            "diary.csv",
        ];
        for name in names {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let rotation = Rotation { folder: folder.path().to_owned(), keep: 2 };
        assert_eq!(rotation.remove_oldest().unwrap(), [folder.path().join(names[0])]);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), names.len() - 1);
        assert!(is_backup(rotation.next(true).unwrap().file_name().unwrap().to_str().unwrap()));
    }
}
