// SPDX-License-Identifier: MPL-2.0
//! A ledger with a history: visits as an office records them, made without deciding anything, so that a
//! million events take seconds. They are valid: an office rebuilt from them passes its own checks.

use std::path::Path;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use ledger::SqliteLedger;
use office::event::{DayStart, Event, Recorded};
use office::names::{Actor, OutcomeId, RequestKey, Secret, TicketId};
use office::reason::Reason;
use office::setup::{Features, Identification};
use office::ticket::{Language, Promise, State, Ticket, Urgency, Visit};
use office::time::{Length, UnixTime};
use runtime::ports::Ledger;
use simulation::rng::Rng;
use uuid::Uuid;

use crate::{Outcome, bench_office};

const TODAY: Date = date(2026, 3, 3);
/// Check-in, call, arrival, completion.
const STEPS: u64 = 4;
const OPEN_SECONDS: u64 = 90 * 60;

/// Writes `days` days that end today, with `events` events in all.
pub fn write(data: &Path, events: u64, days: u64) -> Outcome<()> {
    let mut ledger = SqliteLedger::open(data, &bench_office::ID.into())?;
    let founding = bench_office::founding()?;
    let zone = founding.setup.time_zone.clone();
    let visits = events / days / STEPS;
    let mut batch = Vec::new();
    for day in 0..days {
        let date = TODAY.checked_sub(i32::try_from(days - 1 - day)?.days())?;
        let opens = zone.moment(date, jiff::civil::time(8, 0, 0, 0));
        let start = DayStart {
            date,
            setup: founding.setup.clone(),
            policy: founding.policy.clone(),
            plan: founding.plan.clone(),
            tickets: Vec::new(),
            gaps: Vec::new(),
            next_gap: 1,
            diary: Vec::new(),
            set_by_hand: Vec::new(),
            staffed: founding.staffed.clone(),
            answered: Vec::new(),
            holds: office::holds::Holds::default(),
            trials: office::trial::Trials::default(),
            calibration: office::calibration::CalibrationRecord::default(),
            lengths: vec![],
            closures: office::closures::Closures::default(),
        };
        batch.push(recorded(opens, "clock", None, Event::DayStarted(Box::new(start))));
        for visit in 0..visits {
            let at = opens + Length::seconds(i64::try_from(visit * OPEN_SECONDS / visits)?);
            add_visit(&mut batch, &founding, day * visits + visit, u32::try_from(visit + 1)?, at);
            if batch.len() >= 20_000 {
                ledger.append(&batch)?;
                batch.clear();
            }
        }
    }
    ledger.append(&batch)?;
    Ok(())
}

fn add_visit(
    batch: &mut Vec<Recorded>,
    founding: &runtime::Founding,
    serial: u64,
    number: u32,
    at: UnixTime,
) {
    let id = TicketId(Uuid::from_u128(u128::from(serial) << 64 | 0x8000_0000_0000_0001));
    let desk = &founding.staffed[usize::try_from(serial).unwrap_or(0) % founding.staffed.len()];
    let key = RequestKey(Uuid::from_u64_pair(scattered(serial), 1));
    let ticket = ticket(founding, id, Secret(Uuid::from_u64_pair(scattered(serial), 2)), number, at);
    batch.push(recorded(at, "kiosk", Some(key), Event::TicketCheckedIn(Box::new(ticket))));
    let reasons = vec![Reason::WaitedLongest { minutes: 12 }];
    let called = Event::TicketCalled { ticket: id, desk: desk.clone(), reasons, note: None };
    batch.push(recorded(at, "clerk", None, called));
    batch.push(recorded(at, "clerk", None, Event::CitizenArrived { ticket: id }));
    let outcome = OutcomeId::from("mitid_issued");
    let done = Event::TicketCompleted {
        ticket: id,
        desk: desk.clone(),
        outcome,
        flags: Vec::new(),
        companion_minutes: None,
    };
    batch.push(recorded(at, "clerk", None, done));
}

fn ticket(founding: &runtime::Founding, id: TicketId, secret: Secret, number: u32, at: UnixTime) -> Ticket {
    let errand = &founding.setup.errands[0];
    let length = Length::minutes(errand.minutes.into());
    Ticket {
        id,
        number,
        secret,
        visit: Visit {
            errand: errand.id.clone(),
            identification: Identification::Photo,
            features: Features::NONE,
            needs: Features::NONE,
            language: Language::Da,
            urgency: Urgency::Ordinary,
            expected: length,
            likely: length,
            companion: None,
            witness_on: Vec::new(),
        },
        waiting_since: at,
        checked_in_at: at,
        state: State::Waiting,
        placement: None,
        promise: Some(Promise::for_start(at, length)),
        window: None,
        standby: true,
        kept_for: None,
        only_at: None,
        first_called_at: None,
        promised_call: None,
        broken_promises: 0,
        reasons: vec![Reason::NoTimeToday { longest_wait_minutes: 90 }],
        before_call: None,
        away_until: None,
        told_before: None,
        broken_by: None,
    }
}

fn recorded(at: UnixTime, actor: &str, key: Option<RequestKey>, event: Event) -> Recorded {
    Recorded { at, actor: Actor::from(actor), key, fingerprint: None, event }
}

/// Spreads serial numbers as random ids are spread.
const fn scattered(serial: u64) -> u64 {
    Rng::new(serial.wrapping_mul(0x9e37_79b9_7f4a_7c15)).next()
}
