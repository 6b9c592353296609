//! The diary as imported, both ways.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::schema;
use crate::office::calendar::{Stamp, Zone};
use crate::office::gap::Booking;
use crate::office::names::DeskId;
use jiff::civil::Date;

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Diary"))]
#[schema(as = Diary)]
pub struct WireDiary {
    pub date: String,
    pub bookings: Vec<WireBooking>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "wire.ts", rename = "Booking"))]
#[schema(as = Booking)]
pub struct WireBooking {
    #[schema(value_type = String)]
    pub desk: DeskId,
    #[schema(schema_with = schema::time)]
    pub start: Stamp,
    #[schema(schema_with = schema::time)]
    pub end: Stamp,
}

/// A day's diary, or its bookings alone.
#[derive(Debug, ToSchema)]
#[schema(as = NewDiary)]
pub struct DiaryBody {
    /// `2026-03-03`; without it, and without `?date=`, the day of the first booking.
    pub date: Option<String>,
    pub bookings: Vec<BookingBody>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewBooking)]
pub struct BookingBody {
    #[schema(value_type = String)]
    pub desk: DeskId,
    pub start: String,
    pub end: String,
}

/// As an object; a bare list is taken too.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WithDate {
    date: Option<String>,
    bookings: Vec<BookingBody>,
}

impl<'de> Deserialize<'de> for DiaryBody {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Either)
    }
}

struct Either;

impl<'de> serde::de::Visitor<'de> for Either {
    type Value = DiaryBody;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object with «bookings», or a list of bookings")
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, list: A) -> Result<DiaryBody, A::Error> {
        let bookings = Vec::deserialize(serde::de::value::SeqAccessDeserializer::new(list))?;
        Ok(DiaryBody { date: None, bookings })
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<DiaryBody, A::Error> {
        let WithDate { date, bookings } =
            WithDate::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        Ok(DiaryBody { date, bookings })
    }
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
