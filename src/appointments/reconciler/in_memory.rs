// SPDX-License-Identifier: MPL-2.0
//! An appointment system in memory: it loses answers, is silent, asks for backoff, sells time while nobody
//! looks, and lets its caller hang so that the test can kill it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Notify;

use crate::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Deletions, Entry, ExistingHold, ForeignId, HoldKey,
    HoldRequest, OccupancyKind, OccupiedTime, Snapshot, SourceError, SystemFuture,
};
use office::names::DeskId;
use office::time::{Length, TimeRange, UnixTime};
use simulation::rng::Rng;

#[derive(Debug)]
pub struct World {
    random: Rng,
    /// Percentage of requests that fail.
    pub faults: i64,
    pub silent: bool,
    /// Every request is answered with a pause.
    pub rate_limits: bool,
    pub holds: BTreeMap<HoldKey, ExistingHold>,
    pub bookings: BTreeMap<ForeignId, (DeskId, TimeRange)>,
    pub looks: u64,
    /// Each look waits for it.
    pub looks_wait_for: Option<Arc<Notify>>,
    /// Each write waits for it.
    pub writes_wait_for: Option<Arc<Notify>>,
    /// A write has come.
    pub write_came: Arc<Notify>,
    /// How long each write takes, and how long all of them took.
    pub each_write_takes: Duration,
    pub writing_took: Duration,
    /// As many writes are done before every request is answered with a pause.
    pub writes_before_a_pause: Option<usize>,
    pub writes_since_a_look: usize,
    pub most_writes_since_a_look: usize,
    writes: u64,
    around: Option<TimeRange>,
}

enum Fault {
    None,
    Unreachable,
    LostAnswer,
    TooFast,
    KilledBefore,
    KilledAfter,
    CursorExpired,
}

impl World {
    pub fn new(seed: u64) -> Self {
        Self {
            random: Rng::new(seed),
            faults: 0,
            silent: false,
            rate_limits: false,
            holds: BTreeMap::new(),
            bookings: BTreeMap::new(),
            looks: 0,
            looks_wait_for: None,
            writes_wait_for: None,
            write_came: Arc::default(),
            each_write_takes: Duration::ZERO,
            writing_took: Duration::ZERO,
            writes_before_a_pause: None,
            writes_since_a_look: 0,
            most_writes_since_a_look: 0,
            writes: 0,
            around: None,
        }
    }

    fn fault(&mut self) -> Fault {
        if self.silent {
            return Fault::Unreachable;
        }
        if self.rate_limits {
            return Fault::TooFast;
        }
        if !self.random.percent(self.faults) {
            return Fault::None;
        }
        match self.random.between(0, 5) {
            0 => Fault::Unreachable,
            1 => Fault::LostAnswer,
            2 => Fault::TooFast,
            3 => Fault::KilledBefore,
            4 => Fault::KilledAfter,
            _ => Fault::CursorExpired,
        }
    }

    pub fn holds_cover(&self, desk: &DeskId, time: TimeRange) -> bool {
        let here = self.holds.values().filter(|held| held.desk == *desk).map(|held| held.time);
        office::time::cut(&[time], here).is_empty()
    }

    /// Somebody books a time that is free there.
    pub fn public_books(&mut self, now: UnixTime) -> Option<(DeskId, TimeRange)> {
        let desk = DeskId::from(if self.random.percent(50) { "1" } else { "2" });
        let start =
            UnixTime::from_unix(now.unix() / 300 * 300) + Length::minutes(5 * self.random.between(1, 600));
        let time = TimeRange::new(start, start + Length::minutes(5 * self.random.between(1, 9)));
        let held = self.holds.values().any(|held| held.desk == desk && held.time.overlaps(time));
        let booked = self.bookings.values().any(|(at, other)| *at == desk && other.overlaps(time));
        if held || booked {
            return None;
        }
        self.writes += 1;
        self.bookings.insert(ForeignId(format!("b{}", self.writes)), (desk.clone(), time));
        Some((desk, time))
    }

    /// Somebody books in the second of the last change: no cursor shows it.
    pub fn public_books_unseen(&mut self, now: UnixTime) -> Option<(DeskId, TimeRange)> {
        let writes = self.writes;
        let booked = self.public_books(now);
        self.writes = writes;
        booked
    }

    pub fn somebody_cancels(&mut self) {
        let ids: Vec<ForeignId> = self.bookings.keys().cloned().collect();
        if let Some(id) = self.random.pick(&ids) {
            self.bookings.remove(id);
            self.writes += 1;
        }
    }

    /// Between two requests somebody may book.
    fn meanwhile(&mut self) {
        if let Some(window) = self.around.filter(|_| self.random.percent(self.faults / 4)) {
            self.public_books(window.start + Length::minutes(9 * 60));
        }
    }

    fn looked_at(&mut self, window: TimeRange) {
        self.looks += 1;
        self.writes_since_a_look = 0;
        self.around = Some(window);
    }

    fn written_to(&mut self) {
        self.writing_took += self.each_write_takes;
        self.writes_since_a_look += 1;
        self.most_writes_since_a_look = self.most_writes_since_a_look.max(self.writes_since_a_look);
        self.writes_before_a_pause = self.writes_before_a_pause.map(|left| left.saturating_sub(1));
        self.rate_limits |= self.writes_before_a_pause == Some(0);
    }

