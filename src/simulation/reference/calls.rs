// SPDX-License-Identifier: MPL-2.0
//! Which ticket a desk may call, by checking every ticket: rank by rule 3, fit by rules 1 and 4, promises by exact
//! search where there are few.

use super::ReferenceOffice;
use super::exact_search::{FreeRange, MAX_EXACT};
use office::names::{DeskId, TicketId};
use office::ticket::{State, Ticket, Urgency};
use office::time::{Length, TimeRange, UnixTime};

/// The greatest is called first.
type ReferenceRank = (bool, bool, i64, std::cmp::Reverse<u32>);

impl ReferenceOffice {
    fn rank(&self, ticket: &Ticket, now: UnixTime) -> ReferenceRank {
        let waited = (now - ticket.waiting_since).as_seconds();
        let rate = match ticket.visit.urgency {
            Urgency::Ordinary => self.policy.ordinary_rate,
            Urgency::Raised => self.policy.raised_rate,
        };
        let beyond = waited > self.policy.longest_wait().as_seconds();
        (ticket.broken_promises > 0, beyond, waited * i64::from(rate), std::cmp::Reverse(ticket.number))
    }

    /// Whether the visit ends before the next booking by its expected length, plus the slack of a held placement.
    pub(super) fn has_time(&self, ticket: &Ticket, desk: &DeskId, now: UnixTime) -> bool {
        let held = self.holds_place_at(ticket, desk, now);
        let slack = if held { self.slack() } else { Length::ZERO };
        let time = TimeRange::new(now, now + ticket.visit.expected - slack);
        let here = self.booked_at(desk);
        if self.any_barred(ticket, desk, time) {
            return false;
        }
        !self.booking_under_way(desk, now) && !here.into_iter().any(|booking| booking.overlaps(time))
    }

    /// Whether its place there has begun, or runs into the next booking itself.
    pub(super) fn holds_place_at(&self, ticket: &Ticket, desk: &DeskId, now: UnixTime) -> bool {
        let next = self.booked_at(desk).map(|booking| booking.start).filter(|&start| start >= now).min();
        ticket.placement.as_ref().is_some_and(|place| {
            let runs_over = next.is_some_and(|booking| place.time.contains(booking));
            place.desk == *desk && (place.time.start <= now || runs_over)
        })
    }

    pub(super) fn booking_under_way(&self, desk: &DeskId, now: UnixTime) -> bool {
        self.booked_at(desk).any(|booking| booking.contains(now))
    }

    /// Nobody waits for one desk alone while its clerk is away.
    pub(super) fn may_come_to(&self, ticket: &Ticket, desk: &DeskId, now: UnixTime) -> bool {
        ticket.only_at.as_ref().is_none_or(|only| only == desk || self.is_clerk_away(only, now))
    }

    fn fits(&self, ticket: &Ticket, desk: &DeskId, now: UnixTime) -> bool {
        let features = self.setup.desks.iter().find(|known| known.id == *desk).map(|desk| desk.features);
        super::answers::is_expected(ticket, now)
            && self.may_come_to(ticket, desk, now)
            && features.is_some_and(|features| features.covers(ticket.visit.features))
            && self.has_time(ticket, desk, now)
    }

    pub(super) fn closes(&self) -> Option<UnixTime> {
        let special = self.todays_open_gaps().filter(|gap| self.special(gap)).map(|gap| gap.time.end);
        special.chain(self.hours.map(|hours| hours.end)).max()
    }

    /// When a desk stops serving: at the first minute that is neither in opening hours nor in time opened there.
    pub(super) fn closes_for(&self, desk: &DeskId, now: UnixTime) -> Option<UnixTime> {
        let periods = self.periods_on(self.date);
        let is_open = |minute: UnixTime| {
            let mut special = self.todays_open_gaps().filter(|gap| gap.desk == *desk && self.special(gap));
            periods.iter().any(|period| period.contains(minute))
                || special.any(|gap| gap.time.contains(minute))
        };
        if !is_open(now) {
            return self.closes();
        }
        let mut minute = now.ceil_minute();
        while is_open(minute) {
            minute = minute + Length::minutes(1);
        }
        Some(minute)
    }

