// SPDX-License-Identifier: MPL-2.0
//! Check-in and call-next, with one clerk or kiosk and with eight, at 50 and 5,000 waiting. The floor does
//! one durable append for each request. Only the one request is timed; those around it, which keep the
//! number waiting where it is, are made of floor and subject alike.

use std::path::Path;
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::{Method, StatusCode};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::bench_office::{self, CHECK_IN, COMPLETION, DESKS};
use crate::child::Child;
use crate::figures::{Slice, Times, as_f64, median};
use crate::http::Client;
use crate::report::Report;
use crate::{Outcome, Plan, floor, time};

const TICKETS: &str = "/api/offices/demo/tickets";
const FEW: usize = 50;
const MANY: usize = 5_000;

/// A server and how to reach it.
pub struct Server {
    pub child: Child,
    pub at: At,
}

#[derive(Clone)]
pub enum At {
    Office(bench_office::Open),
    Floor(floor::Open),
}

#[derive(Clone, Copy, PartialEq)]
enum Permission {
    CheckIn,
    Call,
}

impl Server {
    pub fn office(data: &Path) -> Outcome<Self> {
        let mut child = Child::start(&["as-office", &data.to_string_lossy()])?;
        let at = At::Office(child.hear()?);
        Ok(Self { child, at })
    }

    pub fn floor(data: &Path) -> Outcome<Self> {
        let mut child = Child::start(&["as-floor", &data.to_string_lossy()])?;
        let at = At::Floor(child.hear()?);
        Ok(Self { child, at })
    }

    pub fn open(&self) -> Outcome<&bench_office::Open> {
        match &self.at {
            At::Office(open) => Ok(open),
            At::Floor(_) => Err("a floor is not an office".into()),
        }
    }
}

pub fn measure(plan: &Plan, report: &mut Report) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let floor = Server::floor(&plan.data.join("queue-floor"))?;
    let few = Server::office(&plan.data.join("queue-few"))?;
    let many = Server::office(&plan.data.join("queue-many"))?;
    runtime.block_on(async {
        fill(few.open()?, FEW).await?;
        fill(many.open()?, plan.pick(MANY, 1_000)).await?;
        let answer = sample(few.open()?).await?;
        if let At::Floor(open) = &floor.at {
            Client::connect(open.http, "").await?.send(Method::PUT, "/answer", None, &answer).await?;
        }
        for (request, name) in [(Permission::CheckIn, "check-in"), (Permission::Call, "call next")] {
            for lanes in [1, DESKS] {
                let servers = [&floor, &few, &many];
                let slices = take_turns(plan, servers, request, lanes).await?;
                tell(report, &format!("{name}, {lanes} at once"), &slices);
            }
        }
        Ok(())
    })
}

async fn take_turns(
    plan: &Plan,
    servers: [&Server; 3],
    request: Permission,
    lanes: usize,
) -> Outcome<[Vec<Slice>; 3]> {
    let lasting = Duration::from_millis(plan.pick(500, 250));
    let mut slices = [Vec::new(), Vec::new(), Vec::new()];
    for turn in 0..plan.pick(15, 3) {
        for place in 0..servers.len() {
            let which = (turn + place) % servers.len();
            slices[which].push(slice(servers[which], request, lanes, lasting).await?);
        }
    }
    Ok(slices)
}

fn tell(report: &mut Report, name: &str, [floor, few, many]: &[Vec<Slice>; 3]) {
    report.compare(&format!("{name}, 50 waiting"), few, floor);
    report.compare(&format!("{name}, 5,000 waiting"), many, floor);
    let worse: Vec<f64> = many.iter().zip(few).map(|(many, few)| many.p95 / few.p95).collect();
    report.at_most(&format!("{name}: p95 at 5,000 waiting over 50"), median(&worse), 1.2);
}

/// Has so many wait.
pub async fn fill(office: &bench_office::Open, waiting: usize) -> Outcome<()> {
    const KIOSKS: usize = 50;
    let mut kiosks = JoinSet::new();
    for kiosk in 0..KIOSKS.min(waiting) {
        let office = office.clone();
        let share = waiting / KIOSKS + usize::from(kiosk < waiting % KIOSKS);
        kiosks.spawn(async move {
            let mut client = Client::connect(office.address, &office.kiosk).await?;
            for _ in 0..share {
                check_in(&mut client).await?;
            }
            Outcome::Ok(())
        });
    }
    while let Some(done) = kiosks.join_next().await {
        done??;
    }
    Ok(())
}