    fn put(&mut self, request: &HoldRequest) -> ExistingHold {
        self.writes += 1;
        let held = ExistingHold {
            key: request.key.clone(),
            id: ForeignId(request.key.to_string()),
            etag: Some(self.writes.to_string()),
            desk: request.desk.clone(),
            time: request.time,
        };
        self.holds.insert(request.key.clone(), held.clone());
        held
    }

    fn entries(&self) -> Vec<Entry> {
        let holds = self.holds.values().map(|held| Entry {
            id: held.id.clone(),
            etag: held.etag.clone(),
            occupied: vec![OccupiedTime {
                desk: Some(held.desk.clone()),
                time: held.time,
                kind: OccupancyKind::Hold(held.key.clone()),
            }],
        });
        let bookings = self.bookings.iter().map(|(id, (desk, time))| Entry {
            id: id.clone(),
            etag: None,
            occupied: vec![OccupiedTime {
                desk: Some(desk.clone()),
                time: *time,
                kind: OccupancyKind::Booking,
            }],
        });
        holds.chain(bookings).collect()
    }
}

#[derive(Debug)]
pub struct InMemory(pub Arc<Mutex<World>>);

impl InMemory {
    fn answer<'a, T: Send + 'a>(
        &mut self,
        act: impl FnOnce(&mut World) -> Result<T, SourceError> + Send + 'a,
    ) -> SystemFuture<'a, T> {
        let world = Arc::clone(&self.0);
        Box::pin(async move {
            let killed = {
                let mut world = world.lock().unwrap();
                world.meanwhile();
                match world.fault() {
                    Fault::None => return act(&mut world),
                    Fault::Unreachable => return Err(SourceError::Unreachable("silent".to_owned())),
                    Fault::TooFast => return Err(SourceError::RateLimited(Duration::from_secs(20))),
                    Fault::CursorExpired => return Err(SourceError::PreconditionFailed),
                    Fault::LostAnswer => {
                        drop(act(&mut world));
                        return Err(SourceError::OutcomeUnknown("lost".to_owned()));
                    }
                    Fault::KilledBefore => true,
                    Fault::KilledAfter => {
                        drop(act(&mut world));
                        true
                    }
                }
            };
            assert!(killed);
            std::future::pending().await
        })
    }

    fn write<'a, T: Send + 'a>(
        &mut self,
        act: impl FnOnce(&mut World) -> Result<T, SourceError> + Send + 'a,
    ) -> SystemFuture<'a, T> {
        let waits_for = {
            let world = self.0.lock().unwrap();
            world.write_came.notify_one();
            world.writes_wait_for.clone()
        };
        let written = self.answer(move |world: &mut World| {
            world.written_to();
            act(world)
        });
        after(waits_for, written)
    }
}

fn after<'a, T: Send + 'a>(
    waits_for: Option<Arc<Notify>>,
    answer: SystemFuture<'a, T>,
) -> SystemFuture<'a, T> {
    Box::pin(async move {
        if let Some(waits_for) = waits_for {
            waits_for.notified().await;
        }
        answer.await
    })
}

impl AppointmentSystem for InMemory {
    fn capabilities(&self) -> Capabilities {
        let least_pause = Duration::from_secs(5);
        Capabilities {
            can_hold: true,
            can_follow: true,
            deletions: Deletions::Said,
            compare_and_set: true,
            least_pause,
        }
    }

    fn snapshot(&mut self, window: TimeRange) -> SystemFuture<'_, Snapshot> {
        let waits_for = self.0.lock().unwrap().looks_wait_for.clone();
        let read = self.answer(move |world| {
            world.looked_at(window);
            let cursor = Some(Cursor(world.writes.to_string()));
            Ok(Snapshot { entries: world.entries(), cursor, problems: Vec::new(), unreadable: Vec::new() })
        });
        after(waits_for, read)
    }

    fn changes<'a>(&'a mut self, since: &'a Cursor, window: TimeRange) -> SystemFuture<'a, Changes> {
        let waits_for = self.0.lock().unwrap().looks_wait_for.clone();
        let read = self.answer(move |world| {
            let is_current = world.around == Some(window) && since.0 == world.writes.to_string();
            world.looked_at(window);
            if is_current { Ok(Changes::Nothing) } else { Err(SourceError::CursorExpired) }
        });
        after(waits_for, read)
    }

    fn hold<'a>(&'a mut self, request: &'a HoldRequest) -> SystemFuture<'a, ExistingHold> {
        self.write(move |world| match world.holds.get(&request.key) {
            Some(held) if held.time == request.time => Ok(held.clone()),
            Some(_) => Err(SourceError::Conflict),
            None => Ok(world.put(request)),
        })
    }

    fn update<'a>(
        &'a mut self,
        held: &'a ExistingHold,
        request: &'a HoldRequest,
    ) -> SystemFuture<'a, ExistingHold> {
        self.write(move |world| match world.holds.get(&held.key) {
            Some(there) if there.etag == held.etag => Ok(world.put(request)),
            _ => Err(SourceError::PreconditionFailed),
        })
    }

    fn release<'a>(&'a mut self, held: &'a ExistingHold) -> SystemFuture<'a, ()> {
        self.write(move |world| {
            world.writes += 1;
            match world.holds.get(&held.key) {
                Some(there) if there.etag != held.etag => Err(SourceError::PreconditionFailed),
                _ => {
                    world.holds.remove(&held.key);
                    Ok(())
                }
            }
        })
    }

    fn find<'a>(&'a mut self, key: &'a HoldKey) -> SystemFuture<'a, Option<ExistingHold>> {
        self.answer(move |world| Ok(world.holds.get(key).cloned()))
    }
}
