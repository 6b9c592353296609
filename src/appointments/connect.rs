// SPDX-License-Identifier: MPL-2.0
//! Builds the adapter that a calendar's configuration asks for, and reads its secret.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use super::caldav::{self, CalDav};
use super::easy_appointments::{self, EasyAppointments};
use super::http_client::{AllowedNetwork, Credentials, HttpLimits, Transport, parse_proxy};
use super::ical::{AllDay, CalendarLimits, DeskBy, Labels, UnlabelledEntries};
use super::import::{Folder, ImportTarget};
use super::port::{AppointmentSystem, SourceError};
use super::qmatic::{self, Qmatic};
use super::reconciler::CalendarSource;
use super::server_mark::ServerMark;
use super::subscription::{Subscription, SubscriptionSource};
use office::names::DeskId;
use office::setup::Setup;

const LONGEST_SECRET: u64 = 4096;

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

    fn desk_by(&self) -> DeskBy {
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

    fn by_number(&self) -> BTreeMap<u64, DeskId> {
        self.desks.iter().filter_map(|(label, desk)| Some((label.parse().ok()?, desk.clone()))).collect()
    }

    fn credentials(&self) -> Result<Credentials, String> {
        let Some(file) = &self.secret_file else { return Ok(Credentials::None) };
        let secret = read_secret(file)?;
        Ok(match (&self.user, self.kind) {
            (Some(user), _) => Credentials::Basic { user: user.clone(), password: secret },
            (None, SystemKind::Qmatic) => Credentials::Header { name: "auth-token", value: secret },
            (None, _) => Credentials::Header { name: "authorization", value: format!("Bearer {secret}") },
        })
    }
}

/// A secret that nobody else on the machine may read.
///
/// # Errors
/// Why it cannot be used, in a sentence that says what to do.
pub fn read_secret(file: &Path) -> Result<String, String> {
    let name = file.display();
    let about = fs::metadata(file)
        .map_err(|error| format!("{name} cannot be read ({error}); secret_file names it"))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if about.permissions().mode() & 0o077 != 0 {
            return Err(format!("{name} can be read by others on this machine; run: chmod 600 {name}"));
        }
    }
    if !about.is_file() {
        return Err(format!("{name} is not a file; secret_file names one"));
    }
    if about.len() > LONGEST_SECRET {
        return Err(format!("{name} is too long for a password; it holds nothing else"));
    }
    let text = fs::read_to_string(file).map_err(|error| format!("{name} cannot be read ({error})"))?;
    let secret = text.trim_end_matches(['\n', '\r']);
    if secret.is_empty() { Err(format!("{name} is empty")) } else { Ok(secret.to_owned()) }
}

/// The adapter; it sends nothing yet.
///
/// # Errors
/// What is wrong with the configuration, in a sentence that says what to do.
pub fn connect(
    source: &SourceConfig,
    title: &str,
    setup: &Setup,
    mark: ServerMark,
) -> Result<Box<dyn AppointmentSystem>, String> {
    let credentials = source.credentials()?;
    let transport = Transport::new(source.certificate_authority_file.as_deref(), source.proxy.as_deref())?;
    let connection = Connection { source, title, setup, mark, credentials, transport };
    let connected = match source.kind {
        SystemKind::Caldav => connection.caldav(),
        SystemKind::Ics => connection.subscription(),
        SystemKind::File => Ok(connection.folder()),
        SystemKind::EasyAppointments => connection.easy_appointments(),
        SystemKind::Qmatic => connection.qmatic(),
    };
    connected.map_err(|error| error.to_string())
}

/// What the adapters are made of.
struct Connection<'a> {
    source: &'a SourceConfig,
    title: &'a str,
    setup: &'a Setup,
    mark: ServerMark,
    credentials: Credentials,
    transport: Transport,
}

type Connected = Result<Box<dyn AppointmentSystem>, SourceError>;

