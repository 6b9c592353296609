// SPDX-License-Identifier: MPL-2.0
//! What the ledger knew of a source's desks before a start. The first look has no other before it: it is compared with
//! this, so that an answer that lacks something frees nothing at once.

use std::collections::BTreeMap;

use crate::port::{Entry, ForeignId, OccupancyKind, OccupiedTime};
use office::gap::Booking;
use office::time::cut;

/// No appointment system has ids that begin so.
const PREFIX: &str = "known before the start: ";

/// The bookings of which these entries leave some time free.
pub(super) fn left_free<'e>(
    mut known: Vec<Booking>,
    entries: &(impl Iterator<Item = &'e Entry> + Clone),
) -> Vec<Booking> {
    known.retain(|booking| {
        let taken = entries.clone().flat_map(|entry| &entry.occupied);
        let theirs = taken.filter(|taken| !matches!(taken.kind, OccupancyKind::Hold(_)));
        let here = theirs.filter(|taken| taken.desk.as_ref().is_none_or(|desk| *desk == booking.desk));
        !cut(&[booking.time], here.map(|taken| taken.time)).is_empty()
    });
    known
}

pub(super) fn entries(known: Vec<Booking>) -> BTreeMap<ForeignId, Entry> {
    let entry = |booking: Booking| {
        let Booking { desk, time, closed } = booking;
        let id = ForeignId(format!("{PREFIX}{desk} {}-{} {closed}", time.start.unix(), time.end.unix()));
        let kind = if closed { OccupancyKind::Closed } else { OccupancyKind::Booking };
        let occupied = vec![OccupiedTime { desk: Some(desk), time, kind }];
        (id.clone(), Entry { id, etag: None, occupied })
    };
    known.into_iter().map(entry).collect()
}

pub(super) fn is_known_only(id: &ForeignId) -> bool {
    id.0.starts_with(PREFIX)
}
