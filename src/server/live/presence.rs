// SPDX-License-Identifier: MPL-2.0
//! Which screens are open with each device's token now, what they say of themselves, and when none was.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use api::condition::SoundJson;
use api::live::HeartbeatAnswer;
use office::names::Actor;
use office::time::{Length, UnixTime};
use staff::{Outage, PeopleStore};

/// A page that is loaded anew is not away.
const LEAST_OUTAGE: Length = Length::minutes(1);
/// Kept of each device.
const MOST_OUTAGES: usize = 20;
/// Longer texts are no version of ours.
const LONGEST_VERSION: usize = 64;

/// The devices of one office. Only known tokens are counted, so it stays as small as the devices are many.
#[derive(Debug)]
pub struct Presence {
    devices: Mutex<BTreeMap<Actor, DeviceState>>,
    connections: AtomicU64,
}

#[derive(Debug, Default)]
struct DeviceState {
    open: BTreeMap<u64, ScreenReport>,
    /// When the last screen was closed, or the device was seen before the server started.
    last_seen: Option<UnixTime>,
    outages: VecDeque<Outage>,
}

/// What an open screen has said of itself.
#[derive(Clone, Debug, Default)]
struct ScreenReport {
    page: Option<String>,
    sound: Option<SoundJson>,
}

/// What is known of a device now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub open_screens: u32,
    /// When it last was, apart from now.
    pub at: Option<UnixTime>,
    /// Versions of the pages that are open.
    pub pages: Vec<String>,
    /// Blocked where any open screen is.
    pub sound: Option<SoundJson>,
    /// The latest first.
    pub outages: Vec<Outage>,
}

/// Only a board speaks of its sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenKind {
    Board,
    Other,
}

/// An open screen, for as long as it is connected.
#[derive(Debug)]
pub struct OpenScreen {
    presence: Arc<Presence>,
    device: Actor,
    connection: u64,
    kind: ScreenKind,
    clock: fn() -> UnixTime,
}

impl Presence {
    /// The devices that were paired, as the people file knows them.
    pub fn of(people: &PeopleStore) -> Self {
        let known = people.current();
        Self::new(known.devices().map(|device| {
            // Without its file nothing is known of earlier times; the office goes on.
            let outages = people.outages(&device.id).unwrap_or_default();
            (device.actor(), device.seen_at(), outages)
        }))
    }

    /// Devices as they were last seen before the server started, with their outages.
    pub fn new(known: impl IntoIterator<Item = (Actor, Option<UnixTime>, Vec<Outage>)>) -> Self {
        let devices = known.into_iter().map(|(device, last_seen, outages)| {
            (device, DeviceState { open: BTreeMap::new(), last_seen, outages: outages.into() })
        });
        Self { devices: Mutex::new(devices.collect()), connections: AtomicU64::new(0) }
    }

    /// A screen of the device is open from now on. With the outage that ends with it, if one does.
    pub fn open(
        self: &Arc<Self>,
        device: Actor,
        kind: ScreenKind,
        clock: fn() -> UnixTime,
    ) -> (OpenScreen, Option<Outage>) {
        let connection = self.connections.fetch_add(1, Ordering::Relaxed);
        let now = clock();
        let mut devices = self.lock();
        let state = devices.entry(device.clone()).or_default();
        let outage = state
            .last_seen
            .filter(|_| state.open.is_empty())
            .map(|from| Outage { from, to: now })
            .filter(|outage| outage.from + LEAST_OUTAGE <= outage.to);
        if let Some(outage) = outage {
            state.outages.push_front(outage);
            state.outages.truncate(MOST_OUTAGES);
        }
        state.open.insert(connection, ScreenReport::default());
        drop(devices);
        (OpenScreen { presence: Arc::clone(self), device, connection, kind, clock }, outage)
    }

    /// Boards that are open and whose browser lets them play no sound, as the ledger names them.
    pub fn silent_boards(&self) -> Vec<String> {
        let is_silent = |report: &ScreenReport| report.sound == Some(SoundJson::Blocked);
        let devices = self.lock();
        let silent = devices.iter().filter(|(_, state)| state.open.values().any(is_silent));
        silent.map(|(device, _)| device.to_string()).collect()
    }

