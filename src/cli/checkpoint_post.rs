// SPDX-License-Identifier: MPL-2.0
//! Posts checkpoints to an address outside, each a few times at most: the next one says more.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use appointments::connect::read_secret;
use appointments::http_client::install_tls_provider;
use ledger::Checkpoint;
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};

use super::failure::Failure;

const TRIES: u32 = 5;
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const TIMEOUT: Duration = Duration::from_secs(20);

/// Where checkpoints go. `Debug` hides the token.
pub(super) struct Post {
    client: Client,
    address: String,
    token: Option<String>,
    first_pause: Duration,
}

/// Why a try did not arrive.
#[derive(Debug, thiserror::Error)]
enum NotPosted {
    #[error("the server answered {0}")]
    Refused(StatusCode),
    #[error("{0}")]
    Unreachable(reqwest::Error),
    #[error("{0}")]
    Unwritten(serde_json::Error),
}

impl Post {
    /// # Errors
    /// When the token cannot be read.
    pub fn new(address: &str, token_file: Option<&Path>) -> Result<Self, Failure> {
        let token = token_file.map(read_secret).transpose().map_err(Failure::new)?;
        install_tls_provider();
        let client = Client::builder()
            .timeout(TIMEOUT)
            // A redirect could carry the token to another server.
            .redirect(Policy::none())
            .user_agent(concat!("mintur/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(Failure::from_error)?;
        Ok(Self { client, address: address.to_owned(), token, first_pause: FIRST_PAUSE })
    }

    /// Tries a few times, and says whether it arrived.
    pub async fn send(&self, checkpoint: &Checkpoint) -> bool {
        let mut pause = self.first_pause;
        for left in (0..TRIES).rev() {
            match self.try_once(checkpoint).await {
                Ok(()) => return true,
                Err(error) if left == 0 => {
                    let event = checkpoint.seq;
                    tracing::error!(office = %checkpoint.office, event, %error, "a checkpoint could not be posted; the next one is tried again");
                }
                Err(_) => {
                    tokio::time::sleep(pause).await;
                    pause *= 2;
                }
            }
        }
        false
    }

    async fn try_once(&self, checkpoint: &Checkpoint) -> Result<(), NotPosted> {
        let line = checkpoint.line().map_err(NotPosted::Unwritten)?;
        let request = self.client.post(&self.address).header("content-type", "application/json").body(line);
        let request = match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        // Without the address, which may hold a secret.
        let answer = request.send().await.map_err(|error| NotPosted::Unreachable(error.without_url()))?;
        if answer.status().is_success() { Ok(()) } else { Err(NotPosted::Refused(answer.status())) }
    }
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Post").field("address", &self.address).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use axum::Router;
    use axum::extract::State;
    use axum::http::HeaderMap;
    use axum::routing::post;
    use jiff::Timestamp;
    use ledger::Head;
    use tokio::sync::mpsc::{Sender, channel};

    use super::*;

    /// A collector that refuses the first `refusals` tries.
    #[derive(Clone)]
    struct Collector {
        refusals: u32,
        tries: Arc<AtomicU32>,
        taken: Sender<(String, String)>,
    }

    async fn take(State(collector): State<Collector>, headers: HeaderMap, body: String) -> StatusCode {
        if collector.tries.fetch_add(1, Ordering::SeqCst) < collector.refusals {
            return StatusCode::SERVICE_UNAVAILABLE;
        }
        let token = headers.get("authorization").map(|value| value.to_str().unwrap().to_owned());
        collector.taken.send((token.unwrap_or_default(), body)).await.unwrap();
        StatusCode::NO_CONTENT
    }

    async fn posted_to(refusals: u32) -> (bool, u32, Option<(String, String)>) {
        let (taken, mut arrived) = channel(1);
        let tries = Arc::new(AtomicU32::new(0));
        let collector = Collector { refusals, tries: Arc::clone(&tries), taken };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let router = Router::new().route("/", post(take)).with_state(collector);
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let mut post = Post::new(&address, None).ok().unwrap();
        (post.token, post.first_pause) = (Some("s3cret".to_owned()), Duration::from_millis(1));
        let checkpoint = Checkpoint::of("demo".into(), Head::default(), Timestamp::UNIX_EPOCH, false, None);
        let sent = post.send(&checkpoint).await;
        (sent, tries.load(Ordering::SeqCst), arrived.try_recv().ok())
    }

    #[tokio::test]
    async fn a_checkpoint_reaches_a_collector_that_was_away_for_a_moment() {
        let (sent, tries, arrived) = posted_to(2).await;
        let (token, body) = arrived.unwrap();
        assert!(sent && tries == 3 && token == "Bearer s3cret", "{sent} {tries} {token}");
        assert!(body.contains(r#""office":"demo","seq":0"#), "{body}");
    }

    #[tokio::test]
    async fn a_collector_that_stays_away_is_left_alone_until_the_next_checkpoint() {
        assert_eq!(posted_to(99).await, (false, TRIES, None));
    }
}
