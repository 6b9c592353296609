// SPDX-License-Identifier: MPL-2.0
//! How async code reaches an office: ask, preview, read, watch. Everything goes through one bounded mailbox; when it is
//! full the answer is `busy`, at once.

use std::fmt;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};

use tokio::sync::{oneshot, watch};

use super::answer::{Answer, Answered, ReadAnswer, read_answer};
use super::command_for::CommandFor;
use super::noticeboard::{Newest, Noticeboard, Topic};
use super::ports::{Clock, ClockDoubt, ClockJump, LedgerReader, Seq};
use office::Office;
use office::command::{CapacityChange, Request};
use office::event::Recorded;
use office::names::{Actor, RequestKey};
use office::preview::Preview;
use office::refusal::Refusal;
use office::time::UnixTime;

/// Why there is no answer.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NoAnswer {
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The mailbox is full: try again in a moment.
    #[error("the office has more requests than it can take")]
    Busy,
    /// Nothing was changed; reading goes on, and writing does as soon as there is room.
    #[error("the disk of the server is full")]
    DiskFull,
    /// A decided event does not follow from those before it. Nothing was changed.
    #[error("the office decided an event that does not apply")]
    InvalidEvent,
    /// The command was obeyed, but what its answer would show is not in the office.
    #[error("the office does not have what its answer would show")]
    NoSubject,
    #[error("the office has stopped")]
    Stopped,
}

/// The state of the office, for monitoring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    pub ready: bool,
    pub disk_full: bool,
    pub stopped: bool,
    pub last_seq: Seq,
    pub waiting: usize,
    /// Bytes of the ledger on disk, up to a second old.
    pub ledger_bytes: u64,
}

/// Reads the office, on its thread.
pub(super) type OfficeRead = Box<dyn FnOnce(&Office, UnixTime) + Send>;

pub(super) type Reply<T> = oneshot::Sender<Result<T, NoAnswer>>;

/// Signalled when the event loop has stopped.
pub(super) type Stopped = oneshot::Sender<()>;

/// What waits in the mailbox.
pub(super) enum Message {
    Request(Request, ReadAnswer),
    Preview(CapacityChange, Reply<Preview>),
    Read(OfficeRead),
    Ledger {
        after: Seq,
        limit: usize,
        reply: Reply<Vec<(Seq, Recorded)>>,
    },
    Reader(Reply<Box<dyn LedgerReader>>),
    /// Somebody watches a topic for the first time: publish it.
    Publish(Topic),
    Stop(Stopped),
}

/// A handle to one office's event loop. Cheap to clone.
#[derive(Clone)]
pub struct OfficeHandle {
    pub(super) mailbox: SyncSender<Message>,
    pub(super) notices: Arc<Noticeboard>,
    pub(super) health: watch::Receiver<Health>,
    pub(super) clock: Arc<dyn Clock>,
}

impl OfficeHandle {
    /// An office that could not be opened: it answers that it has stopped, and the others go on.
    pub fn unavailable(clock: Arc<dyn Clock>) -> Self {
        let (mailbox, _) = sync_channel(0);
        let (_, health) = watch::channel(Health { stopped: true, ..Health::default() });
        Self { mailbox, notices: Arc::default(), health, clock }
    }

    /// Why the machine's clock is not followed, if it is not.
    pub fn clock_doubt(&self) -> Option<ClockDoubt> {
        self.clock.doubt()
    }

    /// The last jump ahead of the machine's clock, if it was less than a day ago.
    pub fn clock_jump(&self) -> Option<ClockJump> {
        self.clock.jump()
    }

    /// How many seconds the machine's clock is behind the office's time.
    pub fn clock_behind(&self) -> u64 {
        self.clock.behind()
    }

    /// Asks the office for something, whatever it is about; the answer comes when it is on disk.
    pub async fn ask(&self, request: Request) -> Result<Answered<()>, NoAnswer> {
        self.request(request).await
    }