async fn sample(office: &bench_office::Open) -> Outcome<Bytes> {
    let mut client = Client::connect(office.address, &office.kiosk).await?;
    let body = check_in(&mut client).await?;
    leave(&mut client, &body).await?;
    Ok(body)
}

async fn slice(server: &Server, request: Permission, lanes: usize, lasting: Duration) -> Outcome<Slice> {
    let until = Instant::now() + lasting;
    let cpu = server.child.cpu();
    let mut all = JoinSet::new();
    for lane in 1..=lanes {
        match &server.at {
            At::Office(open) => all.spawn(at_office(open.clone(), request, lane, until)),
            At::Floor(open) => all.spawn(at_floor(open.clone(), request, until)),
        };
    }
    let mut times = Times::new()?;
    while let Some(done) = all.join_next().await {
        times.join(&done??)?;
    }
    if times.len() == 0 {
        return Err("nothing was answered in a slice".into());
    }
    Ok(times.slice(lanes, as_f64(time::nanos(server.child.cpu().saturating_sub(cpu)))))
}

async fn at_office(
    open: bench_office::Open,
    request: Permission,
    desk: usize,
    until: Instant,
) -> Outcome<Times> {
    let mut kiosk = Client::connect(open.address, &open.kiosk).await?;
    let mut clerk = Client::connect(open.address, &open.clerk).await?;
    let mut times = Times::new()?;
    while Instant::now() < until {
        let began = time::now();
        if request == Permission::CheckIn {
            let body = check_in(&mut kiosk).await?;
            times.add(time::now() - began);
            leave(&mut kiosk, &body).await?;
            continue;
        }
        let (status, body) =
            clerk.post(&format!("/api/offices/demo/desks/{desk}/calls"), None, &Bytes::new()).await?;
        times.add(time::now() - began);
        expect(status, &body)?;
        let completion = format!("{TICKETS}/{}/completion", id(&body)?);
        let (status, body) = clerk.post(&completion, None, &COMPLETION.into()).await?;
        expect(status, &body)?;
        check_in(&mut kiosk).await?;
    }
    Ok(times)
}

async fn at_floor(open: floor::Open, request: Permission, until: Instant) -> Outcome<Times> {
    let mut kiosk = Client::connect(open.http, "").await?;
    let mut clerk = Client::connect(open.http, "").await?;
    let mut times = Times::new()?;
    while Instant::now() < until {
        let began = time::now();
        if request == Permission::CheckIn {
            check_in(&mut kiosk).await?;
            times.add(time::now() - began);
            clerk.post("/departure", None, &Bytes::new()).await?;
            continue;
        }
        clerk.post("/calls", None, &Bytes::new()).await?;
        times.add(time::now() - began);
        clerk.post("/completion", None, &COMPLETION.into()).await?;
        check_in(&mut kiosk).await?;
    }
    Ok(times)
}

pub async fn check_in(kiosk: &mut Client) -> Outcome<Bytes> {
    let key = Uuid::new_v4().to_string();
    let (status, body) = kiosk.post(TICKETS, Some(&key), &Bytes::from_static(CHECK_IN.as_bytes())).await?;
    expect(status, &body)?;
    Ok(body)
}

pub async fn leave(kiosk: &mut Client, ticket: &Bytes) -> Outcome<()> {
    let (status, body) =
        kiosk.post(&format!("{TICKETS}/{}/departure", id(ticket)?), None, &Bytes::new()).await?;
    expect(status, &body)
}

pub fn expect(status: StatusCode, body: &Bytes) -> Outcome<()> {
    if status.is_success() {
        return Ok(());
    }
    Err(format!("{status}: {}", String::from_utf8_lossy(body)).into())
}

/// The ticket's id, without reading the rest: the machine has other things to do.
pub fn id(body: &Bytes) -> Outcome<&str> {
    let text = std::str::from_utf8(body)?;
    let rest = text.split_once("\"id\":\"").ok_or("an answer without a ticket")?.1;
    Ok(rest.get(..36).ok_or("an id cut short")?)
}
