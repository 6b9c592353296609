// SPDX-License-Identifier: MPL-2.0
//! Rule 13: how often a companion was a witness, and when they may be one again.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::names::CompanionRef;
use crate::office::Office;
use crate::setup::WitnessQuota;
use crate::ticket::{Flag, State, Ticket};

/// A time at which a companion was a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessAct {
    pub date: Date,
    pub companion: CompanionRef,
}

/// How much of the quota a companion has used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WitnessUse {
    pub times: u32,
    pub quota: WitnessQuota,
    /// When the companion may be a witness again; nothing while the quota is not used up.
    pub again_on: Option<Date>,
}

impl Office {
    /// How much of the quota a companion has used by now. `earlier` are the dates of other days on which they were a
    /// witness, one for each time; today's visits the office knows itself.
    pub fn witness_use(&self, companion: &CompanionRef, earlier: &[Date]) -> WitnessUse {
        let today = self.date();
        let acts_today = self.tickets.iter().filter(|ticket| was_witness(ticket, companion)).count();
        let mut dates: Vec<Date> = earlier.iter().copied().filter(|&date| date < today).collect();
        dates.resize(dates.len() + acts_today, today);
        self.setup.witness.used(dates, today)
    }

    /// That of the companion of a ticket who may be asked to be a witness.
    pub(crate) fn witness_use_of(&self, ticket: &Ticket) -> Option<WitnessUse> {
        let companion = ticket.visit.companion.as_ref()?;
        Some(self.witness_use(companion, &ticket.visit.witness_on))
    }
}

fn was_witness(ticket: &Ticket, companion: &CompanionRef) -> bool {
    let is_recorded = match &ticket.state {
        State::Done { flags, .. } => flags.contains(&Flag::CompanionWasWitness),
        State::Waiting
        | State::Called(_)
        | State::Serving { .. }
        | State::Parked { .. }
        | State::Absent { .. }
        | State::Left { .. } => false,
    };
    is_recorded && ticket.visit.companion.as_ref() == Some(companion)
}

impl WitnessQuota {
    /// Counts the dates of the last days, today among them.
    fn used(self, mut dates: Vec<Date>, today: Date) -> WitnessUse {
        let span = i32::from(self.days).days();
        let counts = |date: &Date| date.checked_add(span).is_ok_and(|ends| today < ends);
        dates.retain(counts);
        dates.sort_unstable();
        let most = usize::from(self.times);
        // So many have to lie further back than the quota looks.
        let last_to_lapse = dates.len().checked_sub(most).and_then(|over| dates.get(over));
        let again_on = last_to_lapse.and_then(|date| date.checked_add(span).ok());
        let times = u32::try_from(dates.len()).unwrap_or(u32::MAX);
        WitnessUse { times, quota: self, again_on }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn used(dates: &[&str], today: &str) -> (u32, Option<String>) {
        let dates = dates.iter().map(|text| date(text)).collect();
        let used = WitnessQuota { times: 3, days: 120 }.used(dates, date(today));
        (used.times, used.again_on.map(|date| date.to_string()))
    }

    #[test]
    fn a_companion_may_be_a_witness_three_times_in_a_hundred_and_twenty_days() {
        assert_eq!(used(&[], "2026-12-01"), (0, None));
        assert_eq!(used(&["2026-08-03", "2026-11-30"], "2026-12-01"), (1, None), "the first is 120 days ago");
        assert_eq!(used(&["2026-08-04", "2026-11-30"], "2026-12-01"), (2, None));
        let three = ["2026-11-30", "2026-09-01", "2026-10-01"];
        assert_eq!(used(&three, "2026-12-01"), (3, Some("2026-12-30".into())));
        assert_eq!(used(&three, "2026-12-30"), (2, None), "on the day that was given");
    }

    #[test]
    fn who_was_a_witness_more_often_waits_until_fewer_than_the_quota_are_left() {
        let five = ["2026-09-01", "2026-09-02", "2026-09-03", "2026-09-04", "2026-09-05"];
        assert_eq!(used(&five, "2026-12-01"), (5, Some("2027-01-01".into())));
        assert_eq!(used(&five, "2026-12-31").0, 3);
        assert_eq!(used(&five, "2027-01-01").0, 2);
    }
}
