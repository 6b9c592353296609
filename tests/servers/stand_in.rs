// SPDX-License-Identifier: MPL-2.0
//! Stands in for systems that cannot run here: it speaks the documented wire contract and nothing more. What
//! passes against it shows that we keep the contract, not that the system does.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response};
use serde_json::Value;
use tokio::net::TcpListener;

/// What was asked.
#[derive(Clone, Debug)]
pub struct ReceivedRequest {
    pub method: Method,
    pub path: String,
    pub query: Vec<(String, String)>,
    pub headers: HeaderMap,
    pub body: Value,
    /// The body as it was sent.
    pub text: String,
}

impl ReceivedRequest {
    pub fn value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

pub struct StubResponse {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

impl StubResponse {
    #[expect(clippy::needless_pass_by_value, reason = "who answers hands over what it has")]
    pub fn new(status: u16, body: impl ToString) -> Self {
        Self { status, headers: Vec::new(), body: body.to_string() }
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

type Answering = Arc<Mutex<dyn FnMut(&ReceivedRequest) -> StubResponse + Send>>;

/// Serves until the test ends, and says where.
pub async fn serve(answer: impl FnMut(&ReceivedRequest) -> StubResponse + Send + 'static) -> String {
    let answer: Answering = Arc::new(Mutex::new(answer));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(one).with_state(answer);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    base
}

async fn one(State(answer): State<Answering>, request: Request) -> Response<String> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let query = reqwest::Url::parse(&format!("http://x/?{}", parts.uri.query().unwrap_or_default())).unwrap();
    let asked = ReceivedRequest {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        query: query.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned())).collect(),
        headers: parts.headers,
        body: serde_json::from_slice(&body).unwrap_or(Value::Null),
        text: String::from_utf8_lossy(&body).into_owned(),
    };
    let answered = (answer.lock().unwrap())(&asked);
    let mut response = Response::builder().status(answered.status);
    for (name, value) in answered.headers {
        response = response.header(name, value);
    }
    response.body(answered.body).unwrap()
}
