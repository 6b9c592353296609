// SPDX-License-Identifier: MPL-2.0
//! The diary as imported, both ways.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::time::TimeJson;
use office::calendar::Zone;
use office::gap::Booking;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Diary"))]
#[schema(as = Diary)]
pub struct DiaryResponse {
    pub date: String,
    pub bookings: Vec<BookingJson>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Booking"))]
#[schema(as = Booking)]
pub struct BookingJson {
    pub desk: String,
    pub start: TimeJson,
    pub end: TimeJson,
}

impl DiaryResponse {
    pub fn of(date: Date, bookings: &[Booking], zone: &Zone) -> Self {
        let bookings = bookings.iter().map(|booking| BookingJson {
            desk: booking.desk.to_string(),
            start: TimeJson::of(booking.time.start, zone),
            end: TimeJson::of(booking.time.end, zone),
        });
        Self { date: date.to_string(), bookings: bookings.collect() }
    }
}

/// A day's diary, or changes to it; the list of bookings alone is taken too.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "described here, read by `appointments::import`")]
#[schema(as = NewDiary)]
pub struct DiaryBody {
    /// `2026-03-03`; without it, and without `?date=`, the day of the first booking.
    date: Option<String>,
    bookings: Option<Vec<BookingBody>>,
    changes: Option<Vec<BookingBody>>,
}

#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "described here, read by `appointments::import`")]
#[schema(as = NewBooking)]
pub struct BookingBody {
    /// In a list of changes: `booked` or `cancelled`.
    change: Option<String>,
    desk: String,
    start: String,
    end: String,
}
