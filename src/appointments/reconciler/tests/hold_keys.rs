// SPDX-License-Identifier: MPL-2.0
//! Desks whose ids begin alike.

use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Deletions, ExistingHold, HoldRequest, Snapshot,
    SourceError, SystemFuture,
};

/// Refuses every hold and counts the attempts.
struct Refusing(Arc<AtomicU64>);

impl AppointmentSystem for Refusing {
    fn capabilities(&self) -> Capabilities {
        let least_pause = Duration::from_secs(5);
        Capabilities {
            can_hold: true,
            can_follow: false,
            deletions: Deletions::Said,
            compare_and_set: true,
            least_pause,
        }
    }

    fn snapshot(&mut self, _: TimeRange) -> SystemFuture<'_, Snapshot> {
        Box::pin(async {
            Ok(Snapshot { entries: Vec::new(), cursor: None, problems: Vec::new(), unreadable: Vec::new() })
        })
    }

    fn changes<'a>(&'a mut self, _: &'a Cursor, _: TimeRange) -> SystemFuture<'a, Changes> {
        Box::pin(async { Err(SourceError::CursorExpired) })
    }

    fn hold<'a>(&'a mut self, _: &'a HoldRequest) -> SystemFuture<'a, ExistingHold> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { Err(SourceError::Conflict) })
    }
}

#[test]
fn a_refused_hold_keeps_its_pause_when_another_desks_id_begins_with_the_same_letters() {
    let mut setup = setup();
    setup.desks[0].id = "quiet-1".into();
    setup.desks[1].id = "quiet".into();
    setup.holding = Some(Holding { days_ahead: 2, desks: vec!["quiet-1".into(), "quiet".into()] });
    let line = plan_line("tuesday", "quiet-1", "10:00", "11:00", ReleaseRule::Hard);
    let office = LocalOffice::with(setup, Plan(vec![line]));
    let attempts = Arc::new(AtomicU64::new(0));
    let source = |desk: &str, attempts: &Arc<AtomicU64>| {
        let system = Box::new(Refusing(Arc::clone(attempts)));
        CalendarSource::new(desk.to_owned(), system, vec![desk.parse().unwrap()], Duration::from_secs(30), 1)
    };
    let sources = vec![source("quiet-1", &attempts), source("quiet", &Arc::default())];
    let mut reconciler = Reconciler::new(sources, 2);
    for _ in 0..5 {
        round(&mut reconciler, &office);
    }
    assert_eq!(attempts.load(Ordering::SeqCst), 1, "no time has passed");
    office.wait(Length::seconds(10));
    round(&mut reconciler, &office);
    assert_eq!(attempts.load(Ordering::SeqCst), 2, "the pause is over");
}
