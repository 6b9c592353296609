//! The diary as imported, both ways.

use serde::Serialize;
use utoipa::ToSchema;

use super::schema;
use jiff::civil::Date;
use office::calendar::{Rfc3339, Zone};
use office::gap::Booking;
use office::names::DeskId;

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Diary"))]
#[schema(as = Diary)]
pub struct WireDiary {
    pub date: String,
    pub bookings: Vec<WireBooking>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Booking"))]
#[schema(as = Booking)]
pub struct WireBooking {
    #[schema(value_type = String)]
    pub desk: DeskId,
    #[schema(schema_with = schema::time)]
    pub start: Rfc3339,
    #[schema(schema_with = schema::time)]
    pub end: Rfc3339,
}

/// A day's diary, or changes to it; the list of bookings alone is taken too. Read by `diary::import`.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "described here, read by `diary::import`")]
#[schema(as = NewDiary)]
pub struct DiaryBody {
    /// `2026-03-03`; without it, and without `?date=`, the day of the first booking.
    pub date: Option<String>,
    pub bookings: Option<Vec<BookingBody>>,
    pub changes: Option<Vec<BookingBody>>,
}

#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "described here, read by `diary::import`")]
#[schema(as = NewBooking)]
pub struct BookingBody {
    /// In a list of changes: `booked` or `cancelled`.
    pub change: Option<String>,
    #[schema(value_type = String)]
    pub desk: DeskId,
    pub start: String,
    pub end: String,
}

impl WireDiary {
    pub fn of(date: Date, bookings: &[Booking], zone: &Zone) -> Self {
        let bookings = bookings.iter().map(|booking| WireBooking {
            desk: booking.desk.clone(),
            start: zone.stamp(booking.time.start),
            end: zone.stamp(booking.time.end),
        });
        Self { date: date.to_string(), bookings: bookings.collect() }
    }
}
