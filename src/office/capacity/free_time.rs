// SPDX-License-Identifier: MPL-2.0
//! The time that may be given to tickets: open gaps and lent time, without bookings, cases under way and
//! the past. Rule 1 lives here: nothing outside these stretches is ever planned with.
//!
//! Freed time that nobody can confirm is lent to nobody new: while the appointment system is silent it may
//! have been booked again. Whoever was given a place in it keeps it, and the rest of that time after it
//! (docs/decisions/0010-holds-separate-from-gaps.md).

use std::borrow::Cow;
use std::iter;

use crate::gap::{Gap, Origin};
use crate::office::Office;
use crate::setup::Features;
use crate::time::{Length, TimeRange, UnixTime, cut};
use crate::visits::desks::{DeskIndex, Staffing};

/// A stretch of one desk's time that nobody has yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Free {
    pub desk: DeskIndex,
    pub time: TimeRange,
}

/// The free time of all desks, in pieces that shrink as they are given away, kept in the order they begin.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FreeTime {
    pieces: Vec<Free>,
}

/// What a desk is like, for as long as one planning lasts.
#[derive(Clone, Debug)]
pub struct DeskTraits {
    pub features: Features,
    /// Its case has run over: when it will be free is a guess, so another desk at that time is better.
    pub uncertain: bool,
    /// Time that is only for whoever has a place in it, sorted by when it begins.
    pub in_doubt: Vec<TimeRange>,
}

/// What must fit: how long, what the desk must offer, where and when.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub length: Length,
    pub features: Features,
    pub only_at: Option<DeskIndex>,
    pub not_before: UnixTime,
    /// The place it holds, whose start may have slipped by less than the slack.
    pub holds: Option<Free>,
    pub slack: Length,
}

impl Shape {
    /// Whether a desk offers what it needs, and is the one it was sent to if it was sent to one.
    pub fn may_be_at(&self, desk: DeskIndex, desks: &[DeskTraits]) -> bool {
        desks[desk].features.covers(self.features) && self.only_at.is_none_or(|only| only == desk)
    }

    /// Where in a piece it would start, if it fits.
    pub fn start_in(&self, piece: Free, desks: &[DeskTraits]) -> Option<UnixTime> {
        if !self.may_be_at(piece.desk, desks) {
            return None;
        }
        let mut start = piece.time.start.max(self.not_before.ceil_minute());
        for barred in self.barred(piece.desk, &desks[piece.desk].in_doubt) {
            let allowed = if self.has_slipped(piece.desk, start) { self.slack } else { Length::ZERO };
            if barred.overlaps(TimeRange::new(start, start + self.length - allowed)) {
                start = barred.end.ceil_minute();
            }
        }
        let end = start + self.length;
        if end <= piece.time.end {
            return Some(start);
        }
        let within = start < piece.time.end && end <= piece.time.end + self.slack;
        (within && self.is_no_worse_than_held(piece, start)).then_some(start)
    }

    /// Whether starting then in a piece runs over its end no more than the place it holds may.
    fn is_no_worse_than_held(&self, piece: Free, start: UnixTime) -> bool {
        let earlier =
            |held: Free| held.desk == piece.desk && start < held.time.start && held.time.overlaps(piece.time);
        self.has_slipped(piece.desk, start) || self.holds.is_some_and(earlier)
    }

    /// Whether starting then is the place it holds, a little late.
    fn has_slipped(&self, desk: DeskIndex, start: UnixTime) -> bool {
        self.holds.is_some_and(|held| {
            held.desk == desk && held.time.start <= start && start < held.time.start + self.slack
        })
    }

    /// What of a desk's time in doubt is not for this one: all of it, but for what follows its own start.
    pub fn barred(&self, desk: DeskIndex, in_doubt: &[TimeRange]) -> impl Iterator<Item = TimeRange> {
        let held = self.holds.filter(|held| held.desk == desk).map(|held| held.time);
        in_doubt.iter().filter_map(move |doubtful| {
            let own = held.filter(|held| held.overlaps(*doubtful));
            let end = own.map_or(doubtful.end, |held| held.start.min(doubtful.end));
            let barred = TimeRange::new(doubtful.start, end);
            (!barred.is_empty()).then_some(barred)
        })
    }
}

