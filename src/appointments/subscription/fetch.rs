// SPDX-License-Identifier: MPL-2.0
//! One conditional request for a published calendar.

use http::StatusCode;
use http::header::{ETAG, HeaderMap, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};

use crate::http_client::{HttpClient, HttpResponse, Operation};
use crate::port::SourceError;

/// What the server calls the version that was read last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Version {
    etag: Option<HeaderValue>,
    modified: Option<HeaderValue>,
}

#[derive(Debug)]
pub(super) enum Fetched {
    Unchanged,
    Changed { body: Vec<u8>, version: Version },
}

pub(super) async fn fetch(client: &HttpClient, known: &Version) -> Result<Fetched, SourceError> {
    let response = client.get(&known.conditions()).await?;
    match response.status() {
        StatusCode::NOT_MODIFIED => Ok(Fetched::Unchanged),
        StatusCode::OK => {
            let version = Version::of(&response);
            Ok(Fetched::Changed { body: response.body.into(), version })
        }
        status @ (StatusCode::NOT_FOUND | StatusCode::GONE) => {
            Err(SourceError::Misconfigured(format!("there is no calendar at the address: {status}")))
        }
        _ => Err(response.error(Operation::Read)),
    }
}

impl Version {
    fn of(response: &HttpResponse) -> Self {
        let header = |name| response.head.headers.get(name).cloned();
        Self { etag: header(ETAG), modified: header(LAST_MODIFIED) }
    }

    fn conditions(&self) -> HeaderMap {
        let mut conditions = HeaderMap::new();
        if let Some(etag) = &self.etag {
            conditions.insert(IF_NONE_MATCH, etag.clone());
        } else if let Some(modified) = &self.modified {
            conditions.insert(IF_MODIFIED_SINCE, modified.clone());
        }
        conditions
    }
}
