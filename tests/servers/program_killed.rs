// SPDX-License-Identifier: MPL-2.0
//! `mintur serve` and its calendar server killed at bad moments while somebody books and cancels. Double-sold
//! minutes are counted while it goes on: whenever both have been up for one look, and again in the end.
//!
//! `MINTUR_PROGRAM_KILLS` says how often (6 unless set); a failing run prints its seed, `MINTUR_SEED` repeats it.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::{Date, DateTime};
use office::calendar::next_day;
use office::time::{TimeRange, UnixTime, cut, join};
use serde_json::Value;

use crate::chaos::setting;
use crate::other::Other;
use crate::program::{Configured, Program, book, the_day, until, zone};
use crate::server::{Make, Server};
use simulation::rng::Rng;

const DESKS: [&str; 2] = ["1", "2"];

/// Whoever books at the public's page or behind a counter, and what is booked.
struct Public<'o> {
    other: &'o Other,
    day: Date,
    booked: BTreeMap<String, (String, TimeRange)>,
    made: u64,
}

impl Public<'_> {
    async fn does_something(&mut self, chance: &mut Rng) {
        if chance.below(3) == 0
            && let Some(name) = self.booked.keys().next().cloned()
        {
            self.other.delete(&name).await;
            self.booked.remove(&name);
            return;
        }
        let desk = DESKS[usize::try_from(chance.below(2)).unwrap()];
        let slot = i64::try_from(chance.below(42)).unwrap();
        let start = self.day.at(9, 0, 0, 0) + jiff::Span::new().minutes(slot * 10);
        let end = start + jiff::Span::new().minutes(10 * (1 + i64::try_from(chance.below(3)).unwrap()));
        let time = stretch(start, end);
        if self.booked.values().any(|(other, booked)| other == desk && booked.overlaps(time)) {
            return;
        }
        let name = format!("aftale-{}", self.made);
        self.made += 1;
        book(self.other, &name, desk, start, end).await;
        self.booked.insert(name, (desk.to_owned(), time));
    }
}

fn stretch(start: DateTime, end: DateTime) -> TimeRange {
    let [start, end] = [start, end].map(|at| zone().moment(at.date(), at.time()));
    TimeRange::new(start, end)
}

/// What the office counts on by its own ledger: confirmed to it, not let go, and not booked as it knows.
async fn counted_on(program: &Program, day: Date) -> BTreeMap<String, Vec<TimeRange>> {
    let mut confirmed: BTreeMap<(String, i64), TimeRange> = BTreeMap::new();
    for event in program.ledger().await {
        let kind = event["kind"].as_str().unwrap().to_owned();
        if !kind.starts_with("hold_") || kind == "hold_booked_over" {
            continue;
        }
        let at = |name: &str| unix(&event["time"][name]);
        let time = TimeRange::new(UnixTime::from_unix(at("start")), UnixTime::from_unix(at("end")));
        let key = (event["desk"].as_str().unwrap().to_owned(), at("start"));
        match kind.as_str() {
            "hold_confirmed" => drop(confirmed.insert(key, time)),
            _ => drop(confirmed.remove(&key)),
        }
    }
    let mut counted: BTreeMap<String, Vec<TimeRange>> = BTreeMap::new();
    for ((desk, _), time) in confirmed {
        counted.entry(desk).or_default().push(time);
    }
    let known = program.booked(day).await;
    for (desk, times) in &mut counted {
        let booked = known.iter().filter(|(other, ..)| other == desk);
        let booked = booked
            .map(|(_, start, end)| TimeRange::new(UnixTime::from_unix(*start), UnixTime::from_unix(*end)));
        *times = cut(&join(std::mem::take(times)), booked);
    }
    counted
}

fn unix(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| value.as_str().unwrap().parse::<jiff::Timestamp>().unwrap().as_second())
}

