// SPDX-License-Identifier: MPL-2.0
//! Free reserved time, minute by minute, and an exact search for whether it can keep every promise: for each free
//! range the earliest end of every subset of tickets, then the subsets combined range by range. Exponential, so only
//! for a few promises.

use super::ReferenceOffice;
use super::holds::is_barred;
use office::gap::Origin;
use office::names::{DeskId, Secret, TicketId};
use office::setup::Features;
use office::ticket::{Placement, Promise, State, Ticket, Visit};
use office::time::{Length, TimeRange, UnixTime};
use uuid::Uuid;

/// Maximum number of promises for the exact search.
pub const MAX_EXACT: usize = 6;

/// A free range of a desk's reserved time.
#[derive(Clone, Debug)]
pub struct FreeRange {
    pub desk: DeskId,
    pub features: Features,
    pub time: TimeRange,
}

impl ReferenceOffice {
    /// Reserved time from now on, ignoring placements; one desk may be taken until a given time.
    pub fn pieces(&self, now: UnixTime, taken: Option<(&DeskId, UnixTime)>) -> Vec<FreeRange> {
        self.pieces_from(taken, |desk| now.max(self.desk_free_at(desk, now)))
    }

    /// The same if every case under way ended now.
    fn pieces_at_best(&self, now: UnixTime) -> Vec<FreeRange> {
        self.pieces_from(None, |_| now)
    }

    pub(super) fn pieces_from(
        &self,
        taken: Option<(&DeskId, UnixTime)>,
        free_from: impl Fn(&DeskId) -> UnixTime,
    ) -> Vec<FreeRange> {
        let mut pieces = Vec::new();
        for desk in &self.setup.desks {
            if self.left.contains(&desk.id) {
                continue;
            }
            let mut from = free_from(&desk.id).ceil_minute();
            if let Some((_, until)) = taken.filter(|(taken, _)| **taken == desk.id) {
                from = from.max(until.ceil_minute());
            }
            let gaps: Vec<TimeRange> =
                self.todays_open_gaps().filter(|gap| gap.desk == desk.id).map(|gap| gap.time).collect();
            let bookings: Vec<TimeRange> = self.booked_at(&desk.id).collect();
            let doubts = self.doubts(&desk.id);
            let until = gaps.iter().map(|gap| gap.end).max().unwrap_or(from);
            let mut run: Option<TimeRange> = None;
            let mut minute = from;
            while minute < until {
                let next = minute + Length::minutes(1);
                let free = gaps.iter().any(|gap| gap.contains(minute))
                    && !bookings.iter().any(|booking| booking.contains(minute))
                    && self.away_within(&desk.id, TimeRange::new(minute, next)).is_none()
                    && self.is_held(&desk.id, minute)
                    && doubts.iter().all(|doubt| self.is_somebodys(doubt, &desk.id, minute));
                match (&mut run, free) {
                    (Some(run), true) => run.end = next,
                    (None, true) => run = Some(TimeRange::new(minute, next)),
                    (_, false) => pieces.extend(run.take().map(|time| piece(desk, time))),
                }
                minute = next;
            }
            pieces.extend(run.take().map(|time| piece(desk, time)));
        }
        pieces
    }

    /// Unconfirmed time counts from a placement in it onwards.
    fn is_somebodys(&self, doubt: &[TimeRange], desk: &DeskId, minute: UnixTime) -> bool {
        let placed_here =
            |ticket: &&Ticket| ticket.placement.as_ref().is_some_and(|place| place.desk == *desk);
        let mut placed = self.tickets.iter().filter(placed_here);
        !doubt.iter().any(|time| time.contains(minute))
            || placed.any(|ticket| !is_barred(doubt, ticket, desk, minute))
    }

    /// When the desk becomes free by the expected length; shortly after now if that is over.
    fn desk_free_at(&self, desk: &DeskId, now: UnixTime) -> UnixTime {
        match self.at_desk(desk).and_then(Self::ends) {
            Some(end) if end < now => now + self.policy.overrun_step(),
            Some(end) => end,
            None => now,
        }
    }

