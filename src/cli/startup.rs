// SPDX-License-Identifier: MPL-2.0
//! What `serve` and `demo` share: the listener, opening an office, its reconciler, and a clean end.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;

use super::failure::Failure;
use super::witness_record::PeopleFileRecord;
use appointments::connect::read_secret;
use appointments::reconciler::{self, Reconciler, SHUTDOWN_GRACE};
use config::{OfficeConfig, Server, SignIn};
use jobs::ledger_follower::LedgerFollower;
use jobs::{window_job, witness_job};
use office::command::{Command, Request};
use office::names::{Actor, DeskId, OfficeId};
use office::refusal::Refusal;
use office::setup::Setup;
use office::time::UnixTime;
use runtime::handle::{NoAnswer, OfficeHandle};
use runtime::{self, Founding};
use server::{self, ConfigurationStatus, Limits, Parts};
use staff::{
    IdentityProvider, LocalSignIn, MachineClock, PeopleStore, ProviderSettings, RoleRule, StoreFailure,
};

pub(super) fn runtime() -> Result<Runtime, Failure> {
    Runtime::new()
        .map_err(|error| Failure::new(format!("the machine gives no threads to start with: {error}")))
}

pub(super) async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Failure> {
    let cannot = |error| Failure::new(why_not(address, &error));
    let listener = TcpListener::bind(address).await.map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?;
    Ok((listener, address))
}

/// Why a server cannot listen there, and what to do.
pub(super) fn why_not(address: SocketAddr, error: &io::Error) -> String {
    let port = address.port();
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "port {port} is in use: another program listens on {address}; stop it, or choose another port \
             (0 picks a free one)"
        ),
        io::ErrorKind::PermissionDenied => {
            format!("port {port} is reserved for the system; choose one above 1023, such as 8080")
        }
        io::ErrorKind::AddrNotAvailable => {
            format!("this machine has no address {}; listen on 127.0.0.1 or one it has", address.ip())
        }
        _ => format!("cannot listen on {address}: {error}"),
    }
}

/// The server's limits, within the file handles that the system gives the process.
pub(super) fn limits() -> Limits {
    let handles = raised_handle_limit();
    let limits = Limits::default().within_handles(handles);
    if limits.connections < Limits::default().connections {
        tracing::warn!(
            handles,
            connections = limits.connections,
            "the system gives the process few file handles; raise its hard limit to serve more screens at once"
        );
    }
    limits
}

/// Raises the soft limit on file handles, which is low by habit, to the hard one.
fn raised_handle_limit() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let handles = if setrlimit(Resource::Nofile, raised).is_ok() { limit.maximum } else { limit.current };
    handles.map_or(usize::MAX, |handles| usize::try_from(handles).unwrap_or(usize::MAX))
}

/// What an office is on its first day.
pub(super) fn founding(config: &OfficeConfig, staffed: Vec<DeskId>) -> Founding {
    let OfficeConfig { setup, policy, plan, .. } = config.clone();
    Founding { setup, policy, plan, staffed }
}

/// Brings an office that was founded earlier up to the setup of today's configuration.
///
/// Answers with the reason where the office refuses it.
pub(super) async fn follow_setup(
    handle: &OfficeHandle,
    config: &OfficeConfig,
) -> Result<Option<Refusal>, Failure> {
    let office = config.setup.id.as_str();
    let before = handle.read(|office, _| office.setup().clone()).await.map_err(Failure::from_error)?;
    let command = Command::ChangeSetup(Box::new(config.setup.clone()));
    match handle.ask(Request { actor: Actor::from("configuration"), key: None, command }).await {
        Ok(_) if before == config.setup => Ok(None),
        Ok(_) => {
            tracing::info!(office, "the office takes over the changed setup of the configuration");
            Ok(None)
        }
        Err(NoAnswer::Refused(refusal)) => {
            // People stand at the door: yesterday's setup is better than a closed office.
            let code = refusal.code();
            tracing::error!(office, code, %refusal, "the office goes on with its earlier setup: it refuses that of the configuration");
            Ok(Some(refusal))
        }
        Err(error) => Err(Failure::from_error(error)),
    }
}

/// A reconciler that runs beside its office until it is asked to end.
pub(super) struct RunningReconciler {
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl RunningReconciler {
    /// `webhook` asks for an early poll.
    pub fn spawn(reconciler: Reconciler, office: OfficeHandle, webhook: Arc<Notify>) -> Self {
        let (end, ended) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            reconciler::run(reconciler, office, &webhook, async move { drop(ended.await) }).await;
        });
        Self { end, task }
    }

    /// Lets all of them finish their rounds at the same time, within a limit.
    pub async fn close_all(running: Vec<Self>) {
        let tasks: Vec<JoinHandle<()>> = running
            .into_iter()
            .map(|Self { end, task }| {
                // An error means that it has ended by itself.
                end.send(()).unwrap_or_default();
                task
            })
            .collect();
        let all = async {
            for task in tasks {
                drop(task.await);
            }
        };
        if tokio::time::timeout(SHUTDOWN_GRACE * 2, all).await.is_err() {
            tracing::warn!("a request to an appointment system was cut off; the next start reads it again");
        }
    }
}

/// Serves until `end`, then lets what stands beside the offices end, and every office answer what it was asked.
pub(super) async fn keep_open(
    listener: TcpListener,
    parts: Parts,
    end: impl Future<Output = ()>,
    close: impl Future<Output = ()>,
) -> Result<(), Failure> {
    let handles: Vec<OfficeHandle> = parts.offices.values().map(|hosted| hosted.handle.clone()).collect();
    server::tell_build(env!("CARGO_PKG_VERSION"), super::COMMIT);
    let served = server::serve(listener, parts, end).await;
    close.await;
    for handle in handles {
        handle.stop().await;
    }
    served.map_err(|error| Failure::new(format!("the server had to stop: {error}")))
}

