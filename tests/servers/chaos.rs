//! The server is killed at random moments while holds are made, changed and given back and somebody else books.
//! Whatever was answered, in the end exactly the wanted holds stand there, each once, and no orphan.
//!
//! `MINTUR_SERVER_KILLS` says how often (20 unless told); a failing run prints its seed, `MINTUR_SEED` repeats it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use appointments::caldav::CalDav;
use appointments::port::{AppointmentSystem, HoldKey, Kind, Trouble, Wish};
use office::time::Length;

use crate::caldav::{at, day, scene, source, wish};
use crate::server::Make;

/// Attempts at one step before the server counts as gone for good.
const MOST_ATTEMPTS: u32 = 2_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_at_random_moments_loses_no_hold_and_keeps_no_orphan() {
    let kills = setting("MINTUR_SERVER_KILLS").unwrap_or(20);
    let seed = setting("MINTUR_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    println!("server chaos: {kills} kills, seed {seed}");
    let mut chance = Chance(seed);
    let mut scene = scene(Make::Radicale).await;
    let (stop, mut stopped) = tokio::sync::watch::channel(false);
    let address = scene.other.calendar.clone();
    let mut choice = Chance(seed.wrapping_add(1));
    let office = tokio::spawn(async move {
        let mut ours = CalDav::new(source(&address)).unwrap();
        let mut wanted: BTreeMap<HoldKey, Wish> = BTreeMap::new();
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
    let there: Vec<_> = snapshot.entries.iter().flat_map(|entry| &entry.takes).collect();
    let held: BTreeSet<_> = there
        .iter()
        .map(|taken| match &taken.kind {
            Kind::Hold(key) => (key.clone(), taken.time),
            kind => panic!("nobody else booked: {kind:?}"),
        })
        .collect();
    let wished = wanted.values().map(|wish| (wish.key.clone(), wish.time)).collect();
    assert_eq!(held, wished, "seed {seed}");
    assert_eq!(there.len(), wanted.len(), "each stands there once, seed {seed}");
    println!("server chaos: {kills} kills, {steps} steps, {} holds at the end, seed {seed}", wanted.len());
    assert!(u64::from(steps) > kills, "the server was hardly asked anything");
}

/// One gap opens, changes or closes, and is brought about however often the server dies meanwhile.
async fn step(ours: &mut CalDav, wanted: &mut BTreeMap<HoldKey, Wish>, choice: &mut Chance) {
    let start = at(7, 0) + Length::minutes(60 * i64::try_from(choice.below(10)).unwrap());
    let length = Length::minutes(10 + i64::try_from(choice.below(50)).unwrap());
    let wish = wish(office::time::TimeRange::new(start, start + length));
    if wanted.contains_key(&wish.key) && choice.below(2) == 0 {
        wanted.remove(&wish.key);
        for _ in 0..MOST_ATTEMPTS {
            let there = match ours.find(&wish.key).await {
                Ok(Some(there)) => there,
                Ok(None) => return,
                Err(trouble) => {
                    pause(&trouble).await;
                    continue;
                }
            };
            if let Err(trouble) = ours.release(&there).await {
                pause(&trouble).await;
            }
        }
    } else {
        wanted.insert(wish.key.clone(), wish.clone());
        for _ in 0..MOST_ATTEMPTS {
            match ours.hold(&wish).await {
                Ok(held) => {
                    assert_eq!(held.time, wish.time);
                    return;
                }
                Err(trouble) => pause(&trouble).await,
            }
        }
    }
    panic!("the server never came back");
}

async fn pause(trouble: &Trouble) {
    match trouble {
        Trouble::Unknown(_) | Trouble::Unreachable(_) | Trouble::Precondition => {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        trouble => panic!("a killed server is no {trouble:?}"),
    }
}

pub fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

/// Small and repeatable: splitmix64.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }
}