impl FreeTime {
    pub fn pieces(&self) -> &[Free] {
        &self.pieces
    }

    pub fn total(&self) -> Length {
        self.pieces.iter().fold(Length::ZERO, |sum, piece| sum + piece.time.length())
    }

    /// How many of one length could begin by a moment, one after the other in every piece.
    pub fn starts_by(&self, latest: UnixTime, length: Length) -> usize {
        let each = length.as_seconds().max(1);
        let in_piece = |piece: &Free| {
            let room = piece.time.end.min(latest + length) - piece.time.start;
            usize::try_from(room.as_seconds() / each).unwrap_or(0)
        };
        self.pieces.iter().map(in_piece).sum()
    }

    /// The piece in which a shape would start first; of equals the one whose desk is surer and plainer.
    pub fn earliest(&self, shape: &Shape, desks: &[DeskTraits]) -> Option<(usize, UnixTime)> {
        let mut best: Option<(usize, UnixTime)> = None;
        let order = |(index, start): (usize, UnixTime)| {
            let desk = self.pieces[index].desk;
            (start, desks[desk].uncertain, desks[desk].features.count(), desk)
        };
        for (index, piece) in self.pieces.iter().enumerate() {
            if best.is_some_and(|(_, start)| piece.time.start > start) {
                break;
            }
            if let Some(start) = shape.start_in(*piece, desks)
                && best.is_none_or(|best| order((index, start)) < order(best))
            {
                best = Some((index, start));
            }
        }
        best
    }

    /// Gives away time of a piece; what is left before and after stays free.
    pub fn take(&mut self, index: usize, start: UnixTime, length: Length) {
        let Free { desk, time } = self.pieces[index];
        if start > time.start {
            self.pieces[index].time.end = start;
        } else {
            self.pieces.remove(index);
        }
        let after = TimeRange::new(start + length, time.end);
        if !after.is_empty() {
            self.put(Free { desk, time: after });
        }
    }

    fn put(&mut self, piece: Free) {
        let place = self.pieces.partition_point(|other| other.time.start <= piece.time.start);
        self.pieces.insert(place, piece);
    }

    /// Gives up the beginning of a piece, or all of it.
    pub fn skip(&mut self, index: usize, until: Option<UnixTime>) {
        let Free { desk, time } = self.pieces.remove(index);
        if let Some(until) = until.filter(|&until| until < time.end) {
            self.put(Free { desk, time: TimeRange::new(until, time.end) });
        }
    }

    /// Takes exactly this stretch, if one piece covers it.
    pub fn take_exactly(&mut self, place: Free) -> bool {
        let piece =
            self.pieces.iter().position(|piece| piece.desk == place.desk && piece.time.covers(place.time));
        if let Some(index) = piece {
            self.take(index, place.time.start, place.time.length());
        }
        piece.is_some()
    }

    /// Takes whatever of a stretch is still free.
    pub fn give_away(&mut self, place: Free) {
        let (here, mut rest): (Vec<Free>, Vec<Free>) =
            self.pieces.drain(..).partition(|piece| piece.desk == place.desk);
        let left = cut(&here.iter().map(|piece| piece.time).collect::<Vec<_>>(), [place.time]);
        rest.extend(left.into_iter().map(|time| Free { desk: place.desk, time }));
        self.pieces = rest;
        self.sort();
    }

    fn sort(&mut self) {
        self.pieces.sort_unstable_by_key(|piece| (piece.time.start, piece.desk));
    }

    /// Makes a desk's time before a moment unavailable.
    pub fn occupy(&mut self, desk: DeskIndex, until: UnixTime) {
        self.pieces.retain_mut(|piece| {
            if piece.desk == desk {
                piece.time.start = piece.time.start.max(until);
            }
            !piece.time.is_empty()
        });
        self.sort();
    }
}

