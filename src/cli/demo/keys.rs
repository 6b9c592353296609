// SPDX-License-Identifier: MPL-2.0
//! The demo's tokens and the companion's code. They lie in the data folder, so that a restart has the same.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use serde::Deserialize;

use super::Failure;
use office::names::OfficeId;
use staff::{Access, Role};

/// The companions, by pseudonym, unit and code. The first tries out the kiosk.
pub(super) const COMPANIONS: [(&str, &str, &str); 3] = [
    ("demo-companion", "Center for Mestring", "4711"),
    ("demo-companion-2", "Center for Forsorg", "4712"),
    ("demo-companion-3", "Jobcenter", "4713"),
];

/// The roles of the demo's screens and of those who try its interface.
const NEEDED: [Role; 6] =
    [Role::Kiosk, Role::Board, Role::Companion, Role::Clerk, Role::Supervisor, Role::Administrator];

pub(super) struct Keys {
    pub access: Access,
    pub tokens: BTreeMap<Role, String>,
    pub code: String,
}

/// The keys in a data folder, made on the first day.
pub(super) fn of(data: &Path, office: &OfficeId) -> Result<Keys, Failure> {
    let file = data.join("access.toml");
    if !file.exists() {
        let (_, tokens) = Access::generate();
        write(&file, &tokens).map_err(|error| {
            Failure::new(format!("{} cannot be written ({error}); choose another --data", file.display()))
        })?;
    }
    read(&file, office)
}

/// Under its name only when it is whole: a demo killed in the middle of it starts again.
fn write(file: &Path, tokens: &BTreeMap<Role, String>) -> std::io::Result<()> {
    let mut text = "# Made by mintur demo. Remove it to have new tokens.\n".to_owned();
    let entries =
        tokens.iter().map(|(role, token)| format!("[[tokens]]\nrole = \"{role}\"\ntoken = \"{token}\"\n"));
    text.extend(entries);
    text.extend(COMPANIONS.iter().map(|(reference, unit, code)| {
        format!("[[companions]]\nreference = \"{reference}\"\nunit = \"{unit}\"\ncode = \"{code}\"\n")
    }));
    let partial = file.with_extension("partial");
    drop(fs::remove_file(&partial));
    let mut written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&partial)?;
    written.write_all(text.as_bytes())?;
    written.sync_all()?;
    fs::rename(partial, file)
}

#[derive(Deserialize)]
struct Written {
    tokens: Vec<WrittenToken>,
    companions: Vec<WrittenCompanion>,
}

#[derive(Deserialize)]
struct WrittenToken {
    role: Role,
    token: String,
}

#[derive(Deserialize)]
struct WrittenCompanion {
    code: String,
}

fn read(file: &Path, office: &OfficeId) -> Result<Keys, Failure> {
    let offices = Access::read(file, std::slice::from_ref(office)).map_err(Failure::from_error)?;
    let access = offices.into_values().next().unwrap_or_else(Access::closed);
    let incomplete =
        || Failure::new(format!("{} is not the demo's own; remove it, and it is made anew", file.display()));
    let text = fs::read_to_string(file).map_err(|_| incomplete())?;
    let written: Written = toml::from_str(&text).map_err(|_| incomplete())?;
    let tokens: BTreeMap<Role, String> =
        written.tokens.into_iter().map(|entry| (entry.role, entry.token)).collect();
    let code = written.companions.into_iter().next().map(|companion| companion.code);
    match code {
        // A folder of an earlier version has no tokens of the roles that came later; no screen needs them.
        Some(code) if NEEDED.iter().all(|role| tokens.contains_key(role)) => {
            Ok(Keys { access, tokens, code })
        }
        _ => Err(incomplete()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::startup::machine_clock;
    use staff::{OfficeCompanions, PeopleStore, SessionLimits, Token};
    use std::os::unix::fs::PermissionsExt;

    impl Keys {
        /// Those of the access file.
        pub fn companions(self) -> OfficeCompanions {
            let people = PeopleStore::in_memory(machine_clock(), SessionLimits::default()).unwrap();
            OfficeCompanions::of(self.access.into(), people.into())
        }
    }

    #[test]
    fn a_restarted_demo_has_the_same_tokens_and_nobody_else_can_read_them() {
        let folder = tempfile::tempdir().unwrap();
        let first = of(folder.path(), &"demo".into()).ok().unwrap();
        let again = of(folder.path(), &"demo".into()).ok().unwrap();
        assert_eq!(first.tokens, again.tokens);
        let mode = fs::metadata(folder.path().join("access.toml")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let code = again.code.clone();
        assert!(again.companions().recognise(&Token::of("kiosk"), &code).is_ok());
    }

    #[test]
    fn a_file_that_is_not_the_demos_own_is_refused_with_the_cure() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("access.toml");
        write(&file, &BTreeMap::new()).unwrap();
        let said = of(folder.path(), &"demo".into()).err().unwrap().to_string();
        assert!(said.contains("remove it, and it is made anew"), "{said}");
    }
}
