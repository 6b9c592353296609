// SPDX-License-Identifier: MPL-2.0
//! Clock times and days as people read them. The names of days and months are the ones browsers give the
//! screens (Intl); they are data of the languages, not sentences of ours.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};

use office::ticket::Language;
use office::time::UnixTime;

/// «9.05» in Danish, «9:05» elsewhere; the word «kl.» belongs to the sentence.
pub fn clock((hour, minute): (i8, i8), language: Language) -> String {
    let sign = match language {
        Language::Da => '.',
        Language::En | Language::Ar => ':',
    };
    format!("{hour}{sign}{minute:02}")
}

/// The moment an RFC 3339 text names; nothing for any other text, such as a bare date or a desk.
pub fn instant(text: &str) -> Option<UnixTime> {
    (text.len() >= 17 && text.as_bytes()[10].eq_ignore_ascii_case(&b'T')).then_some(())?;
    let timestamp: Timestamp = text.parse().ok()?;
    Some(UnixTime::from_unix(timestamp.as_second()))
}

const DAYS: [[&str; 7]; 3] = [
    ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
];
const MONTHS: [[&str; 12]; 3] = [
    [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
];

/// «mandag», «Monday».
pub fn weekday(weekday: Weekday, language: Language) -> &'static str {
    let names = match language {
        Language::Da => 0,
        Language::En => 1,
        Language::Ar => 2,
    };
    let day = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or(0);
    DAYS[names].get(day).copied().unwrap_or_default()
}

/// «mandag den 23. november» for a bare date; nothing for any other text.
pub fn day(text: &str, language: Language) -> Option<String> {
    let date: Date = if text.len() == 10 { text.parse().ok()? } else { return None };
    let names = match language {
        Language::Da => 0,
        Language::En => 1,
        Language::Ar => 2,
    };
    let weekday = DAYS[names].get(usize::try_from(date.weekday().to_monday_zero_offset()).ok()?)?;
    let month = MONTHS[names].get(usize::try_from(date.month() - 1).ok()?)?;
    Some(match language {
        Language::Da => format!("{weekday} den {}. {month}", date.day()),
        Language::En | Language::Ar => format!("{weekday} {} {month}", date.day()),
    })
}
