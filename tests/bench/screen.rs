// SPDX-License-Identifier: MPL-2.0
//! A screen that does nothing but take note: the websocket's frames are read by hand, so that ten thousand
//! screens cost the machine little beside the server that is measured.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::Outcome;

const TEXT: u8 = 1;
const PING: u8 = 9;
const PONG: [u8; 6] = [0x8a, 0x80, 0, 0, 0, 0];
/// A heartbeat is shorter, a view is longer.
const SHORTEST_VIEW: usize = 100;

/// Opens a websocket. `keeps` is how much the kernel may keep for it unread.
pub async fn open(address: SocketAddr, path: &str, token: &str, keeps: Option<u32>) -> Outcome<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    if let Some(keeps) = keeps {
        socket.set_recv_buffer_size(keeps)?;
    }
    let mut stream = socket.connect(address).await?;
    stream.set_nodelay(true)?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
         Authorization: Bearer {token}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    if head.starts_with(b"HTTP/1.1 101") {
        Ok(stream)
    } else {
        Err(format!("no websocket: {}", String::from_utf8_lossy(&head)).into())
    }
}

/// Where a screen is in the stream of frames.
#[derive(Default)]
pub struct Frames {
    head: Vec<u8>,
    kind: u8,
    /// Of the frame under way.
    length: usize,
    missing: usize,
    announcement: u32,
}

/// What came.
pub enum Came {
    View { announcement: u32, bytes: usize },
    Ping,
}

impl Frames {
    pub fn read(&mut self, mut bytes: &[u8], mut came: impl FnMut(Came)) {
        while !bytes.is_empty() {
            if self.missing == 0 {
                let (head, rest) = bytes.split_at(1);
                self.head.extend_from_slice(head);
                bytes = rest;
                let Some(length) = self.length() else { continue };
                (self.kind, self.length, self.missing) = (self.head[0] & 0x0f, length, length);
                self.head.clear();
                if self.kind == TEXT {
                    self.announcement = announcement(&bytes[..bytes.len().min(length)]).unwrap_or(0);
                }
            }
            let part = bytes.len().min(self.missing);
            bytes = &bytes[part..];
            self.missing -= part;
            if self.missing == 0 {
                match self.kind {
                    TEXT if self.length >= SHORTEST_VIEW => {
                        came(Came::View { announcement: self.announcement, bytes: self.length });
                    }
                    PING => came(Came::Ping),
                    _ => {}
                }
            }
        }
    }

    /// The length in a server's frame head, once it is there.
    fn length(&self) -> Option<usize> {
        let more = match self.head.get(1)? {
            126 => 2,
            127 => 8,
            short => return Some(usize::from(*short)),
        };
        let bytes = self.head.get(2..2 + more)?;
        Some(bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)))
    }
}

pub fn pong(stream: &TcpStream) {
    // A full buffer means that the server is not reading; it will ask again.
    let _ = stream.try_write(&PONG);
}

/// The newest call's serial, as the board has it.
pub fn announcement(text: &[u8]) -> Option<u32> {
    const NAME: &[u8] = b"\"announcement\":";
    let at = text.windows(NAME.len()).position(|part| part == NAME)? + NAME.len();
    let digits = text[at..].iter().take_while(|byte| byte.is_ascii_digit());
    Some(digits.fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
}

/// The same text with another serial.
pub fn announcing(text: &str, serial: u32) -> String {
    const NAME: &str = "\"announcement\":";
    let Some((before, after)) = text.split_once(NAME) else { return text.to_owned() };
    let rest = after.trim_start_matches(|digit: char| digit.is_ascii_digit());
    format!("{before}{NAME}{serial}{rest}")
}
