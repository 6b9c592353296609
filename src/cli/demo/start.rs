// SPDX-License-Identifier: MPL-2.0
//! When a demo's clock starts: where it was set to, and never before anything that has happened.

use jiff::civil::{Date, DateTime, Time, date, time};

use super::Failure;
use office::calendar::Zone;
use office::time::UnixTime;
use runtime::ports::Ledger;

/// A working morning: people have come, and most of the day lies ahead.
const MORNING: Time = time(9, 40, 0, 0);
const DAY: Date = date(2026, 3, 5);

/// What the command line asks for.
pub(super) fn start_time(at: Option<DateTime>, day: Option<Date>) -> Result<DateTime, Failure> {
    match (at, day) {
        (Some(at), Some(day)) if at.date() != day => {
            Err(Failure::new(format!("--at is on {} and --date on {day}; leave one of them out", at.date())))
        }
        (Some(at), _) => Ok(at),
        (None, day) => Ok(day.unwrap_or(DAY).to_datetime(MORNING)),
    }
}

/// Whether nothing has happened here yet.
pub(super) fn is_new(ledger: &mut dyn Ledger) -> Result<bool, Failure> {
    Ok(ledger.read_after(0, 1).map_err(Failure::from_error)?.is_empty())
}

/// The later of what was asked for and the ledger's last moment.
pub(super) fn moment(zone: &Zone, asked: DateTime, ledger: &mut dyn Ledger) -> Result<UnixTime, Failure> {
    let asked = zone.moment(asked.date(), asked.time());
    let office = runtime::rebuild(ledger).map_err(Failure::from_error)?;
    Ok(office.map_or(asked, |rebuilt| rebuilt.office.last_at().max(asked)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::SqliteLedger;
    use office::event::{Event, Recorded};
    use office::names::Actor;
    use office::time::Length;
    use office::{Office, gap::Plan, policy::Policy};

    fn at(day: i8, hour: i8) -> DateTime {
        date(2026, 3, day).at(hour, 0, 0, 0)
    }

    #[test]
    fn a_killed_demo_started_the_same_way_goes_on_where_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let office = crate::cli::demo::demo_office().ok().unwrap();
        let (id, zone) = (&office.setup.id, &office.setup.time_zone);
        let mut ledger = SqliteLedger::open(folder.path(), id).unwrap();
        let first = moment(zone, at(3, 9), &mut ledger).ok().unwrap();
        assert_eq!(first, zone.moment(date(2026, 3, 3), time(9, 0, 0, 0)));
        let (_, mut events) = Office::found(office.setup.clone(), Policy::default(), Plan::default(), first);
        let later = first + Length::minutes(95);
        let help = Recorded {
            at: later,
            actor: Actor::from("kiosk"),
            key: None,
            fingerprint: None,
            event: Event::HelpAsked,
        };
        events.push(help);
        ledger.append(&events).unwrap();
        drop(ledger);
        let mut ledger = SqliteLedger::open(folder.path(), id).unwrap();
        assert_eq!(moment(zone, at(3, 9), &mut ledger).ok().unwrap(), later, "never back in time");
        let next_day = zone.moment(date(2026, 3, 4), time(9, 0, 0, 0));
        assert_eq!(moment(zone, at(4, 9), &mut ledger).ok().unwrap(), next_day, "but on to a later day");
    }

    #[test]
    fn a_demo_starts_on_a_working_morning_of_the_day_that_was_asked_for() {
        let start = |at, day| start_time(at, day).map_err(|failure| failure.to_string());
        assert_eq!(start(None, None).unwrap().to_string(), "2026-03-05T09:40:00");
        assert_eq!(start(None, Some(date(2026, 3, 3))).unwrap().to_string(), "2026-03-03T09:40:00");
        assert_eq!(start(Some(at(4, 8)), None).unwrap(), at(4, 8));
        let said = start(Some(at(4, 8)), Some(date(2026, 3, 5))).unwrap_err();
        assert!(said.contains("leave one of them out"), "{said}");
    }
}
