// SPDX-License-Identifier: MPL-2.0
//! Connections: a bounded number of them, each with little time to say what it wants, and a clean end.

use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower::ServiceExt;

use crate::limits::open_counts::{Counted, OpenCounts};
use crate::limits::rate_limit::network;
use crate::request::client_address::{Peer, TrustedProxies};
use crate::routes::router;
use crate::state::Parts;
use crate::tls::Tls;

/// More than any request's head needs; also what hyper keeps per connection while reading.
const BUFFER: usize = 16 * 1024;
/// What the kernel is to keep for a client that does not read, in bytes: twenty views of a screen (Linux allows itself
/// twice that). By itself it lets that grow to megabytes, and the server goes on writing to the dead until
/// they are full.
const UNREAD: usize = 64 * 1024;
/// How long requests under way may take once the server is asked to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(5);
/// After a failed accept (no file handles left), before the next.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until `shutdown`, then lets requests under way finish.
///
/// # Errors
/// When the listener has no address.
pub async fn serve(
    listener: TcpListener,
    parts: Parts,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    let places = Arc::new(Semaphore::new(parts.limits.connections));
    let by_address = OpenCounts::new(parts.limits.connections_per_address);
    let proxies = parts.trusted_proxies.clone();
    let (head, tls) = (parts.limits.head, parts.tls.clone());
    let served = Served { head, tls, router: router(parts) };
    let (stop, stopped) = watch::channel(false);
    tracing::info!(%address, "the server accepts connections");
    let mut shutdown = pin!(shutdown);
    loop {
        let next = async {
            // Whoever comes when all places are taken waits in the kernel's own short queue.
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        tokio::select! {
            () = &mut shutdown => break,
            (place, accepted) = next => match (place, accepted) {
                (Ok(place), Ok((stream, peer))) => {
                    let peer = Peer(peer.ip().to_canonical());
                    let Ok(of_address) = count(&by_address, &proxies, peer) else { continue };
                    let place = Place { _of_all: place, _of_address: of_address };
                    tokio::spawn(served.clone().connection(stream, peer, stopped.clone(), place));
                }
                (_, Err(error)) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(PAUSE).await;
                }
                (Err(_), _) => break,
            },
        }
    }
    drop(listener);
    drop(stopped);
    stop.send_replace(true);
    drop(tokio::time::timeout(LAST_REQUESTS, stop.closed()).await);
    Ok(())
}

/// A connection's place among all and among those of its address. Held while requests come; a live view goes on
/// without it and is counted on its own.
struct Place {
    _of_all: OwnedSemaphorePermit,
    /// Nothing for a trusted proxy: its connections are everybody's.
    _of_address: Option<Counted<IpAddr>>,
}

/// The address has as many connections as it may.
struct TooMany;

fn count(
    by_address: &Arc<OpenCounts<IpAddr>>,
    proxies: &TrustedProxies,
    Peer(address): Peer,
) -> Result<Option<Counted<IpAddr>>, TooMany> {
    if proxies.includes(address) {
        return Ok(None);
    }
    by_address.count(network(address)).map(Some).ok_or_else(|| {
        metrics::counter!("mintur_connections_refused_total").increment(1);
        TooMany
    })
}

/// What every connection is served with.
#[derive(Clone)]
struct Served {
    head: Duration,
    tls: Option<Arc<Tls>>,
    router: Router,
}

impl Served {
    async fn connection(self, stream: TcpStream, peer: Peer, stopped: watch::Receiver<bool>, _place: Place) {
        // Answers are small and awaited: none should wait for more to send.
        drop(stream.set_nodelay(true));
        // A kernel that refuses keeps its own size: slower beside dead screens, not wrong.
        rustix::net::sockopt::set_socket_send_buffer_size(&stream, UNREAD).ok();
        let Some(tls) = self.tls.clone() else { return self.requests(stream, peer, stopped).await };
        // Scanners and browsers that distrust the certificate are the daily weather of a server with TLS.
        if let Ok(Ok(stream)) = tokio::time::timeout(self.head, tls.accept(stream)).await {
            self.requests(stream, peer, stopped).await;
        }
    }

    async fn requests<S>(self, stream: S, peer: Peer, mut stopped: watch::Receiver<bool>)
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let service = self.router.map_request(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(peer);
            request.map(Body::new)
        });
        let mut http = hyper::server::conn::http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(self.head).max_buf_size(BUFFER);
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let mut connection = pin!(connection.with_upgrades());
        tokio::select! {
            // Broken connections are the daily weather of a waiting room's network.
            _ = connection.as_mut() => {}
            () = stop_requested(&mut stopped) => {
                connection.as_mut().graceful_shutdown();
                drop(connection.await);
            }
        }
    }
}

async fn stop_requested(stopped: &mut watch::Receiver<bool>) {
    drop(stopped.wait_for(|stopped| *stopped).await);
}
