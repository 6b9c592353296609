// SPDX-License-Identifier: MPL-2.0
//! Builds the adapter that a calendar's configuration asks for, and reads its secret.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::caldav::{self, CalDav};
use super::easy_appointments::{self, EasyAppointments};
use super::http_client::{AllowedNetwork, Credentials, HttpLimits, Transport};
use super::ical::{AllDay, CalendarLimits};
use super::import::{Folder, ImportTarget};
use super::port::{AppointmentSystem, SourceError};
use super::qmatic::{self, Qmatic};
use super::reconciler::CalendarSource;
use super::server_mark::ServerMark;
use super::source_config::{SourceConfig, SystemKind};
use super::subscription::{Subscription, SubscriptionSource};
use office::names::DeskId;
use office::setup::Setup;

const LONGEST_SECRET: u64 = 4096;

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

/// How the server is shown who asks.
fn credentials(source: &SourceConfig) -> Result<Credentials, String> {
    let Some(file) = &source.secret_file else { return Ok(Credentials::None) };
    let secret = read_secret(file)?;
    Ok(match (&source.user, source.kind) {
        (Some(user), _) => Credentials::Basic { user: user.clone(), password: secret },
        (None, SystemKind::Qmatic) => Credentials::Header { name: "auth-token", value: secret },
        (None, _) => Credentials::Header { name: "authorization", value: format!("Bearer {secret}") },
    })
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
    let credentials = credentials(source)?;
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
