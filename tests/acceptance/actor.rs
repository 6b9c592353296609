// SPDX-License-Identifier: MPL-2.0
//! Somebody with a token who asks over HTTP and watches over websockets.

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, client_async, connect_async};
use uuid::Uuid;

/// Nothing here takes long; a test that waits longer than this waits for something that never comes.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub struct Actor {
    http: Client,
    address: SocketAddr,
    office: String,
    credential: Credential,
}

/// What an actor shows.
#[derive(Clone)]
enum Credential {
    Nothing,
    Token(String),
    /// A session's cookie, in a browser that shows the server's own pages or another site's.
    Cookie {
        cookie: String,
        site: &'static str,
    },
}

pub struct ReadAnswer {
    pub status: u16,
    pub replayed: bool,
    pub kind: String,
    pub body: Value,
}

impl ReadAnswer {
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    pub fn refused(&self) -> (u16, &str) {
        (self.status, self.code())
    }
}

impl Actor {
    pub fn new(address: SocketAddr, token: Option<String>) -> Self {
        appointments::http_client::install_tls_provider();
        let http = Client::builder().timeout(PATIENCE).no_proxy().build().expect("a client");
        let credential = token.map_or(Credential::Nothing, Credential::Token);
        Self { http, address, office: "demo".to_owned(), credential }
    }

    /// The same in another office.
    pub fn at(mut self, office: &str) -> Self {
        office.clone_into(&mut self.office);
        self
    }

    /// In a browser that holds a session's cookie.
    pub fn with_cookie(mut self, cookie: &str) -> Self {
        self.credential = Credential::Cookie { cookie: cookie.to_owned(), site: "same-origin" };
        self
    }

    /// The same value under another name.
    pub fn renamed_cookie(mut self, name: &str) -> Self {
        if let Credential::Cookie { cookie, .. } = &mut self.credential {
            let value = cookie.split_once('=').map(|(_, value)| value.to_owned()).unwrap_or_default();
            *cookie = format!("{name}={value}");
        }
        self
    }

    /// On a page of another site, in the same browser.
    pub fn lured_away(mut self) -> Self {
        if let Credential::Cookie { site, .. } = &mut self.credential {
            *site = "cross-site";
        }
        self
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("http://{}{path}", self.address));
        match &self.credential {
            Credential::Token(token) => request.bearer_auth(token),
            Credential::Cookie { cookie, site } => {
                request.header("Cookie", cookie).header("Sec-Fetch-Site", *site)
            }
            Credential::Nothing => request.header("Sec-Fetch-Site", "same-origin"),
        }
    }

    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> ReadAnswer {
        let request = self.request(method, &format!("/api/offices/{}{path}", self.office));
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        read_answer(request.send().await.expect("an answer")).await
    }

    pub async fn get(&self, path: &str) -> ReadAnswer {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> ReadAnswer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> ReadAnswer {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub async fn page(&self, path: &str) -> (u16, String) {
        let response = self.request(Method::GET, path).send().await.expect("an answer");
        (response.status().as_u16(), response.text().await.unwrap())
    }

    pub async fn check_in(&self) -> Value {
        let answer = self.check_in_with(Uuid::new_v4(), with_photo()).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.body
    }

    pub async fn check_in_with(&self, key: Uuid, body: Value) -> ReadAnswer {
        let request = self.request(Method::POST, "/api/offices/demo/tickets");
        let request = request.header("Idempotency-Key", key.to_string()).json(&body);
        read_answer(request.send().await.expect("an answer")).await
    }

    pub async fn call_next(&self, desk: &str) -> ReadAnswer {
        self.send(Method::POST, &format!("/desks/{desk}/calls"), None).await
    }

    pub async fn step(&self, ticket: &Value, step: &str, body: Value) -> ReadAnswer {
        self.post(&format!("/tickets/{}/{step}", ticket["id"].as_str().unwrap()), body).await
    }

    pub async fn watch(&self, view: &str) -> Screen {
        self.try_watch(view).await.expect("a live view")
    }

    pub async fn try_watch(&self, view: &str) -> Result<Screen, Error> {
        let (socket, response) = connect_async(self.watching(view)).await?;
        assert_eq!(response.headers()["Sec-WebSocket-Protocol"], "mintur");
        Ok(Screen { socket, seq: 0 })
    }

    /// A screen with hardly any room that reads nothing once it is connected.
    pub async fn stall(&self, view: &str) -> WebSocketStream<TcpStream> {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(2_048).unwrap();
        let stream = socket.connect(self.address).await.expect("a connection");
        client_async(self.watching(view), stream).await.expect("a live view").0
    }

    fn watching(&self, view: &str) -> Request {
        let address = format!("ws://{}/api/offices/{}/live?view={view}", self.address, self.office);
        let mut request = address.into_client_request().unwrap();
        let protocols = match &self.credential {
            Credential::Token(token) => format!("mintur, token.{token}"),
            Credential::Cookie { cookie, site } => {
                request.headers_mut().insert("Cookie", cookie.parse().unwrap());
                request.headers_mut().insert("Sec-Fetch-Site", site.parse().unwrap());
                "mintur".to_owned()
            }
            Credential::Nothing => "mintur".to_owned(),
        };
        request.headers_mut().insert("Sec-WebSocket-Protocol", protocols.parse().unwrap());
        request
    }
}

pub fn with_photo() -> Value {
    json!({ "errand": "new_mitid", "identification": "photo", "needs": [], "language": "da" })
}

/// Reads an answer to its end.
pub async fn read_answer(response: Response) -> ReadAnswer {
    let status = response.status().as_u16();
    let header = |name: &str| {
        response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    let (replayed, kind) = (header("Idempotency-Replayed") == "true", header("Content-Type"));
    let text = response.text().await.unwrap();
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    ReadAnswer { status, replayed, kind, body }
}

/// A live view, which never shows anything older than what it has shown.
pub struct Screen {
    pub socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    seq: u64,
}

impl Screen {
    /// The next view.
    pub async fn next(&mut self) -> Value {
        let message = tokio::time::timeout(PATIENCE, self.message()).await.expect("a view in time");
        let seq = message["seq"].as_u64().expect("a sequence number");
        assert!(seq > self.seq, "a view never goes back: {seq} after {}", self.seq);
        self.seq = seq;
        message["state"].clone()
    }

    /// The first view from now on that shows something.
    pub async fn until(&mut self, shows: impl Fn(&Value) -> bool) -> Value {
        loop {
            let view = self.next().await;
            if shows(&view) {
                return view;
            }
        }
    }

    /// Waits until the server has let go.
    pub async fn closed(&mut self) {
        while let Some(Ok(_)) = self.socket.next().await {}
    }

    async fn message(&mut self) -> Value {
        loop {
            match self.socket.next().await.expect("an open socket").expect("a message") {
                Message::Text(text) => {
                    let message: Value = serde_json::from_str(&text).unwrap();
                    if message.get("state").is_some() {
                        return message;
                    }
                    let answer = json!({ "heartbeat": self.seq }).to_string();
                    self.socket.send(Message::text(answer)).await.unwrap();
                }
                Message::Close(why) => panic!("closed: {why:?}"),
                _ => {}
            }
        }
    }
}
