// SPDX-License-Identifier: MPL-2.0
//! How busy an office is now and usually. The office is asked at most once in ten seconds, however many look.

use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use tokio::sync::Mutex;

use crate::state::OfficeState;
use forecast::usual_load::{HourLoad, usual_load};
use office::Office;
use office::calendar::Zone;
use office::time::{Length, TimeRange, UnixTime};
use office::view::BusyView;
use runtime::handle::NoAnswer;

/// By the office's clock.
const KEPT: Length = Length::seconds(10);
/// A ledger that is read for the first time keeps nobody waiting: the usual load comes later.
const HISTORY_WAIT: Duration = Duration::from_millis(200);

#[derive(Clone, Debug)]
pub struct BusyNow {
    pub view: BusyView,
    pub usual: Option<(Date, Vec<HourLoad>)>,
}

/// What was read last, and when. Those who ask meanwhile wait for the one reading.
#[derive(Debug, Default)]
pub struct BusyCache(Mutex<Option<(UnixTime, Arc<BusyNow>)>>);

/// As it was in the last ten seconds.
pub async fn busy_now(office: &OfficeState) -> Result<Arc<BusyNow>, NoAnswer> {
    let mut known = office.busy.0.lock().await;
    let now = office.hosted.handle.now();
    if let Some((_, busy)) = known.as_ref().filter(|(read_at, _)| is_fresh(*read_at, now)) {
        return Ok(Arc::clone(busy));
    }
    let view = office.hosted.handle.read(Office::busy).await?;
    let usual = usual(office, &view).await;
    let busy = Arc::new(BusyNow { view, usual });
    *known = Some((now, Arc::clone(&busy)));
    Ok(busy)
}

fn is_fresh(read_at: UnixTime, now: UnixTime) -> bool {
    TimeRange::new(read_at, read_at + KEPT).contains(now)
}

async fn usual(office: &OfficeState, view: &BusyView) -> Option<(Date, Vec<HourLoad>)> {
    let (date, hours) = view.day?;
    let history = office.hosted.ledger_follower.history(&office.hosted.handle);
    let history = tokio::time::timeout(HISTORY_WAIT, history).await.ok()?.ok()?;
    Some((date, usual_load(&history, date, clock_hours(hours, &office.hosted.zone))?))
}

/// The first hour, and the one after the last.
fn clock_hours(open: TimeRange, zone: &Zone) -> [u8; 2] {
    let hour = |moment| {
        let (hour, minute) = zone.clock(moment);
        (u8::try_from(hour).unwrap_or_default(), minute)
    };
    let ((first, _), (last, minutes)) = (hour(open.start), hour(open.end));
    match last + u8::from(minutes > 0) {
        end if end <= first => [first, 24],
        end => [first, end],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn the_hours_of_a_day_are_those_in_which_somebody_can_come() {
        let zone = Zone::named("Europe/Copenhagen").unwrap();
        let at = |hour, minute| zone.moment(date(2026, 3, 3), time(hour, minute, 0, 0));
        let hours = |from, to| clock_hours(TimeRange::new(from, to), &zone);
        assert_eq!(hours(at(8, 0), at(16, 0)), [8, 16]);
        assert_eq!(hours(at(8, 30), at(15, 45)), [8, 16]);
        assert_eq!(hours(at(8, 0), zone.day(date(2026, 3, 3)).end), [8, 24], "until midnight");
    }
}
