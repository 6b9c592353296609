// SPDX-License-Identifier: MPL-2.0
//! One calendar as it is configured: where it is, and which desks it is about.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::http_client::parse_proxy;
use super::ical::{DeskBy, Labels, UnlabelledEntries};
use office::names::DeskId;

/// One calendar of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceConfig {
    pub kind: SystemKind,
    /// Where it is: an address, or for `file` a folder.
    pub address: String,
    /// The one desk whose calendar it is.
    #[serde(default)]
    pub desk: Option<DeskId>,
    /// How the desks of one calendar are distinguished.
    #[serde(default)]
    pub desks_by: Option<DesksBy>,
    /// How each desk is called there: category, location, resource or number.
    #[serde(default)]
    pub desks: BTreeMap<String, DeskId>,
    #[serde(default)]
    pub calendar: Option<String>,
    #[serde(default)]
    pub user: Option<String>,
    #[serde(default)]
    pub secret_file: Option<PathBuf>,
    /// Certificates, in PEM, of the authority that vouches for the server, beside those the machine knows.
    #[serde(default)]
    pub certificate_authority_file: Option<PathBuf>,
    /// The HTTP proxy by which the server is reached.
    #[serde(default)]
    pub proxy: Option<String>,
    #[serde(default)]
    pub branch: Option<u64>,
    #[serde(default = "thirty")]
    pub poll_seconds: u32,
    /// Whether an `ics` address may lie in the server's own network.
    #[serde(default)]
    pub inside_network: bool,
    /// Whether entries of a `caldav` or `ics` calendar that are shown as free take time, as in calendars of holidays.
    #[serde(default)]
    pub free_entries_count: bool,
}

const fn thirty() -> u32 {
    30
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SystemKind {
    Caldav,
    Ics,
    File,
    EasyAppointments,
    Qmatic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DesksBy {
    Category,
    Location,
    Resource,
    /// Every entry is for all desks: a calendar of holidays.
    EveryDesk,
}

impl SystemKind {
    /// As it is written in the configuration.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Caldav => "caldav",
            Self::Ics => "ics",
            Self::File => "file",
            Self::EasyAppointments => "easy_appointments",
            Self::Qmatic => "qmatic",
        }
    }

    /// Whether it is reached over the network.
    const fn is_remote(self) -> bool {
        match self {
            Self::Caldav | Self::Ics | Self::EasyAppointments | Self::Qmatic => true,
            Self::File => false,
        }
    }

    /// Whether it names its desks by numbers.
    const fn numbers_desks(self) -> bool {
        match self {
            Self::EasyAppointments | Self::Qmatic => true,
            Self::Caldav | Self::Ics | Self::File => false,
        }
    }

    /// Whether a source of it is one calendar.
    const fn is_calendar(self) -> bool {
        match self {
            Self::Caldav | Self::Ics => true,
            Self::File | Self::EasyAppointments | Self::Qmatic => false,
        }
    }

    pub const fn can_hold(self) -> bool {
        match self {
            Self::Caldav | Self::EasyAppointments | Self::Qmatic => true,
            Self::Ics | Self::File => false,
        }
    }
}

impl SourceConfig {
    /// # Errors
    /// The first mistake, in a sentence that says what to do.
    pub fn check(&self, desks: &[DeskId]) -> Result<(), String> {
        if !(5..=86_400).contains(&self.poll_seconds) {
            return Err(format!("poll_seconds is {}; it may be 5 to 86400", self.poll_seconds));
        }
        let named = self.desk.iter().chain(self.desks.values());
        if let Some(unknown) = named.into_iter().find(|desk| !desks.contains(desk)) {
            return Err(format!("there is no desk «{unknown}»; use the id of one of the desks"));
        }
        if self.kind.is_remote() && !self.address.contains("://") {
            return Err("address begins with https:// and names the server".to_owned());
        }
        if self.kind.numbers_desks()
            && (self.desks.is_empty() || self.desks.keys().any(|key| key.parse::<u64>().is_err()))
        {
            return Err("name each desk by its number there, as desks = { 3 = \"1\" }".to_owned());
        }
        if self.kind == SystemKind::Qmatic && self.branch.is_none() {
            return Err("qmatic needs the branch's number, as branch = 1".to_owned());
        }
        let labels = matches!(self.desks_by, Some(DesksBy::Category | DesksBy::Location | DesksBy::Resource));
        if labels && self.desks.is_empty() {
            return Err("say which desk each label means, as desks = { \"Skranke 1\" = \"1\" }".to_owned());
        }
        if self.kind.is_calendar() && self.desk.is_some() == self.desks_by.is_some() {
            return Err("write either desk, when the calendar is one desk's, or desks_by".to_owned());
        }
        if self.kind == SystemKind::Caldav && self.secret_file.is_some() != self.user.is_some() {
            return Err("user and secret_file go together".to_owned());
        }
        if !self.kind.is_remote() && (self.certificate_authority_file.is_some() || self.proxy.is_some()) {
            return Err("a folder needs no certificate_authority_file and no proxy".to_owned());
        }
        if let Some(proxy) = &self.proxy {
            parse_proxy(proxy)?;
        }
        Ok(())
    }

    /// The desks whose bookings this calendar holds.
    pub fn desks_read(&self, all: &[DeskId]) -> Vec<DeskId> {
        let everyone = self.kind == SystemKind::File || self.desks_by == Some(DesksBy::EveryDesk);
        let named = |desk: &&DeskId| {
            everyone || self.desk.as_ref() == Some(*desk) || self.desks.values().any(|named| named == *desk)
        };
        all.iter().filter(named).cloned().collect()
    }

    /// The desks at which it can hold time.
    pub fn desks_held(&self, all: &[DeskId]) -> Vec<DeskId> {
        let holiday = self.desks_by == Some(DesksBy::EveryDesk);
        if self.kind.can_hold() && !holiday { self.desks_read(all) } else { Vec::new() }
    }

    pub fn count_paths_from(&mut self, folder: &Path) {
        for file in [&mut self.secret_file, &mut self.certificate_authority_file].into_iter().flatten() {
            *file = folder.join(&*file);
        }
        if self.kind == SystemKind::File {
            self.address = folder.join(&self.address).to_string_lossy().into_owned();
        }
    }

    pub(super) fn desk_by(&self) -> DeskBy {
        if let Some(desk) = &self.desk {
            return DeskBy::Calendar(desk.clone());
        }
        let labels = || {
            Labels::new(self.desks.iter().map(|(l, d)| (l.clone(), d.clone())), UnlabelledEntries::EveryDesk)
        };
        match self.desks_by {
            Some(DesksBy::Category) => DeskBy::Category(labels()),
            Some(DesksBy::Location) => DeskBy::Location(labels()),
            Some(DesksBy::Resource) => DeskBy::Resource(labels()),
            Some(DesksBy::EveryDesk) | None => DeskBy::EveryDesk,
        }
    }

    pub(super) fn by_number(&self) -> BTreeMap<u64, DeskId> {
        self.desks.iter().filter_map(|(label, desk)| Some((label.parse().ok()?, desk.clone()))).collect()
    }
}
