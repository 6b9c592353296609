// SPDX-License-Identifier: MPL-2.0
//! A quick no: promises that need more time than there is cannot all be kept, whatever the order. Spares most of the
//! searches of a full day.

use crate::capacity::free_time::{Free, FreeTime, Shape};
use crate::queue::slotting::{SlotRequest, Slotting};
use crate::time::{Length, UnixTime};

impl Slotting<'_> {
    /// When a promised visit that begins at the last moment is over.
    pub(crate) fn due(&self, wish: usize) -> Option<UnixTime> {
        let SlotRequest { shape, latest, .. } = &self.wishes[wish];
        latest.map(|latest| latest + shape.length)
    }

    /// Whether there is enough time for these promises, in the order in which they are due: by every due time, for
    /// all of them and for those alone that need the same of a desk.
    pub(crate) fn enough_time(&self, free: &FreeTime, by_due: &[usize]) -> bool {
        let shape = |wish: usize| &self.wishes[wish].shape;
        let mut needs: Vec<&Shape> = Vec::new();
        for &wish in by_due {
            if !needs.iter().any(|need| asks_no_more(need, shape(wish)) && asks_no_more(shape(wish), need)) {
                needs.push(shape(wish));
            }
        }
        let asks_nothing = |need: &&Shape| need.features.count() == 0 && need.only_at.is_none();
        (needs.iter().any(asks_nothing) || self.enough_for(free, None, by_due))
            && needs.into_iter().all(|need| self.enough_for(free, Some(need), by_due))
    }

    /// The same for those who need at least this of a desk. All that fits into a piece is a multiple of what all their
    /// lengths are multiples of.
    fn enough_for(&self, free: &FreeTime, need: Option<&Shape>, by_due: &[usize]) -> bool {
        let runs_over = by_due.iter().any(|&wish| self.wishes[wish].shape.holds.is_some());
        let may_use = |piece: &&Free| need.is_none_or(|need| need.may_be_at(piece.desk, self.desks));
        let (mut needed, mut unit) = (0, 0);
        by_due.iter().all(|&wish| {
            let shape = &self.wishes[wish].shape;
            let Some(due) = self.due(wish).filter(|_| need.is_none_or(|need| asks_no_more(need, shape)))
            else {
                return true;
            };
            needed += shape.length.as_seconds();
            unit = greatest_common_divisor(unit, shape.length.as_seconds());
            let over = if runs_over { shape.slack } else { Length::ZERO };
            let usable = free.pieces().iter().filter(may_use).map(|piece| {
                let room = ((piece.time.end + over).min(due) - piece.time.start).as_seconds().max(0);
                room - room % unit.max(1)
            });
            needed <= usable.sum()
        })
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
