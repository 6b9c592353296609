// SPDX-License-Identifier: MPL-2.0
//! From a call to the board that shows it. The floor is a bare relay, which writes nothing to disk; beside
//! it the same relay with one durable append first shows what of the difference the disk is.

use bytes::Bytes;
use futures_util::StreamExt;
use hyper::header::AUTHORIZATION;
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::Message;

use crate::bench_office::COMPLETION;
use crate::figures::{Slice, Times, as_f64};
use crate::http::Client;
use crate::queue::{At, Server, check_in, expect, fill, id};
use crate::report::Report;
use crate::{Outcome, Plan, crowd, floor, screen, time};

/// A payload stays below this, whatever waits.
const MOST_BYTES: f64 = 8_000.0;

/// A board that notes when a message came.
struct Board {
    came: UnboundedReceiver<(u64, String)>,
    newest: String,
}

pub fn measure(plan: &Plan, report: &mut Report) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let few = Server::office(&plan.data.join("content-few"))?;
    let many = Server::office(&plan.data.join("content-many"))?;
    let floor = Server::floor(&plan.data.join("content-floor"))?;
    runtime.block_on(async {
        fill(few.open()?, 50).await?;
        fill(many.open()?, plan.pick(5_000, 1_000)).await?;
        let (mut few_calls, mut few_board) = (Calls::of(&few).await?, Board::at(&few, "board").await?);
        let (mut many_calls, mut many_board) = (Calls::of(&many).await?, Board::at(&many, "board").await?);
        let mut relay = Relay::of(&floor).await?;
        let mut slices: [Vec<Slice>; 4] = Default::default();
        let calls = plan.pick(150, 30);
        for _ in 0..plan.pick(7, 3) {
            let text = few_board.newest.clone();
            slices[0].push(relay.slice(&floor, &text, "", calls).await?);
            slices[1].push(few_calls.slice(&few, &mut few_board, calls).await?);
            slices[2].push(many_calls.slice(&many, &mut many_board, calls).await?);
            slices[3].push(relay.slice(&floor, &text, &floor::DURABLE.to_string(), calls).await?);
        }
        let [bare, few_slices, many_slices, durable] = slices;
        report.compare("call to board, 50 waiting, bare relay", &few_slices, &bare);
        report.compare("call to board, 5,000 waiting, bare relay", &many_slices, &bare);
        report.show("call to board, 50 waiting, relay after one append", &few_slices, &durable);
        report.show("call to board, 5,000 waiting, relay after one append", &many_slices, &durable);
        payloads(report, &many, &many_board).await
    })
}

async fn payloads(report: &mut Report, many: &Server, board: &Board) -> Outcome<()> {
    let of = |bytes: usize| as_f64(bytes as u64);
    report.at_most("bytes of a board's message, 5,000 waiting", of(board.newest.len()), MOST_BYTES);
    for view in ["kiosk", "supervisor", "desk:1"] {
        let bytes = Board::at(many, view).await?.newest.len();
        report.at_most(&format!("bytes of a {view} message, 5,000 waiting"), of(bytes), MOST_BYTES);
    }
    Ok(())
}

impl Board {
    /// Connects, and waits for the first view.
    async fn at(server: &Server, view: &str) -> Outcome<Self> {
        let open = server.open()?;
        let token = match view {
            "board" => &open.board,
            "kiosk" => &open.kiosk,
            "supervisor" => &open.supervisor,
            _ => &open.clerk,
        };
        let path = format!("/api/offices/demo/live?view={view}");
        let mut board = Self { came: listen(open.address, &path, token).await?, newest: String::new() };
        board.newest = board.came.recv().await.ok_or("the board was let go")?.1;
        Ok(board)
    }

    /// When a later call than the last one seen arrived.
    async fn call(&mut self) -> Outcome<u64> {
        let seen = screen::announcement(self.newest.as_bytes());
        loop {
            let (at, text) = self.came.recv().await.ok_or("the board was let go")?;
            let newer = screen::announcement(text.as_bytes()) > seen;
            self.newest = text;
            if newer {
                return Ok(at);
            }
        }
    }
}

/// Messages of a websocket, each with its time; heartbeats left out.
async fn listen(
    address: std::net::SocketAddr,
    path: &str,
    token: &str,
) -> Outcome<UnboundedReceiver<(u64, String)>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut request = format!("ws://{address}{path}").into_client_request()?;
    request.headers_mut().insert(AUTHORIZATION, format!("Bearer {token}").parse()?);
    let (mut socket, _) = tokio_tungstenite::client_async(request, stream).await?;
    let (say, came) = unbounded_channel();
    tokio::spawn(async move {
        while let Some(Ok(message)) = socket.next().await {
            let at = time::now();
            let Message::Text(text) = message else { continue };
            if text.len() >= 100 && say.send((at, text.to_string())).is_err() {
                return;
            }
        }
    });
    Ok(came)
}

/// A clerk who calls and completes, and a kiosk that checks the next one in.
struct Calls {
    clerk: Client,
    kiosk: Client,
}

impl Calls {
    async fn of(server: &Server) -> Outcome<Self> {
        let open = server.open()?;
        Ok(Self {
            clerk: Client::connect(open.address, &open.clerk).await?,
            kiosk: Client::connect(open.address, &open.kiosk).await?,
        })
    }

    async fn slice(&mut self, server: &Server, board: &mut Board, calls: u32) -> Outcome<Slice> {
        let mut times = Times::new()?;
        let cpu = server.child.cpu();
        for _ in 0..calls {
            let began = time::now();
            let (status, body) =
                self.clerk.post("/api/offices/demo/desks/1/calls", None, &Bytes::new()).await?;
            expect(status, &body)?;
            times.add(board.call().await? - began);
            let path = format!("/api/offices/demo/tickets/{}/completion", id(&body)?);
            let (status, body) = self.clerk.post(&path, None, &COMPLETION.into()).await?;
            expect(status, &body)?;
            check_in(&mut self.kiosk).await?;
        }
        Ok(times.slice(1, as_f64(time::nanos(server.child.cpu().saturating_sub(cpu)))))
    }
}

struct Relay {
    sender: UnboundedSender<Message>,
    came: UnboundedReceiver<(u64, String)>,
    serial: u32,
}

impl Relay {
    async fn of(server: &Server) -> Outcome<Self> {
        let At::Floor(open) = &server.at else { return Err("an office is not a floor".into()) };
        let (sender, messages) = unbounded_channel();
        crowd::relay_to(open.relay, messages).await?;
        Ok(Self { sender, came: listen(open.relay, "/", "").await?, serial: 0 })
    }

    async fn slice(&mut self, server: &Server, text: &str, mark: &str, calls: u32) -> Outcome<Slice> {
        let mut times = Times::new()?;
        let cpu = server.child.cpu();
        for _ in 0..calls {
            self.serial += 1;
            let text = format!("{mark}{}", screen::announcing(text, self.serial));
            let began = time::now();
            self.sender.send(Message::Text(text.into()))?;
            let (at, _) = self.came.recv().await.ok_or("the relay is gone")?;
            times.add(at - began);
        }
        Ok(times.slice(1, as_f64(time::nanos(server.child.cpu().saturating_sub(cpu)))))
    }
}

/// What the board of an office shows now.
pub async fn shown(office: &Server) -> Outcome<String> {
    Ok(Board::at(office, "board").await?.newest)
}
