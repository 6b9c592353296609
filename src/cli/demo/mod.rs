// SPDX-License-Identifier: MPL-2.0
//! `mintur demo`: a seeded office with a clock of its own and the diary of days that happened.

mod book;
mod keys;
mod past;
mod screens;
mod start;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use jiff::civil::{Date, DateTime};
use tokio::sync::Notify;

use super::failure::Failure;
use super::startup::{OfficePeople, OpenOffice, RunningReconciler};
use super::{branding, log, say, startup};
use appointments::reconciler::{CalendarSource, Reconciler};
use appointments::source_status::SharedSources;
use appointments::{BookSchedule, Replay, widen};
use config::{self, LogFormat, LogLevel, OfficeConfig, SignIn};
use demo::lively::{self, LivelyHall};
use ledger::SqliteLedger;
use office::command::{Command, Request};
use office::names::{Actor, DeskId, OfficeId};
use runtime::Opening;
use runtime::clock::{DemoClock, SPEEDS};
use runtime::handle::OfficeHandle;
use runtime::ports::Clock;
use server::{Branding, DemoScreens, HostNames, HostedOffice, Logo, Parts, SharedBranding, TrustedProxies};
use staff::SharedAccess;

const OFFICE: &str = include_str!("../../../config/demo.toml");
/// That of the configuration, which is in the program too.
const LOGO: &[u8] = include_bytes!("../../../config/demo-logo.svg");

#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// Address to listen on; port 0 picks a free port
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Another name by which browsers reach the demo, besides this machine's own and its addresses
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// Folder for the demo's ledger and tokens
    #[arg(long, value_name = "DIR", default_value = "./data/demo")]
    data: PathBuf,
    /// Start of the office's clock, e.g. 2026-03-03T09:40; never before the last event of the ledger
    #[arg(long, value_name = "YYYY-MM-DDTHH:MM")]
    at: Option<DateTime>,
    /// Speed of the office's clock: office seconds per second
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = speed)]
    speed: f64,
    /// Print one JSON object with the address and the tokens instead of text
    #[arg(long)]
    json: bool,
    /// CSV file of free starting times to use as the diary, instead of the built-in days
    #[arg(long, value_name = "FILE", requires = "book_office")]
    book: Option<PathBuf>,
    /// Office in that file
    #[arg(long, value_name = "NAME", requires = "book")]
    book_office: Option<String>,
    /// Day in that file; the clock starts on it
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// Weeks of invented history; only for a new demo
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=52))]
    past_weeks: u8,
    /// Invent people who come and clerks who serve them, and leave out the nights
    #[arg(long)]
    lively: bool,
}

fn speed(text: &str) -> Result<f64, String> {
    let speed = text.parse::<f64>().ok().filter(|speed| SPEEDS.contains(speed));
    speed.ok_or_else(|| "a speed is a number from 0.001 to 10000".to_owned())
}

pub(super) fn run(args: &DemoArgs) -> Result<(), Failure> {
    log::start(LogLevel::Warn, LogFormat::Auto);
    let mut office = demo_office()?;
    let book = book::find(args)?;
    widen(&mut office.setup.opening_hours, &book);
    let schedule = BookSchedule::new(book, &office.setup, &office.plan).map_err(Failure::new)?;
    let start = start::start_time(args.at, args.date)?;
    startup::runtime()?.block_on(open(args, office, schedule, start))
}

fn demo_office() -> Result<OfficeConfig, Failure> {
    let config = config::parse("config/demo.toml", OFFICE).map_err(Failure::from_error)?;
    config.offices.into_iter().next().ok_or_else(|| Failure::new("config/demo.toml has no office"))
}