    pub(super) fn promised(&self, without: Option<TicketId>) -> Vec<&Ticket> {
        self.claims().filter(|ticket| ticket.promise.is_some() && Some(ticket.id) != without).collect()
    }

    /// Whether every promise can still be kept if this ticket is served at the desk for its expected length.
    fn safe(&self, ticket: &Ticket, desk: &DeskId, now: UnixTime) -> bool {
        let pieces = self.pieces(now, Some((desk, now + ticket.visit.expected)));
        self.can_all_be_kept(&self.promised(Some(ticket.id)), &pieces)
    }

    /// Checks the answer to a `CallNext`: the ticket called, or none. A ticket called because its promise was at
    /// risk goes before rank.
    pub(super) fn check_call_next(
        &mut self,
        desk: &DeskId,
        called: Option<TicketId>,
        rescued: bool,
        now: UnixTime,
    ) {
        let mut fitting: Vec<Ticket> = self
            .tickets
            .iter()
            .filter(|ticket| ticket.waits_today() && self.fits(ticket, desk, now))
            .cloned()
            .collect();
        // Who is done before closing goes first.
        let in_time = |ticket: &Ticket| {
            self.closes_for(desk, now).is_none_or(|closes| now + ticket.visit.expected <= closes)
        };
        fitting.sort_unstable_by_key(|ticket| std::cmp::Reverse((in_time(ticket), self.rank(ticket, now))));
        let Some(place) = called.map_or(Some(fitting.len()), |id| fitting.iter().position(|t| t.id == id))
        else {
            return self.violation(format!("a ticket was called that does not fit desk {desk}"));
        };
        let exact = self.promised(None).len() <= MAX_EXACT;
        if let Some(chosen) = fitting.get(place).filter(|_| exact) {
            self.check_call_safety(&chosen.clone(), desk, now);
        }
        if rescued && exact {
            self.check_rescue(desk, now);
        }
        for passed in &fitting[..place] {
            let others = self.promised(Some(passed.id)).len();
            if others == 0 {
                self.violation(format!(
                    "number {} was passed over and nobody else is promised",
                    passed.number
                ));
            } else if exact && self.safe(passed, desk, now) {
                self.overcautious += 1;
                if others == 1 {
                    self.violation(format!("number {} was passed over without need", passed.number));
                }
                break;
            } else if rescued {
                break;
            }
        }
    }

    /// A promise is at risk only where waiting any longer breaks it.
    fn check_rescue(&mut self, desk: &DeskId, now: UnixTime) {
        let next = (now + Length::seconds(1)).ceil_minute();
        let kept = |pieces: Vec<FreeRange>| self.can_all_be_kept(&self.promised(None), &pieces);
        if kept(self.pieces(now, None)) && kept(self.pieces(now, Some((desk, next)))) {
            self.violation(format!("a call to desk {desk} went before rank though no promise was at risk"));
        }
    }

    /// A call must not make a promise impossible to keep.
    pub(super) fn check_call_safety(&mut self, called: &Ticket, desk: &DeskId, now: UnixTime) {
        let others = self.promised(Some(called.id));
        if others.len() > MAX_EXACT {
            return;
        }
        let before = self.can_all_be_kept(&self.promised(None), &self.pieces(now, None));
        let after = self.safe(called, desk, now);
        self.compared_exactly += 1;
        if before && !after {
            self.violation(format!("calling number {} broke a promise that could be kept", called.number));
        }
    }

    /// Whether a chosen ticket could be called without breaking a promise; `None` if too many for the search.
    pub(super) fn is_safe_exactly(&self, ticket: &Ticket, desk: &DeskId, now: UnixTime) -> Option<bool> {
        let few = self.promised(Some(ticket.id)).len() <= MAX_EXACT;
        few.then(|| self.safe(ticket, desk, now))
    }

    pub(super) fn may_be_called(ticket: &Ticket) -> bool {
        ticket.waits_today() || matches!(ticket.state, State::Parked { .. } | State::Absent { .. })
    }
}