/// Minutes that are somebody's booking and that the office counts on.
async fn sold_twice(program: &Program, public: &Public<'_>) -> i64 {
    let counted = counted_on(program, public.day).await;
    let both = public
        .booked
        .values()
        .flat_map(|(desk, booked)| counted.get(desk).into_iter().flatten().map(|time| time.overlap(*booked)));
    both.filter(|both| !both.is_empty()).map(|both| both.length().as_minutes()).sum()
}

/// Waits until one whole look lies behind both: a booking on another day, made now, has come in.
async fn one_look(program: &Program, other: &Other, day: Date, nth: u64) {
    let (start, end) = (day.at(12, 0, 0, 0), day.at(12, 5, 0, 0));
    let name = format!("probe-{nth}");
    book(other, &name, "2", start, end).await;
    until("one look has passed", async || !program.booked(day).await.is_empty()).await;
    other.delete(&name).await;
    until("and another", async || program.booked(day).await.is_empty()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_and_its_calendar_killed_at_bad_moments_sell_no_minute_twice_at_any_time() {
    let kills = setting("MINTUR_PROGRAM_KILLS").unwrap_or(6);
    let seed = setting("MINTUR_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    println!("program killed: {kills} kills, seed {seed}");
    let mut chance = Rng::new(seed);
    let mut server = Server::start(Make::Radicale).await;
    let other = Other::with_calendar(&server, "tider").await;
    let day = the_day();
    let configured = Configured::with_calendar(&other.calendar);
    let mut program = configured.serve().await;
    for desk in DESKS {
        program.open_gap(desk, day.at(9, 30, 0, 0), day.at(12, 0, 0, 0)).await;
        program.open_gap(desk, day.at(13, 0, 0, 0), day.at(15, 0, 0, 0)).await;
    }
    let mut public = Public { other: &other, day, booked: BTreeMap::new(), made: 0 };
    let (mut looked, mut counted) = (0, 0);
    for kill in 0..kills {
        for _ in 0..2 + chance.below(5) {
            public.does_something(&mut chance).await;
        }
        // The moment is what is random here; nothing is waited for.
        tokio::time::sleep(Duration::from_millis(chance.below(6_000))).await;
        if kill % 3 != 1 {
            program.kill();
        }
        if kill % 3 != 0 {
            server.kill();
            tokio::time::sleep(Duration::from_millis(chance.below(2_000))).await;
            server.run().await;
        }
        if kill % 3 != 1 {
            for _ in 0..chance.below(3) {
                public.does_something(&mut chance).await;
            }
            program = configured.serve().await;
        }
        one_look(&program, &other, next_day(day), kill).await;
        looked += 1;
        let twice = sold_twice(&program, &public).await;
        assert_eq!(twice, 0, "minutes sold twice after kill {kill}, seed {seed}");
        counted += counted_on(&program, day).await.values().flatten().count();
    }
    let gaps = [(9, 30, 12, 0), (13, 0, 15, 0)]
        .map(|(from, half, to, end)| stretch(day.at(from, half, 0, 0), day.at(to, end, 0, 0)));
    let wanted: Vec<(String, Vec<TimeRange>)> = DESKS
        .into_iter()
        .map(|desk| {
            let booked = public.booked.values().filter(|(other, _)| other == desk).map(|(_, time)| *time);
            (desk.to_owned(), cut(&gaps, booked))
        })
        .collect();
    let wanted: BTreeMap<String, Vec<TimeRange>> = wanted.into_iter().collect();
    until("in the end all that is wanted is counted on", async || counted_on(&program, day).await == wanted)
        .await;
    assert_eq!(sold_twice(&program, &public).await, 0, "in the end, seed {seed}");
    println!(
        "program killed: {kills} kills, {} bookings made, counted {looked} times over {counted} holds, 0 minutes sold twice, seed {seed}",
        public.made
    );
    assert!(public.made > kills && counted > 0, "hardly anything happened");
}
