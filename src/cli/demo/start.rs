//! When a demo's clock starts: where it was told to, and never before anything that has happened.

use jiff::civil::{Date, DateTime, Time, date, time};

use super::Failure;
use crate::keeper;
use crate::keeper::ports::Ledger;
use crate::office::calendar::Zone;
use crate::office::moment::Moment;

/// A working morning: people have come, and most of the day lies ahead.
const MORNING: Time = time(9, 40, 0, 0);
const DAY: Date = date(2026, 3, 3);

/// What the command line asks for.
pub(super) fn asked(at: Option<DateTime>, day: Option<Date>) -> Result<DateTime, Failure> {
    match (at, day) {
        (Some(at), Some(day)) if at.date() != day => {
            Err(Failure::new(format!("--at is on {} and --date on {day}; leave one of them out", at.date())))
        }
        (Some(at), _) => Ok(at),
        (None, day) => Ok(day.unwrap_or(DAY).to_datetime(MORNING)),
    }
}

/// The later of what was asked for and the ledger's last moment.
pub(super) fn moment(zone: &Zone, asked: DateTime, ledger: &mut dyn Ledger) -> Result<Moment, Failure> {
    let asked = zone.moment(asked.date(), asked.time());
    let office = keeper::rebuild(ledger).map_err(Failure::from_error)?;
    Ok(office.map_or(asked, |(office, _)| office.last_at().max(asked)))
}
