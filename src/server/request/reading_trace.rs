// SPDX-License-Identifier: MPL-2.0
//! Who read the ledger or took the report away, as security events. The pages of one reading are one event.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::people_file::write_event;
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

    /// It could not be recorded: the next one like it is tried.
    fn forget(&self, reading: &Reading) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(reading);
    }
}

/// Records who reads, and what, before it is handed over. What cannot be written is in the log.
pub async fn record(office: &OfficeScope<'_>, kind: SecurityEventKind, what: String) {
    let (trace, actor) = (&office.state().reading_trace, office.actor());
    let reading = (actor.clone(), kind, what.clone());
    if !trace.is_new(reading.clone(), Instant::now()) {
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
    if !write_event(office.people(), event).await {
        trace.forget(&reading);
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

    #[test]
    fn a_reading_that_could_not_be_recorded_is_tried_again() {
        let (trace, now) = (ReadingTrace::default(), Instant::now());
        assert!(trace.is_new(reading("auditor:a", "all"), now));
        trace.forget(&reading("auditor:a", "all"));
        assert!(trace.is_new(reading("auditor:a", "all"), now));
    }
}
