// SPDX-License-Identifier: MPL-2.0
//! Danish public holidays and adjacent closing days, which are left out of the demand of ordinary days.

use jiff::ToSpan;
use jiff::civil::Date;

/// Days from Easter Sunday: Maundy Thursday, Good Friday, both Easter days, Ascension, both days of Whitsun.
const FROM_EASTER: [i64; 7] = [-3, -2, 0, 1, 39, 49, 50];
/// Month and day: New Year, Constitution Day, Christmas from its eve, New Year's Eve.
const FIXED: [(i8, i8); 6] = [(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)];

pub fn is_holiday(day: Date) -> bool {
    let moving = easter(day.year()).is_some_and(|easter| {
        FROM_EASTER.iter().any(|&days| easter.checked_add(days.days()).is_ok_and(|holiday| holiday == day))
    });
    moving || FIXED.contains(&(day.month(), day.day()))
}

/// Easter Sunday of the Gregorian calendar (the anonymous computus of 1876).
fn easter(year: i16) -> Option<Date> {
    let (y, golden) = (i32::from(year), i32::from(year) % 19);
    let (century, rest) = (y / 100, y % 100);
    let leap = (8 * century + 13) / 25;
    let epact = (19 * golden + century - century / 4 - leap + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 19 * weekday) / 433;
    let month = (epact + weekday - 7 * late + 90) / 25;
    let day = (epact + weekday - 7 * late + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_falls_where_the_calendar_has_it() {
        for day in
            [date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25)]
        {
            assert_eq!(easter(day.year()), Some(day));
        }
    }

    #[test]
    fn offices_are_closed_on_these_days_and_open_on_the_others() {
        for day in
            [date(2026, 4, 2), date(2026, 5, 14), date(2026, 5, 25), date(2026, 6, 5), date(2026, 12, 31)]
        {
            assert!(is_holiday(day), "{day}");
        }
        // The Great Prayer Day was abolished in 2024.
        for day in [date(2026, 4, 8), date(2026, 5, 1), date(2026, 3, 2)] {
            assert!(!is_holiday(day), "{day}");
        }
    }
}
