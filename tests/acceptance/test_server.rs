// SPDX-License-Identifier: MPL-2.0
//! A small office on a Tuesday morning: three desks, reserved time at two of them, everything in memory.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use appointments::source_status::SharedSources;
use jobs::ledger_follower::LedgerFollower;
use ledger::memory::MemoryStore;
use office::calendar::Zone;
use office::gap::Plan;
use office::names::{DeskId, OfficeId};
use office::policy::Policy;
use office::setup::Setup;
use office::time::{Length, UnixTime};
use runtime::handle::OfficeHandle;
use runtime::ports::Clock;
use runtime::{Founding, Opening, open};
use server::{HostNames, HostedOffice, Limits, Parts, SharedBranding, TrustedProxies, Webhook, serve};
use staff::{Access, LocalAccounts, LocalSignIn, PeopleStore, Role, SessionLimits, SharedAccess};
use tokio::sync::{Notify, oneshot};

use crate::actor::Actor;

pub struct TestServer {
    pub address: SocketAddr,
    pub handle: OfficeHandle,
    pub follower: Arc<LedgerFollower>,
    pub branding: Arc<SharedBranding>,
    pub clock: Arc<StandingClock>,
    pub people: Arc<PeopleStore>,
    /// Rung by the appointment system.
    pub bell: Arc<Notify>,
    tokens: BTreeMap<Role, String>,
    _shutdown: oneshot::Sender<()>,
}

/// Stands still until set otherwise.
pub struct StandingClock(pub AtomicI64);

impl StandingClock {
    pub fn pass(&self, length: Length) {
        self.0.fetch_add(length.as_seconds(), Ordering::SeqCst);
    }
}

impl Clock for StandingClock {
    fn now(&self) -> UnixTime {
        UnixTime::from_unix(self.0.load(Ordering::SeqCst))
    }
}

const SETUP: &str = r#"
id = "demo"
name = "Borgerservice Prøveby"
time_zone = "Europe/Copenhagen"
outcomes = ["mitid_issued", "documents_missing", "other_errand_done"]
opening_hours = [
    { weekday = "monday", opens = "09:00", closes = "17:00" },
    { weekday = "tuesday", opens = "09:00", closes = "17:00" },
    { weekday = "wednesday", opens = "09:00", closes = "17:00" },
]
desks = [
    { id = "1", name = "1", area = "Zone A", features = ["without_photo", "step_free"] },
    { id = "2", name = "2", area = "Zone A" },
    { id = "3", name = "3", features = ["quiet_room"] },
]

[[errands]]
id = "new_mitid"
minutes = 15
minutes_without_photo = 30
likely_minutes = 20
likely_minutes_without_photo = 40
features_without_photo = ["without_photo"]
bring = ["phone"]
"#;

const PLAN: &str = r#"
lines = [
    { weekday = "tuesday", desk = "1", start = "10:00", end = "12:00", hold = "hard" },
    { weekday = "tuesday", desk = "2", start = "10:00", end = "11:00", hold = "hard" },
    { weekday = "wednesday", desk = "1", start = "10:00", end = "12:00", hold = "hard" },
]
"#;

#[derive(serde::Deserialize)]
struct PlanFile {
    lines: Plan,
}

/// What stands on the card of a companion.
pub const CARD: &str = "K7Q2M9X4";

/// Tuesday 3 March 2026, ten o'clock.
pub const TEN: i64 = 1_772_528_400;

impl TestServer {
    pub async fn opened() -> Self {
        Self::opened_with(Limits { without_token: 1_000, burst: 10_000, ..Limits::default() }).await
    }

    pub async fn opened_with(limits: Limits) -> Self {
        Self::opened_behind(TrustedProxies::default(), limits).await
    }

    /// Behind proxies whose word about the sender counts.
    pub async fn opened_behind(trusted_proxies: TrustedProxies, limits: Limits) -> Self {
        Self::opened_as(None, trusted_proxies, limits).await
    }

    /// Answering to these names only, as a demo.
    pub async fn opened_for(host_names: HostNames) -> Self {
        Self::opened_as(Some(host_names), TrustedProxies::default(), Limits::default()).await
    }

    /// With a second office on the same server, whose people and tokens nobody here has.
    pub async fn opened_beside_another() -> Self {
        let limits = Limits { without_token: 100_000, burst: 100_000, ..Limits::default() };
        Self::opened_with_offices(None, TrustedProxies::default(), limits, &["other"]).await
    }