    /// Whether all these promises can be kept in the free time.
    pub fn can_all_be_kept(&self, promised: &[&Ticket], pieces: &[FreeRange]) -> bool {
        let everyone = (1_usize << promised.len()) - 1;
        let mut reached = vec![false; everyone + 1];
        reached[0] = true;
        for piece in pieces {
            let fits = self.sets_that_fit(promised, piece);
            let mut next = reached.clone();
            for (set, _) in fits.iter().enumerate().filter(|(_, end)| end.is_some()) {
                for before in 0..=everyone {
                    if reached[before] && before & set == 0 {
                        next[before | set] = true;
                    }
                }
            }
            reached = next;
        }
        reached[everyone]
    }

    /// Whether some order keeps every promise and lets a newcomer start in time. Nobody runs over the end of their
    /// time: only a place that slipped by itself may.
    pub(super) fn has_room_in_some_order(&self, visit: &Visit, now: UnixTime) -> bool {
        let promised = self.promised(None);
        if promised.len() > MAX_EXACT {
            return false;
        }
        let anew = |ticket: &Ticket| Ticket { placement: None, ..ticket.clone() };
        let mut everyone: Vec<Ticket> = promised.into_iter().map(anew).collect();
        everyone.push(self.newcomer(visit, now));
        self.can_all_be_kept(&everyone.iter().collect::<Vec<_>>(), &self.pieces(now, None))
    }

    /// Somebody who comes now, as if a start within the longest wait were promised.
    fn newcomer(&self, visit: &Visit, now: UnixTime) -> Ticket {
        Ticket {
            id: TicketId(Uuid::nil()),
            number: 0,
            secret: Secret(Uuid::nil()),
            visit: visit.clone(),
            waiting_since: now,
            checked_in_at: now,
            state: State::Waiting,
            placement: None,
            window: None,
            promise: Some(Promise { earliest: now, latest: now + self.policy.longest_wait() }),
            standby: false,
            kept_for: None,
            only_at: None,
            first_called_at: None,
            promised_call: None,
            broken_promises: 0,
            reasons: Vec::new(),
            before_call: None,
            away_until: None,
            told_before: None,
            broken_by: None,
        }
    }

    /// The earliest end in this range of every subset whose tickets all start in time.
    fn sets_that_fit(&self, promised: &[&Ticket], piece: &FreeRange) -> Vec<Option<UnixTime>> {
        let mut ends = vec![None; 1 << promised.len()];
        ends[0] = Some(piece.time.start);
        for set in 1..ends.len() {
            let last = (0..promised.len()).filter(|last| set & (1 << last) != 0);
            ends[set] =
                last.filter_map(|last| self.end_in(promised[last], piece, ends[set & !(1 << last)]?)).min();
        }
        ends
    }

    fn end_in(&self, ticket: &Ticket, piece: &FreeRange, from: UnixTime) -> Option<UnixTime> {
        let fits = piece.features.covers(ticket.visit.features)
            && ticket.only_at.as_ref().is_none_or(|only| *only == piece.desk);
        let here = ticket.away_until.map_or(ticket.waiting_since, |until| until.max(ticket.waiting_since));
        let mut start = from.max(here.ceil_minute());
        while start < piece.time.end && self.starts_in_doubt(ticket, &piece.desk, start) {
            start = start + Length::minutes(1);
        }
        let in_time = ticket.promise.is_none_or(|promise| start <= promise.latest);
        let end = start + ticket.visit.expected;
        // Earlier in the same time it runs over the end no more than the place it holds.
        let earlier = |place: &Placement| {
            place.desk == piece.desk && start < place.time.start && place.time.overlaps(piece.time)
        };
        let held =
            self.has_slipped(ticket, &piece.desk, start) || ticket.placement.as_ref().is_some_and(earlier);
        let inside =
            end <= piece.time.end || held && start < piece.time.end && end <= piece.time.end + self.slack();
        (fits && in_time && inside).then_some(end)
    }

    fn has_slipped(&self, ticket: &Ticket, desk: &DeskId, start: UnixTime) -> bool {
        ticket.placement.as_ref().is_some_and(|place| {
            place.desk == *desk && place.time.start <= start && start < place.time.start + self.slack()
        })
    }

    /// Whether starting then would use unconfirmed time that is barred to this ticket.
    fn starts_in_doubt(&self, ticket: &Ticket, desk: &DeskId, start: UnixTime) -> bool {
        let slack = if self.has_slipped(ticket, desk, start) { self.slack() } else { Length::ZERO };
        self.any_barred(ticket, desk, TimeRange::new(start, start + ticket.visit.expected - slack))
    }