/// An office on its own thread.
pub(super) struct OpenOffice {
    pub handle: OfficeHandle,
    pub follower: Arc<LedgerFollower>,
    pub setup: Setup,
    pub configuration: Arc<ConfigurationStatus>,
}

/// Brings an office up to the configuration, and starts what follows its ledger: the forecast of windows and the record
/// of witnesses. They end with the office.
pub(super) async fn start(
    handle: OfficeHandle,
    config: &OfficeConfig,
    people: &Arc<PeopleStore>,
) -> Result<OpenOffice, Failure> {
    let witnesses = Arc::new(PeopleFileRecord(Arc::clone(people)));
    let refused = follow_setup(&handle, config).await?;
    // What the office has, not what it may have refused.
    let setup = handle.read(|office, _| office.setup().clone()).await.map_err(Failure::from_error)?;
    let configuration = Arc::new(ConfigurationStatus::new(&setup, refused));
    let follower = Arc::new(LedgerFollower::default());
    let (shared, pause) = (Arc::clone(&follower), window_job::LEAST_PAUSE);
    tokio::spawn(window_job::run(handle.clone(), shared, pause, std::future::pending()));
    let (shared, pause) = (Arc::clone(&follower), witness_job::LEAST_PAUSE);
    tokio::spawn(witness_job::run(handle.clone(), shared, witnesses, pause, std::future::pending()));
    Ok(OpenOffice { handle, follower, setup, configuration })
}

/// When the service manager, or a person with ctrl-c, asks for the end.
pub(super) fn shutdown_signal() -> Result<impl Future<Output = ()>, Failure> {
    let cannot = |error| Failure::new(format!("the machine gives no signals: {error}"));
    let mut terminate = signal(SignalKind::terminate()).map_err(cannot)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(cannot)?;
    // From here on a hang-up ends nothing; who has something to read anew asks for it with `hang_ups`.
    drop(signal(SignalKind::hangup()).map_err(cannot)?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("closing");
    })
}

/// When the service manager, or an administrator, asks for what can be read anew to be read.
pub(super) fn hang_ups() -> Result<Signal, Failure> {
    signal(SignalKind::hangup())
        .map_err(|error| Failure::new(format!("the machine gives no signals: {error}")))
}

/// An office's people, and how they sign in.
#[derive(Clone)]
pub(super) struct OfficePeople {
    pub store: Arc<PeopleStore>,
    pub local_sign_in: Arc<LocalSignIn>,
}

impl OfficePeople {
    pub fn open(data: &Path, office: &OfficeId, sign_in: &SignIn) -> Result<Self, StoreFailure> {
        PeopleStore::open(data, office, machine_clock(), sign_in.limits())
            .map(|store| Self::of(store, sign_in))
    }

    /// Nobody: the office goes on with its devices of the access file.
    pub fn nobody(sign_in: &SignIn) -> Result<Self, StoreFailure> {
        PeopleStore::in_memory(machine_clock(), sign_in.limits()).map(|store| Self::of(store, sign_in))
    }

    fn of(store: PeopleStore, sign_in: &SignIn) -> Self {
        let store = Arc::new(store);
        tokio::spawn(tend(Arc::clone(&store)));
        Self { store, local_sign_in: Arc::new(LocalSignIn::new(sign_in.allowed())) }
    }
}

/// An office's way to the identity provider, where the configuration names one. Nothing is sent.
///
/// Answers with what is wrong, in a sentence that says what to do.
pub(super) fn identity_provider(
    server: &Server,
    office: &OfficeId,
) -> Result<Option<IdentityProvider>, String> {
    let Some((provider, base)) = server.sign_in.provider.as_ref().zip(server.public_url.as_deref()) else {
        return Ok(None);
    };
    let wrong = |why| format!("identity provider: {why}");
    let is_ours = |offices: &Option<Vec<OfficeId>>| offices.as_ref().is_none_or(|all| all.contains(office));
    let rules = provider.roles.iter().filter(|grant| is_ours(&grant.offices)).map(|grant| RoleRule {
        value: grant.value.clone(),
        role: grant.role,
        unit: grant.unit.clone(),
    });
    let settings = ProviderSettings {
        issuer: provider.issuer.clone(),
        client_id: provider.client_id.clone(),
        client_secret: provider.client_secret_file.as_deref().map(read_secret).transpose().map_err(wrong)?,
        scopes: provider.scopes.clone(),
        role_claim: provider.role_claim.clone(),
        roles: rules.collect(),
    };
    let back = format!("{base}/sign-in/{office}/callback");
    let provider = IdentityProvider::new(settings, back, machine_clock());
    provider.map(Some).map_err(|problem| wrong(problem.to_string()))
}

/// The machine's own clock: sessions and codes end by it also where the office's clock is the demo's.
pub(super) fn machine_clock() -> MachineClock {
    Arc::new(|| UnixTime::from_unix(Timestamp::now().as_second()))
}

/// How long a command's change of people takes to be known here.
const TEND_EVERY: Duration = Duration::from_secs(1);

/// Follows the people file for as long as the process lives. A failure is logged once, until it has passed.
async fn tend(store: Arc<PeopleStore>) {
    let mut ticks = tokio::time::interval(TEND_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut has_failed = false;
    loop {
        ticks.tick().await;
        let tended = Arc::clone(&store);
        let Ok(done) = tokio::task::spawn_blocking(move || tended.tend()).await else { return };
        if let Err(failure) = &done
            && !has_failed
        {
            tracing::error!(%failure, "the people file cannot be followed");
        }
        has_failed = done.is_err();
    }
}
