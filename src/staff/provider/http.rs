// SPDX-License-Identifier: MPL-2.0
//! Requests to an identity provider: short, without redirects, and answers of a bounded size.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;

use super::{ProviderProblem, unusable};

const CONNECT: Duration = Duration::from_secs(3);
const TOTAL: Duration = Duration::from_secs(5);
/// More than any provider's keys.
const MOST_BYTES: usize = 1 << 20;

pub(super) struct ProviderHttp(reqwest::Client);

#[derive(Debug, thiserror::Error)]
pub(super) enum HttpProblem {
    #[error("no answer")]
    NoAnswer(#[from] reqwest::Error),
    #[error("the answer is longer than 1 MiB")]
    TooLong,
    #[error("the answer is not HTTP")]
    Unreadable(#[from] ::http::Error),
}

impl ProviderHttp {
    pub fn new() -> Result<Self, ProviderProblem> {
        // Choosing twice does no harm.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .timeout(TOTAL)
            // A redirect could lead a request with the client's secret to somebody else.
            .redirect(Policy::none())
            .user_agent(concat!("mintur/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| unusable(&error))?;
        Ok(Self(client))
    }

    async fn answer(&self, request: HttpRequest) -> Result<HttpResponse, HttpProblem> {
        let (head, body) = request.into_parts();
        let request = self.0.request(head.method, head.uri.to_string()).headers(head.headers).body(body);
        let mut response = request.send().await?;
        let mut answer = ::http::Response::builder().status(response.status());
        if let Some(headers) = answer.headers_mut() {
            *headers = response.headers().clone();
        }
        let mut bytes = Vec::new();
        while let Some(piece) = response.chunk().await? {
            if bytes.len() + piece.len() > MOST_BYTES {
                return Err(HttpProblem::TooLong);
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(answer.body(bytes)?)
    }
}

impl<'c> AsyncHttpClient<'c> for ProviderHttp {
    type Error = HttpProblem;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpProblem>> + Send + Sync + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.answer(request))
    }
}

impl fmt::Debug for ProviderHttp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProviderHttp(…)")
    }
}
