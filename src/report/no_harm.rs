// SPDX-License-Identifier: MPL-2.0
//! Effect on bookings: reserved time, and delays caused by walk-ins.

use serde::Serialize;

use super::day_summary::DaySummary;
use super::disclosure::{Count, DISCLOSURE_THRESHOLD};
use super::figure::{Figure, IntervalMethod};
use office::gap::{GapState, Origin};
use statistics::intervals::RatioPart;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GapMinutes {
    pub held: i64,
    pub used: i64,
    pub unused: i64,
    pub released: i64,
    pub withdrawn: i64,
    /// Freed booked time that was used, at no cost to bookings.
    pub lent_used: i64,
}

/// Delays of bookings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct NoHarm {
    pub bookings: u64,
    /// Bookings delayed by a walk-in.
    pub touched: Count,
    /// Bookings whose citizen did not come, by a clerk's word.
    pub not_come: Count,
    /// `None` if the number of delayed bookings is small.
    pub late_minutes: Option<i64>,
    /// Mean delay over all bookings, in minutes.
    pub mean_late_minutes: Figure,
    /// Median and 90 % quantile of the delay of delayed bookings.
    pub late_half: Figure,
    pub late_nine_of_ten: Figure,
    /// Reserved time that was not released, in bookings of mean length.
    pub bookings_lost: Option<f64>,
    pub usual_booking_minutes: Option<i64>,
}

pub(super) fn gap_minutes(days: &[&DaySummary]) -> GapMinutes {
    let mut seconds = GapMinutes::default();
    for gap in days.iter().flat_map(|day| &day.gaps) {
        match (gap.origin, gap.how) {
            (Origin::FreedBooking, _) => seconds.lent_used += gap.used,
            (_, GapState::Released) => seconds.released += gap.reserved,
            (_, GapState::Withdrawn) => seconds.withdrawn += gap.reserved,
            (_, GapState::Open | GapState::Used | GapState::Unused) => {
                seconds.held += gap.reserved;
                seconds.used += gap.used;
                seconds.unused += gap.unused();
            }
        }
    }
    GapMinutes {
        held: seconds.held / 60,
        used: seconds.used / 60,
        unused: seconds.unused / 60,
        released: seconds.released / 60,
        withdrawn: seconds.withdrawn / 60,
        lent_used: seconds.lent_used / 60,
    }
}

#[expect(clippy::cast_precision_loss, reason = "seconds and bookings of a period")]
pub(super) fn no_harm(days: &[&DaySummary]) -> NoHarm {
    let bookings: u64 = days.iter().map(|day| u64::from(day.bookings)).sum();
    let booked: i64 = days.iter().map(|day| day.booked_seconds).sum();
    let touched = days.iter().flat_map(|day| &day.touched);
    let mut late: Vec<f64> = touched.map(|touched| touched.late_seconds as f64 / 60.0).collect();
    late.sort_unstable_by(f64::total_cmp);
    let parts: Vec<RatioPart> = days.iter().map(|day| late_part(day)).collect();
    let usual = (bookings > 0).then(|| booked / i64::try_from(bookings).unwrap_or(i64::MAX).max(1) / 60);
    let usual = usual.filter(|&usual| usual > 0 && bookings >= DISCLOSURE_THRESHOLD);
    let held = gap_minutes(days).held;
    let touched = Count::part(late.len() as u64, bookings.max(late.len() as u64));
    let seconds: i64 = days.iter().flat_map(|day| &day.touched).map(|touched| touched.late_seconds).sum();
    NoHarm {
        not_come: Count::of(days.iter().map(|day| day.not_come.len() as u64).sum()),
        bookings,
        touched,
        late_minutes: touched.is_disclosed().then_some(seconds / 60),
        mean_late_minutes: if touched.is_disclosed() {
            Figure::ratio(&parts, bookings)
        } else {
            Figure::suppressed(IntervalMethod::Bootstrap)
        },
        late_half: Figure::quantile(&late, 0.5),
        late_nine_of_ten: Figure::quantile(&late, 0.9),
        bookings_lost: usual.map(|usual| held as f64 / usual as f64),
        usual_booking_minutes: usual,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a day's seconds")]
pub(super) fn late_part(day: &DaySummary) -> RatioPart {
    let late: i64 = day.touched.iter().map(|touched| touched.late_seconds).sum();
    RatioPart::new(late as f64 / 60.0, f64::from(day.bookings))
}
