// SPDX-License-Identifier: MPL-2.0
//! Work on an office's people file, off the threads that answer requests.

use std::sync::Arc;

use crate::problem::Problem;
use office::time::UnixTime;
use staff::{PeopleStore, SecurityEvent, StoreFailure};

/// Runs what reads or changes the file.
pub async fn in_people_file<T: Send + 'static>(
    people: &Arc<PeopleStore>,
    act: impl FnOnce(&PeopleStore) -> T + Send + 'static,
) -> Result<T, Problem> {
    let people = Arc::clone(people);
    tokio::task::spawn_blocking(move || act(&people)).await.map_err(|_| Problem::internal())
}

/// A failure of the world, which is logged once and reported without its cause.
pub fn failed(failure: &StoreFailure) -> Problem {
    tracing::error!(%failure, "the people file cannot be used");
    Problem::internal()
}

/// Writes a security event. Returns whether it is written; a failure is in the log.
pub async fn write_event(people: &Arc<PeopleStore>, event: SecurityEvent) -> bool {
    let kind = event.kind;
    match in_people_file(people, move |people| people.record(&event)).await {
        Ok(Ok(())) => true,
        Ok(Err(failure)) => {
            tracing::error!(%failure, kind, "a security event was not written");
            false
        }
        Err(_) => false,
    }
}

/// The machine's time, which devices and people are known by; an office may have a clock of its own.
pub fn machine_now() -> UnixTime {
    UnixTime::from_unix(jiff::Timestamp::now().as_second())
}