    async fn opened_as(
        host_names: Option<HostNames>,
        trusted_proxies: TrustedProxies,
        limits: Limits,
    ) -> Self {
        Self::opened_with_offices(host_names, trusted_proxies, limits, &[]).await
    }

    async fn opened_with_offices(
        host_names: Option<HostNames>,
        trusted_proxies: TrustedProxies,
        limits: Limits,
        others: &[&'static str],
    ) -> Self {
        let clock = Arc::new(StandingClock(AtomicI64::new(TEN)));
        let handle = open(Opening {
            ledger: Box::new(MemoryStore::default().open().unwrap()),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            effects: Vec::new(),
            found: Box::new(|_| founding()),
        })
        .expect("an empty ledger");
        let (mut access, tokens) = Access::generate();
        access.add_companion("c-17".into(), "Center for Mestring".parse().unwrap(), "1234");
        access.add_companion("c-18".into(), "Jobcenter".parse().unwrap(), CARD);
        let zone = Zone::named("Europe/Copenhagen").unwrap();
        let bell = Arc::new(Notify::new());
        let hook = Some(Webhook::new("klokkestreng", Arc::clone(&bell)));
        let follower = Arc::new(LedgerFollower::default());
        let branding = Arc::<SharedBranding>::default();
        let people_clock = Arc::clone(&clock);
        let people = PeopleStore::in_memory(Arc::new(move || people_clock.now()), SessionLimits::default());
        let people = Arc::new(people.expect("memory"));
        let hosted = HostedOffice {
            handle: handle.clone(),
            ledger_follower: Arc::clone(&follower),
            zone,
            access: Arc::new(SharedAccess::new(access)),
            configuration: Arc::default(),
            branding: Arc::clone(&branding),
            people: Arc::clone(&people),
            local_sign_in: Arc::new(LocalSignIn::new(LocalAccounts::Everybody)),
            identity_provider: None,
            not_opened: None,
            demo: None,
            webhook: hook,
            sources: SharedSources::default(),
        };
        let mut offices = BTreeMap::from([(OfficeId::from("demo"), hosted)]);
        offices.extend(others.iter().map(|id| (OfficeId::from(*id), other_office(&clock))));
        let parts =
            Parts { offices, public_url: None, ui_dir: None, host_names, trusted_proxies, limits, tls: None };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().unwrap();
        let (shutdown, asked) = oneshot::channel::<()>();
        tokio::spawn(serve(listener, parts, async move { drop(asked.await) }));
        Self { address, handle, follower, branding, clock, people, tokens, bell, _shutdown: shutdown }
    }

    pub fn actor(&self, role: Role) -> Actor {
        Actor::new(self.address, Some(self.tokens[&role].clone()))
    }

    pub fn kiosk(&self) -> Actor {
        self.actor(Role::Kiosk)
    }

    pub fn clerk(&self) -> Actor {
        self.actor(Role::Clerk)
    }

    pub fn supervisor(&self) -> Actor {
        self.actor(Role::Supervisor)
    }

    pub fn stranger(&self) -> Actor {
        Actor::new(self.address, None)
    }

    pub fn with_token(&self, token: &str) -> Actor {
        Actor::new(self.address, Some(token.to_owned()))
    }
}

/// An office with tokens and people of its own.
fn other_office(clock: &Arc<StandingClock>) -> HostedOffice {
    let handle = open(Opening {
        ledger: Box::new(MemoryStore::default().open().unwrap()),
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        effects: Vec::new(),
        found: Box::new(|_| founding()),
    });
    let people_clock = Arc::clone(clock);
    let people = PeopleStore::in_memory(Arc::new(move || people_clock.now()), SessionLimits::default());
    HostedOffice {
        handle: handle.expect("an empty ledger"),
        ledger_follower: Arc::default(),
        zone: Zone::named("Europe/Copenhagen").unwrap(),
        access: Arc::new(SharedAccess::new(Access::generate().0)),
        people: Arc::new(people.expect("memory")),
        local_sign_in: Arc::new(LocalSignIn::new(LocalAccounts::Everybody)),
        identity_provider: None,
        configuration: Arc::default(),
        branding: Arc::default(),
        not_opened: None,
        demo: None,
        webhook: None,
        sources: SharedSources::default(),
    }
}

pub fn founding() -> Founding {
    let setup: Setup = toml::from_str(SETUP).expect("a setup");
    setup.check().expect("a sound setup");
    let PlanFile { lines } = toml::from_str(PLAN).expect("a plan");
    let staffed = ["1", "2", "3"].map(DeskId::from).to_vec();
    Founding { setup, policy: Policy::default(), plan: lines, staffed }
}
