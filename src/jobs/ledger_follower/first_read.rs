// SPDX-License-Identifier: MPL-2.0
//! The first reading of a long ledger: two threads beside the office, each with the days that begin in its half of
//! the events.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{oneshot, watch};

use super::{Derived, Progress, Reading};
use office::event::Event;
use runtime::handle::OfficeHandle;
use runtime::ports::{LedgerFailure, LedgerReader, Seq};

/// Events between two reports of progress; a reading that nobody waits for ends there.
const STRIDE: usize = 2_000;

/// The days that begin after event `after` and no later than event `to`, read up to event `upto`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Half {
    pub after: Seq,
    pub to: Seq,
    pub upto: Seq,
}

/// Reads up to an event in two halves; `None` if that is not possible.
pub(super) async fn in_two(
    office: &OfficeHandle,
    upto: Seq,
    state: Arc<watch::Sender<Reading>>,
) -> Option<Derived> {
    let middle = upto / 2;
    let read = Arc::new(AtomicU64::new(0));
    let half =
        |after, to| read_beside(office, Half { after, to, upto }, Arc::clone(&read), Arc::clone(&state));
    let (first, second) = tokio::join!(half(0, middle), half(middle, upto));
    let (Some(mut derived), Some(later)) = (first, second) else {
        tracing::warn!("the ledger cannot be read by two threads; it is read page by page");
        return None;
    };
    derived.append(later);
    Some(derived)
}

async fn read_beside(
    office: &OfficeHandle,
    half: Half,
    read: Arc<AtomicU64>,
    state: Arc<watch::Sender<Reading>>,
) -> Option<Derived> {
    let reader = office.ledger_reader().await.ok()?;
    spawn_reader(reader, half, read, state).ok()?.await.ok()
}

/// Drops its end of the channel when it gives up.
fn spawn_reader(
    mut reader: Box<dyn LedgerReader>,
    half: Half,
    read: Arc<AtomicU64>,
    state: Arc<watch::Sender<Reading>>,
) -> std::io::Result<oneshot::Receiver<Derived>> {
    let (done, derived) = oneshot::channel();
    let work = move || {
        crate::run_in_background();
        let mut go_on = |events: u64| {
            let read = read.fetch_add(events, Ordering::Relaxed) + events;
            // The second half also reads the rest of the day in the middle.
            let read = read.min(half.upto);
            state.send_replace(Reading::UnderWay(Progress { read, of: half.upto }));
            !state.is_closed()
        };
        match read_half(reader.as_mut(), half, &mut go_on) {
            Ok(Some(derived)) => drop(done.send(derived)),
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "the ledger could not be read"),
        }
    };
    std::thread::Builder::new().name("ledger-reader".to_owned()).spawn(work)?;
    Ok(derived)
}

/// `None` if `go_on` ended it.
pub(super) fn read_half(
    reader: &mut dyn LedgerReader,
    half: Half,
    go_on: &mut dyn FnMut(u64) -> bool,
) -> Result<Option<Derived>, LedgerFailure> {
    let mut derived = Derived::default();
    let (mut last, mut over) = (half.after, false);
    while !over && last < half.upto {
        let before = last;
        let left = usize::try_from(half.upto - last).unwrap_or(STRIDE);
        reader.read_after(before, left.min(STRIDE), &mut |seq, recorded| {
            last = seq;
            over |= seq > half.to && matches!(recorded.event, Event::DayStarted(_));
            if !over {
                derived.add(seq, &recorded);
            }
        })?;
        if last == before {
            return Err(LedgerFailure::Failed(format!("it ends at event {last}, before {}", half.upto)));
        }
        if !go_on(last - before) {
            return Ok(None);
        }
    }
    Ok(Some(derived))
}