    /// Whether the ticket could start in time anywhere in the range. Every minute is tried: a placement that runs over
    /// by the slack may only be possible after another ticket.
    fn could_begin_in(&self, ticket: &Ticket, piece: &FreeRange) -> bool {
        let mut from = piece.time.start;
        while from < piece.time.end {
            if self.end_in(ticket, piece, from).is_some() {
                return true;
            }
            from = from + Length::minutes(1);
        }
        false
    }

    /// Records today's bookings, and the promises that cannot be kept even without other tickets.
    pub fn remember_before(&mut self, now: UnixTime) {
        let now = now.max(self.last_at);
        self.booked_before = self.booked(self.date).to_vec();
        let is_placed = |ticket: &&Ticket| {
            let start = ticket.placement.as_ref().map(|place| place.time.start);
            let in_time = |start: UnixTime| ticket.promise.is_some_and(|promise| start <= promise.latest);
            start.is_some_and(|start| now < start && in_time(start))
        };
        self.placed_before = self.claims().filter(is_placed).map(|ticket| ticket.id).collect();
        let pieces = self.pieces(now, None);
        let promised = self.claims().filter(|ticket| ticket.promise.is_some());
        let lost: Vec<TicketId> = promised
            .filter(|ticket| !pieces.iter().any(|piece| self.could_begin_in(ticket, piece)))
            .map(|ticket| ticket.id)
            .collect();
        self.lost_before = lost.into_iter().collect();
    }

    /// Whether it is known that a promise cannot be kept: no time is left for it even if all were its own and every
    /// case under way ended now.
    pub(super) fn is_known_lost(&self, ticket: &Ticket, place: Option<&Placement>, now: UnixTime) -> bool {
        // Whether somebody comes to a desk that nobody has opened is known when the promise is over.
        let opened = |place: &Placement| self.open.contains(&place.desk) || self.left.contains(&place.desk);
        if !place.is_none_or(opened) {
            return false;
        }
        !self.pieces_at_best(now).iter().any(|piece| self.could_begin_in(ticket, piece))
    }

    /// When a new ticket could start in time between the placements.
    pub(super) fn first_hole_for(&self, visit: &Visit, now: UnixTime) -> Option<UnixTime> {
        let places = || self.claims().filter_map(|ticket| ticket.placement.as_ref());
        let lost =
            |ticket: &Ticket| ticket.waits_today() && ticket.promise.is_some() && ticket.placement.is_none();
        let pieces = self.pieces(now, None);
        let has_slipped = |place: &Placement| {
            let mut here = pieces.iter().filter(|piece| piece.desk == place.desk).map(|piece| piece.time);
            let ends_in = |piece: TimeRange| piece.start < place.time.end && place.time.end <= piece.end;
            place.time.start < now.ceil_minute() || !here.any(ends_in)
        };
        if self.tickets.iter().any(lost) || places().any(has_slipped) {
            // A placement slipped or was lost: the model does not predict where that ticket goes.
            return None;
        }
        let suits = |piece: &&FreeRange| {
            piece.features.covers(visit.features) && !self.stayed_empty.contains(&piece.desk)
        };
        let starts = pieces.iter().filter(suits).flat_map(|piece| {
            let here = places().filter(|place| place.desk == piece.desk);
            // A placement at a late desk still needs its whole length.
            let placed = here.map(|place| TimeRange::new(place.time.start, place.time.end + self.slack()));
            let holes = office::time::cut(&[piece.time], placed);
            let unconfirmed = self.unconfirmed_time(&piece.desk);
            let lent = self.todays_open_gaps().filter(|gap| {
                gap.origin == Origin::FreedBooking
                    && unconfirmed.iter().any(|time| time.contains(gap.time.start))
            });
            let lent = lent.filter(|gap| gap.desk == piece.desk).map(|gap| gap.time);
            let holes = office::time::cut(&holes, lent);
            let fits = |hole: TimeRange| {
                let start = hole.start.max(now.ceil_minute());
                let in_time = start + visit.expected <= hole.end && start - now <= self.policy.longest_wait();
                in_time.then_some(start)
            };
            holes.into_iter().filter_map(fits).collect::<Vec<_>>()
        });
        starts.min()
    }
}

fn piece(desk: &office::setup::Desk, time: TimeRange) -> FreeRange {
    FreeRange { desk: desk.id.clone(), features: desk.features, time }
}
