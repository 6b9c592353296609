// SPDX-License-Identifier: MPL-2.0
//! JSON: `{"date", "bookings": […]}`, the list of bookings alone, or `{"changes": […]}`.

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{Import, ImportError, ImportTarget, MAX_LINES, csv, date};
use office::gap::{Booking, BookingChange};

#[derive(Default)]
struct Row {
    change: Option<String>,
    desk: Option<String>,
    date: Option<String>,
    start: Option<String>,
    end: Option<String>,
}

impl Row {
    fn booking(&self, target: &ImportTarget) -> Result<Booking, String> {
        match (&self.desk, &self.start, &self.end) {
            (Some(desk), Some(start), Some(end)) => target.booking(desk, self.date.as_deref(), start, end),
            _ => Err("a booking has desk, start and end; one is missing".to_owned()),
        }
    }
}

pub(super) fn read(text: &[u8], target: &ImportTarget) -> Result<Import, ImportError> {
    let problem = RefCell::new(None);
    let context = Context { target, problem: &problem };
    let mut reader = serde_json::Deserializer::from_slice(text);
    let import = Whole(context).deserialize(&mut reader).and_then(|import| reader.end().map(|()| import));
    import.map_err(|error| {
        // What serde says of a wrong value would repeat it.
        let what = problem.take().unwrap_or_else(|| {
            let what = if error.is_data() {
                "a value of the wrong kind; see docs/diary-import.md"
            } else {
                "this is no JSON"
            };
            what.to_owned()
        });
        ImportError { line: error.line() as u64, what }
    })
}

/// The target of the file, and an error in its content: serde carries errors only as text.
#[derive(Clone, Copy)]
struct Context<'a> {
    target: &'a ImportTarget,
    problem: &'a RefCell<Option<String>>,
}

impl Context<'_> {
    fn refuse<E: Error>(self, what: impl Into<String>) -> E {
        self.problem.replace(Some(what.into()));
        E::custom("refused")
    }
}

struct Whole<'a>(Context<'a>);

impl<'de> DeserializeSeed<'de> for Whole<'_> {
    type Value = Import;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Import, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = Import;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with bookings or changes, or a list of bookings")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Import, A::Error> {
        let booked = Rows { context: self.0, of: PhantomData }.visit_seq(list)?;
        Ok(Import::Day { date: None, booked })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Import, A::Error> {
        let (mut day, mut import) = (None, None);
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "date" => {
                    let text: Option<String> = map.next_value()?;
                    let read = |text: &String| date(text).ok_or("the date is none; write it as 2026-03-05");
                    day = text.as_ref().map(read).transpose().map_err(|what| self.0.refuse(what))?;
                }
                "bookings" if import.is_none() => {
                    let booked = map.next_value_seed(Rows::<Booking> { context: self.0, of: PhantomData })?;
                    import = Some(Import::Day { date: None, booked });
                }
                "changes" if import.is_none() => {
                    let changes =
                        map.next_value_seed(Rows::<BookingChange> { context: self.0, of: PhantomData })?;
                    import = Some(Import::Changes(changes));
                }
                _ => return Err(self.0.refuse("write date and bookings, or changes, and nothing else")),
            }
        }
        match import {
            Some(Import::Day { booked, .. }) => Ok(Import::Day { date: day, booked }),
            Some(changes) if day.is_none() => Ok(changes),
            Some(_) => Err(self.0.refuse("changes carry their own times; leave the date out")),
            None => Err(self.0.refuse("there are neither bookings nor changes")),
        }
    }
}

/// A list whose members are checked one by one, so that an error knows its line.
struct Rows<'a, T> {
    context: Context<'a>,
    of: PhantomData<T>,
}

trait OfRow: Sized {
    fn read(row: &Row, target: &ImportTarget) -> Result<Self, String>;
}

impl OfRow for Booking {
    fn read(row: &Row, target: &ImportTarget) -> Result<Self, String> {
        if row.change.is_some() {
            return Err("a whole day has no changes; put them in a list «changes»".to_owned());
        }
        row.booking(target)
    }
}

impl OfRow for BookingChange {
    fn read(row: &Row, target: &ImportTarget) -> Result<Self, String> {
        let booking = row.booking(target)?;
        csv::change(row.change.as_deref().unwrap_or_default(), booking)
    }
}

impl<'de, T: OfRow> DeserializeSeed<'de> for Rows<'_, T> {
    type Value = Vec<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: OfRow> Visitor<'de> for Rows<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let mut rows = Vec::new();
        while let Some(row) = list.next_element_seed(One::<T> { context: self.context, of: PhantomData })? {
            if rows.len() == MAX_LINES {
                return Err(self.context.refuse(super::too_long(0).what));
            }
            rows.push(row);
        }
        Ok(rows)
    }
}

/// Checked before its closing brace is left behind: that is the line an error is in.
struct One<'a, T> {
    context: Context<'a>,
    of: PhantomData<T>,
}

impl<'de, T: OfRow> DeserializeSeed<'de> for One<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: OfRow> Visitor<'de> for One<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut row = Row::default();
        while let Some(name) = map.next_key::<String>()? {
            let member = match name.as_str() {
                "change" => &mut row.change,
                "desk" => &mut row.desk,
                "date" => &mut row.date,
                "start" => &mut row.start,
                "end" => &mut row.end,
                _ => {
                    let what = "an unknown member; a booking has desk, start and end, perhaps date, a change also change";
                    return Err(self.context.refuse(what));
                }
            };
            *member = Some(map.next_value()?);
        }
        T::read(&row, self.context.target).map_err(|what| self.context.refuse(what))
    }
}
