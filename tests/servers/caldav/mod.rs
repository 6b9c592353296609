// SPDX-License-Identifier: MPL-2.0
//! One office's calendar on each server: what it experiences, on good days and on bad.

macro_rules! on_each_server {
    ($($name:ident)*) => {$(
        mod $name {
            on! { $name:
                radicale Radicale, radicale_3_1 Radicale31, xandikos Xandikos, cyrus Cyrus, davical Davical, sogo Sogo
            }
        }
    )*};
}

macro_rules! on {
    ($name:ident: $($server:ident $make:ident),*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $server() {
            if super::Make::$make.can_run() {
                super::$name(super::Make::$make).await;
            }
        }
    )*};
}

mod failing;
mod holding;
mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use appointments::caldav::{CalDav, CalDavSource, NEUTRAL_TITLE};
use appointments::http_client::{Credentials, HttpLimits, HttpTimeouts, Transport};
use appointments::ical::{AllDay, DeskBy, Labels, UnlabelledEntries};
use appointments::port::{
    AppointmentSystem, Changes, Cursor, Entry, ExistingHold, ForeignId, HoldKey, HoldRequest, OccupancyKind,
    OccupiedTime, ProblemKind, SourceError, SourceProblem,
};
use appointments::server_mark::ServerMark;
use office::calendar::Zone;
use office::names::DeskId;
use office::time::{Length, TimeRange, UnixTime};

use crate::other::{LONGEST_LOCK, Other, booking};
use crate::server::{Make, PASSWORD, Server, USER};
use crate::wire::{Hand, Wire};

pub const OFFICE: &str = "midtby";

/// 5 March 2026 in Copenhagen, an hour behind UTC.
pub fn at(hour: i64, minute: i64) -> UnixTime {
    UnixTime::from_unix(1_772_668_800 + (hour - 1) * 3600 + minute * 60)
}

pub fn day() -> TimeRange {
    TimeRange::new(at(0, 0), at(24, 0))
}

fn stretch(from: (i64, i64), to: (i64, i64)) -> TimeRange {
    TimeRange::new(at(from.0, from.1), at(to.0, to.1))
}

fn desk() -> DeskId {
    DeskId::from("3")
}

pub fn request(time: TimeRange) -> HoldRequest {
    HoldRequest { key: HoldKey::new(OFFICE, &desk(), time.start), desk: desk(), time, in_use: false }
}

pub fn source(address: &str) -> CalDavSource {
    CalDavSource {
        office: OFFICE.to_owned(),
        zone: Zone::named("Europe/Copenhagen").unwrap(),
        address: address.to_owned(),
        calendar: None,
        credentials: Credentials::Basic { user: USER.to_owned(), password: PASSWORD.to_owned() },
        title: NEUTRAL_TITLE.to_owned(),
        desks: DeskBy::Calendar(desk()),
        labels: BTreeMap::new(),
        all_day: AllDay::Closed,
        free_entries_count: false,
        limits: HttpLimits::default(),
        transport: Transport::default(),
        mark: ServerMark::default(),
    }
}

/// A server, a calendar on it, somebody else's client, and ours.
pub struct Scene {
    pub server: Server,
    pub other: Other,
    pub ours: CalDav,
}

pub async fn scene(make: Make) -> Scene {
    let server = Server::start(make).await;
    let other = Other::with_calendar(&server, "skranke-3").await;
    let ours = CalDav::new(source(&other.calendar)).unwrap();
    Scene { server, other, ours }
}

/// The same with a hand on the wire, and little patience.
async fn scene_on_a_wire(make: Make) -> (Scene, Wire) {
    let mut scene = scene(make).await;
    let wire = Wire::to(scene.server.port).await;
    scene.ours = CalDav::new(source(&wired(&scene, &wire))).unwrap();
    (scene, wire)
}

fn wired(scene: &Scene, wire: &Wire) -> String {
    scene.other.calendar.replace(&scene.server.base(), &wire.base())
}

pub async fn taken(ours: &mut CalDav, window: TimeRange) -> Vec<OccupiedTime> {
    let snapshot = ours.snapshot(window).await.unwrap();
    assert_eq!(snapshot.problems, []);
    let mut taken: Vec<OccupiedTime> =
        snapshot.entries.into_iter().flat_map(|entry| entry.occupied).collect();
    taken.sort_by_key(|taken| taken.time);
    taken
}

async fn changed(ours: &mut CalDav, cursor: &mut Cursor) -> (Vec<Entry>, Vec<ForeignId>) {
    match ours.changes(cursor, day()).await.unwrap() {
        Changes::Nothing => (Vec::new(), Vec::new()),
        Changes::Changed { entries, gone, cursor: next, problems, .. } => {
            assert_eq!(problems, []);
            *cursor = next;
            (entries, gone)
        }
    }
}

/// xandikos answers 423 at once for as long as somebody else's write holds the lock of its store, and on a busy machine
/// that is longer than any number of attempts: then we look, and go on from what is there.
async fn surely_hold(ours: &mut CalDav, request: &HoldRequest) -> ExistingHold {
    let since = Instant::now();
    while since.elapsed() < LONGEST_LOCK {
        match ours.hold(request).await {
            Ok(held) => return held,
            Err(SourceError::OutcomeUnknown(_)) => {
                if let Some(held) = ours.find(&request.key).await.unwrap() {
                    return held;
                }
            }
            Err(error) => panic!("{error:?}"),
        }
    }
    panic!("it is not held after {LONGEST_LOCK:?}");
}

async fn surely_release(ours: &mut CalDav, mut held: ExistingHold) {
    let since = Instant::now();
    while since.elapsed() < LONGEST_LOCK {
        match ours.release(&held).await {
            Ok(()) => return,
            Err(SourceError::OutcomeUnknown(_)) => match ours.find(&held.key).await.unwrap() {
                Some(there) => held = there,
                None => return,
            },
            Err(error) => panic!("{error:?}"),
        }
    }
    panic!("it is not given back after {LONGEST_LOCK:?}");
}
