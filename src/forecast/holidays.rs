// SPDX-License-Identifier: MPL-2.0
//! Danish public holidays and adjacent closing days: closures that are proposed, and days that are left out of the
//! demand of ordinary ones. The holidays are those of the established church (helligdage) without the Great Prayer Day,
//! which lov nr. 214 of 6 March 2023 abolished from 2024 on; Constitution Day, Christmas Eve and New Year's Eve are no
//! holidays by law, but public offices are closed.

use jiff::ToSpan;
use jiff::civil::Date;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    NewYearsDay,
    MaundyThursday,
    GoodFriday,
    EasterSunday,
    EasterMonday,
    AscensionDay,
    WhitSunday,
    WhitMonday,
    ConstitutionDay,
    ChristmasEve,
    ChristmasDay,
    SecondChristmasDay,
    NewYearsEve,
}

/// Days from Easter Sunday.
const FROM_EASTER: [(i64, Holiday); 7] = [
    (-3, Holiday::MaundyThursday),
    (-2, Holiday::GoodFriday),
    (0, Holiday::EasterSunday),
    (1, Holiday::EasterMonday),
    (39, Holiday::AscensionDay),
    (49, Holiday::WhitSunday),
    (50, Holiday::WhitMonday),
];
/// Month and day.
const FIXED: [(i8, i8, Holiday); 6] = [
    (1, 1, Holiday::NewYearsDay),
    (6, 5, Holiday::ConstitutionDay),
    (12, 24, Holiday::ChristmasEve),
    (12, 25, Holiday::ChristmasDay),
    (12, 26, Holiday::SecondChristmasDay),
    (12, 31, Holiday::NewYearsEve),
];

/// The holiday that a date is, if it is one.
pub fn on(date: Date) -> Option<Holiday> {
    let fixed = FIXED.iter().find(|(month, day, _)| (*month, *day) == (date.month(), date.day()));
    let is_after = |easter: Date, days: i64| easter.checked_add(days.days()).is_ok_and(|day| day == date);
    let moving = || {
        let easter = easter(date.year())?;
        FROM_EASTER.iter().find(|(days, _)| is_after(easter, *days)).map(|(_, holiday)| *holiday)
    };
    fixed.map(|(_, _, holiday)| *holiday).or_else(moving)
}

/// The holidays among as many days, from a date on.
pub fn from(date: Date, days: i32) -> impl Iterator<Item = (Date, Holiday)> {
    let dates = (0..days).map_while(move |after| date.checked_add(after.days()).ok());
    dates.filter_map(|date| Some((date, on(date)?)))
}

pub fn is_holiday(day: Date) -> bool {
    on(day).is_some()
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

    #[test]
    fn a_year_has_thirteen_days_on_which_offices_are_closed() {
        let all: Vec<_> = from(date(2027, 1, 1), 365).collect();
        assert_eq!(all.len(), 13, "{all:?}");
        assert_eq!(all[0], (date(2027, 1, 1), Holiday::NewYearsDay));
        assert_eq!(all[1], (date(2027, 3, 25), Holiday::MaundyThursday));
        assert_eq!(all[7], (date(2027, 5, 17), Holiday::WhitMonday));
    }
}
