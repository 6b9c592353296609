// SPDX-License-Identifier: MPL-2.0
//! Slotting: which ticket gets which stretch of reserved time. The day is played forward desk by desk:
//! whenever a desk's reserved time begins, the highest accumulated priority that fits gets it, unless that
//! would leave someone's promise without a place. What is left over for promises is checked by giving every
//! promise, earliest deadline first, its earliest fitting time (Glover 1967 for one length), in some other
//! orders, and where they fail by a bounded exact search (`exact_search`), so a promise that can be kept is kept.

use std::cell::Cell;

use crate::capacity::free_time::{DeskTraits, Free, FreeTime, Shape};
use crate::policy::Policy;
use crate::priority::{Claim, Rank, whose_turn};
use crate::time::{Length, TimeRange, UnixTime};
use crate::visits::desks::DeskIndex;

/// One who wants a place.
#[derive(Clone, Copy, Debug)]
pub struct SlotRequest {
    pub claim: Claim,
    pub shape: Shape,
    /// The promised latest start.
    pub latest: Option<UnixTime>,
    /// No place after this is any use: standing by for the afternoon would be hope without reason.
    pub not_after: Option<UnixTime>,
    /// The request before it in the list is alike and goes first: until that one has a place, this one need not
    /// be looked at.
    pub behind: bool,
}

/// Where each request starts, in the order of the requests.
pub type Places = Vec<Option<(DeskIndex, UnixTime)>>;

/// Where promises are kept, and those that come too late.
type Kept = (Vec<(usize, Free)>, Vec<usize>);

/// Whether those who hold a place are tried at its desk first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stay {
    AtTheirDesk,
    No,
}

/// Whether to go on once one promise comes too late: all that do are asked for, or only whether one does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Late {
    Any,
    None,
}

/// How often promises are tried in another order when one of them finds no place in time.
const SECOND_TRIES: usize = 3;
/// How often other orders and the exact search may try a request in a piece of time: slotting takes its time from
/// everybody's answer. The bound is on work and not on the number of promises.
const MOST_LOOKS: usize = 100_000;

/// What is left to spend on second tries.
#[derive(Debug)]
pub struct Effort(Cell<usize>);

impl Default for Effort {
    fn default() -> Self {
        Self(Cell::new(MOST_LOOKS))
    }
}

impl Effort {
    /// Whether there was as much left.
    pub(crate) fn spend(&self, looks: usize) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(looks));
        left >= looks
    }

    #[cfg(test)]
    pub(crate) const fn spent(&self) -> usize {
        MOST_LOOKS - self.0.get()
    }
}

/// The day's reserved time and those who want it.
#[derive(Debug)]
pub struct Slotting<'a> {
    pub policy: &'a Policy,
    pub desks: &'a [DeskTraits],
    pub free: FreeTime,
    pub requests: &'a [SlotRequest],
    /// When a newcomer, who is the last of the requests, has to start at the latest; nothing without one.
    pub newcomer_by: Option<UnixTime>,
    pub effort: Effort,
}

