// SPDX-License-Identifier: MPL-2.0
//! Answers about visits that are not written down yet: the ledger gets them five at a time, so that none of them points
//! at who was served just before. Kept in memory alone, with who has answered today.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;

use office::names::TicketId;
use office::rating::{Rating, Ratings};

#[derive(Debug, Default)]
pub struct PendingRatings(Mutex<Pending>);

#[derive(Debug, Default)]
struct Pending {
    date: Option<Date>,
    /// As many as have been served today at most.
    answered: BTreeSet<TicketId>,
    ratings: Ratings,
}

impl PendingRatings {
    /// Counts a ticket's first answer of the day. Enough of them are handed out to be written down.
    pub fn add(&self, date: Date, ticket: TicketId, rating: Rating) -> Option<Ratings> {
        let mut pending = self.lock();
        if pending.date != Some(date) {
            pending.date = Some(date);
            pending.answered.clear();
        }
        if !pending.answered.insert(ticket) {
            return None;
        }
        pending.ratings.add(rating);
        let enough = pending.ratings.total() >= Ratings::LEAST;
        enough.then(|| std::mem::take(&mut pending.ratings))
    }

    /// What could not be written down.
    pub fn put_back(&self, ratings: Ratings) {
        let mut pending = self.lock();
        pending.ratings = pending.ratings.with(ratings);
    }

    pub fn has_answered(&self, ticket: TicketId) -> bool {
        self.lock().answered.contains(&ticket)
    }

    fn lock(&self) -> MutexGuard<'_, Pending> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    const TODAY: Date = date(2026, 3, 3);

    #[test]
    fn five_answers_are_written_down_together_and_each_number_answers_once() {
        let (pending, ticket) = (PendingRatings::default(), |number| TicketId(Uuid::from_u128(number)));
        for number in 1..=4 {
            assert_eq!(pending.add(TODAY, ticket(number), Rating::Good), None);
            assert_eq!(pending.add(TODAY, ticket(number), Rating::Bad), None, "it has answered");
        }
        let written = Ratings { good: 4, so_so: 0, bad: 1 };
        assert_eq!(pending.add(TODAY, ticket(5), Rating::Bad), Some(written));
        assert!(pending.has_answered(ticket(5)) && !pending.has_answered(ticket(6)));
        pending.put_back(written);
        let again = pending.add(TODAY, ticket(6), Rating::SoSo);
        assert_eq!(
            again,
            Some(Ratings { good: 4, so_so: 1, bad: 1 }),
            "what the office did not take comes again"
        );
    }

    #[test]
    fn who_answered_is_forgotten_with_the_day_and_the_answers_are_not() {
        let pending = PendingRatings::default();
        let ticket = TicketId(Uuid::from_u128(1));
        pending.add(TODAY, ticket, Rating::Good);
        let tomorrow = TODAY.tomorrow().unwrap();
        pending.add(tomorrow, TicketId(Uuid::from_u128(2)), Rating::Good);
        assert!(!pending.has_answered(ticket));
        for number in 3..=4 {
            assert_eq!(pending.add(tomorrow, TicketId(Uuid::from_u128(number)), Rating::Good), None);
        }
        assert!(pending.add(tomorrow, TicketId(Uuid::from_u128(5)), Rating::Good).is_some());
    }
}