impl Connection<'_> {
    fn office(&self) -> String {
        self.setup.id.as_str().to_owned()
    }

    fn least_pause(&self) -> Duration {
        Duration::from_secs(self.source.poll_seconds.into())
    }

    fn caldav(self) -> Connected {
        let labels = self.source.desks.iter().map(|(label, desk)| (desk.clone(), label.clone()));
        Ok(Box::new(CalDav::new(caldav::CalDavSource {
            office: self.office(),
            zone: self.setup.time_zone.clone(),
            address: self.source.address.clone(),
            calendar: self.source.calendar.clone(),
            credentials: self.credentials,
            title: self.title.to_owned(),
            desks: self.source.desk_by(),
            labels: labels.collect(),
            all_day: AllDay::Closed,
            free_entries_count: self.source.free_entries_count,
            limits: HttpLimits::default(),
            transport: self.transport,
            mark: self.mark,
        })?))
    }

    fn subscription(self) -> Connected {
        let (office, least_pause) = (self.office(), self.least_pause());
        let any = self.source.inside_network;
        Ok(Box::new(Subscription::new(SubscriptionSource {
            address: self.source.address.clone(),
            // A published calendar is secured by its address, or by a user and a password.
            credentials: match self.credentials {
                Credentials::Header { .. } => Credentials::None,
                credentials => credentials,
            },
            network: if any { AllowedNetwork::Any } else { AllowedNetwork::Public },
            office,
            zone: self.setup.time_zone.clone(),
            desks: self.source.desk_by(),
            all_day: AllDay::Closed,
            free_entries_count: self.source.free_entries_count,
            limits: CalendarLimits::default(),
            timeouts: SubscriptionSource::default_timeouts(),
            transport: self.transport,
            least_pause,
        })?))
    }

    fn folder(&self) -> Box<dyn AppointmentSystem> {
        let desks = self.setup.desks.iter().map(|desk| desk.id.clone()).collect();
        let target = ImportTarget { zone: self.setup.time_zone.clone(), desks };
        Box::new(Folder::new(PathBuf::from(&self.source.address), target, self.least_pause()))
    }

    fn easy_appointments(self) -> Connected {
        Ok(Box::new(EasyAppointments::new(easy_appointments::EasyAppointmentsSource {
            office: self.office(),
            zone: self.setup.time_zone.clone(),
            address: self.source.address.clone(),
            credentials: self.credentials,
            title: self.title.to_owned(),
            mark: self.mark,
            providers: self.source.by_number(),
            limits: HttpLimits::default(),
            transport: self.transport,
        })?))
    }

    fn qmatic(self) -> Connected {
        Ok(Box::new(Qmatic::new(qmatic::QmaticSource {
            office: self.office(),
            zone: self.setup.time_zone.clone(),
            address: self.source.address.clone(),
            credentials: self.credentials,
            title: self.title.to_owned(),
            mark: self.mark,
            branch: self.source.branch.unwrap_or_default(),
            resources: self.source.by_number(),
            limits: HttpLimits::default(),
            transport: self.transport,
        })?))
    }
}

/// All calendars of an office, for the reconciler.
///
/// # Errors
/// The first source with a mistake, and what to do.
pub fn connect_all(
    sources: &[SourceConfig],
    title: &str,
    setup: &Setup,
    mark: ServerMark,
) -> Result<Vec<CalendarSource>, String> {
    let all: Vec<DeskId> = setup.desks.iter().map(|desk| desk.id.clone()).collect();
    let mut connected = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        let name = format!("{} {} ({})", setup.id, index + 1, source.kind.code());
        let system =
            connect(source, title, setup, mark).map_err(|why| format!("source {}: {why}", index + 1))?;
        let every = Duration::from_secs(source.poll_seconds.into());
        let seed = u64::from(std::process::id()) << 8 | u64::try_from(index).unwrap_or(0);
        connected.push(CalendarSource::new(name, system, source.desks_read(&all), every, seed));
    }
    Ok(connected)
}
