// SPDX-License-Identifier: MPL-2.0
//! `mintur serve`: the offices of a configuration, by the machine's clock.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use tokio::sync::Notify;

use super::failure::Failure;
use super::startup::RunningReconciler;
use super::{log, startup};
use appointments::connect::{connect_all, read_secret};
use appointments::reconciler::Reconciler;
use config::{self, Config, OfficeConfig};
use ledger::SqliteLedger;
use office::names::OfficeId;
use runtime::Opening;
use runtime::clock::SystemClock;
use runtime::handle::OfficeHandle;
use server::{HostedOffice, Parts, TrustedProxies, Webhook};
use staff::Access;

pub(super) fn run(file: &Path) -> Result<(), Failure> {
    log::start("info");
    let config = config::read(file).map_err(Failure::from_error)?;
    startup::runtime()?.block_on(serve(config))
}

async fn serve(config: Config) -> Result<(), Failure> {
    let Config { server, offices } = config;
    let end = startup::shutdown_signal()?;
    let ids: Vec<OfficeId> = offices.iter().map(|office| office.setup.id.clone()).collect();
    let mut access = Access::read(&server.access, &ids).map_err(Failure::from_error)?;
    // Before the ledgers are touched: a second server on the same port is the commonest mistake.
    let (listener, address) = startup::listen(server.listen).await?;
    let clock = Arc::new(SystemClock::new());
    let (mut hosted, mut running) = (BTreeMap::new(), Vec::new());
    for office in offices {
        let id = office.setup.id.clone();
        let access = access.remove(&id).unwrap_or_else(Access::closed);
        let ledger = SqliteLedger::open(&server.data, &id).map_err(Failure::from_error)?;
        hosted.insert(id, host(office, ledger, &clock, access, &mut running).await?);
    }
    let public_url = Some(server.public_url.unwrap_or_else(|| format!("http://{address}")));
    let proxies = server.trusted_proxies.iter().map(|network| network.0).collect();
    let parts = Parts {
        offices: hosted,
        public_url,
        ui_dir: server.ui_dir,
        host_names: None,
        trusted_proxies: TrustedProxies::new(proxies),
        limits: startup::limits(),
    };
    startup::keep_open(listener, parts, end, RunningReconciler::close_all(running)).await
}

async fn host(
    office: OfficeConfig,
    ledger: SqliteLedger,
    clock: &Arc<SystemClock>,
    access: Access,
    running: &mut Vec<RunningReconciler>,
) -> Result<HostedOffice, Failure> {
    let founding = startup::founding(&office, Vec::new());
    let opening = Opening {
        ledger: Box::new(ledger),
        clock: clock.clone(),
        effects: Vec::new(),
        found: Box::new(|_| founding),
    };
    let (handle, ledger_follower) = startup::open(opening, &office).await?;
    let webhook = reconcile(&office, &handle, running)?;
    Ok(HostedOffice {
        handle,
        ledger_follower,
        zone: office.setup.time_zone,
        access: Arc::new(access),
        demo: None,
        webhook,
    })
}

/// Runs the reconciler of an office that has an appointment system.
fn reconcile(
    office: &OfficeConfig,
    handle: &OfficeHandle,
    running: &mut Vec<RunningReconciler>,
) -> Result<Option<Webhook>, Failure> {
    let Some(diary) = &office.diary else { return Ok(None) };
    let invalid = |why| Failure::new(format!("office «{}», appointment system: {why}", office.setup.id));
    let sources = connect_all(&diary.sources, &diary.title, &office.setup).map_err(invalid)?;
    let secret = diary.webhook_secret_file.as_deref().map(read_secret).transpose().map_err(invalid)?;
    let called = Arc::new(Notify::new());
    let webhook = secret.map(|secret| Webhook::new(&secret, Arc::clone(&called)));
    running.push(RunningReconciler::spawn(
        Reconciler::new(sources, diary.days_ahead),
        handle.clone(),
        called,
    ));
    Ok(webhook)
}
