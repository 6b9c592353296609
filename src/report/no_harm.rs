//! What the arrangement took from those who book: time held, and minutes a booking was kept waiting by us.

use serde::Serialize;

use super::chance::Part;
use super::day::Day;
use super::figure::{Figure, How};
use super::small::{Count, FEWEST_TOLD};
use office::gap::{GapState, Origin};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct GapMinutes {
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub held: i64,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub used: i64,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub unused: i64,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub released: i64,
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub withdrawn: i64,
    /// Booked time that came free and was used: it cost no booking.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub lent_used: i64,
}

/// What those who had booked noticed of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts"))]
pub struct NoHarm {
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub bookings: u64,
    /// Bookings at whose start one of our cases still sat at the desk.
    pub touched: Count,
    /// Nothing where only a few were kept waiting.
    #[cfg_attr(feature = "typescript", ts(type = "number | null"))]
    pub late_minutes: Option<i64>,
    /// Minutes a booking was kept waiting by us, over all bookings.
    pub mean_late_minutes: Figure,
    /// Of those that were: half of them no longer than this, nine of ten no longer than that.
    pub late_half: Figure,
    pub late_nine_of_ten: Figure,
    /// Time held and not given back, in bookings of the period's usual length.
    pub bookings_lost: Option<f64>,
    #[cfg_attr(feature = "typescript", ts(type = "number | null"))]
    pub usual_booking_minutes: Option<i64>,
}

pub(super) fn gap_minutes(days: &[&Day]) -> GapMinutes {
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
pub(super) fn no_harm(days: &[&Day]) -> NoHarm {
    let bookings: u64 = days.iter().map(|day| u64::from(day.bookings)).sum();
    let booked: i64 = days.iter().map(|day| day.booked_seconds).sum();
    let touched = days.iter().flat_map(|day| &day.touched);
    let mut late: Vec<f64> = touched.map(|touched| touched.late_seconds as f64 / 60.0).collect();
    late.sort_unstable_by(f64::total_cmp);
    let parts: Vec<Part> = days.iter().map(|day| late_part(day)).collect();
    let usual = (bookings > 0).then(|| booked / i64::try_from(bookings).unwrap_or(i64::MAX).max(1) / 60);
    let usual = usual.filter(|&usual| usual > 0 && bookings >= FEWEST_TOLD);
    let held = gap_minutes(days).held;
    let touched = Count::part(late.len() as u64, bookings.max(late.len() as u64));
    let seconds: i64 = days.iter().flat_map(|day| &day.touched).map(|touched| touched.late_seconds).sum();
    NoHarm {
        bookings,
        touched,
        late_minutes: touched.is_told().then_some(seconds / 60),
        mean_late_minutes: if touched.is_told() {
            Figure::ratio(&parts, bookings)
        } else {
            Figure::untold(How::Bootstrap)
        },
        late_half: Figure::quantile(&late, 0.5),
        late_nine_of_ten: Figure::quantile(&late, 0.9),
        bookings_lost: usual.map(|usual| held as f64 / usual as f64),
        usual_booking_minutes: usual,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a day's seconds")]
pub(super) fn late_part(day: &Day) -> Part {
    let late: i64 = day.touched.iter().map(|touched| touched.late_seconds).sum();
    Part::new(late as f64 / 60.0, f64::from(day.bookings))
}
