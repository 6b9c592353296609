//! The first reading of a long ledger: two readers beside the office, each with the days that begin in its
//! half of the events, and the days joined.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{oneshot, watch};

use super::{Progress, Reading};
use office::event::Event;
use report::day_summaries::DaySummaries;
use runtime::handle::OfficeHandle;
use runtime::ports::{LedgerFailure, LedgerReader, Seq};

/// After so many events a reader tells how far it is, and looks whether anybody still waits for it.
const STRIDE: usize = 2_000;
/// How far a reader stands behind those that answer (nice).
const BEHIND: i32 = 10;

/// The days that begin after `after` and no later than `to`, none of them further than to `upto`.
#[derive(Clone, Copy, Debug)]
struct Half {
    after: Seq,
    to: Seq,
    upto: Seq,
}

/// The days up to an event, read in two halves; nothing where that could not be done.
pub(super) async fn in_two(
    door: &OfficeHandle,
    upto: Seq,
    told: Arc<watch::Sender<Reading>>,
) -> Option<DaySummaries> {
    let middle = upto / 2;
    let read = Arc::new(AtomicU64::new(0));
    let half = |after, to| one(door, Half { after, to, upto }, Arc::clone(&read), Arc::clone(&told));
    let (first, second) = tokio::join!(half(0, middle), half(middle, upto));
    let (Some(mut days), Some(later)) = (first, second) else {
        tracing::warn!("the ledger is not read in two halves, but page by page");
        return None;
    };
    days.append(later);
    Some(days)
}

async fn one(
    door: &OfficeHandle,
    half: Half,
    read: Arc<AtomicU64>,
    told: Arc<watch::Sender<Reading>>,
) -> Option<DaySummaries> {
    let reader = door.ledger_reader().await.ok()?;
    begin(reader, half, read, told).ok()?.await.ok()
}

/// A thread of its own, which stands back for the keeper's and those that answer. It drops its end when it
/// gives up.
fn begin(
    mut reader: Box<dyn LedgerReader>,
    half: Half,
    read: Arc<AtomicU64>,
    told: Arc<watch::Sender<Reading>>,
) -> std::io::Result<oneshot::Receiver<DaySummaries>> {
    let (done, days) = oneshot::channel();
    let work = move || {
        // Where the system does not let it stand back, it goes on as it is.
        let _ = rustix::process::setpriority_process(None, BEHIND);
        let mut go_on = |events: u64| {
            let read = read.fetch_add(events, Ordering::Relaxed) + events;
            // The second half reads the rest of the day in the middle too.
            let read = read.min(half.upto);
            told.send_replace(Reading::On(Progress { read, of: half.upto }));
            !told.is_closed()
        };
        match read_half(reader.as_mut(), half, &mut go_on) {
            Ok(Some(days)) => drop(done.send(days)),
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "the ledger could not be read"),
        }
    };
    std::thread::Builder::new().name("yearbook".to_owned()).spawn(work)?;
    Ok(days)
}

