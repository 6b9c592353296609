// SPDX-License-Identifier: MPL-2.0
//! Entries that a server leaves out of its answer for a stretch of time although they reach into it: whole days that
//! have only a duration, series of whole days, and what an index that is behind has not seen yet. A full look lists
//! the calendar and fetches what is new to it, so that nothing depends on how the server counts.

use std::collections::{BTreeMap, BTreeSet};

use libdav::dav::ListResources;

use super::calendar::CalendarCollection;
use super::query::{self, FetchedResources};
use crate::http_client::HttpClient;
use crate::port::SourceError;
use office::time::TimeRange;

/// With more entries than this beside those of the window, the server's own answer has to do.
const MAX_ENTRIES: usize = 20_000;

/// Entries known to take no time in a window, in the version that was read.
#[derive(Debug, Default)]
pub(super) struct BeyondIndex {
    window: Option<TimeRange>,
    elsewhere: BTreeMap<String, String>,
}

impl BeyondIndex {
    /// Fetches the entries of the calendar that are neither in the server's answer nor known to lie elsewhere; nothing
    /// where the server lists none, or more than can be looked at.
    pub async fn fetch(
        &mut self,
        client: &HttpClient,
        calendar: &CalendarCollection,
        window: TimeRange,
        answered: &BTreeSet<String>,
    ) -> Result<FetchedResources, SourceError> {
        if self.window != Some(window) {
            *self = Self { window: Some(window), elsewhere: BTreeMap::new() };
        }
        let listed = match query::read(client, &ListResources::new(&calendar.path)).await {
            Ok(listed) => listed.resources,
            Err(
                SourceError::Misconfigured(_) | SourceError::NotFound(_) | SourceError::InvalidResponse(_),
            ) => {
                return Ok(FetchedResources::default());
            }
            Err(error) => return Err(error),
        };
        let listed = listed.into_iter().filter(|entry| !entry.resource_type.is_collection);
        let others: BTreeMap<String, Option<String>> = listed
            .filter(|entry| !answered.contains(&entry.href))
            .map(|entry| (entry.href, entry.etag))
            .collect();
        if others.len() > MAX_ENTRIES {
            return Ok(FetchedResources::default());
        }
        self.elsewhere.retain(|href, _| others.contains_key(href));
        let is_new = |(href, etag): &(&String, &Option<String>)| {
            etag.is_none() || self.elsewhere.get(*href) != etag.as_ref()
        };
        let new: Vec<String> = others.iter().filter(is_new).map(|(href, _)| href.clone()).collect();
        query::entries_at(client, calendar, &new).await
    }

    /// An entry that was read and takes no time in the window.
    pub fn lies_elsewhere(&mut self, href: String, etag: String) {
        self.elsewhere.insert(href, etag);
    }
}
