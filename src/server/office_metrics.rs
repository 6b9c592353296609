// SPDX-License-Identifier: MPL-2.0
//! What `/metrics` says of an office: its health, its appointment systems, and its day in numbers.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::request::metrics::gauge;
use crate::routes::condition::not_ready;
use crate::routes::sources;
use crate::state::OfficeState;
use office::time::UnixTime;
use office::view::Figures;

/// The office's thread is asked no more often: `/metrics` is open to everybody.
const EVERY: Duration = Duration::from_secs(1);
/// An office that does not answer is waited for no longer: `/metrics` is read most of all when something is wrong.
const PATIENCE: Duration = Duration::from_millis(500);

/// When an office's figures were last asked for.
#[derive(Debug, Default)]
pub struct OfficeFigures(Mutex<Option<Instant>>);

impl OfficeFigures {
    fn are_due(&self) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let due = last.is_none_or(|at| at.elapsed() >= EVERY);
        if due {
            *last = Some(Instant::now());
        }
        due
    }
}

pub async fn count(office: &OfficeState) {
    let hosted = &office.hosted;
    let (health, labels) = (hosted.handle.health(), [("office", office.id.to_string())]);
    gauge("mintur_ledger_seq", &labels, health.last_seq);
    gauge("mintur_ledger_bytes", &labels, health.ledger_bytes);
    gauge("mintur_waiting", &labels, u64::try_from(health.waiting).unwrap_or(u64::MAX));
    gauge("mintur_ready", &labels, u64::from(not_ready(hosted).is_none()));
    gauge("mintur_clock_in_doubt", &labels, u64::from(hosted.handle.clock_doubt().is_some()));
    gauge("mintur_clock_behind_seconds", &labels, hosted.handle.clock_behind());
    let jump = hosted.handle.clock_jump().map_or(0, |jump| jump.seconds);
    gauge("mintur_clock_jump_seconds", &labels, u64::try_from(jump).unwrap_or_default());
    gauge("mintur_setup_refused", &labels, u64::from(hosted.configuration.setup_refused().is_some()));
    gauge("mintur_access_refused", &labels, u64::from(hosted.access.refused().is_some()));
    gauge("mintur_disk_full", &labels, u64::from(health.disk_full));
    sources::count_metrics(office);
    if !office.figures.are_due() {
        return;
    }
    let asked = hosted.handle.read(|office, now| (office.figures(now), oldest_wait(office, now)));
    let answered = tokio::time::timeout(PATIENCE, asked).await.ok().and_then(Result::ok);
    gauge("mintur_office_answers", &labels, u64::from(answered.is_some()));
    if let Some((figures, oldest_wait)) = answered {
        gauge("mintur_oldest_wait_seconds", &labels, oldest_wait);
        count_figures(&office.id.to_string(), &figures);
    }
}

fn oldest_wait(office: &office::Office, now: UnixTime) -> u64 {
    let since = office.longest_wait_since().unwrap_or(now);
    u64::try_from((now - since).as_seconds()).unwrap_or_default()
}

fn count_figures(office: &str, figures: &Figures) {
    let gauges = |name, label, values: &[(&str, u32)]| {
        for (of, value) in values {
            gauge(name, &[("office", office.to_owned()), (label, (*of).to_owned())], u64::from(*value));
        }
    };
    let tickets = [
        ("waiting", figures.waiting),
        ("standby", figures.standby),
        ("parked", figures.parked),
        ("absent", figures.absent),
        ("not_arrived", figures.not_arrived),
        ("served", figures.served),
    ];
    gauges("mintur_tickets", "state", &tickets);
    let promises = [
        ("given", figures.promises_given),
        ("kept", figures.promises_kept),
        ("broken", figures.promises_broken),
    ];
    gauges("mintur_promises", "state", &promises);
    let at_risk = u64::from(figures.promises_at_risk);
    gauge("mintur_promises_at_risk", &[("office", office.to_owned())], at_risk);
}
