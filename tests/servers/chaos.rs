// SPDX-License-Identifier: MPL-2.0
//! The server is killed at random moments while holds are made, changed and given back and somebody else books.
//! Whatever was answered, in the end exactly the wanted holds stand there, each once, and no orphan.
//!
//! `MINTUR_SERVER_KILLS` says how often (20 unless set); a failing run prints its seed, `MINTUR_SEED` repeats it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use appointments::caldav::CalDav;
use appointments::port::{AppointmentSystem, HoldKey, HoldRequest, OccupancyKind, SourceError};
use office::time::Length;

use crate::caldav::{at, day, request, scene, source};
use crate::server::Make;
use simulation::rng::Rng;

/// Attempts at one step before the server counts as gone for good.
const MOST_ATTEMPTS: u32 = 2_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_at_random_moments_loses_no_hold_and_keeps_no_orphan() {
    let kills = setting("MINTUR_SERVER_KILLS").unwrap_or(20);
    let seed = setting("MINTUR_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    println!("server chaos: {kills} kills, seed {seed}");
    let mut chance = Rng::new(seed);
    let mut scene = scene(Make::Radicale).await;
    let (stop, mut stopped) = tokio::sync::watch::channel(false);
    let address = scene.other.calendar.clone();
    let mut choice = Rng::new(seed.wrapping_add(1));
    let office = tokio::spawn(async move {
        let mut ours = CalDav::new(source(&address)).unwrap();
        let mut wanted: BTreeMap<HoldKey, HoldRequest> = BTreeMap::new();
        let mut steps = 0_u32;
        while !*stopped.borrow_and_update() {
            step(&mut ours, &mut wanted, &mut choice).await;
            steps += 1;
        }
        (ours, wanted, steps)
    });
    for _ in 0..kills {
        // The moment is what is random here; nothing is waited for.
        tokio::time::sleep(Duration::from_millis(chance.below(250))).await;
        scene.server.kill();
        scene.server.run().await;
    }
    stop.send(true).unwrap();
    let (mut ours, wanted, steps) = office.await.unwrap();
    let snapshot = ours.snapshot(day()).await.unwrap();
    let there: Vec<_> = snapshot.entries.iter().flat_map(|entry| &entry.occupied).collect();
    let held: BTreeSet<_> = there
        .iter()
        .map(|taken| match &taken.kind {
            OccupancyKind::Hold(key) => (key.clone(), taken.time),
            kind => panic!("nobody else booked: {kind:?}"),
        })
        .collect();
    let wished = wanted.values().map(|request| (request.key.clone(), request.time)).collect();
    assert_eq!(held, wished, "seed {seed}");
    assert_eq!(there.len(), wanted.len(), "each stands there once, seed {seed}");
    println!("server chaos: {kills} kills, {steps} steps, {} holds at the end, seed {seed}", wanted.len());
    assert!(u64::from(steps) > kills, "the server was hardly asked anything");
}

/// One gap opens, changes or closes, and is brought about however often the server dies meanwhile.
async fn step(ours: &mut CalDav, wanted: &mut BTreeMap<HoldKey, HoldRequest>, choice: &mut Rng) {
    let start = at(7, 0) + Length::minutes(60 * i64::try_from(choice.below(10)).unwrap());
    let length = Length::minutes(10 + i64::try_from(choice.below(50)).unwrap());
    let request = request(office::time::TimeRange::new(start, start + length));
    if wanted.contains_key(&request.key) && choice.below(2) == 0 {
        wanted.remove(&request.key);
        for _ in 0..MOST_ATTEMPTS {
            let there = match ours.find(&request.key).await {
                Ok(Some(there)) => there,
                Ok(None) => return,
                Err(error) => {
                    pause(&error).await;
                    continue;
                }
            };
            if let Err(error) = ours.release(&there).await {
                pause(&error).await;
            }
        }
    } else {
        wanted.insert(request.key.clone(), request.clone());
        for _ in 0..MOST_ATTEMPTS {
            match ours.hold(&request).await {
                Ok(held) => {
                    assert_eq!(held.time, request.time);
                    return;
                }
                Err(error) => pause(&error).await,
            }
        }
    }
    panic!("the server never came back");
}

async fn pause(error: &SourceError) {
    match error {
        SourceError::OutcomeUnknown(_) | SourceError::Unreachable(_) | SourceError::PreconditionFailed => {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        error => panic!("a killed server is no {error:?}"),
    }
}

pub fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}
