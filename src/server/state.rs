// SPDX-License-Identifier: MPL-2.0
//! What every request can reach: the offices, and what they have in common.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use tokio::sync::OnceCell;

use super::check_in_limit::CheckInLimit;
use super::client_address::TrustedProxies;
use super::host_names::HostNames;
use super::limits::Limits;
use super::open_counts::OpenCounts;
use super::problem::{Code, Problem};
use super::rate_limit::AddressLimit;
use super::silent_boards::SilentBoards;
use super::ui::Ui;
use super::webhook::Webhook;
use super::withdrawn_check_ins::WithdrawnCheckIns;
use appointments::source_status::SharedSources;
use jobs::advice_job::AdviceJob;
use jobs::ledger_follower::LedgerFollower;
use office::calendar::Zone;
use office::names::{DeskId, OfficeId, TicketId};
use office::refusal::Refusal;
use runtime::handle::{NoAnswer, OfficeHandle};
use staff::{Role, SharedAccess, Token};

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
}

/// One office and who may do what in it.
#[derive(Debug)]
pub struct HostedOffice {
    pub handle: OfficeHandle,
    /// Shared with the office's window job.
    pub ledger_follower: Arc<LedgerFollower>,
    pub zone: Zone,
    pub access: Arc<SharedAccess>,
    /// Why the office does not follow its configuration, if it refused it.
    pub setup_refused: Option<Refusal>,
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
}

#[derive(Debug)]
pub struct AppState {
    pub offices: BTreeMap<OfficeId, OfficeState>,
    pub public_url: Option<String>,
    pub ui: Ui,
    pub host_names: Option<HostNames>,
    pub trusted_proxies: TrustedProxies,
    pub limits: Limits,
    pub rate_limit: AddressLimit,
    /// Live views now.
    pub live: AtomicUsize,
    pub live_by_address: Arc<OpenCounts<IpAddr>>,
    pub live_by_ticket: Arc<OpenCounts<TicketId>>,
    pub live_by_token: Arc<OpenCounts<Token>>,
}

/// A hosted office with what is looked up once.
#[derive(Debug)]
pub struct OfficeState {
    pub id: OfficeId,
    pub hosted: HostedOffice,
    /// Where to sit and wait, by desk. An office's desks change only when the server starts.
    areas: OnceCell<BTreeMap<DeskId, String>>,
    pub advice_job: AdviceJob,
    pub check_in_limit: CheckInLimit,
    pub withdrawn_check_ins: WithdrawnCheckIns,
    pub silent_boards: Arc<SilentBoards>,
}

impl AppState {
    pub fn new(parts: Parts) -> Self {
        let Parts { offices, public_url, ui_dir, host_names, trusted_proxies, limits } = parts;
        let office = |(id, hosted): (OfficeId, HostedOffice)| {
            let advice_job = AdviceJob::default();
            let check_in_limit = CheckInLimit::new(&limits);
            let office = OfficeState {
                id: id.clone(),
                hosted,
                areas: OnceCell::new(),
                advice_job,
                check_in_limit,
                withdrawn_check_ins: WithdrawnCheckIns::default(),
                silent_boards: Arc::default(),
            };
            (id, office)
        };
        Self {
            offices: offices.into_iter().map(office).collect(),
            public_url,
            ui: Ui::new(ui_dir),
            host_names,
            trusted_proxies,
            limits,
            rate_limit: AddressLimit::new(&limits),
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

    /// Whether some office here knows the token.
    pub fn knows(&self, token: &Token) -> bool {
        self.offices.values().any(|office| office.hosted.access.current().identity(token).is_some())
    }
}

impl OfficeState {
    pub async fn area(&self, desk: Option<&DeskId>) -> Result<Option<String>, NoAnswer> {
        let Some(desk) = desk else { return Ok(None) };
        let read = || async {
            self.hosted
                .handle
                .read(|office, _| {
                    let desks = office.setup().desks.iter();
                    desks.map(|desk| (desk.id.clone(), desk.area.clone())).collect()
                })
                .await
        };
        let areas: &BTreeMap<DeskId, String> = self.areas.get_or_try_init(read).await?;
        Ok(areas.get(desk).filter(|area| !area.is_empty()).cloned())
    }
}
