// SPDX-License-Identifier: MPL-2.0
//! The files that setup writes: the configuration, which the service may read, and the access file, which only the
//! service may.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{
    DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, chown,
};
use std::path::{Path, PathBuf};

use super::Failure;
use super::answers::Answers;
use staff::{Role, random_token};

#[derive(Debug)]
pub struct WrittenFiles {
    pub configuration: PathBuf,
    pub access: PathBuf,
    /// Whether the data belong to a user of their own, as an installed package arranges it.
    pub is_for_service: bool,
}

/// One device with its token.
#[derive(Debug)]
struct DeviceToken {
    role: Role,
    name: String,
    token: String,
}

impl DeviceToken {
    /// The screen it opens, if it is a screen's.
    fn path(&self) -> Option<String> {
        match self.role {
            Role::Kiosk => Some("kiosk".to_owned()),
            Role::Board => Some("board".to_owned()),
            Role::Clerk => Some(self.name.replacen("desk-", "desk/", 1)),
            Role::Supervisor => Some("supervisor".to_owned()),
            Role::Administrator => Some("report".to_owned()),
            Role::Companion | Role::UnitLead | Role::Management | Role::Auditor => None,
        }
    }
}

#[derive(Debug)]
pub struct Tokens(Vec<DeviceToken>);

impl Tokens {
    pub fn generate(answers: &Answers) -> Self {
        let one = |role: Role| (role, role.name().to_owned());
        let desks = (1..=answers.desks).map(|desk| (Role::Clerk, format!("desk-{desk}")));
        let devices = [one(Role::Kiosk), one(Role::Board)]
            .into_iter()
            .chain(desks)
            .chain([one(Role::Supervisor), one(Role::Administrator)]);
        Self(devices.map(|(role, name)| DeviceToken { role, name, token: random_token() }).collect())
    }

    /// Each screen with its device, path and token.
    pub fn screens(&self) -> Vec<(String, String, &str)> {
        self.0
            .iter()
            .filter_map(|device| Some((device.name.clone(), device.path()?, device.token.as_str())))
            .collect()
    }

    fn file(&self, office: &str) -> String {
        let mut text = "# Who may do what. Made by mintur setup. Secret: readable by the service only.\n\
            # A screen that was lost: put another token here, then run: systemctl reload mintur\n\n"
            .to_owned();
        for DeviceToken { role, name, token } in &self.0 {
            let entry = format!(
                "[[tokens]]\nrole = \"{role}\"\nname = \"{name}\"\ntoken = \"{token}\"\noffices = [\"{office}\"]\n\n"
            );
            text.push_str(&entry);
        }
        let companion = [
            "# A companion, by a pseudonym, with the unit they belong to and the code on their card.",
            "# [[companions]]",
            "# reference = \"c-17\"",
            "# unit = \"Center for Mestring\"",
            "# code = \"K7Q2M9X4\"",
            &format!("# offices = [\"{office}\"]"),
        ];
        text + &companion.join("\n") + "\n"
    }
}

fn configuration_in(folder: &Path) -> PathBuf {
    folder.join("mintur.toml")
}

fn access_in(folder: &Path) -> PathBuf {
    folder.join("access.toml")
}

pub fn refuse_existing(folder: &Path) -> Result<(), Failure> {
    for file in [configuration_in(folder), access_in(folder)] {
        if fs::symlink_metadata(&file).is_ok() {
            let file = file.display();
            return Err(Failure::new(format!(
                "{file} is there already, and setup never overwrites; change it by hand, or name another --folder"
            )));
        }
    }
    Ok(())
}

/// Writes both files or neither.
pub fn write(answers: &Answers, configuration: &str, tokens: &Tokens) -> Result<WrittenFiles, Failure> {
    let data = &answers.data;
    make_folder(data, 0o700)?;
    make_folder(&answers.folder, 0o750)?;
    let owner = fs::metadata(data).map_err(|error| cannot(data, &error))?;
    // Root sets up for the user to whom the data belong.
    let service = (rustix::process::geteuid().is_root() && owner.uid() != 0).then_some(&owner);
    let written = WrittenFiles {
        configuration: configuration_in(&answers.folder),
        access: access_in(&answers.folder),
        is_for_service: service.is_some(),
    };
    let user = service.map(|owner| (Some(owner.uid()), Some(owner.gid())));
    create(&written.access, &tokens.file(&answers.office), 0o600, user)?;
    // The service reads its configuration and cannot change it.
    let (mode, group) = service.map_or((0o600, None), |owner| (0o640, Some((None, Some(owner.gid())))));
    if let Err(failure) = create(&written.configuration, configuration, mode, group) {
        drop(fs::remove_file(&written.access));
        return Err(failure);
    }
    Ok(written)
}

fn make_folder(folder: &Path, mode: u32) -> Result<(), Failure> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::DirBuilder::new().recursive(true).mode(mode).create(folder).map_err(|error| cannot(folder, &error))
}

type Owner = (Option<u32>, Option<u32>);

fn create(file: &Path, text: &str, mode: u32, owner: Option<Owner>) -> Result<(), Failure> {
    let written = || -> io::Result<()> {
        let mut new = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
        new.write_all(text.as_bytes())?;
        new.sync_all()?;
        if let Some((user, group)) = owner {
            chown(file, user, group)?;
        }
        new.set_permissions(fs::Permissions::from_mode(mode))
    };
    written().map_err(|error| {
        if error.kind() != io::ErrorKind::AlreadyExists {
            drop(fs::remove_file(file));
        }
        cannot(file, &error)
    })
}

fn cannot(path: &Path, error: &io::Error) -> Failure {
    let path = path.display();
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            Failure::new(format!("{path} cannot be written: run setup as root, or name other folders"))
        }
        _ => Failure::new(format!("{path} cannot be written: {error}")),
    }
}
