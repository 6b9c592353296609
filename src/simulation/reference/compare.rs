// SPDX-License-Identifier: MPL-2.0
//! The office held against the reference after every step.

use super::ReferenceOffice;
use office::Office;
use office::gap::Gap;
use office::ticket::Ticket;

impl ReferenceOffice {
    /// Records every difference from the real office.
    pub fn compare(&mut self, office: &Office) {
        if office.last_at() != self.last_at || office.date() != self.date {
            self.violation(format!("the office is at {} on {}", office.last_at(), office.date()));
        }
        if (office.setup(), office.policy(), office.plan()) != (&self.setup, &self.policy, &self.plan) {
            self.violation("setup, policy or plan is another");
        }
        let same = |(ours, theirs): (&Ticket, &Ticket)| {
            let (ours, theirs) = (without_reasons(ours), without_reasons(theirs));
            (ours != theirs).then(|| format!("expected {ours:?}\n   found {theirs:?}"))
        };
        let other: Vec<String> = self.tickets.iter().zip(office.tickets()).filter_map(same).collect();
        self.violations.extend(other);
        if office.tickets().len() != self.tickets.len() {
            self.violation(format!("{} tickets instead of {}", office.tickets().len(), self.tickets.len()));
        }
        let gaps: Vec<&Gap> = office.gaps().collect();
        let mut ours: Vec<&Gap> = self.gaps.iter().collect();
        ours.sort_unstable_by_key(|gap| gap.id);
        if gaps != ours {
            self.violation(format!("gaps are {gaps:?}, not {ours:?}"));
        }
        if office.bookings(self.date) != self.booked(self.date) {
            self.violation("today's bookings are others");
        }
        self.compare_holds(office);
        self.compare_notice(office);
        self.compare_figures(office);
        for desk in &office.setup().desks {
            if office.has_left(&desk.id) != self.left.contains(&desk.id) {
                self.violation(format!("whether desk {} was left is not agreed", desk.id));
            }
        }
        self.check_kept_places();
        self.check_places_and_closures();
        let here = |ticket: &&Ticket| ticket.waits_today() && ticket.away_until.is_none();
        let waiting = self.tickets.iter().filter(here).count();
        if office.waiting() != waiting {
            self.violation(format!("{} wait, not {waiting}", office.waiting()));
        }
        if office.is_open(self.last_at) != self.is_open(self.last_at) {
            self.violation("open and closed at once");
        }
    }
}

/// Reasons are checked where they are given, and what was promised at a call by the figures.
fn without_reasons(ticket: &Ticket) -> Ticket {
    let before_call = ticket.before_call.clone().map(|mut before| {
        before.reasons.clear();
        before.promised_call = None;
        before
    });
    Ticket { reasons: Vec::new(), before_call, promised_call: None, ..ticket.clone() }
}