    /// The same, with what the command was about as it was right after the command.
    pub async fn answer_to<A: Answer>(
        &self,
        command: CommandFor<A>,
        actor: Actor,
        key: Option<RequestKey>,
    ) -> Result<Answered<A>, NoAnswer> {
        self.request(Request { actor, key, command: command.command }).await
    }

    /// What a change of capacity would do.
    pub async fn preview(&self, change: CapacityChange) -> Result<Preview, NoAnswer> {
        self.send(|reply| Message::Preview(change, reply)).await
    }

    /// Reads the office as it stands on disk. `read` runs on the office's thread: keep it short.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Office, UnixTime) -> T + Send + 'static,
    ) -> Result<T, NoAnswer> {
        self.send(|reply: Reply<T>| {
            Message::Read(Box::new(move |office, now| drop(reply.send(Ok(read(office, now))))))
        })
        .await
    }

    pub async fn ledger_after(&self, after: Seq, limit: usize) -> Result<Vec<(Seq, Recorded)>, NoAnswer> {
        self.send(|reply| Message::Ledger { after, limit, reply }).await
    }

    /// A reader of the ledger as it is on disk, for long readings beside the office.
    pub async fn ledger_reader(&self) -> Result<Box<dyn LedgerReader>, NoAnswer> {
        self.send(Message::Reader).await
    }

    /// The latest view of a topic, and every later one. A slow reader finds only the newest.
    ///
    /// # Errors
    /// [`NoAnswer::Busy`] when more topics are watched than the office keeps.
    pub fn watch(&self, topic: &Topic) -> Result<watch::Receiver<Newest>, NoAnswer> {
        let (receiver, is_new) = self.notices.watch(topic).ok_or(NoAnswer::Busy)?;
        if is_new {
            self.mailbox.try_send(Message::Publish(topic.clone())).map_err(|_| NoAnswer::Busy)?;
        }
        Ok(receiver)
    }

    pub fn health(&self) -> Health {
        let health = *self.health.borrow();
        // An event loop that is gone, for whatever reason, sends nothing any more.
        let gone = self.health.has_changed().is_err();
        Health { ready: health.ready && !gone, stopped: health.stopped || gone, ..health }
    }

    /// Waits for the next commit.
    pub async fn next_change(&self) {
        let mut health = self.health.clone();
        health.borrow_and_update();
        // An error means that the event loop has stopped: whoever asks next gets `stopped`.
        drop(health.changed().await);
    }

    /// Waits until the ledger goes beyond an event, or the event loop has stopped: nothing in between is missed.
    pub async fn change_after(&self, seq: Seq) {
        let mut health = self.health.clone();
        drop(health.wait_for(|health| health.last_seq > seq || health.stopped).await);
    }

    pub fn now(&self) -> UnixTime {
        self.clock.now()
    }

    pub fn speed(&self) -> f64 {
        self.clock.speed()
    }

    /// Lets what is in the mailbox be answered, then ends the event loop.
    pub async fn stop(&self) {
        let (done, stopped) = oneshot::channel();
        let mut request = Message::Stop(done);
        while let Err(TrySendError::Full(again)) = self.mailbox.try_send(request) {
            request = again;
            tokio::task::yield_now().await;
        }
        // An error here means that it had stopped before.
        drop(stopped.await);
    }

    async fn request<A: Answer>(&self, request: Request) -> Result<Answered<A>, NoAnswer> {
        self.send(|reply| Message::Request(request, read_answer(reply))).await
    }

    async fn send<T>(&self, request: impl FnOnce(Reply<T>) -> Message) -> Result<T, NoAnswer> {
        let (reply, answer) = oneshot::channel();
        self.mailbox.try_send(request(reply)).map_err(|error| match error {
            TrySendError::Full(_) => NoAnswer::Busy,
            TrySendError::Disconnected(_) => NoAnswer::Stopped,
        })?;
        answer.await.unwrap_or(Err(NoAnswer::Stopped))
    }
}

impl fmt::Debug for OfficeHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OfficeHandle").field("health", &self.health()).finish_non_exhaustive()
    }
}