/// Nothing when it was told not to go on.
fn read_half(
    reader: &mut dyn LedgerReader,
    half: Half,
    go_on: &mut dyn FnMut(u64) -> bool,
) -> Result<Option<DaySummaries>, LedgerFailure> {
    let mut days = DaySummaries::default();
    let (mut last, mut over) = (half.after, false);
    while !over && last < half.upto {
        let before = last;
        let left = usize::try_from(half.upto - last).unwrap_or(STRIDE);
        reader.read_after(before, left.min(STRIDE), &mut |seq, recorded| {
            last = seq;
            over |= seq > half.to && matches!(recorded.event, Event::DayStarted(_));
            if !over {
                days.add(seq, &recorded);
            }
        })?;
        if last == before {
            return Err(LedgerFailure::Failed(format!("it ends at event {last}, before {}", half.upto)));
        }
        if !go_on(last - before) {
            return Ok(None);
        }
    }
    Ok(Some(days))
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::civil::{Date, Time, date};

    use super::*;
    use office::command::Command;
    use office::event::Recorded;
    use office::testing::{Scene, TODAY, ordinary, zone};

    /// A ledger as it was when the reader was given out.
    struct Kept<'a>(&'a [Recorded]);

    impl LedgerReader for Kept<'_> {
        fn read_after(
            &mut self,
            after: Seq,
            limit: usize,
            each: &mut dyn FnMut(Seq, Recorded),
        ) -> Result<(), LedgerFailure> {
            let after = usize::try_from(after).unwrap();
            (1..).zip(self.0).skip(after).take(limit).for_each(|(seq, event)| each(seq, event.clone()));
            Ok(())
        }
    }

    /// Three days with a visit each; the second has one that is carried into the third.
    pub(in crate::report_cache) fn three_days() -> Vec<Recorded> {
        let mut scene = Scene::new();
        for day in 3..6 {
            scene.now = zone().moment(date(2026, 3, day), Time::constant(9, 50, 0, 0));
            scene.advance();
            drop(scene.ask(Command::OpenDesk { desk: "1".into() }));
            scene.gap("1", "10:00", "11:00");
            scene.check_in(ordinary(30)).unwrap();
            let ticket = scene.at("10:05").call_next("1").unwrap();
            scene.ask(Command::Arrive { ticket }).unwrap();
            scene.at("10:35").complete(ticket);
        }
        scene.ledger
    }

    pub(in crate::report_cache) fn in_one(events: &[Recorded]) -> DaySummaries {
        let mut days = DaySummaries::default();
        (1..).zip(events).for_each(|(seq, recorded)| days.add(seq, recorded));
        days
    }

    fn in_two_at(middle: Seq, events: &[Recorded], upto: Seq) -> DaySummaries {
        let half = |after, to| {
            let half = Half { after, to, upto };
            read_half(&mut Kept(events), half, &mut |_| true).unwrap().unwrap()
        };
        let mut days = half(0, middle);
        days.append(half(middle, upto));
        days
    }

    pub(in crate::report_cache) fn said(days: &DaySummaries) -> String {
        format!("{} {:#?}", days.last(), days.between(Date::MIN, Date::MAX))
    }

    #[test]
    fn two_readers_give_the_same_days_as_one_wherever_a_day_is_cut() {
        let events = three_days();
        let all = Seq::try_from(events.len()).unwrap();
        let whole = in_one(&events);
        assert_eq!(whole.between(TODAY, date(2026, 3, 5)).len(), 3);
        for middle in 0..=all {
            assert_eq!(said(&in_two_at(middle, &events, all)), said(&whole), "cut after event {middle}");
        }
    }

    #[test]
    fn what_the_office_writes_meanwhile_is_read_afterwards_and_once() {
        let events = three_days();
        for upto in 2..events.len() {
            let known = Seq::try_from(upto).unwrap();
            let mut days = in_two_at(known / 2, &events, known);
            assert_eq!(said(&days), said(&in_one(&events[..upto])), "up to event {upto}");
            (known + 1..).zip(&events[upto..]).for_each(|(seq, recorded)| days.add(seq, recorded));
            assert_eq!(said(&days), said(&in_one(&events)), "and on from there");
        }
    }

    #[test]
    fn a_reader_stops_when_nobody_waits_for_it() {
        let events = three_days();
        let half = Half { after: 0, to: 9, upto: 9 };
        assert!(read_half(&mut Kept(&events), half, &mut |_| false).unwrap().is_none());
    }

    #[test]
    fn half_a_ledger_is_never_taken_for_a_whole_one() {
        let events = three_days();
        let beyond = Seq::try_from(events.len()).unwrap() + 1;
        let half = Half { after: 0, to: beyond, upto: beyond };
        assert!(read_half(&mut Kept(&events), half, &mut |_| true).is_err());
    }
}
