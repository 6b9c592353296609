// SPDX-License-Identifier: MPL-2.0
//! Start to ready: the real program, from the moment it is started until it says so, with five years behind
//! it and with one day.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use bytes::Bytes;
use hyper::Method;
use serde::Deserialize;

use crate::child::Child;
use crate::figures::{Slice, Times};
use crate::http::Client;
use crate::report::Report;
use crate::{Outcome, Plan, history, time};

const PATIENCE: u64 = 30_000_000_000;

#[derive(Deserialize)]
struct Said {
    base: String,
}

pub fn measure(plan: &Plan, report: &mut Report) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (years, day) = (plan.data.join("five-years"), plan.data.join("one-day"));
    let (days, a_day) = (plan.pick(1_250, 125), 800);
    history::write(&years, days * a_day, days)?;
    history::write(&day, a_day, 1)?;
    let mut slices: [Vec<Slice>; 2] = Default::default();
    for _ in 0..plan.pick(11, 3) {
        slices[0].push(runtime.block_on(start(&years))?);
        slices[1].push(runtime.block_on(start(&day))?);
    }
    let [years, day] = slices;
    report.show("start to ready, five years behind it over one day", &years, &day);
    let millis = crate::figures::middle(&years).p50 / 1000.0;
    report.at_most("start to ready with five years behind it, in milliseconds", millis, 200.0);
    Ok(())
}

async fn start(data: &Path) -> Outcome<Slice> {
    let began = time::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_mintur"));
    program.args(["demo", "--json", "--listen", "127.0.0.1:0", "--data"]).arg(data);
    let mut child = Child::of(&mut program)?;
    let said: Said = child.hear()?;
    let address: SocketAddr = said.base.trim_start_matches("http://").parse()?;
    while !is_ready(address).await.unwrap_or(false) {
        if time::now() - began > PATIENCE {
            return Err("the program was not ready in 30 seconds".into());
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let mut times = Times::new()?;
    times.add(time::now() - began);
    Ok(times.slice(1, 0.0))
}

async fn is_ready(address: SocketAddr) -> Outcome<bool> {
    let mut client = Client::connect(address, "").await?;
    let (status, _) = client.send(Method::GET, "/readyz", None, &Bytes::new()).await?;
    Ok(status.is_success())
}
