// SPDX-License-Identifier: MPL-2.0
//! What the commands about people, devices and companions have in common: which office's people file, and who may open
//! it.

use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::startup::machine_clock;
use config::{Config, Server};
use office::names::OfficeId;
use office::setup::Setup;
use staff::PeopleStore;

#[derive(Debug, Args)]
pub(super) struct PeopleFileArgs {
    /// Configuration of the server
    #[arg(long, value_name = "FILE", global = true, default_value = "/etc/mintur/mintur.toml")]
    config: PathBuf,
    /// The office, where the server has several
    #[arg(long, value_name = "ID", global = true)]
    office: Option<String>,
    /// Print one JSON object instead of text
    #[arg(long, global = true)]
    pub json: bool,
}

/// Whom the security events name for what is done here: whoever may read and write the server's data.
pub(super) const BY: &str = "command_line";

/// An office's people file, and what the configuration says of the office.
pub(super) struct OpenPeopleFile {
    pub people: PeopleStore,
    pub setup: Setup,
    pub server: Server,
}

impl PeopleFileArgs {
    pub fn open(&self) -> Result<OpenPeopleFile, Failure> {
        let Config { server, offices, .. } = config::read(&self.config).map_err(Failure::from_error)?;
        let setups: Vec<Setup> = offices.into_iter().map(|office| office.setup).collect();
        let setup = chosen(setups, self.office.as_deref())?;
        check_owner(&server)?;
        let limits = server.sign_in.limits();
        let people = PeopleStore::open(&server.data, &setup.id, machine_clock(), limits)
            .map_err(Failure::from_error)?;
        Ok(OpenPeopleFile { people, setup, server })
    }
}

fn chosen(setups: Vec<Setup>, named: Option<&str>) -> Result<Setup, Failure> {
    let all: Vec<OfficeId> = setups.iter().map(|setup| setup.id.clone()).collect();
    let write = || {
        let all: Vec<&str> = all.iter().map(OfficeId::as_str).collect();
        format!("add --office and one of: {}", all.join(", "))
    };
    let (is_only, mut setups) = (setups.len() == 1, setups.into_iter());
    match named {
        Some(named) => setups
            .find(|setup| setup.id.as_str() == named)
            .ok_or_else(|| Failure::new(format!("there is no office «{named}»; {}", write()))),
        None => setups
            .next()
            .filter(|_| is_only)
            .ok_or_else(|| Failure::new(format!("the server has several offices; {}", write()))),
    }
}

/// What another user of the machine begins here, the service could not use.
fn check_owner(server: &Server) -> Result<(), Failure> {
    use std::os::unix::fs::MetadataExt;
    let data = &server.data;
    let Ok(facts) = std::fs::metadata(data) else { return Ok(()) };
    let me = rustix::process::geteuid();
    if me.is_root() || me.as_raw() == facts.uid() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{} belongs to another user, the service's; run this command as that user or as root",
        data.display()
    )))
}
