// SPDX-License-Identifier: MPL-2.0
//! The wire between us and a server, with somebody's hand on it: it can swallow answers, or cut before or
//! after the request has come through.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    Off,
    /// The request comes through, the answer does not: the server seems slow without end.
    Swallows,
    CutsBefore,
    CutsAfter,
}

pub struct Wire {
    pub port: u16,
    hand: watch::Sender<Hand>,
    created: Arc<AtomicUsize>,
    cut: Arc<AtomicUsize>,
}

impl Wire {
    pub async fn to(server: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (hand, held) = watch::channel(Hand::Off);
        let created = Arc::new(AtomicUsize::new(0));
        let cut = Arc::new(AtomicUsize::new(0));
        let counted = [&created, &cut].map(Arc::clone);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(carry(client, server, held.clone(), counted.clone()));
            }
        });
        Self { port, hand, created, cut }
    }

    pub fn hand(&self, hand: Hand) {
        self.hand.send_replace(hand);
    }

    /// How often a server has said that something new came to be.
    pub fn created(&self) -> usize {
        self.created.load(Ordering::SeqCst)
    }

    /// How many requests were cut before they came through.
    pub fn cut(&self) -> usize {
        self.cut.load(Ordering::SeqCst)
    }

    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

async fn carry(
    mut client: TcpStream,
    server: u16,
    hand: watch::Receiver<Hand>,
    [created, cut]: [Arc<AtomicUsize>; 2],
) {
    let Ok(mut server) = TcpStream::connect((Ipv4Addr::LOCALHOST, server)).await else { return };
    let (mut asked, mut answered) = ([0; 16_384], [0; 16_384]);
    loop {
        tokio::select! {
            read = client.read(&mut asked) => match read {
                Ok(length @ 1..) if *hand.borrow() != Hand::CutsBefore => {
                    if server.write_all(&asked[..length]).await.is_err() { return }
                }
                Ok(1..) => {
                    cut.fetch_add(1, Ordering::SeqCst);
                    return;
                }
                _ => return,
            },
            read = server.read(&mut answered) => match read {
                Ok(length @ 1..) => {
                    let answer = &answered[..length];
                    if answer.starts_with(b"HTTP/1.1 201") || answer.starts_with(b"HTTP/1.0 201") {
                        created.fetch_add(1, Ordering::SeqCst);
                    }
                    let hand = *hand.borrow();
                    match hand {
                        Hand::CutsAfter => return,
                        Hand::Swallows => {}
                        Hand::Off | Hand::CutsBefore => {
                            if client.write_all(answer).await.is_err() { return }
                        }
                    }
                }
                _ => return,
            },
        }
    }
}
