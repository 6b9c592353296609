// SPDX-License-Identifier: MPL-2.0
//! Who read the ledger or took the report away, as security events. The pages of one reading are one event.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::request::context::OfficeScope;
use office::names::Actor;
use staff::{Credential, SecurityEvent, SecurityEventKind};

/// The same reading by the same person within so long is the same event.
const SAME_READING: Duration = Duration::from_mins(15);
/// Readings remembered in one office. A stranger cannot add to them: each needs the right to read.
const MOST_REMEMBERED: usize = 256;

type Reading = (Actor, SecurityEventKind, String);

/// The readings of one office that were recorded lately.
#[derive(Debug, Default)]
pub struct ReadingTrace(Mutex<BTreeMap<Reading, Instant>>);

impl ReadingTrace {
    /// Whether this one is to be recorded.
    fn is_new(&self, reading: Reading, now: Instant) -> bool {
        let mut recorded = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        recorded.retain(|_, at| now.duration_since(*at) < SAME_READING);
        if recorded.contains_key(&reading) {
            return false;
        }
        if recorded.len() < MOST_REMEMBERED {
            recorded.insert(reading, now);
        }
        true
    }
}

/// Records who reads, and what, before it is handed over. What cannot be written is in the log.
pub async fn record(office: &OfficeScope<'_>, kind: SecurityEventKind, what: String) {
    let actor = office.actor().clone();
    if !office.state().reading_trace.is_new((actor.clone(), kind, what.clone()), Instant::now()) {
        return;
    }
    let subject = match &office.identity().credential {
        Credential::Session { account, .. } => Some(account.to_string()),
        Credential::AccessFile | Credential::Device { .. } => None,
    };
    let event = SecurityEvent {
        subject,
        actor: Some(actor.to_string()),
        detail: Some(what),
        ..SecurityEvent::new(kind)
    };
    let people = Arc::clone(office.people());
    let written = tokio::task::spawn_blocking(move || people.record(&event)).await;
    if let Ok(Err(failure)) = written {
        tracing::error!(%failure, %actor, kind = kind.name(), "a reading was not recorded");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(who: &'static str, what: &str) -> Reading {
        (Actor::from(who), SecurityEventKind::LedgerRead, what.to_owned())
    }

    #[test]
    fn the_pages_of_one_reading_are_one_event_and_another_search_is_another() {
        let (trace, start) = (ReadingTrace::default(), Instant::now());
        assert!(trace.is_new(reading("auditor:a", "all"), start));
        assert!(!trace.is_new(reading("auditor:a", "all"), start + Duration::from_mins(14)));
        assert!(trace.is_new(reading("auditor:a", "person c-17"), start));
        assert!(trace.is_new(reading("auditor:b", "all"), start));
        assert!(trace.is_new(reading("auditor:a", "all"), start + SAME_READING));
    }

    #[test]
    fn so_many_readings_that_they_are_not_remembered_are_recorded_each_time() {
        let (trace, now) = (ReadingTrace::default(), Instant::now());
        for search in 0..2 * MOST_REMEMBERED {
            assert!(trace.is_new(reading("auditor:a", &search.to_string()), now));
        }
        assert_eq!(trace.0.lock().unwrap().len(), MOST_REMEMBERED);
    }
}
