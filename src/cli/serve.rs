//! `mintur serve`: the offices of a configuration, by the machine's clock.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;

use super::failure::Failure;
use super::{log, startup};
use appointments::connect::{connect_all, secret};
use appointments::reconciler::{Follower, GOODBYE, follow as follow_diary};
use config::{self, Config, OfficeConfig};
use ledger::SqliteLedger;
use runtime::Opening;
use runtime::clock::SystemClock;
use runtime::handle::OfficeHandle;
use server::{HostedOffice, Limits, Parts, Webhook};
use staff::Access;

pub(super) fn run(file: &Path) -> Result<(), Failure> {
    log::start("info");
    let config = config::read(file).map_err(Failure::from_error)?;
    startup::runtime()?.block_on(serve(config))
}

async fn serve(config: Config) -> Result<(), Failure> {
    let Config { server, offices } = config;
    let end = startup::shutdown_signal()?;
    let access = Arc::new(Access::read(&server.access).map_err(Failure::from_error)?);
    // Before the ledgers are touched: a second server on the same port is the commonest mistake.
    let (listener, address) = startup::listen(server.listen).await?;
    let clock = Arc::new(SystemClock::new());
    let (mut hosted, mut following) = (BTreeMap::new(), Vec::new());
    for office in offices {
        let id = office.setup.id.clone();
        let ledger = SqliteLedger::open(&server.data, &id).map_err(Failure::from_error)?;
        hosted.insert(id, host(office, ledger, &clock, &access, &mut following).await?);
    }
    let public_url = Some(server.public_url.unwrap_or_else(|| format!("http://{address}")));
    let parts = Parts { offices: hosted, public_url, ui_dir: server.ui_dir, limits: Limits::default() };
    startup::keep_open(listener, parts, end, close(following)).await
}

/// An appointment system followed beside its office, until it is told to end.
struct Following {
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

/// Lets every one end its round, all at the same time, and waits for no more than that.
async fn close(following: Vec<Following>) {
    let tasks: Vec<JoinHandle<()>> = following
        .into_iter()
        .map(|Following { end, task }| {
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
    if tokio::time::timeout(GOODBYE * 2, all).await.is_err() {
        tracing::warn!("an appointment system was still being asked; the next start looks first");
    }
}

async fn host(
    office: OfficeConfig,
    ledger: SqliteLedger,
    clock: &Arc<SystemClock>,
    access: &Arc<Access>,
    following: &mut Vec<Following>,
) -> Result<HostedOffice, Failure> {
    let founding = startup::founding(&office, Vec::new());
    let opening = Opening {
        ledger: Box::new(ledger),
        clock: clock.clone(),
        diary: None,
        effects: Vec::new(),
        found: Box::new(|_| founding),
    };
    let door = startup::open(opening, &office).await?;
    let hook = follow(&office, &door, following)?;
    Ok(HostedOffice {
        handle: door,
        zone: office.setup.time_zone,
        access: Arc::clone(access),
        demo: None,
        webhook: hook,
    })
}

/// Beside the keeper, for as long as the office is there.
fn follow(
    office: &OfficeConfig,
    door: &OfficeHandle,
    following: &mut Vec<Following>,
) -> Result<Option<Webhook>, Failure> {
    let Some(diary) = &office.diary else { return Ok(None) };
    let wrong = |why| Failure::new(format!("office «{}», appointment system: {why}", office.setup.id));
    let sources = connect_all(&diary.sources, &diary.title, &office.setup).map_err(wrong)?;
    let follower = Follower::new(sources, diary.days_ahead);
    let (bell, door) = (Arc::new(Notify::new()), door.clone());
    let shown = diary.webhook_secret_file.as_deref().map(secret).transpose().map_err(wrong)?;
    let hook = shown.map(|shown| Webhook::new(&shown, Arc::clone(&bell)));
    let (end, shutdown_signal) = oneshot::channel::<()>();
    let task = tokio::spawn(async move {
        follow_diary(follower, door, &bell, async move { drop(shutdown_signal.await) }).await;
    });
    following.push(Following { end, task });
    Ok(hook)
}
