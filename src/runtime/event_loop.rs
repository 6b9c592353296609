// SPDX-License-Identifier: MPL-2.0
//! The event loop of one office: take the waiting requests, decide, commit, then answer, perform effects and publish.
//! Requests that wait together share one commit; none is answered before it.

use std::mem::replace;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::answer::{Pending, ReadAnswer};
use super::effects::Performers;
use super::handle::{Health, Message, NoAnswer, OfficeHandle, Stopped};
use super::noticeboard::Noticeboard;
use super::ports::{Clock, Ledger, LedgerFailure, Seq};
use super::publish::Publisher;
use super::rebuild::rebuild;
use office::command::Request;
use office::event::Recorded;
use office::time::{Length, UnixTime};
use office::{InvalidEvent, Office};

/// Maximum requests waiting in the mailbox; the next one is answered with `busy`.
const MAILBOX: usize = 1024;
/// Maximum requests per commit.
const MAX_BATCH: usize = 256;
/// How often a full disk is tried again, besides on every request.
const RETRY_FULL_DISK: Duration = Duration::from_secs(1);
/// Seconds: the longest wait for a request, and so the wait before the ledger's postponed work.
const LONGEST_PAUSE: f64 = 1.0;
/// How often the ledger is looked at while nothing is written.
const CHECK_LEDGER: Duration = Duration::from_secs(1);

pub(super) struct EventLoop {
    office: Office,
    ledger: Box<dyn Ledger>,
    seq: Seq,
    /// The last event when the ledger last did its postponed work.
    rested: Seq,
    /// When the ledger was last looked at.
    checked: Instant,
    clock: Arc<dyn Clock>,
    performers: Performers,
    publisher: Publisher,
    health: watch::Sender<Health>,
    /// The office minute last published.
    minute: i64,
}

enum After {
    GoOn,
    /// With whom to tell, where somebody asked for it.
    Stop(Option<Stopped>),
}

impl EventLoop {
    /// Starts on a thread of its own.
    pub(super) fn start(
        office: Office,
        seq: Seq,
        ledger: Box<dyn Ledger>,
        clock: Arc<dyn Clock>,
        performers: Performers,
    ) -> Result<OfficeHandle, LedgerFailure> {
        let notices = Arc::new(Noticeboard::default());
        let (mailbox, requests) = sync_channel(MAILBOX);
        let (waiting, ledger_bytes) = (office.waiting(), ledger.bytes());
        let health = Health { ready: true, last_seq: seq, waiting, ledger_bytes, ..Health::default() };
        let (health, health_seen) = watch::channel(health);
        let name = format!("office-{}", office.setup().id);
        let event_loop = Self {
            publisher: Publisher::new(Arc::clone(&notices), clock.speed()),
            performers,
            minute: minute_of(clock.now()),
            clock: Arc::clone(&clock),
            office,
            ledger,
            seq,
            rested: 0,
            checked: Instant::now(),
            health,
        };
        std::thread::Builder::new()
            .name(name)
            .spawn(move || event_loop.run(&requests))
            .map_err(|error| LedgerFailure::Failed(format!("no thread for the office: {error}")))?;
        Ok(OfficeHandle { mailbox, notices, health: health_seen, clock })
    }

