// SPDX-License-Identifier: MPL-2.0
//! Many screens in one process, and the one who changes what they show: so that when a change was asked for
//! and when it arrived are read off one clock.

use std::cell::{Cell, RefCell};
use std::io::{BufRead, Write};
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use serde::{Deserialize, Serialize};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::task::{LocalSet, spawn_local};
use tokio_tungstenite::tungstenite::protocol::Message;

use crate::figures::{Slice, Times};
use crate::http::Client;
use crate::screen::{self, Came, Frames};
use crate::{Outcome, time};

/// What the crowd watches and how it is changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Target {
    pub address: SocketAddr,
    pub path: String,
    pub token: String,
    pub change: Change,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Change {
    /// A recall of a called ticket: `POST` there, with a clerk's token.
    Recall { path: String, clerk: String },
    /// This text, sent to a relay.
    Relay { text: String },
}

/// What some changes gave.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Fired {
    /// Each screen's time for each change.
    pub each: Slice,
    /// The time of the last screen.
    pub last: Slice,
    pub lost: u64,
    pub most_bytes: usize,
}

const PATIENCE: Duration = Duration::from_secs(5);
/// What a screen that never reads may pile up in its own kernel buffer.
const STALLED_KEEPS: u32 = 4096;
const CONNECTING_AT_ONCE: usize = 64;

#[derive(Default)]
struct Crowd {
    wanted: Cell<u32>,
    began: Cell<u64>,
    arrived: Cell<usize>,
    most_bytes: Cell<usize>,
    latest: Cell<u32>,
    gone: Cell<usize>,
    times: RefCell<Option<Times>>,
    all_there: Notify,
    screens: Cell<usize>,
}

pub fn run(screens: &str, target: &str) -> Outcome<()> {
    let screens: usize = screens.parse()?;
    let target: Target = serde_json::from_str(target)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, attend(screens, target))
}

async fn attend(screens: usize, target: Target) -> Outcome<()> {
    let crowd = Rc::new(Crowd::default());
    crowd.screens.set(screens);
    let connected = futures_util::stream::iter(0..screens)
        .map(|_| screen::open(target.address, &target.path, &target.token, None))
        .buffer_unordered(CONNECTING_AT_ONCE);
    let mut connected = std::pin::pin!(connected);
    while let Some(stream) = connected.next().await {
        spawn_local(watch(stream?, Rc::clone(&crowd)));
    }
    let mut changer = Changer::of(&target).await?;
    writeln!(std::io::stdout(), "true")?;
    let mut stalled: Vec<TcpStream> = Vec::new();
    let (say, mut heard) = tokio::sync::mpsc::unbounded_channel();
    std::thread::spawn(move || {
        std::io::stdin().lock().lines().map_while(Result::ok).try_for_each(|line| say.send(line))
    });
    while let Some(line) = heard.recv().await {
        let answer = match line.split_once(' ') {
            Some(("fire", changes)) => {
                serde_json::to_string(&fire(&crowd, &mut changer, changes.parse()?).await?)?
            }
            Some(("stall", more)) => {
                for _ in 0..more.parse()? {
                    let keeps = Some(STALLED_KEEPS);
                    stalled.push(screen::open(target.address, &target.path, &target.token, keeps).await?);
                }
                "true".to_owned()
            }
            _ => return Err(format!("«{line}»?").into()),
        };
        writeln!(std::io::stdout(), "{answer}")?;
    }
    Ok(())
}

/// One screen, until the server lets it go.
async fn watch(stream: TcpStream, crowd: Rc<Crowd>) {
    thread_local!(static BUFFER: RefCell<Vec<u8>> = RefCell::new(vec![0; 64 * 1024]));
    let mut frames = Frames::default();
    while stream.readable().await.is_ok() {
        let on = BUFFER.with_borrow_mut(|buffer| match stream.try_read(buffer) {
            Ok(0) => false,
            Ok(read) => {
                frames.read(&buffer[..read], |came| match came {
                    Came::View { announcement, bytes } => crowd.take_note(announcement, bytes),
                    Came::Ping => screen::pong(&stream),
                });
                true
            }
            Err(error) => error.kind() == std::io::ErrorKind::WouldBlock,
        });
        if !on {
            break;
        }
    }
    crowd.gone.set(crowd.gone.get() + 1);
}

impl Crowd {
    fn take_note(&self, announcement: u32, bytes: usize) {
        self.latest.set(self.latest.get().max(announcement));
        self.most_bytes.set(self.most_bytes.get().max(bytes));
        if announcement != self.wanted.get() {
            return;
        }
        if let Some(times) = self.times.borrow_mut().as_mut() {
            times.add(time::now() - self.began.get());
        }
        self.arrived.set(self.arrived.get() + 1);
        if self.arrived.get() == self.screens.get() {
            self.all_there.notify_one();
        }
    }
}

async fn fire(crowd: &Crowd, changer: &mut Changer, changes: u32) -> Outcome<Fired> {
    crowd.times.replace(Some(Times::new()?));
    let mut last = Times::new()?;
    let mut lost = 0;
    for _ in 0..changes {
        let wanted = crowd.latest.get() + 1;
        crowd.wanted.set(wanted);
        crowd.arrived.set(0);
        crowd.began.set(time::now());
        changer.change(wanted).await?;
        if tokio::time::timeout(PATIENCE, crowd.all_there.notified()).await.is_err() {
            lost += crowd.screens.get() - crowd.arrived.get();
        }
        last.add(time::now() - crowd.began.get());
    }
    let times = crowd.times.take().ok_or("nothing was timed")?;
    if crowd.gone.get() > 0 {
        return Err(format!("{} screens were let go", crowd.gone.get()).into());
    }
    Ok(Fired {
        each: times.slice(1, 0.0),
        last: last.slice(1, 0.0),
        lost: lost as u64,
        most_bytes: crowd.most_bytes.get(),
    })
}

/// Who changes what is shown.
enum Changer {
    Clerk(Box<Client>, String),
    Relay(tokio::sync::mpsc::UnboundedSender<Message>, String),
}

impl Changer {
    async fn of(target: &Target) -> Outcome<Self> {
        match &target.change {
            Change::Recall { path, clerk } => {
                Ok(Self::Clerk(Box::new(Client::connect(target.address, clerk).await?), path.clone()))
            }
            Change::Relay { text } => {
                let (sender, messages) = tokio::sync::mpsc::unbounded_channel();
                relay_to(target.address, messages).await?;
                Ok(Self::Relay(sender, text.clone()))
            }
        }
    }

    async fn change(&mut self, serial: u32) -> Outcome<()> {
        match self {
            Self::Clerk(client, path) => {
                let (status, body) = client.post(path, None, &Bytes::new()).await?;
                if !status.is_success() {
                    return Err(format!("a recall: {status} {}", String::from_utf8_lossy(&body)).into());
                }
            }
            Self::Relay(sender, text) => {
                sender.send(Message::Text(screen::announcing(text, serial).into()))?;
            }
        }
        Ok(())
    }
}

/// Sends on what it is handed, and reads away what comes back.
pub async fn relay_to(
    address: SocketAddr,
    mut messages: tokio::sync::mpsc::UnboundedReceiver<Message>,
) -> Outcome<()> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (socket, _) = tokio_tungstenite::client_async(format!("ws://{address}/"), stream).await?;
    let (mut write, mut read) = socket.split();
    tokio::spawn(async move { while read.next().await.is_some() {} });
    tokio::spawn(async move {
        while let Some(message) = messages.recv().await {
            if write.send(message).await.is_err() {
                return;
            }
        }
    });
    Ok(())
}
