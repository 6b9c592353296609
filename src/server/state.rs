// SPDX-License-Identifier: MPL-2.0
//! What every request can reach: the offices, and what they have in common.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use tokio::sync::Semaphore;

use crate::busy_now::BusyCache;
use crate::configuration_status::ConfigurationStatus;
use crate::limits::Limits;
use crate::limits::check_in_limit::CheckInLimit;
use crate::limits::open_counts::OpenCounts;
use crate::limits::rate_limit::AddressLimit;
use crate::limits::withdrawn_check_ins::WithdrawnCheckIns;
use crate::live::presence::Presence;
use crate::office_metrics::OfficeFigures;
use crate::pages::branding::SharedBranding;
use crate::pages::ui::Ui;
use crate::pending_ratings::PendingRatings;
use crate::problem::{Code, Problem};
use crate::request::client_address::TrustedProxies;
use crate::request::host_names::HostNames;
use crate::request::reading_trace::ReadingTrace;
use crate::request::refused_log::RefusedLog;
use crate::request::session_cookie::SessionCookies;
use crate::routes::webhook::Webhook;
use crate::tls::Tls;
use appointments::source_status::SharedSources;
use jobs::advice_job::AdviceJob;
use jobs::ledger_follower::LedgerFollower;
use office::calendar::Zone;
use office::localized_text::LocalizedText;
use office::names::{DeskId, OfficeId, TicketId};
use runtime::handle::{NoAnswer, OfficeHandle};
use staff::{
    Identity, IdentityProvider, LocalSignIn, OfficeCompanions, PeopleStore, Role, SharedAccess, Token,
};

/// Passwords looked at at the same time, each with a processor and 19 MiB of its own.
const PASSWORD_CHECKS: usize = 2;

/// What the server is started with.
#[derive(Debug)]
pub struct Parts {
    pub offices: BTreeMap<OfficeId, HostedOffice>,
    /// The address people reach it by, for QR codes; without it, what the request says.
    pub public_url: Option<String>,
    /// Screens from a folder instead of the ones built in: for working on them.
    pub ui_dir: Option<PathBuf>,
    /// The names a demo answers to; nothing where any name will do, because pages carry no token.
    pub host_names: Option<HostNames>,
    /// Whose word about who asks is taken.
    pub trusted_proxies: TrustedProxies,
    pub limits: Limits,
    /// Where connections are encrypted here and not by a proxy.
    pub tls: Option<Arc<Tls>>,
}

/// One office and who may do what in it.
#[derive(Debug)]
pub struct HostedOffice {
    pub handle: OfficeHandle,
    /// Shared with the office's window job.
    pub ledger_follower: Arc<LedgerFollower>,
    pub zone: Zone,
    pub access: Arc<SharedAccess>,
    /// Whether it follows its configuration.
    pub configuration: Arc<ConfigurationStatus>,
    pub branding: Arc<SharedBranding>,
    pub people: Arc<PeopleStore>,
    pub local_sign_in: Arc<LocalSignIn>,
    pub identity_provider: Option<Arc<IdentityProvider>>,
    /// Why it could not be opened; its handle then answers that it has stopped.
    pub not_opened: Option<NotOpened>,
    /// A demo's screens carry their tokens with them; a real office's never do.
    pub demo: Option<DemoScreens>,
    /// Called by its appointment system after changes.
    pub webhook: Option<Webhook>,
    /// What is known of its appointment systems; none where it has none.
    pub sources: SharedSources,
}

/// Why an office could not be opened, as the log says it.
#[derive(Clone, Debug)]
pub enum NotOpened {
    /// The machine's time is far from the ledger's last moment.
    Clock(String),
    Ledger(String),
}

#[derive(Debug)]
pub struct DemoScreens {
    pub tokens: BTreeMap<Role, String>,
    /// A companion's code to try the kiosk with.
    pub code: String,
    /// Whether invented people keep the hall going.
    pub lively: bool,
}

#[derive(Debug)]
pub struct AppState {
    pub offices: BTreeMap<OfficeId, OfficeState>,
    pub public_url: Option<String>,
    pub cookies: SessionCookies,
    /// Passwords that are looked at now.
    pub password_checks: Arc<Semaphore>,
    pub ui: Ui,
    pub host_names: Option<HostNames>,
    pub trusted_proxies: TrustedProxies,
    pub limits: Limits,
    pub tls: Option<Arc<Tls>>,
    pub rate_limit: AddressLimit,
    pub refused_log: RefusedLog,
    /// Live views now.
    pub live: AtomicUsize,
    pub live_by_address: Arc<OpenCounts<IpAddr>>,
    pub live_by_ticket: Arc<OpenCounts<TicketId>>,
    pub live_by_token: Arc<OpenCounts<Token>>,
}

