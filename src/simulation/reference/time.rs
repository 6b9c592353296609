//! The reserved time that is left, minute by minute, and an exact search for whether every promise can be
//! kept in it: for each stretch the shortest end of every set of tickets, then the sets joined stretch by
//! stretch. Exponential, and therefore only for a handful of promises.

use super::ReferenceOffice;
use office::gap::Origin;
use office::names::{DeskId, TicketId};
use office::setup::Features;
use office::ticket::{Placement, Ticket};
use office::time::{Length, TimeRange, UnixTime};

/// With more promises than this the exact search is not asked.
pub const MOST_EXACT: usize = 6;

/// A stretch of a desk's reserved time that nobody has.
#[derive(Clone, Debug)]
pub struct Piece {
    pub desk: DeskId,
    pub features: Features,
    pub time: TimeRange,
}

impl ReferenceOffice {
    /// Reserved time from now on, as if nobody were placed; one desk may be taken until a moment.
    pub fn pieces(&self, now: UnixTime, taken: Option<(&DeskId, UnixTime)>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for desk in &self.setup.desks {
            if self.left.contains(&desk.id) {
                continue;
            }
            let mut from = now.max(self.desk_free_at(&desk.id, now)).ceil_minute();
            if let Some((_, until)) = taken.filter(|(taken, _)| **taken == desk.id) {
                from = from.max(until.ceil_minute());
            }
            let gaps: Vec<TimeRange> =
                self.todays_open_gaps().filter(|gap| gap.desk == desk.id).map(|gap| gap.time).collect();
            let bookings: Vec<TimeRange> = self.booked_at(&desk.id).collect();
            let until = gaps.iter().map(|gap| gap.end).max().unwrap_or(from);
            let mut run: Option<TimeRange> = None;
            let mut minute = from;
            while minute < until {
                let next = minute + Length::minutes(1);
                let free = gaps.iter().any(|gap| gap.contains(minute))
                    && !bookings.iter().any(|booking| booking.contains(minute))
                    && self.is_held(&desk.id, minute)
                    && self.is_somebodys(&desk.id, minute);
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

    /// Unconfirmed time counts where somebody was given a place in it, from there on.
    fn is_somebodys(&self, desk: &DeskId, minute: UnixTime) -> bool {
        !self.is_unconfirmed(desk, minute)
            || self.tickets.iter().any(|ticket| !self.is_barred(ticket, desk, minute))
    }

    /// By its expected length, or a little later than now once that is over.
    fn desk_free_at(&self, desk: &DeskId, now: UnixTime) -> UnixTime {
        match self.at_desk(desk).and_then(Self::ends) {
            Some(end) if end < now => now + self.policy.overrun_step(),
            Some(end) => end,
            None => now,
        }
    }

    /// Whether all these promises can be kept in the pieces.
    pub fn can_all_be_kept(&self, promised: &[&Ticket], pieces: &[Piece]) -> bool {
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

    /// For every set of tickets the earliest end in this piece, when all can start in time.
    fn sets_that_fit(&self, promised: &[&Ticket], piece: &Piece) -> Vec<Option<UnixTime>> {
        let mut ends = vec![None; 1 << promised.len()];
        ends[0] = Some(piece.time.start);
        for set in 1..ends.len() {
            let last = (0..promised.len()).filter(|last| set & (1 << last) != 0);
            ends[set] =
                last.filter_map(|last| self.end_in(promised[last], piece, ends[set & !(1 << last)]?)).min();
        }
        ends
    }

    fn end_in(&self, ticket: &Ticket, piece: &Piece, from: UnixTime) -> Option<UnixTime> {
        let fits = piece.features.covers(ticket.visit.features)
            && ticket.only_at.as_ref().is_none_or(|only| *only == piece.desk);
        let mut start = from.max(ticket.waiting_since.ceil_minute());
        while start < piece.time.end && self.starts_in_doubt(ticket, &piece.desk, start) {
            start = start + Length::minutes(1);
        }
        let in_time = ticket.promise.is_none_or(|promise| start <= promise.latest);
        let end = start + ticket.visit.expected;
        let held = self.has_slipped(ticket, &piece.desk, start);
        let inside =
            end <= piece.time.end || held && start < piece.time.end && end <= piece.time.end + self.slack();
        (fits && in_time && inside).then_some(end)
    }

    fn has_slipped(&self, ticket: &Ticket, desk: &DeskId, start: UnixTime) -> bool {
        ticket.placement.as_ref().is_some_and(|place| {
            place.desk == *desk && place.time.start < start && start < place.time.start + self.slack()
        })
    }

    /// Whether starting then would take freed time that is not this ticket's.
    fn starts_in_doubt(&self, ticket: &Ticket, desk: &DeskId, start: UnixTime) -> bool {
        let slack = if self.has_slipped(ticket, desk, start) { self.slack() } else { Length::ZERO };
        self.any_barred(ticket, desk, TimeRange::new(start, start + ticket.visit.expected - slack))
    }

    /// Whether one could begin in time somewhere in a piece. Not the earliest minute alone: a place that runs over
    /// the end of its time by the slack is there only where somebody else goes first.
    fn could_begin_in(&self, ticket: &Ticket, piece: &Piece) -> bool {
        let mut from = piece.time.start;
        while from < piece.time.end {
            if self.end_in(ticket, piece, from).is_some() {
                return true;
            }
            from = from + Length::minutes(1);
        }
        false
    }

    /// Remembers today's bookings, and which promises could not be kept even if nobody else were here.
    pub fn look_before(&mut self, now: UnixTime) {
        let now = now.max(self.last_at);
        self.booked_before = self.booked(self.date).to_vec();
        let pieces = self.pieces(now, None);
        let promised = self.tickets.iter().filter(|ticket| ticket.waits_today() && ticket.promise.is_some());
        let lost: Vec<TicketId> = promised
            .filter(|ticket| !pieces.iter().any(|piece| self.could_begin_in(ticket, piece)))
            .map(|ticket| ticket.id)
            .collect();
        self.lost_before = lost.into_iter().collect();
    }

    /// Whether there is a hole among everyone's places where a newcomer could start in time.
    pub(super) fn hole_for(&self, visit: &office::ticket::Visit, now: UnixTime) -> bool {
        let places = || {
            let waiting = self.tickets.iter().filter(|ticket| ticket.waits_today());
            waiting.filter_map(|ticket| ticket.placement.as_ref())
        };
        let lost =
            |ticket: &Ticket| ticket.waits_today() && ticket.promise.is_some() && ticket.placement.is_none();
        let pieces = self.pieces(now, None);
        let has_slipped = |place: &Placement| {
            let mut here = pieces.iter().filter(|piece| piece.desk == place.desk).map(|piece| piece.time);
            let ends_in = |piece: TimeRange| piece.start < place.time.end && place.time.end <= piece.end;
            place.time.start < now.ceil_minute() || !here.any(ends_in)
        };
        if self.tickets.iter().any(lost) || places().any(has_slipped) {
            // A place has slipped out of its time or was lost: where that ticket goes is not for this to say.
            return false;
        }
        pieces.iter().any(|piece| {
            let here = places().filter(|place| place.desk == piece.desk);
            // A place at a desk that runs late still needs all of its time.
            let placed = here.map(|place| TimeRange::new(place.time.start, place.time.end + self.slack()));
            let holes = office::time::cut(&[piece.time], placed);
            let lent = self.todays_open_gaps().filter(|gap| {
                gap.origin == Origin::FreedBooking && self.is_unconfirmed(&piece.desk, gap.time.start)
            });
            let lent = lent.filter(|gap| gap.desk == piece.desk).map(|gap| gap.time);
            let holes = office::time::cut(&holes, lent);
            piece.features.covers(visit.features)
                && holes.iter().any(|hole| {
                    let start = hole.start.max(now.ceil_minute());
                    start + visit.expected <= hole.end && start - now <= self.policy.longest_wait()
                })
        })
    }
}

fn piece(desk: &office::setup::Desk, time: TimeRange) -> Piece {
    Piece { desk: desk.id.clone(), features: desk.features, time }
}
