// SPDX-License-Identifier: MPL-2.0
//! A quick no: promises that need more time than there is cannot all be kept, whatever the order. Spares most of the
//! searches of a full day.

use crate::capacity::free_time::{Free, FreeTime, Shape};
use crate::queue::slotting::{SlotRequest, Slotting};
use crate::time::{Length, TimeRange, UnixTime};

/// Promises in the order in which they are due, with all that stays the same while one search goes on.
pub(crate) struct DueOrder {
    promises: Vec<DuePromise>,
    needs: Vec<Need>,
}

struct DuePromise {
    due: Option<UnixTime>,
    length: Length,
    slack: Length,
    /// The place it holds, which may run over the end of its time.
    holds: Option<Free>,
}

/// What some of them need of a desk.
struct Need {
    /// Which desks have it.
    desks: Vec<bool>,
    asks_nothing: bool,
    /// Which promises need at least this.
    promises: Vec<bool>,
    /// The last promise that needs exactly this.
    last: usize,
}

impl Slotting<'_> {
    /// When a promised visit that begins at the last moment is over.
    pub(crate) fn due(&self, request: usize) -> Option<UnixTime> {
        let SlotRequest { shape, latest, .. } = &self.requests[request];
        latest.map(|latest| latest + shape.length)
    }

    pub(crate) fn due_order(&self, by_due: &[usize]) -> DueOrder {
        let shapes: Vec<&Shape> = by_due.iter().map(|&request| &self.requests[request].shape).collect();
        let promise = |(&request, shape): (&usize, &&Shape)| DuePromise {
            due: self.due(request),
            length: shape.length,
            slack: shape.slack,
            holds: shape.holds,
        };
        let promises = by_due.iter().zip(&shapes).map(promise).collect();
        let mut needs: Vec<(&Shape, usize)> = Vec::new();
        for (index, shape) in shapes.iter().enumerate() {
            let alike = |need: &Shape| asks_no_more(need, shape) && asks_no_more(shape, need);
            match needs.iter_mut().find(|(need, _)| alike(need)) {
                Some((_, last)) => *last = index,
                None => needs.push((shape, index)),
            }
        }
        let needs = needs.into_iter().map(|(need, last)| Need {
            desks: (0..self.desks.len()).map(|desk| need.may_be_at(desk, self.desks)).collect(),
            asks_nothing: need.features.count() == 0 && need.only_at.is_none(),
            promises: shapes.iter().map(|shape| asks_no_more(need, shape)).collect(),
            last,
        });
        DueOrder { promises, needs: needs.collect() }
    }
}

impl DueOrder {
    /// Whether there is enough time for the last so many of these promises: by every due time, for all of them and for
    /// those alone that need the same of a desk.
    pub(crate) fn enough_time(&self, free: &FreeTime, left: usize) -> bool {
        let from = self.promises.len() - left;
        let mut needs = self.needs.iter().filter(|need| need.last >= from);
        (needs.clone().any(|need| need.asks_nothing) || self.enough_for(free, None, from))
            && needs.all(|need| self.enough_for(free, Some(need), from))
    }

    /// The same for those who need at least this of a desk. All that fits into a piece is a multiple of what all their
    /// lengths are multiples of.
    fn enough_for(&self, free: &FreeTime, need: Option<&Need>, from: usize) -> bool {
        let may_use = |piece: &&Free| need.is_none_or(|need| need.desks[piece.desk]);
        let is_meant = |index: usize| need.is_none_or(|need| need.promises[index]);
        let pieces: Vec<TimeRange> = free
            .pieces()
            .iter()
            .filter(may_use)
            .map(|piece| TimeRange::new(piece.time.start, piece.time.end + self.overrun(piece, from)))
            .collect();
        let (mut needed, mut unit) = (0, 0);
        (from..self.promises.len()).filter(|&index| is_meant(index)).all(|index| {
            let promise = &self.promises[index];
            let Some(due) = promise.due else { return true };
            needed += promise.length.as_seconds();
            unit = greatest_common_divisor(unit, promise.length.as_seconds());
            let mut missing = needed;
            pieces.iter().any(|piece| {
                let room = (piece.end.min(due) - piece.start).as_seconds().max(0);
                missing -= room - room % unit.max(1);
                missing <= 0
            })
        })
    }

    /// By how much a visit may run over the end of a piece: only that of whoever holds a place at its end may, which
    /// begins no later than its place slips.
    fn overrun(&self, piece: &Free, from: usize) -> Length {
        let runs_over = |promise: &&DuePromise| {
            promise.holds.is_some_and(|held| {
                held.desk == piece.desk
                    && held.time.start < piece.time.end
                    && held.time.start + promise.slack + promise.length > piece.time.end
            })
        };
        self.promises[from..].iter().find(runs_over).map_or(Length::ZERO, |promise| promise.slack)
    }
}

/// Whether every desk that suits the other suits the one.
fn asks_no_more(one: &Shape, other: &Shape) -> bool {
    other.features.covers(one.features) && (one.only_at.is_none() || one.only_at == other.only_at)
}

const fn greatest_common_divisor(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