async fn open(
    args: &DemoArgs,
    office: OfficeConfig,
    schedule: BookSchedule,
    wanted_start: DateTime,
) -> Result<(), Failure> {
    let end = startup::shutdown_signal()?;
    let (listener, address) = startup::listen(args.listen).await?;
    let id = office.setup.id.clone();
    let zone = office.setup.time_zone.clone();
    let mut ledger = SqliteLedger::open(&args.data, &id).map_err(Failure::from_error)?;
    let keys = keys::of(&args.data, &id)?;
    let OfficePeople { store: people, local_sign_in } =
        OfficePeople::open(&args.data, &id, &SignIn::default()).map_err(Failure::from_error)?;
    let has_new_past = args.past_weeks > 0 && start::is_new(&mut ledger)?;
    if has_new_past {
        past::write(&mut ledger, &office, wanted_start.date(), args.past_weeks)?;
    }
    let start = start::moment(&zone, wanted_start, &mut ledger)?;
    let own_clock = Arc::new(DemoClock::starting(start, args.speed));
    let clock: Arc<dyn Clock> = Arc::clone(&own_clock) as Arc<dyn Clock>;
    let unbooked = book::unbooked(&schedule, zone.date(start));
    let staffed: Vec<DeskId> = office.setup.desks.iter().map(|desk| desk.id.clone()).collect();
    let founding = startup::founding(&office, staffed.clone());
    let opening = Opening {
        ledger: Box::new(ledger),
        clock: Arc::clone(&clock),
        effects: Vec::new(),
        found: Box::new(|_| founding),
    };
    let opened = runtime::open(opening).map_err(Failure::from_error)?;
    let OpenOffice { handle, follower: ledger_follower, configuration, .. } =
        startup::start(opened, &office, &people).await?;
    let (reconciler, sources) = replay(schedule, clock, &staffed, &handle).await;
    if has_new_past {
        open_desks(&handle, staffed).await?;
    }
    if args.lively {
        let hall = LivelyHall::new(past::visitors()?, &handle, start);
        tokio::spawn(lively::run(handle.clone(), hall, move |to| own_clock.move_on(to)));
    }
    say(&if args.json {
        screens::as_json(address, &id, &keys.tokens)?
    } else {
        screens::as_text(address, &office, &keys, &zone.stamp(start).0, unbooked.as_deref())
    })?;
    let demo = DemoScreens { tokens: keys.tokens, code: keys.code, lively: args.lively };
    let hosted = HostedOffice {
        handle,
        ledger_follower,
        zone,
        access: Arc::new(SharedAccess::new(keys.access)),
        configuration,
        branding: Arc::new(SharedBranding::new(own_branding(&office)?)),
        people,
        local_sign_in,
        identity_provider: None,
        not_opened: None,
        demo: Some(demo),
        webhook: None,
        sources,
    };
    let parts = parts(BTreeMap::from([(id, hosted)]), args);
    startup::keep_open(listener, parts, end, RunningReconciler::close_all(vec![reconciler])).await
}

/// Nothing stands in front of a demo.
fn parts(offices: BTreeMap<OfficeId, HostedOffice>, args: &DemoArgs) -> Parts {
    Parts {
        offices,
        public_url: None,
        ui_dir: None,
        host_names: Some(host_names(args)),
        trusted_proxies: TrustedProxies::default(),
        limits: startup::limits(),
        tls: None,
    }
}

fn own_branding(office: &OfficeConfig) -> Result<Branding, Failure> {
    let logo = Logo::of(LOGO).map_err(Failure::from_error)?;
    Ok(Branding { logo: Some(Arc::new(logo)), ..branding::without_logo(&office.branding) })
}

/// The demo's pages carry tokens: they are for this machine's own names and those it was given.
fn host_names(args: &DemoArgs) -> HostNames {
    let machine = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    HostNames::new(args.host.iter().cloned().chain([machine]).filter(|name| !name.trim().is_empty()))
}

/// Plays the book as the office's appointment system. Its first bookings are in before anybody can ask.
async fn replay(
    schedule: BookSchedule,
    clock: Arc<dyn Clock>,
    desks: &[DeskId],
    office: &OfficeHandle,
) -> (RunningReconciler, SharedSources) {
    let system = Box::new(Replay::new(schedule, clock));
    let source = CalendarSource::new("demo".to_owned(), system, desks.to_vec(), Duration::ZERO, 0);
    let mut reconciler = Reconciler::new(vec![source], 0);
    reconciler.round(office).await;
    let status = reconciler.status();
    (RunningReconciler::spawn(reconciler, office.clone(), Arc::new(Notify::new())), status)
}

/// A demo with a past begins as one without: with somebody at every desk.
async fn open_desks(handle: &OfficeHandle, desks: Vec<DeskId>) -> Result<(), Failure> {
    for desk in desks {
        let request = Request { actor: Actor::from("setup"), key: None, command: Command::OpenDesk { desk } };
        handle.ask(request).await.map_err(Failure::from_error)?;
    }
    Ok(())
}