    pub fn seen(&self, device: &Actor) -> Seen {
        let devices = self.lock();
        let Some(state) = devices.get(device) else { return Seen::default() };
        let sounds: Vec<SoundJson> = state.open.values().filter_map(|report| report.sound).collect();
        let sound = match sounds.as_slice() {
            [] => None,
            sounds if sounds.contains(&SoundJson::Blocked) => Some(SoundJson::Blocked),
            _ => Some(SoundJson::Allowed),
        };
        Seen {
            open_screens: u32::try_from(state.open.len()).unwrap_or(u32::MAX),
            at: state.last_seen,
            pages: state.open.values().filter_map(|report| report.page.clone()).collect(),
            sound,
            outages: state.outages.iter().copied().collect(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Actor, DeviceState>> {
        self.devices.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OpenScreen {
    /// What the screen answers to a heartbeat.
    pub fn update(&self, answer: &HeartbeatAnswer) {
        let HeartbeatAnswer { heartbeat: _, sound, page } = answer;
        let page = page.as_ref().filter(|page| page.len() <= LONGEST_VERSION);
        let mut devices = self.presence.lock();
        let report = devices.get_mut(&self.device).and_then(|state| state.open.get_mut(&self.connection));
        let Some(report) = report else { return };
        match self.kind {
            ScreenKind::Board => report.sound = sound.or(report.sound),
            ScreenKind::Other => {}
        }
        if page.is_some() && report.page.as_ref() != page {
            report.page = page.cloned();
        }
    }
}

impl Drop for OpenScreen {
    fn drop(&mut self) {
        let mut devices = self.presence.lock();
        let Some(state) = devices.get_mut(&self.device) else { return };
        state.open.remove(&self.connection);
        state.last_seen = Some((self.clock)());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicI64;

    static NOW: AtomicI64 = AtomicI64::new(0);

    fn clock() -> UnixTime {
        UnixTime::from_unix(NOW.load(Ordering::SeqCst))
    }

    #[test]
    fn a_device_is_away_when_its_last_screen_is_closed_for_a_minute() {
        let hall = Actor::from("board:hall");
        let presence = Arc::new(Presence::new([(hall.clone(), Some(UnixTime::from_unix(100)), Vec::new())]));
        NOW.store(1_000, Ordering::SeqCst);
        let (first, outage) = presence.open(hall.clone(), ScreenKind::Board, clock);
        let before_start = Outage { from: UnixTime::from_unix(100), to: UnixTime::from_unix(1_000) };
        assert_eq!(outage, Some(before_start));
        let (second, _) = presence.open(hall.clone(), ScreenKind::Board, clock);
        assert_eq!(presence.seen(&hall).open_screens, 2);
        drop(first);
        NOW.store(2_000, Ordering::SeqCst);
        let (third, outage) = presence.open(hall.clone(), ScreenKind::Board, clock);
        assert_eq!(outage, None, "the second was open all the time");
        drop((second, third));
        NOW.store(2_059, Ordering::SeqCst);
        assert_eq!(
            presence.open(hall.clone(), ScreenKind::Board, clock).1,
            None,
            "a page that is loaded anew"
        );
        NOW.store(3_000, Ordering::SeqCst);
        drop(presence.open(hall.clone(), ScreenKind::Board, clock));
        let outages = presence.seen(&hall).outages;
        assert_eq!(outages.len(), 2);
        assert_eq!(outages[0].from, UnixTime::from_unix(2_059), "the latest first");
    }

    #[test]
    fn a_device_is_mute_while_any_of_its_screens_is() {
        let (hall, presence) = (Actor::from("board:hall"), Arc::new(Presence::new([])));
        let says = |sound, page: &str| HeartbeatAnswer { heartbeat: 1, sound, page: Some(page.to_owned()) };
        let (one, _) = presence.open(hall.clone(), ScreenKind::Board, clock);
        assert_eq!(presence.seen(&hall).sound, None);
        one.update(&says(Some(SoundJson::Allowed), "a1"));
        let (other, _) = presence.open(hall.clone(), ScreenKind::Board, clock);
        other.update(&says(Some(SoundJson::Blocked), "b2"));
        other.update(&says(None, &"x".repeat(LONGEST_VERSION + 1)));
        let seen = presence.seen(&hall);
        assert_eq!(
            (seen.sound, seen.pages),
            (Some(SoundJson::Blocked), vec!["a1".to_owned(), "b2".to_owned()])
        );
        assert_eq!(presence.silent_boards(), ["board:hall"]);
        drop(other);
        assert_eq!(presence.seen(&hall).sound, Some(SoundJson::Allowed));
        let (kiosk, _) = presence.open("kiosk".into(), ScreenKind::Other, clock);
        kiosk.update(&says(Some(SoundJson::Blocked), "c3"));
        assert!(presence.silent_boards().is_empty());
    }
}