impl Slotting<'_> {
    /// The best places found: first as few promises missed as possible, then nobody new left without a start
    /// in time, then by priority.
    pub fn places(&self) -> Places {
        let played = self.play_forward_from(self.check_promises());
        let fault = |places: &Places| (self.missed(places), self.left_out(places));
        if fault(&played) == (0, false) {
            return played;
        }
        let kept = self.keep_places();
        let best = if fault(&kept) < fault(&played) { kept } else { played };
        if !self.left_out(&best) {
            return best;
        }
        match self.play_with_newcomer_promised(self.missed(&best)) {
            Some(with_newcomer) if fault(&with_newcomer) < fault(&best) => with_newcomer,
            _ => best,
        }
    }

    /// The day with the newcomer in time, as if that had been promised: a no is said only where no order of the
    /// promised and the newcomer gives a start in time, with no more promises missed.
    fn play_with_newcomer_promised(&self, most_missed: usize) -> Option<Places> {
        let mut requests = self.requests.to_vec();
        requests.last_mut()?.latest = self.newcomer_by;
        let (free, effort) = (self.free.clone(), Effort::default());
        let Self { policy, desks, newcomer_by, .. } = *self;
        let promised = Slotting { policy, desks, free, requests: &requests, newcomer_by, effort };
        let kept = promised.check_promises();
        (kept.1.len() <= most_missed).then(|| promised.play_forward_from(kept))
    }

    /// Whether a newcomer would have to be told no: where everyone else keeps their place there may be room.
    fn left_out(&self, places: &Places) -> bool {
        let newcomer = self.newcomer_by.zip(places.last());
        newcomer.is_some_and(|(by, place)| place.is_none_or(|(_, start)| start > by))
    }

    /// Which promises cannot be kept whatever is done, as far as the deadline check sees.
    pub fn hopeless(&self) -> Vec<usize> {
        self.check_promises().1
    }

    fn check_promises(&self) -> Kept {
        let promised = self.by_deadline((0..self.requests.len()).collect());
        self.deadline_check(&self.free, &promised, Late::Any)
    }

    fn play_forward_from(&self, (mut witness, hopeless): Kept) -> Places {
        let mut places = vec![None; self.requests.len()];
        let mut left: Vec<usize> =
            (0..self.requests.len()).filter(|&request| !self.requests[request].behind).collect();
        let mut free = self.free.clone();
        let mut bound = self.by_deadline(left.clone());
        bound.retain(|request| !hopeless.contains(request));
        while !left.is_empty() {
            let Some(piece) = self.next_piece(&free) else { break };
            let at = free.pieces()[piece].time.start;
            left.retain(|&request| self.requests[request].not_after.is_none_or(|limit| at <= limit));
            let Some((request, start)) = self.choose(&free, piece, &left, &bound, &mut witness) else {
                let later = self.first_to_come(&free, piece, &left);
                free.skip(piece, later);
                continue;
            };
            places[request] = Some((free.pieces()[piece].desk, start));
            free.take(piece, start, self.requests[request].shape.length);
            left.retain(|&other| other != request);
            left.extend(self.next_in_line(request));
            bound.retain(|&other| other != request);
            witness.retain(|&(other, _)| other != request);
        }
        places
    }

    fn next_in_line(&self, request: usize) -> Option<usize> {
        self.requests.get(request + 1).filter(|next| next.behind).map(|_| request + 1)
    }

    /// The piece of time that begins first; pieces are in the order of their beginnings.
    pub(crate) fn next_piece(&self, free: &FreeTime) -> Option<usize> {
        let order = |&(_, piece): &(usize, &Free)| {
            let desk = &self.desks[piece.desk];
            (piece.time.start, desk.uncertain, desk.features.count(), piece.desk)
        };
        let first = free.pieces().first()?.time.start;
        let begin_first = free.pieces().iter().enumerate().take_while(|(_, piece)| piece.time.start == first);
        begin_first.min_by_key(order).map(|(index, _)| index)
    }

    /// Who gets the beginning of a piece: the highest in rank whose going leaves every promise a place.
    fn choose(
        &self,
        free: &FreeTime,
        piece: usize,
        left: &[usize],
        bound: &[usize],
        witness: &mut Vec<(usize, Free)>,
    ) -> Option<(usize, UnixTime)> {
        let time = free.pieces()[piece];
        let at = time.time.start;
        let mut fitting: Vec<(Rank, usize)> = left
            .iter()
            .filter(|&&request| self.starts_now(request, time))
            .map(|&request| (self.requests[request].claim.rank(self.policy, at), request))
            .collect();
        while let Some(best) = whose_turn(&fitting) {
            let (_, request) = fitting.swap_remove(best);
            let foreseen = witness
                .iter()
                .any(|&(other, place)| other == request && place.desk == time.desk && place.time.start == at);
            if foreseen || bound.iter().all(|&other| other == request) {
                return Some((request, at));
            }
            let length = self.requests[request].shape.length;
            let taken = TimeRange::new(at, at + length);
            let in_the_way = |&(other, place): &(usize, Free)| {
                other != request && place.desk == time.desk && place.time.overlaps(taken)
            };
            if !witness.iter().any(in_the_way) {
                return Some((request, at));
            }
            let rest: Vec<usize> = bound.iter().copied().filter(|&other| other != request).collect();
            let mut after = free.clone();
            after.take(piece, at, length);
            let (new_witness, failing) = self.deadline_check(&after, &rest, Late::None);
            if failing.is_empty() {
                *witness = new_witness;
                return Some((request, at));
            }
        }
        None
    }

    fn starts_now(&self, request: usize, piece: Free) -> bool {
        let request = &self.requests[request];
        request.shape.start_in(piece, self.desks) == Some(piece.time.start)
            && request.not_after.is_none_or(|limit| piece.time.start <= limit)
    }

    /// When the first of those who cannot start at a piece's beginning could start in it.
    pub(crate) fn first_to_come(&self, free: &FreeTime, piece: usize, left: &[usize]) -> Option<UnixTime> {
        let piece = free.pieces()[piece];
        let starts =
            left.iter().filter_map(|&request| self.requests[request].shape.start_in(piece, self.desks));
        starts.filter(|&start| start > piece.time.start).min()
    }

    fn by_deadline(&self, mut requests: Vec<usize>) -> Vec<usize> {
        requests.retain(|&request| self.requests[request].latest.is_some());
        requests.sort_by_key(|&request| (self.requests[request].latest, self.requests[request].claim.number));
        requests
    }

    /// The places of promises, earliest deadline first, and those that come too late. Lengths and desks
    /// differ, so that order alone may miss a way to keep them all: then everyone stays at the desk they were
    /// told, in the order they were told, and after that whoever came too late goes first. Where none of these
    /// keeps all that could be kept, a few promises are searched exactly.
    fn deadline_check(&self, free: &FreeTime, promised: &[usize], late: Late) -> Kept {
        let mut best = self.in_turn(free.clone(), promised, Stay::No, late);
        if best.1.is_empty() {
            return best;
        }
        let mut order = promised.to_vec();
        order.sort_by_key(|&request| {
            self.requests[request].shape.holds.map(|held| (held.time.start, held.desk))
        });
        let mut stay = Stay::AtTheirDesk;
        for _ in 0..SECOND_TRIES {
            if !self.effort.spend(promised.len() * free.pieces().len()) {
                return best;
            }
            let again = self.in_turn(free.clone(), &order, stay, late);
            order.sort_by_key(|request| !again.1.contains(request));
            if again.1.len() < best.1.len() {
                best = again;
            }
            if best.1.is_empty() {
                break;
            }
            stay = Stay::No;
        }
        self.searched(free, promised, &best.1).unwrap_or(best)
    }

    /// The places that an exact search finds where the orders left somebody out who has a place alone.
    fn searched(&self, free: &FreeTime, promised: &[usize], failing: &[usize]) -> Option<Kept> {
        let (possible, lost): (Vec<usize>, Vec<usize>) =
            promised.iter().copied().partition(|&request| self.alone_in_time(free, request));
        if failing.iter().all(|request| lost.contains(request)) {
            return None;
        }
        self.every_promise_kept(free, &possible).map(|places| (places, lost))
    }

    /// Gives each promise in turn its earliest fitting time.
    fn in_turn(&self, mut free: FreeTime, promised: &[usize], stay: Stay, late: Late) -> Kept {
        let mut places = Vec::with_capacity(promised.len());
        let mut failing = Vec::new();
        for &request in promised {
            let SlotRequest { shape, latest, .. } = &self.requests[request];
            let in_time = |&(_, start): &(usize, UnixTime)| latest.is_none_or(|latest| start <= latest);
            let told = shape.holds.filter(|_| stay == Stay::AtTheirDesk);
            let there = told.and_then(|held| {
                self.earliest_beside(&places, &free, &Shape { only_at: Some(held.desk), ..*shape })
            });
            let anywhere = || self.earliest_beside(&places, &free, shape).filter(in_time);
            let found = there.filter(in_time).or_else(anywhere);
            if let Some((piece, start)) = found {
                let desk = free.pieces()[piece].desk;
                let end = start + shape.length;
                free.take(piece, start, shape.length);
                places.push((request, Free { desk, time: TimeRange::new(start, end) }));
            } else {
                failing.push(request);
                if late == Late::None {
                    break;
                }
            }
        }
        (places, failing)
    }

    /// The earliest fitting time; a place that slipped may run over the end of its time, but not into a place
    /// that another was given there.
    fn earliest_beside(
        &self,
        places: &[(usize, Free)],
        free: &FreeTime,
        shape: &Shape,
    ) -> Option<(usize, UnixTime)> {
        let (piece, start) = free.earliest(shape, self.desks)?;
        let Free { desk, time } = free.pieces()[piece];
        let taken = TimeRange::new(start, start + shape.length);
        let in_the_way = |&(_, place): &(usize, Free)| place.desk == desk && place.time.overlaps(taken);
        if taken.end > time.end && places.iter().any(in_the_way) {
            return free.earliest(&Shape { slack: Length::ZERO, ..*shape }, self.desks);
        }
        Some((piece, start))
    }

    /// Everyone who holds a place keeps it where it is still there; the others get the earliest hole.
    fn keep_places(&self) -> Places {
        let mut places = vec![None; self.requests.len()];
        let mut free = self.free.clone();
        let mut order: Vec<usize> = (0..self.requests.len()).collect();
        order.sort_by_key(|&request| {
            let request = &self.requests[request];
            (request.latest.is_none(), request.latest, request.claim.number)
        });
        for &request in &order {
            let shape = &self.requests[request].shape;
            let fitting = shape.holds.filter(|held| shape.may_be_at(held.desk, self.desks));
            let Some(held) = fitting else { continue };
            if free.take_exactly(held) {
                places[request] = Some((held.desk, held.time.start));
            } else if let Some((piece, start)) = self.slipped(&free, shape, held) {
                places[request] = Some((held.desk, start));
                free.take(piece, start, shape.length);
            }
        }
        for request in order {
            let SlotRequest { shape, not_after, .. } = &self.requests[request];
            if places[request].is_some() {
                continue;
            }
            if let Some((piece, start)) = free.earliest(shape, self.desks)
                && not_after.is_none_or(|limit| start <= limit)
            {
                places[request] = Some((free.pieces()[piece].desk, start));
                free.take(piece, start, shape.length);
            }
        }
        places
    }

    /// A place whose start has slipped by less than the slack is still the same place.
    fn slipped(&self, free: &FreeTime, shape: &Shape, held: Free) -> Option<(usize, UnixTime)> {
        let there = free.earliest(&Shape { only_at: Some(held.desk), ..*shape }, self.desks);
        there.filter(|&(_, start)| held.time.start < start && start < held.time.start + shape.slack)
    }

    fn missed(&self, places: &Places) -> usize {
        let missed = |(request, place): (&SlotRequest, &Option<(DeskIndex, UnixTime)>)| {
            request.latest.is_some_and(|latest| place.is_none_or(|(_, start)| start > latest))
        };
        self.requests.iter().zip(places).filter(|&pair| missed(pair)).count()
    }
}
