// SPDX-License-Identifier: MPL-2.0
//! One change to every screen: to 1,000 and to 10,000, against a bare broadcaster of the same bytes; what a
//! screen costs in processor time and memory; and whether screens that never read cost the others anything.

use bytes::Bytes;
use serde::de::IgnoredAny;

use crate::child::Child;
use crate::crowd::{Change, Fired, Target};
use crate::figures::{Slice, as_f64, median};
use crate::http::Client;
use crate::queue::{At, Server, expect, fill, id};
use crate::report::Report;
use crate::{Outcome, Plan, time};

const PATH: &str = "/api/offices/demo/live?view=board";

pub fn measure(plan: &Plan, report: &mut Report) -> Outcome<()> {
    many_screens(plan, report, 1_000, plan.pick(40, 10))?;
    many_screens(plan, report, plan.pick(10_000, 2_000), plan.pick(8, 3))?;
    never_read(plan, report)
}

fn many_screens(plan: &Plan, report: &mut Report, screens: usize, changes: u32) -> Outcome<()> {
    let office = Server::office(&plan.data.join(format!("screens-{screens}")))?;
    let floor = Server::floor(&plan.data.join(format!("screens-{screens}-floor")))?;
    let (target, text) = ready(&office)?;
    let At::Floor(relay) = &floor.at else { return Err("no relay".into()) };
    let bare = Target {
        address: relay.relay,
        path: "/".to_owned(),
        token: String::new(),
        change: Change::Relay { text },
    };
    let before = [office.child.resident_kib(), floor.child.resident_kib()];
    let mut crowds = [crowd(screens, &target)?, crowd(screens, &bare)?];
    let servers = [&office, &floor];
    let mut slices: [Vec<Slice>; 2] = Default::default();
    let mut lost = 0;
    for turn in 0..plan.pick(8, 3) {
        for place in 0..2 {
            let which = (turn + place) % 2;
            let (slice, fired) = fire(servers[which], &mut crowds[which], screens, changes)?;
            // The first change finds the newly connected; it is not what a screen sees all day.
            if turn > 0 {
                slices[which].push(slice);
                lost += fired.lost;
            }
        }
    }
    let name = format!("one change to {screens} screens");
    report.compare(&name, &slices[0], &slices[1]);
    report.at_most(&format!("{name}: messages that did not come"), as_f64(lost), 0.0);
    let cpu = |slices: &[Slice]| {
        median(&slices.iter().map(|slice| slice.cpu / as_f64(screens as u64)).collect::<Vec<_>>())
    };
    report.at_most(
        &format!("{name}: processor µs for each message (floor {:.1})", cpu(&slices[1])),
        cpu(&slices[0]),
        15.0,
    );
    let kept = |which: usize| (servers[which].child.resident_kib() - before[which]) / as_f64(screens as u64);
    report.at_most(
        &format!("{screens} screens: KiB of memory for each (floor {:.1})", kept(1)),
        kept(0),
        12.0,
    );
    Ok(())
}

/// Changes one after another. A slice's times are until the last screen has it.
fn fire(server: &Server, crowd: &mut Child, screens: usize, changes: u32) -> Outcome<(Slice, Fired)> {
    let cpu = server.child.cpu();
    let fired: Fired = crowd.ask(&format!("fire {changes}"))?;
    let spent = as_f64(time::nanos(server.child.cpu().saturating_sub(cpu))) / 1000.0;
    let last = fired.last;
    debug_assert!(screens > 0);
    Ok((Slice { cpu: spent / f64::from(changes), ..last }, fired))
}

fn crowd(screens: usize, target: &Target) -> Outcome<Child> {
    let mut child = Child::start(&["as-crowd", &screens.to_string(), &serde_json::to_string(target)?])?;
    child.hear::<IgnoredAny>()?;
    // Everybody has the first view by then.
    std::thread::sleep(std::time::Duration::from_millis(300));
    Ok(child)
}

/// An office with thirty waiting and one called, whose recalls change the board; and what the board shows.
fn ready(office: &Server) -> Outcome<(Target, String)> {
    let open = office.open()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        fill(open, 30).await?;
        let mut clerk = Client::connect(open.address, &open.clerk).await?;
        let (status, body) = clerk.post("/api/offices/demo/desks/1/calls", None, &Bytes::new()).await?;
        expect(status, &body)?;
        let recall = format!("/api/offices/demo/tickets/{}/recall", id(&body)?);
        let text = crate::content::shown(office).await?;
        let change = Change::Recall { path: recall, clerk: open.clerk.clone() };
        let target =
            Target { address: open.address, path: PATH.to_owned(), token: open.board.clone(), change };
        Ok((target, text))
    })
}

/// A hundred screens alone, and then with two hundred that are connected and never read.
fn never_read(plan: &Plan, report: &mut Report) -> Outcome<()> {
    let office = Server::office(&plan.data.join("never-read"))?;
    let (target, _) = ready(&office)?;
    let mut crowd = crowd(100, &target)?;
    let changes = plan.pick(500, 100);
    let phase = |crowd: &mut Child| -> Outcome<Vec<Fired>> {
        (0..plan.pick(4, 2)).map(|_| crowd.ask(&format!("fire {changes}"))).collect()
    };
    let alone = phase(&mut crowd)?;
    crowd.ask::<IgnoredAny>("stall 200")?;
    let beside = phase(&mut crowd)?;
    let slices = |fired: &[Fired]| fired.iter().map(|fired| fired.each).collect::<Vec<_>>();
    report.show("100 screens beside 200 that never read, over 100 alone", &slices(&beside), &slices(&alone));
    let p99 = |fired: &[Fired]| median(&fired.iter().map(|fired| fired.each.p99).collect::<Vec<_>>());
    let lost = beside.iter().map(|fired| fired.lost).sum::<u64>();
    report.at_most("200 that never read: messages that 100 others missed", as_f64(lost), 0.0);
    report.at_most("200 that never read: p99 of 100 others over alone", p99(&beside) / p99(&alone), 2.0);
    Ok(())
}
