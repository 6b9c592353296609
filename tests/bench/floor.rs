// SPDX-License-Identifier: MPL-2.0
//! The floors, in one process: an HTTP server that does nothing but one durable append with the same group
//! commit, and a websocket relay that sends on what it is sent. Built from the same parts as Mintur (hyper
//! with the same settings, axum, SQLite with the same settings, tokio-tungstenite), without Mintur.

use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde::{Deserialize, Serialize};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{oneshot, watch};
use tokio_tungstenite::tungstenite::Utf8Bytes;
use tokio_tungstenite::tungstenite::protocol::{Message, WebSocketConfig};
use tower::ServiceExt;

use crate::{Outcome, child};

/// What the process says when it is ready.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Open {
    pub http: SocketAddr,
    pub relay: SocketAddr,
}

/// A message that begins with this is relayed only when it is on disk.
pub const DURABLE: char = '!';
const AT_ONCE: usize = 256;
const LONGEST: usize = 64 * 1024;

type PendingAppend = (Bytes, oneshot::Sender<()>);

struct Append {
    requests: SyncSender<PendingAppend>,
    /// What is appended for every request and answered to it: of the size Mintur's own are.
    body: OnceLock<Bytes>,
}

pub fn serve(data: &str) -> Outcome<()> {
    std::thread::spawn(|| {
        child::wait_for_end();
        std::process::exit(0)
    });
    let (requests, receiver) = sync_channel(1024);
    let connection = database(Path::new(data))?;
    std::thread::spawn(move || keep(&connection, &receiver));
    tokio::runtime::Runtime::new()?.block_on(open(requests))
}

async fn open(requests: SyncSender<PendingAppend>) -> Outcome<()> {
    let http = TcpListener::bind("127.0.0.1:0").await?;
    let relay = TcpListener::bind("127.0.0.1:0").await?;
    let open = Open { http: http.local_addr()?, relay: relay.local_addr()? };
    let append = Arc::new(Append { requests, body: OnceLock::new() });
    tokio::spawn(relay_all(relay, Arc::clone(&append)));
    writeln!(std::io::stdout(), "{}", serde_json::to_string(&open)?)?;
    let router = Router::new().fallback(answer).with_state(append);
    loop {
        let (stream, _) = http.accept().await?;
        tokio::spawn(connection(stream, router.clone()));
    }
}

async fn connection(stream: TcpStream, router: Router) {
    let _ = stream.set_nodelay(true);
    let service = router.map_request(|request: hyper::Request<hyper::body::Incoming>| request.map(Body::new));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(30)).max_buf_size(16 * 1024);
    let _ = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service)).await;
}

async fn answer(State(append): State<Arc<Append>>, request: Request) -> Response {
    let method = request.method().clone();
    let Ok(sent) = to_bytes(request.into_body(), LONGEST).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    if method == Method::PUT {
        let _ = append.body.set(sent);
        return StatusCode::NO_CONTENT.into_response();
    }
    let body = append.body.get().cloned().unwrap_or(sent);
    if on_disk(&append, body.clone()).await {
        (StatusCode::CREATED, [(header::CONTENT_TYPE, "application/json")], body).into_response()
    } else {
        StatusCode::SERVICE_UNAVAILABLE.into_response()
    }
}

async fn on_disk(append: &Append, body: Bytes) -> bool {
    let (reply, done) = oneshot::channel();
    append.requests.try_send((body, reply)).is_ok() && done.await.is_ok()
}

fn database(data: &Path) -> Outcome<Connection> {
    std::fs::create_dir_all(data)?;
    let connection = Connection::open(data.join("floor.sqlite"))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000;
         CREATE TABLE event (seq INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;",
    )?;
    Ok(connection)
}

/// Those who wait together share one commit.
fn keep(connection: &Connection, receiver: &Receiver<PendingAppend>) {
    while let Ok(first) = receiver.recv() {
        let mut batch = vec![first];
        batch.extend(receiver.try_iter().take(AT_ONCE - 1));
        if append(connection, &batch).is_err() {
            return;
        }
        for (_, reply) in batch {
            let _ = reply.send(());
        }
    }
}

fn append(connection: &Connection, batch: &[PendingAppend]) -> rusqlite::Result<()> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    for (body, _) in batch {
        transaction.prepare_cached("INSERT INTO event (body) VALUES (?1)")?.execute([&body[..]])?;
    }
    transaction.commit()
}

async fn relay_all(listener: TcpListener, append: Arc<Append>) {
    let (newest, _) = watch::channel(Utf8Bytes::default());
    let newest = Arc::new(newest);
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(relay(stream, Arc::clone(&newest), Arc::clone(&append)));
    }
}

async fn relay(stream: TcpStream, newest: Arc<watch::Sender<Utf8Bytes>>, append: Arc<Append>) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let config = WebSocketConfig::default().read_buffer_size(4096).write_buffer_size(0);
    let mut socket = tokio_tungstenite::accept_async_with_config(stream, Some(config)).await.ok()?;
    let mut seen = newest.subscribe();
    loop {
        tokio::select! {
            changed = seen.changed() => {
                changed.ok()?;
                let text = seen.borrow_and_update().clone();
                socket.send(Message::Text(text)).await.ok()?;
            }
            message = socket.next() => if let Message::Text(text) = message?.ok()? {
                if text.starts_with(DURABLE) && !on_disk(&append, text.clone().into()).await {
                    return None;
                }
                newest.send_replace(text);
            },
        }
    }
}