    fn run(mut self, requests: &Receiver<Message>) {
        loop {
            let mut batch = Vec::new();
            match requests.recv_timeout(self.pause()) {
                Ok(request) => batch.push(request),
                Err(RecvTimeoutError::Timeout) => self.rest(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
            batch.extend(requests.try_iter().take(MAX_BATCH - 1));
            let after = match self.check_ledger() {
                Ok(()) => self.run_batch(batch),
                Err(failure) => self.fail(failure, Vec::new()),
            };
            if let After::Stop(done) = after {
                // The ledger puts itself in order as it closes: only then is the end reported.
                drop(self);
                let _ = done.map(|done| done.send(()));
                return;
            }
        }
    }

    /// Also between commits: what was deleted under a running service must not look ready.
    fn check_ledger(&mut self) -> Result<(), LedgerFailure> {
        if self.checked.elapsed() < CHECK_LEDGER {
            return Ok(());
        }
        self.checked = Instant::now();
        let ledger_bytes = self.ledger.bytes();
        self.health
            .send_if_modified(|health| replace(&mut health.ledger_bytes, ledger_bytes) != ledger_bytes);
        self.ledger.check()
    }

    /// Nobody asks for anything: the ledger may do what it put off.
    fn rest(&mut self) {
        if self.rested != self.seq {
            self.ledger.rest();
            self.rested = self.seq;
        }
    }

    /// Until the next thing that happens by itself, in the machine's time.
    fn pause(&self) -> Duration {
        if self.health.borrow().disk_full {
            return RETRY_FULL_DISK;
        }
        let now = self.clock.now();
        let minute = UnixTime::from_unix((minute_of(now) + 1) * 60);
        let next = self.office.next_due().map_or(minute, |due| due.min(minute));
        let office_seconds = (next - now).as_seconds().max(0);
        #[expect(clippy::cast_precision_loss, reason = "at most a minute")]
        let seconds = office_seconds as f64 / self.clock.speed().max(0.001);
        Duration::from_secs_f64(seconds.clamp(0.001, LONGEST_PAUSE))
    }

    fn run_batch(&mut self, requests: Vec<Message>) -> After {
        let now = self.clock.now().max(self.office.last_at());
        let mut events = self.office.advance(now);
        let stuck = self.office.fault().is_some();
        let mut pending = Vec::new();
        let mut later = Vec::new();
        for request in requests {
            match request {
                Message::Request(request, read) => {
                    pending.push(self.decide(&request, read, now, &mut events));
                }
                other => later.push(other),
            }
        }
        if let Some(fault) = self.office.fault() {
            return self.discard(fault, pending, stuck);
        }
        if let Err(failure) = self.commit(&events) {
            return self.fail(failure, pending);
        }
        for answer in pending {
            answer(Ok(()));
        }
        self.performers.committed(&events, self.seq);
        self.publish(&events, now);
        self.after_commit(later, now)
    }

    fn decide(
        &mut self,
        request: &Request,
        read: ReadAnswer,
        now: UnixTime,
        events: &mut Vec<Recorded>,
    ) -> Pending {
        match self.office.handle(request, now) {
            Ok(decided) => {
                let pending = read(&self.office, Ok(&decided));
                events.extend(decided.events);
                pending
            }
            Err(refusal) => {
                metrics::counter!("mintur_refusals_total", "code" => refusal.code()).increment(1);
                read(&self.office, Err(refusal))
            }
        }
    }

    fn commit(&mut self, events: &[Recorded]) -> Result<(), LedgerFailure> {
        if events.is_empty() {
            self.look_for_room();
            return Ok(());
        }
        self.ledger.check()?;
        self.seq = self.ledger.append(events)?;
        metrics::histogram!("mintur_events_per_commit")
            .record(u32::try_from(events.len()).unwrap_or(u32::MAX));
        let (last_seq, waiting) = (self.seq, self.office.waiting());
        self.health.send_modify(|health| {
            *health = Health { ready: true, disk_full: false, last_seq, waiting, ..*health };
        });
        Ok(())
    }

    /// A full disk may have room again. Whoever looks at readiness sends nothing that would find out.
    fn look_for_room(&self) {
        if self.health.borrow().disk_full && self.ledger.has_room() {
            tracing::info!("the disk has room again");
            self.health.send_modify(|health| (health.ready, health.disk_full) = (true, false));
        }
    }

    /// Nothing was written, so nothing happened: the office is what the ledger says.
    fn fail(&mut self, failure: LedgerFailure, pending: Vec<Pending>) -> After {
        let full = matches!(failure, LedgerFailure::Full(_));
        let rebuilt = if full { rebuild(self.ledger.as_mut()) } else { Err(failure) };
        let (after, disk_full) = match rebuilt {
            Ok(Some(rebuilt)) => {
                (self.office, self.seq) = (rebuilt.office, rebuilt.seq);
                (After::GoOn, true)
            }
            Ok(None) => (After::Stop(None), false),
            Err(error) => {
                tracing::error!(%error, "the office stops: what it is asked cannot be kept");
                (After::Stop(None), false)
            }
        };
        if disk_full && !self.health.borrow().disk_full {
            tracing::error!("the disk is full: check-ins and calls are refused until there is room");
        }
        let stopped = matches!(after, After::Stop(_));
        self.health.send_modify(|health| {
            (health.disk_full, health.stopped, health.ready) = (disk_full, stopped, false);
        });
        for answer in pending {
            answer(Err(if disk_full { NoAnswer::DiskFull } else { NoAnswer::Stopped }));
        }
        after
    }

    /// Nothing is appended: the office is again what its ledger says. Stops when the event did not come of a
    /// request, for it would come again.
    fn discard(&mut self, fault: InvalidEvent, pending: Vec<Pending>, stuck: bool) -> After {
        tracing::error!(%fault, "a decided event does not apply; nothing of it is kept");
        let after = match rebuild(self.ledger.as_mut()) {
            Ok(Some(rebuilt)) if !stuck => {
                (self.office, self.seq) = (rebuilt.office, rebuilt.seq);
                After::GoOn
            }
            Ok(_) => After::Stop(None),
            Err(error) => {
                tracing::error!(%error, "the office stops: it cannot be rebuilt");
                After::Stop(None)
            }
        };
        if matches!(after, After::Stop(_)) {
            self.health.send_modify(|health| (health.ready, health.stopped) = (false, true));
        }
        for answer in pending {
            answer(Err(NoAnswer::InvalidEvent));
        }
        after
    }

    fn publish(&mut self, events: &[Recorded], now: UnixTime) {
        let minute = minute_of(now);
        if minute != self.minute {
            self.minute = minute;
            self.publisher.publish_all(&self.office, &self.performers.board, now);
        }
        if !events.is_empty() {
            self.publisher.publish_changes(events, &self.office, &self.performers.board, now);
        }
    }

    fn after_commit(&mut self, requests: Vec<Message>, now: UnixTime) -> After {
        for request in requests {
            match request {
                Message::Preview(change, reply) => {
                    drop(reply.send(self.office.preview(&change, now).map_err(NoAnswer::Refused)));
                }
                Message::Read(read) => read(&self.office, now),
                Message::Ledger { after, limit, reply } => {
                    drop(reply.send(self.ledger.read_after(after, limit).map_err(unread)));
                }
                Message::Reader(reply) => drop(reply.send(self.ledger.reader().map_err(unread))),
                Message::Publish(topic) => {
                    self.publisher.publish_topic(&topic, &self.office, &self.performers.board, now);
                }
                Message::Stop(done) => {
                    self.health.send_modify(|health| (health.ready, health.stopped) = (false, true));
                    return After::Stop(Some(done));
                }
                // Decided before the commit.
                Message::Request(..) => {}
            }
        }
        After::GoOn
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it maps an error")]
fn unread(error: LedgerFailure) -> NoAnswer {
    tracing::error!(%error, "the ledger could not be read");
    NoAnswer::Stopped
}

fn minute_of(now: UnixTime) -> i64 {
    now.unix().div_euclid(Length::minutes(1).as_seconds())
}

#[cfg(test)]
#[path = "event_loop_tests.rs"]
mod tests;
