// SPDX-License-Identifier: MPL-2.0
//! That nobody waits beside time they could have, and everybody is told what became of their place.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::ReferenceOffice;
use office::gap::Gap;
use office::names::{DeskId, TicketId};
use office::ticket::{Ending, State, Ticket};
use office::time::{Length, UnixTime};

impl ReferenceOffice {
    /// Nobody who could use free time stands beside it for longer than a minute.
    pub(super) fn check_who_stands_by(&mut self, now: UnixTime) {
        let stands_by = self.tickets.iter().filter(|ticket| {
            let nothing = ticket.placement.is_none() && ticket.promise.is_none() && ticket.only_at.is_none();
            ticket.waits_today() && nothing && super::answers::is_expected(ticket, now)
        });
        let beside = stands_by.filter(|ticket| self.first_hole_for(&ticket.visit, now).is_some());
        let beside: BTreeMap<_, _> = beside
            .map(|ticket| (ticket.id, self.beside_free_time.get(&ticket.id).copied().unwrap_or(now)))
            .collect();
        let overlooked: Vec<_> = beside
            .iter()
            .filter(|(_, since)| now - **since > Length::minutes(1))
            .map(|(id, _)| *id)
            .collect();
        for ticket in overlooked {
            self.violation(format!("{ticket:?} stands beside free time that it could use"));
        }
        self.beside_free_time = beside;
    }

    /// Whoever comes in is told no later time than is free between the places of the others.
    pub(super) fn check_first_place(&mut self, id: TicketId, now: UnixTime) {
        let Some(ticket) = self.ticket(id).filter(|ticket| ticket.waits_today()) else { return };
        let Some(told) = ticket.placement.as_ref().map(|place| place.time.start) else { return };
        let number = ticket.number;
        if let Some(first) = self.first_hole_for(&ticket.visit, now).filter(|&first| first < told) {
            self.violation(format!("number {number} was told {told} beside time that is free from {first}"));
        }
    }

    pub(super) fn known_lost_since(&self, ticket: &Ticket, now: UnixTime) -> UnixTime {
        let before = self.known_lost.get(&ticket.id).filter(|(_, promise)| *promise == ticket.promise);
        before.map_or(now, |(since, _)| *since)
    }

    /// Whether somebody who waits without a place could be served in what is free of a gap once the case at its desk
    /// will probably be over.
    pub(super) fn somebody_could_use(&self, gap: &Gap, now: UnixTime) -> bool {
        let without = self.tickets.iter().filter(|ticket| ticket.waits_today() && ticket.placement.is_none());
        let over = self.case_lasts_into(gap, now).unwrap_or(now);
        let pieces = self.pieces_from(None, |_| over);
        let here = || pieces.iter().filter(|piece| piece.desk == gap.desk);
        without.into_iter().any(|ticket| {
            here().any(|piece| {
                piece.features.covers(ticket.visit.features)
                    && self.may_come_to(ticket, &gap.desk, now)
                    && piece.time.overlap(gap.time).length() >= ticket.visit.expected
            })
        })
    }

    /// Whether somebody who waits could be given what is free of a gap. Time in doubt is given to nobody new.
    pub(super) fn could_be_given(&self, gap: &Gap, now: UnixTime) -> bool {
        let in_doubt = self.doubts(&gap.desk).iter().flatten().any(|time| time.overlaps(gap.time));
        !in_doubt && self.somebody_could_use(gap, now)
    }

    /// Places kept on later days lie in reserved time of their day: whose does not has been told.
    pub(super) fn check_kept_places(&mut self) {
        let mut wrong = Vec::new();
        for ticket in self.tickets.iter().filter(|ticket| ticket.kept_for.is_some()) {
            let Some((date, place)) = ticket.kept_for.zip(ticket.placement.as_ref()) else { continue };
            let still = !ticket.state.is_over()
                || matches!(ticket.state, State::Left { ending: Ending::MovedToNextDay, .. });
            let mut minute = place.time.start;
            while still && minute < place.time.end {
                if !self.is_reserved(date, &place.desk, minute) {
                    wrong.push(format!("number {} is not told that {minute} is not kept", ticket.number));
                    break;
                }
                minute = minute + Length::minutes(1);
            }
        }
        self.violations.extend(wrong);
    }

    fn is_reserved(&self, date: Date, desk: &DeskId, minute: UnixTime) -> bool {
        let zone = &self.setup.time_zone;
        let planned = self
            .plan
            .on(date)
            .filter(|line| line.desk == *desk)
            .any(|line| zone.moment(date, line.start) <= minute && minute < zone.moment(date, line.end));
        let by_hand =
            self.gaps.iter().any(|gap| gap.is_open() && gap.desk == *desk && gap.time.contains(minute));
        let open = self.periods_on(date).iter().any(|hours| hours.contains(minute));
        let booked = self.booked(date).iter().any(|b| b.desk == *desk && b.time.contains(minute));
        open && (planned || by_hand)
            && !booked
            && !self.is_clerk_away(desk, minute)
            && self.is_held(desk, minute)
    }
}
