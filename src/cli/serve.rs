// SPDX-License-Identifier: MPL-2.0
//! `mintur serve`: the offices of a configuration, by the machine's clock.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use tokio::sync::Notify;

use super::checkpoint::{self, Checkpoints};
use super::failure::Failure;
use super::forget::{self, Retention};
use super::read_anew::{AccessByOffice, Running, RunningOffice};
use super::startup::{OfficePeople, OpenOffice, RunningReconciler};
use super::{branding, log, service_manager, startup};
use appointments::connect::{connect_all, read_secret};
use appointments::reconciler::Reconciler;
use appointments::server_mark::ServerMark;
use appointments::source_status::SharedSources;
use config::{self, Config, ConfigProblem, DiaryConfig, OfficeConfig, Server, TlsConfig};
use jobs::ledger_follower::LedgerFollower;
use ledger::{FindingCode, SqliteLedger};
use office::names::OfficeId;
use office::setup::Setup;
use runtime::Opening;
use runtime::clock::SystemClock;
use runtime::handle::OfficeHandle;
use runtime::ports::LedgerFailure;
use server::{
    CertificateFiles, HostedOffice, NotOpened, Parts, SharedBranding, Tls, TrustedProxies, Webhook,
};
use staff::{Access, SharedAccess};

/// What the administrator says is right although it looks wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Accepted {
    /// A ledger that ends far from the machine's time.
    pub clock: bool,
    /// A ledger that ends before its latest checkpoint.
    pub restored: bool,
}

pub(super) fn run(file: &Path, accepted: Accepted) -> Result<(), Failure> {
    let config = config::read(file).map_err(Failure::from_error)?;
    log::start(config.server.log_level, config.server.log_format);
    startup::runtime()?.block_on(serve(file, config, accepted))
}

async fn serve(file: &Path, config: Config, accepted: Accepted) -> Result<(), Failure> {
    let Config { server, checkpoints, retention, offices } = config;
    let end = startup::shutdown_signal()?;
    let ids: Vec<OfficeId> = offices.iter().map(|office| office.setup.id.clone()).collect();
    let access = Access::read(&server.access, &ids).map_err(Failure::from_error)?;
    let access = access.into_iter().map(|(id, access)| (id, Arc::new(SharedAccess::new(access)))).collect();
    let checkpoints = Arc::new(Checkpoints::new(&checkpoints, &server.data)?);
    let tls = server.tls.clone().map(read_certificate).transpose()?;
    // Before the ledgers are touched: a second server on the same port is the commonest mistake.
    let (listener, address) = startup::listen(server.listen).await?;
    let clock = Arc::new(SystemClock::new());
    let serving =
        Serving { clock, accepted, checkpoints: Arc::clone(&checkpoints), access, server: server.clone() };
    let (mut hosted, mut running, mut followed) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
    let is_alone = offices.len() == 1;
    for office in offices {
        let (id, diary) = (office.setup.id.clone(), office.diary.clone());
        let host = serving.host(office, is_alone, &mut running).await?;
        let (handle, status) = (host.handle.clone(), Arc::clone(&host.configuration));
        let branding = Arc::clone(&host.branding);
        followed.insert(id.clone(), RunningOffice { handle, status, branding, diary });
        hosted.insert(id, host);
    }
    let opened = hosted.iter().filter(|(_, office)| office.not_opened.is_none()).map(|(id, _)| id.clone());
    let opened: Vec<OfficeId> = opened.collect();
    let companions_of = |id: &OfficeId| {
        let office = hosted.get(id)?;
        Some((id.clone(), Arc::clone(&office.access), Arc::clone(&office.people)))
    };
    tokio::spawn(forget::run_regularly(Retention {
        data: server.data.clone(),
        periods: retention,
        offices: opened.iter().filter_map(companions_of).collect(),
    }));
    tokio::spawn(checkpoint::run(Arc::clone(&checkpoints), opened.clone()));
    let read =
        Running { file: file.to_owned(), server: server.clone(), access: serving.access, offices: followed };
    tokio::spawn(read.read_at_every(startup::hang_ups()?));
    let handles: Vec<OfficeHandle> = hosted.values().map(|office| office.handle.clone()).collect();
    tokio::spawn(service_manager::watch(handles));
    let scheme = if tls.is_some() { "https" } else { "http" };
    let public_url = Some(server.public_url.unwrap_or_else(|| format!("{scheme}://{address}")));
    let proxies = server.trusted_proxies.iter().map(|network| network.0).collect();
    let parts = Parts {
        offices: hosted,
        public_url,
        ui_dir: server.ui_dir,
        host_names: None,
        trusted_proxies: TrustedProxies::new(proxies),
        limits: startup::limits(),
        tls,
    };
    service_manager::tell_ready();
    let end = async {
        end.await;
        service_manager::tell_closing();
    };
    let served = startup::keep_open(listener, parts, end, RunningReconciler::close_all(running)).await;
    checkpoint::make_last(&checkpoints, &opened).await;
    served
}

