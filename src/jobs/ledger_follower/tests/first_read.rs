// SPDX-License-Identifier: MPL-2.0
//! The first reading in two halves.

use super::*;
use crate::ledger_follower::first_read::{Half, read_half};
use jiff::civil::date;
use office::testing::TODAY;
use runtime::ports::LedgerReader;

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

fn in_two_at(middle: Seq, events: &[Recorded], upto: Seq) -> Derived {
    let half = |after, to| {
        let half = Half { after, to, upto };
        read_half(&mut Kept(events), half, &mut |_| true).unwrap().unwrap()
    };
    let mut derived = half(0, middle);
    derived.append(half(middle, upto));
    derived
}

#[test]
fn two_readers_give_the_same_days_as_one_wherever_a_day_is_cut() {
    let events = three_days();
    let all = Seq::try_from(events.len()).unwrap();
    let whole = in_one(&events);
    assert_eq!(whole.days().between(TODAY, date(2026, 3, 5)).len(), 3);
    for middle in 0..=all {
        assert_eq!(text(&in_two_at(middle, &events, all)), text(&whole), "cut after event {middle}");
    }
}

#[test]
fn what_the_office_writes_meanwhile_is_read_afterwards_and_once() {
    let events = three_days();
    for upto in 2..events.len() {
        let known = Seq::try_from(upto).unwrap();
        let mut derived = in_two_at(known / 2, &events, known);
        assert_eq!(text(&derived), text(&in_one(&events[..upto])), "up to event {upto}");
        (known + 1..).zip(&events[upto..]).for_each(|(seq, recorded)| derived.add(seq, recorded));
        assert_eq!(text(&derived), text(&in_one(&events)), "and on from there");
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