impl Office {
    /// Today's free time from `now` on, as if nobody had been placed yet.
    pub(crate) fn free_time(&self, now: UnixTime) -> FreeTime {
        self.free_time_from(|desk| self.busy_until(desk, now).map_or(now, |until| until.max(now)))
    }

    /// The same if every case under way ended now: when it will end is a guess.
    pub(crate) fn free_time_at_best(&self, now: UnixTime) -> FreeTime {
        self.free_time_from(|_| now)
    }

    fn free_time_from(&self, from: impl Fn(DeskIndex) -> UnixTime) -> FreeTime {
        let most = self.desk_times.iter().map(|time| time.reserved.len()).sum();
        let mut free = FreeTime { pieces: Vec::with_capacity(most) };
        for desk in 0..self.desks.len() {
            self.add_free_time(desk, from(desk).ceil_minute(), &mut free.pieces);
        }
        free.sort();
        free
    }

    /// The longest stretch of a gap that is free.
    pub(crate) fn longest_free_in(&self, gap: &Gap, from: UnixTime) -> Length {
        let mut pieces = Vec::new();
        if let Some(desk) = self.desk_index(&gap.desk) {
            self.add_free_time(desk, from.ceil_minute(), &mut pieces);
        }
        let within =
            pieces.into_iter().map(|piece| piece.time.overlap(gap.time)).filter(|time| !time.is_empty());
        within.map(TimeRange::length).max().unwrap_or(Length::ZERO)
    }

    fn add_free_time(&self, desk: DeskIndex, from: UnixTime, pieces: &mut Vec<Free>) {
        let time = &self.desk_times[desk];
        if self.desks[desk].staffing == Staffing::Left || time.reserved.is_empty() {
            return;
        }
        let ahead = time.reserved.iter().filter(|piece| piece.end > from);
        let free = ahead.map(|piece| TimeRange::new(piece.start.max(from), piece.end));
        if self.in_doubt(desk).is_empty() {
            pieces.extend(free.map(|time| Free { desk, time }));
        } else {
            let free = cut(&free.collect::<Vec<_>>(), self.given_to_nobody(desk));
            pieces.extend(free.into_iter().map(|time| Free { desk, time }));
        }
    }

    /// Whether freed time is lent that only the appointment system's answer confirms.
    pub fn lends_on_trust(&self) -> bool {
        let lent = self.todays_gaps().filter(|gap| gap.origin == Origin::FreedBooking && gap.is_open());
        lent.into_iter().any(|gap| !self.must_hold(&gap.desk))
    }

    /// Time that is only for whoever has a place in it: lent time that nobody confirms, and the whole day of a desk
    /// that nobody opened when somebody was to be called there: whoever was told a time there may have a later one.
    fn in_doubt(&self, desk: DeskIndex) -> Cow<'_, [TimeRange]> {
        let unconfirmed = &self.desk_times[desk].unconfirmed;
        if !self.desks[desk].stayed_empty {
            return Cow::Borrowed(unconfirmed);
        }
        let day = self.setup.time_zone.day(self.day.date());
        Cow::Owned(iter::once(day).chain(unconfirmed.iter().copied()).collect())
    }

    /// Time in doubt from its beginning to the first place in it that somebody was given.
    fn given_to_nobody(&self, desk: DeskIndex) -> impl Iterator<Item = TimeRange> {
        let id = &self.desks[desk].id;
        self.in_doubt(desk).into_owned().into_iter().map(move |doubtful| {
            let places = self.queue.claims().filter_map(|index| self.tickets[index].placement.as_ref());
            let here = places.filter(|place| place.desk == *id && place.time.overlaps(doubtful));
            let first = here.map(|place| place.time.start).min();
            TimeRange::new(doubtful.start, first.map_or(doubtful.end, |first| first.max(doubtful.start)))
        })
    }

    pub(crate) fn desk_traits(&self, now: UnixTime) -> Vec<DeskTraits> {
        let of = |(index, desk): (usize, &crate::setup::Desk)| DeskTraits {
            features: desk.features,
            uncertain: self.overruns(index, now),
            in_doubt: self.in_doubt(index).into_owned(),
        };
        self.setup.desks.iter().enumerate().map(of).collect()
    }
}