/// The certificate, which every hang-up reads anew.
fn read_certificate(TlsConfig { certificate, key }: TlsConfig) -> Result<Arc<Tls>, Failure> {
    let tls = Arc::new(Tls::read(CertificateFiles { certificate, key }).map_err(Failure::from_error)?);
    let (reloaded, watched, mut hang_ups) = (Arc::clone(&tls), Arc::clone(&tls), startup::hang_ups()?);
    tokio::spawn(async move {
        while hang_ups.recv().await.is_some() {
            reloaded.reload();
        }
    });
    tokio::spawn(async move { watched.watch().await });
    Ok(tls)
}

/// What the offices have in common.
struct Serving {
    clock: Arc<SystemClock>,
    accepted: Accepted,
    checkpoints: Arc<Checkpoints>,
    access: AccessByOffice,
    server: Server,
}

impl Serving {
    /// An office whose ledger cannot be used stops nobody else: it answers that it has stopped. Alone it would be a
    /// server for nothing, unless only its clock is in doubt: that can be answered.
    async fn host(
        &self,
        office: OfficeConfig,
        is_alone: bool,
        running: &mut Vec<RunningReconciler>,
    ) -> Result<HostedOffice, Failure> {
        let access = self.access.get(&office.setup.id).map(Arc::clone);
        let access = access.unwrap_or_else(|| Arc::new(SharedAccess::new(Access::closed())));
        let people = self.people(&office.setup.id, is_alone)?;
        let OfficePeople { store: people, local_sign_in } = people;
        let provider = startup::identity_provider(&self.server, &office.setup.id);
        let identity_provider = provider.map_err(Failure::new)?.map(Arc::new);
        let (branding, refused_logo) = branding_of(&office);
        let handle = match self.open(&office) {
            Ok(handle) => handle,
            Err(failure) if is_alone && !matches!(failure, LedgerFailure::ClockInDoubt { .. }) => {
                return Err(Failure::from_error(failure));
            }
            Err(failure) => {
                tracing::error!(office = %office.setup.id, %failure, "the office cannot be opened");
                return Ok(HostedOffice {
                    handle: OfficeHandle::unavailable(self.clock.clone()),
                    ledger_follower: Arc::new(LedgerFollower::default()),
                    zone: office.setup.time_zone,
                    access,
                    branding,
                    configuration: Arc::default(),
                    people,
                    local_sign_in,
                    identity_provider,
                    not_opened: Some(not_opened(&failure)),
                    demo: None,
                    webhook: None,
                    sources: SharedSources::default(),
                });
            }
        };
        let OpenOffice { handle, follower, setup, configuration } =
            startup::start(handle, &office, &people).await?;
        if let Some(why) = refused_logo {
            configuration.refuse_file(&why);
        }
        let diary = office.diary.as_ref().map(|diary| self.reconcile(diary, &setup, &handle, running));
        let (webhook, sources) = diary.transpose()?.unwrap_or_default();
        Ok(HostedOffice {
            handle,
            ledger_follower: follower,
            zone: setup.time_zone,
            access,
            branding,
            configuration,
            people,
            local_sign_in,
            identity_provider,
            not_opened: None,
            demo: None,
            webhook,
            sources,
        })
    }

