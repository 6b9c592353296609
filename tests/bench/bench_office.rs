// SPDX-License-Identifier: MPL-2.0
//! The office under test, as `mintur serve` puts it together: the same event loop, ledger and server, in a process
//! of its own. It is the demo's office with three desks more, so that eight clerks can call at once.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use appointments::source_status::SharedSources;
use jiff::civil::{date, time};
use ledger::SqliteLedger;
use office::calendar::Zone;
use office::names::DeskId;
use office::setup::{Desk, Setup};
use runtime::clock::DemoClock;
use runtime::{self, Founding, Opening};
use serde::{Deserialize, Serialize};
use server::{HostedOffice, Limits, Parts, TrustedProxies};
use staff::{Access, LocalAccounts, LocalSignIn, PeopleStore, Role, SessionLimits, SharedAccess};
use tokio::net::TcpListener;

use crate::{Outcome, child};

pub const ID: &str = "demo";
pub const DESKS: usize = 8;
/// What everybody comes for.
pub const CHECK_IN: &str =
    r#"{"errand":"new_mitid","identification":"photo","needs":[],"language":"da","if_full":"standby"}"#;
pub const COMPLETION: &str = r#"{"outcome":"other_errand_done","flags":[]}"#;

/// What the process says when it is ready.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Open {
    pub address: SocketAddr,
    pub kiosk: String,
    pub board: String,
    pub clerk: String,
    pub supervisor: String,
}

pub fn founding() -> Outcome<Founding> {
    let config = config::parse("demo", include_str!("../../config/demo.toml"))?;
    let demo = config.offices.into_iter().next().ok_or("the demo has no office")?;
    let mut setup: Setup = demo.setup;
    let mut plan = demo.plan;
    for number in setup.desks.len() + 1..=DESKS {
        let like = setup.desks[0].clone();
        let id: DeskId = number.to_string().parse()?;
        // It has reserved time like desk 1.
        let lines = plan.0.iter().filter(|line| line.desk == like.id).cloned().collect::<Vec<_>>();
        plan.0.extend(lines.into_iter().map(|mut line| {
            line.desk = id.clone();
            line
        }));
        setup.desks.push(Desk { id, name: number.to_string(), ..like });
    }
    let staffed = setup.desks.iter().map(|desk| desk.id.clone()).collect();
    Ok(Founding { setup, policy: demo.policy, plan, staffed })
}

pub fn serve(data: &str) -> Outcome<()> {
    std::thread::spawn(|| {
        child::wait_for_end();
        std::process::exit(0)
    });
    tokio::runtime::Runtime::new()?.block_on(open(Path::new(data)))
}

async fn open(data: &Path) -> Outcome<()> {
    let founding = founding()?;
    let zone: Zone = founding.setup.time_zone.clone();
    let morning = zone.moment(date(2026, 3, 3), time(10, 0, 0, 0));
    let handle = runtime::open(Opening {
        ledger: Box::new(SqliteLedger::open(data, &ID.into())?),
        clock: Arc::new(DemoClock::starting(morning, 1.0)),
        effects: Vec::new(),
        found: Box::new(|_| founding),
    })?;
    let (access, tokens) = Access::generate();
    let token = |role| tokens.get(&role).cloned().unwrap_or_default();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let open = Open {
        address: listener.local_addr()?,
        kiosk: token(Role::Kiosk),
        board: token(Role::Board),
        clerk: token(Role::Clerk),
        supervisor: token(Role::Supervisor),
    };
    writeln!(std::io::stdout(), "{}", serde_json::to_string(&open)?)?;
    let hosted = HostedOffice {
        handle,
        ledger_follower: Arc::default(),
        zone,
        access: Arc::new(SharedAccess::new(access)),
        configuration: Arc::default(),
        branding: Arc::default(),
        people: Arc::new(PeopleStore::in_memory(Arc::new(move || morning), SessionLimits::default())?),
        local_sign_in: Arc::new(LocalSignIn::new(LocalAccounts::Everybody)),
        identity_provider: None,
        not_opened: None,
        demo: None,
        webhook: None,
        sources: SharedSources::default(),
    };
    let offices = BTreeMap::from([(ID.into(), hosted)]);
    // One machine plays a town's screens, all with one token.
    let limits = Limits {
        connections_per_address: usize::MAX,
        live_per_address: usize::MAX,
        live_per_token: usize::MAX,
        check_ins_per_minute: u32::MAX,
        check_ins_per_day: u32::MAX,
        ..Limits::default()
    };
    let trusted_proxies = TrustedProxies::default();
    let parts = Parts {
        offices,
        public_url: None,
        ui_dir: None,
        host_names: None,
        trusted_proxies,
        limits,
        tls: None,
    };
    Ok(server::serve(listener, parts, std::future::pending()).await?)
}
