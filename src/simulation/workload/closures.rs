// SPDX-License-Identifier: MPL-2.0
//! What a supervisor does against the week: special days, absences, voided tickets and the notice of the day.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::Workload;
use crate::rng::Rng;
use office::Office;
use office::calendar::OpenPeriod;
use office::closures::SpecialDay;
use office::command::{Capacity, CapacityChange, Command};
use office::free_text::FreeText;
use office::gap::{Booking, BookingOutcome};
use office::localized_text::LocalizedText;
use office::names::{AbsenceId, DeskId};
use office::time::{Length, TimeRange, UnixTime};

/// Whether this seed's office plays them. No seed saved before they were simulated is one of these, so that the saved
/// seeds replay the same days.
pub(super) const fn are_played(seed: u64) -> bool {
    matches!(seed % 12, 7 | 11)
}

/// Percent of the steps.
const SHARE: i64 = 4;

/// What the supervisor does next.
pub(super) enum SupervisorStep {
    Change(CapacityChange),
    Command(Command),
}

impl Workload {
    pub(super) fn supervisor_step(&mut self, office: &Office, now: UnixTime) -> Option<SupervisorStep> {
        let rng = self.supervisor_rng.as_mut()?;
        if !rng.percent(SHARE) {
            return None;
        }
        let change = |what, rng: &mut Rng| {
            let reason = if rng.percent(75) { FreeText::parse("the clerk is ill").ok() } else { None };
            SupervisorStep::Change(CapacityChange { what, force: rng.percent(70), reason })
        };
        Some(match rng.weighted(&[(4, 0), (3, 1), (8, 2), (5, 3), (2, 4), (2, 5), (1, 6), (6, 7)])? {
            0 => change(Capacity::SetSpecialDay(special_day(rng, office)), rng),
            1 => change(Capacity::RemoveSpecialDay { date: known_special_day(rng, office) }, rng),
            2 => change(absence(rng, office, now), rng),
            3 => change(end_of_absence(rng, office), rng),
            4 => SupervisorStep::Command(void(rng, office)?),
            5 => SupervisorStep::Command(notice(rng, office, now)?),
            6 => SupervisorStep::Command(Command::RemoveDayNotice),
            _ => SupervisorStep::Command(booking_end(rng, office, now)),
        })
    }
}

/// Mostly a booking that is under way; now and then another, or none.
fn booking_end(rng: &mut Rng, office: &Office, now: UnixTime) -> Command {
    let under_way = |booking: &&Booking| booking.time.contains(now) || rng.percent(5);
    let bookings: Vec<&Booking> = office.bookings(office.date()).iter().filter(under_way).collect();
    let chosen = rng.pick(&bookings).map(|booking| (booking.desk.clone(), booking.time.start));
    let (desk, start) = chosen.unwrap_or_else(|| ("1".into(), now));
    let outcome = if rng.percent(50) { BookingOutcome::Served } else { BookingOutcome::DidNotCome };
    Command::EndBooking { desk, start, outcome }
}

/// Mostly today or on one of the next days.
fn date(rng: &mut Rng, office: &Office) -> Date {
    let ahead = rng.weighted(&[(5, 0), (6, 1), (3, 2), (1, 5), (1, -1), (1, 1_200)]).unwrap_or(0);
    office.date().saturating_add(ahead.days())
}

/// Closed, or open for one or two periods; now and then as nobody should type it.
fn special_day(rng: &mut Rng, office: &Office) -> SpecialDay {
    let mut periods = Vec::new();
    let mut from = 60 * rng.between(0, 12);
    for _ in 0..rng.weighted(&[(3, 0), (4, 1), (4, 2), (1, 4)]).unwrap_or(0) {
        let until = from + 30 * rng.between(1, 12);
        periods.push(OpenPeriod { opens: clock(from), closes: clock(until) });
        from = until + 30 * rng.between(0, 4);
    }
    if rng.percent(5) {
        periods.reverse();
    }
    SpecialDay { date: date(rng, office), periods, note: FreeText::parse("Juleaften").ok() }
}

fn known_special_day(rng: &mut Rng, office: &Office) -> Date {
    let known: Vec<Date> = office.closures().days().iter().map(|day| day.date).collect();
    match rng.pick(&known) {
        Some(date) if rng.percent(90) => *date,
        _ => date(rng, office),
    }
}

/// Minutes, the rest of the day, or days.
fn absence(rng: &mut Rng, office: &Office, now: UnixTime) -> Capacity {
    // Now and then at once, as a clerk who goes does.
    let ahead = if rng.percent(25) { 0 } else { 5 * rng.between(-6, 60) };
    let start = UnixTime::from_unix(now.unix() / 300 * 300) + Length::minutes(ahead);
    let minutes = match rng.weighted(&[(8, 0), (3, 1), (2, 2), (1, 3)]) {
        Some(1) => 60 * rng.between(6, 20),
        Some(2) => 1_440 * rng.between(1, 4),
        Some(3) => rng.between(-30, 0),
        _ => 5 * rng.between(1, 36),
    };
    Capacity::PlanAbsence {
        desk: desk(rng, office),
        time: TimeRange::new(start, start + Length::minutes(minutes)),
    }
}

fn end_of_absence(rng: &mut Rng, office: &Office) -> Capacity {
    let planned: Vec<(DeskId, AbsenceId)> =
        office.closures().absences().map(|absence| (absence.desk.clone(), absence.id)).collect();
    let (of, absence) =
        rng.pick(&planned).cloned().unwrap_or_else(|| (desk(rng, office), AbsenceId(999_999)));
    let desk = if rng.percent(5) { desk(rng, office) } else { of };
    Capacity::CancelAbsence { desk, absence }
}

fn void(rng: &mut Rng, office: &Office) -> Option<Command> {
    let ticket = rng.pick(office.tickets())?.id;
    Some(Command::VoidTicket { ticket, reason: FreeText::parse("nobody with this number came").ok()? })
}

fn notice(rng: &mut Rng, office: &Office, now: UnixTime) -> Option<Command> {
    let words = "MitID er nede. ".repeat(if rng.percent(90) { 1 } else { 9 });
    let text = LocalizedText::danish(FreeText::parse(&words).ok()?);
    let until = if rng.percent(90) {
        now + Length::minutes(rng.between(-5, 240))
    } else {
        office.setup().time_zone.day(office.date()).end + Length::minutes(rng.between(-1, 1))
    };
    Some(Command::SetDayNotice { text, until })
}

fn desk(rng: &mut Rng, office: &Office) -> DeskId {
    let known = rng.pick(&office.setup().desks).map(|desk| desk.id.clone());
    let unknown = rng.percent(2);
    known.filter(|_| !unknown).unwrap_or_else(|| DeskId::from("no_such_desk"))
}

fn clock(minute: i64) -> Time {
    let part = |value: i64| i8::try_from(value).unwrap_or(0);
    let minute = minute.min(23 * 60 + 30);
    Time::new(part(minute / 60), part(minute % 60), 0, 0).unwrap_or(Time::midnight())
}