type Areas = BTreeMap<DeskId, LocalizedText>;

/// A hosted office with what is looked up once.
#[derive(Debug)]
pub struct OfficeState {
    pub id: OfficeId,
    pub hosted: HostedOffice,
    /// Where to sit and wait, by desk, with the generation of the setup.
    areas: Mutex<Option<(u64, Arc<Areas>)>>,
    pub advice_job: AdviceJob,
    pub check_in_limit: CheckInLimit,
    pub withdrawn_check_ins: WithdrawnCheckIns,
    /// The screens that are open with each device's token.
    pub presence: Arc<Presence>,
    pub figures: OfficeFigures,
    pub busy: BusyCache,
    pub ratings: PendingRatings,
    pub reading_trace: ReadingTrace,
}

impl AppState {
    pub fn new(parts: Parts) -> Self {
        let Parts { offices, public_url, ui_dir, host_names, trusted_proxies, limits, tls } = parts;
        let office = |(id, hosted): (OfficeId, HostedOffice)| {
            let advice_job = AdviceJob::default();
            let check_in_limit = CheckInLimit::new(&limits);
            let presence = Arc::new(Presence::of(&hosted.people));
            let office = OfficeState {
                id: id.clone(),
                hosted,
                areas: Mutex::default(),
                advice_job,
                check_in_limit,
                withdrawn_check_ins: WithdrawnCheckIns::default(),
                presence,
                figures: OfficeFigures::default(),
                busy: BusyCache::default(),
                ratings: PendingRatings::default(),
                reading_trace: ReadingTrace::default(),
            };
            (id, office)
        };
        Self {
            offices: offices.into_iter().map(office).collect(),
            cookies: SessionCookies::of(public_url.as_deref()),
            password_checks: Arc::new(Semaphore::new(PASSWORD_CHECKS)),
            public_url,
            ui: Ui::new(ui_dir),
            host_names,
            trusted_proxies,
            limits,
            tls,
            rate_limit: AddressLimit::new(&limits),
            refused_log: RefusedLog::default(),
            live: AtomicUsize::new(0),
            live_by_address: OpenCounts::new(limits.live_per_address),
            live_by_ticket: OpenCounts::new(limits.live_per_ticket),
            live_by_token: OpenCounts::new(limits.live_per_token),
        }
    }

    pub fn office(&self, id: &str) -> Result<&OfficeState, Problem> {
        let unknown = || Problem::new(Code::UnknownOffice, "This server has no office of that name.");
        id.parse().ok().and_then(|id: OfficeId| self.offices.get(&id)).ok_or_else(unknown)
    }

    /// The office that an address names.
    pub fn office_addressed(
        &self,
        office: Result<Path<String>, PathRejection>,
    ) -> Result<&OfficeState, Problem> {
        let Path(office) = office.map_err(|_| Problem::bad_request("The address is not UTF-8."))?;
        self.office(&office)
    }

    /// Whether browsers reach the server by TLS, here or at a proxy.
    pub fn is_encrypted(&self) -> bool {
        self.tls.is_some() || self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// Whether some office here knows the token.
    pub fn knows(&self, token: &Token) -> bool {
        self.offices.values().any(|office| office.hosted.identity(token).is_some())
    }
}

impl HostedOffice {
    /// Who holds a token: a device that was paired, or an entry of the access file.
    pub fn identity(&self, token: &Token) -> Option<Identity> {
        self.access.current().identity(token).cloned().or_else(|| self.people.device(token))
    }

    pub fn companions(&self) -> OfficeCompanions {
        OfficeCompanions::of(self.access.current(), Arc::clone(&self.people))
    }
}

impl OfficeState {
    /// Where to sit for a desk.
    pub async fn area(&self, desk: Option<&DeskId>) -> Result<Option<LocalizedText>, NoAnswer> {
        let Some(desk) = desk else { return Ok(None) };
        Ok(self.areas().await?.get(desk).cloned())
    }

    /// Read once for each setup, because every ticket's answer asks for it.
    async fn areas(&self) -> Result<Arc<Areas>, NoAnswer> {
        let generation = self.hosted.configuration.generation();
        let known = self.areas.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, areas)) = known.filter(|(read_at, _)| *read_at == generation) {
            return Ok(areas);
        }
        let read = self.hosted.handle.read(|office, _| {
            let desks = office.setup().desks.iter();
            desks.filter_map(|desk| Some((desk.id.clone(), desk.area.clone()?))).collect::<Areas>()
        });
        let areas = Arc::new(read.await?);
        *self.areas.lock().unwrap_or_else(PoisonError::into_inner) = Some((generation, Arc::clone(&areas)));
        Ok(areas)
    }
}