    /// An office whose people file cannot be used goes on with its devices, so that those in the queue are seen.
    fn people(&self, office: &OfficeId, is_alone: bool) -> Result<OfficePeople, Failure> {
        match OfficePeople::open(&self.server.data, office, &self.server.sign_in) {
            Ok(people) => Ok(people),
            Err(failure) if is_alone => Err(Failure::from_error(failure)),
            Err(failure) => {
                tracing::error!(%office, %failure, "nobody can sign in at the office");
                OfficePeople::nobody(&self.server.sign_in).map_err(Failure::from_error)
            }
        }
    }

    /// Runs the reconciler of an office that has an appointment system.
    fn reconcile(
        &self,
        diary: &DiaryConfig,
        setup: &Setup,
        handle: &OfficeHandle,
        running: &mut Vec<RunningReconciler>,
    ) -> Result<(Option<Webhook>, SharedSources), Failure> {
        let invalid = |why| Failure::new(format!("office «{}», appointment system: {why}", setup.id));
        let mark = ServerMark::of(&self.server.data);
        let sources = connect_all(&diary.sources, &diary.title, setup, mark).map_err(invalid)?;
        let secret = diary.webhook_secret_file.as_deref().map(read_secret).transpose().map_err(invalid)?;
        let called = Arc::new(Notify::new());
        let webhook = secret.map(|secret| Webhook::new(&secret, Arc::clone(&called)));
        let reconciler = Reconciler::new(sources, diary.days_ahead);
        let status = reconciler.status();
        running.push(RunningReconciler::spawn(reconciler, handle.clone(), called));
        Ok((webhook, status))
    }

    fn open(&self, office: &OfficeConfig) -> Result<OfficeHandle, LedgerFailure> {
        let (founding, id) = (startup::founding(office, Vec::new()), &office.setup.id);
        self.checkpoints.check(id, self.accepted.restored)?;
        let ledger = SqliteLedger::open(&self.server.data, id)?;
        if ledger.anchor_was_missing() {
            tracing::error!(
                office = %id,
                "the .anchor file beside the ledger is missing. {}",
                FindingCode::AnchorMissing.remedy()
            );
        }
        let opening = Opening {
            ledger: Box::new(ledger),
            clock: self.clock.clone(),
            effects: Vec::new(),
            found: Box::new(|_| founding),
        };
        if self.accepted.clock { runtime::open(opening) } else { runtime::open_by_machine_clock(opening) }
    }
}

/// A logo that cannot be used keeps nobody from their turn: the office opens without it, and the reason is logged.
fn branding_of(office: &OfficeConfig) -> (Arc<SharedBranding>, Option<String>) {
    let (branding, refused) = match branding::read(&office.branding) {
        Ok(branding) => (branding, None),
        Err(ConfigProblem { line, what }) => {
            tracing::error!(office = %office.setup.id, line, problem = what, "the office opens without its logo");
            (branding::without_logo(&office.branding), Some(what))
        }
    };
    (Arc::new(SharedBranding::new(branding)), refused)
}

fn not_opened(failure: &LedgerFailure) -> NotOpened {
    match failure {
        LedgerFailure::ClockInDoubt { .. } => NotOpened::Clock(failure.to_string()),
        LedgerFailure::Full(_)
        | LedgerFailure::Damaged { .. }
        | LedgerFailure::Newer { .. }
        | LedgerFailure::Contradicted(_)
        | LedgerFailure::Failed(_) => NotOpened::Ledger(failure.to_string()),
    }
}
