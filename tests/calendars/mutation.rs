// SPDX-License-Identifier: MPL-2.0
//! Calendars and lists of bookings, broken by chance: whatever comes in, the answer is a value, and it comes
//! soon. The chance is seeded: what fails once fails again. `make fuzz` looks for longer.

use std::time::{Duration, Instant};

use appointments::import::{Import, ImportTarget};
use office::calendar::Zone;
use office::names::DeskId;
use simulation::rng::Rng;

use super::corpus::{ZONE, of_calcard, read_bytes, window};
use appointments::ical::CalendarError;

const WORDS: &[&str] = &[
    "RRULE:FREQ=SECONDLY\r\n",
    "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n",
    "BEGIN:VEVENT\r\n",
    "END:VEVENT\r\n",
    "RRULE:FREQ=MINUTELY;BYSETPOS=-1;BYDAY=MO\r\n",
    "DTSTART:00010101T000000\r\n",
    "DTSTART:99991231T235959Z\r\n",
    "DURATION:P4294967295W\r\n",
    "RDATE;VALUE=PERIOD:/\r\n",
    "INTERVAL=65535;",
    "COUNT=4294967295;",
    "TZID=(UTC+99:99) Nowhere:",
    "RECURRENCE-ID;RANGE=THISANDFUTURE:20260304T090000\r\n",
    "\"",
    ";",
    ",",
    "\u{0}",
    "-",
    "99999999999999999999",
    "æ",
    "\r\n ",
    "T",
    "Z",
    "{",
    "}",
    "[",
    "\n",
];
/// Far beyond what one small calendar may take, also in a debug build beside other tests.
const TOO_LONG: Duration = Duration::from_secs(20);

fn below(chance: &mut Rng, end: usize) -> usize {
    usize::try_from(chance.below(u64::try_from(end.max(1)).unwrap())).unwrap()
}

fn breaks(chance: &mut Rng, text: &mut Vec<u8>, other: &[u8]) {
    let at = below(chance, text.len() + 1);
    let length = below(chance, 40).min(text.len() - at);
    match below(chance, 6) {
        0 if at < text.len() => text[at] ^= 1 << below(chance, 8),
        1 => drop(text.drain(at..at + length)),
        2 => {
            let twice = text[at..at + length].to_vec();
            text.splice(at..at, twice);
        }
        3 => {
            let from = below(chance, other.len() + 1);
            let piece = &other[from..(from + below(chance, 200)).min(other.len())];
            text.splice(at..at, piece.iter().copied());
        }
        4 if at < text.len() && text[at].is_ascii_digit() => {
            text[at] = b'0' + u8::try_from(below(chance, 10)).unwrap();
        }
        _ => {
            let word = WORDS[below(chance, WORDS.len())];
            text.splice(at..at, word.bytes());
        }
    }
}

fn while_time_lasts(mut each: impl FnMut(&mut Rng)) -> u64 {
    let seconds = std::env::var("MINTUR_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let end = Instant::now() + Duration::from_secs(seconds.unwrap_or(4));
    let mut turns = 0;
    while Instant::now() < end {
        turns += 1;
        each(&mut Rng::new(turns));
    }
    turns
}

#[test]
fn a_broken_calendar_breaks_nothing() {
    let zone = Zone::named(ZONE).unwrap();
    let month = window(&zone, ["2026-03-01", "2026-04-01"]);
    let texts: Vec<Vec<u8>> = of_calcard().iter().map(|file| std::fs::read(&file.path).unwrap()).collect();
    let texts: Vec<Vec<u8>> = texts.into_iter().filter(|text| text.len() < 8_000).collect();
    let turns = while_time_lasts(|chance| {
        let mut text = texts[below(chance, texts.len())].clone();
        for _ in 0..=below(chance, 8) {
            let other = below(chance, texts.len());
            breaks(chance, &mut text, &texts[other]);
        }
        let began = Instant::now();
        let read = read_bytes(&text, &zone, month);
        let shown = || String::from_utf8_lossy(&text).into_owned();
        assert!(read != Err(CalendarError::Fault), "a library panicked at:\n{}", shown());
        assert!(began.elapsed() < TOO_LONG, "{:?} for:\n{}", began.elapsed(), shown());
    });
    println!("{turns} broken calendars");
    assert!(turns > 100);
}

#[test]
fn a_broken_list_of_bookings_breaks_nothing() {
    let against =
        ImportTarget { zone: Zone::named(ZONE).unwrap(), desks: ["1", "2"].map(DeskId::from).to_vec() };
    let csv = b"desk,start,end\n1,2026-03-05T10:00,2026-03-05T10:15\n2,2026-03-05T10:00:00+01:00,2026-03-05T10:15\n";
    let changes = b"change;desk;start;end\nbooked;1;2026-03-05T10:00;2026-03-05T10:15\n";
    let json = br#"{"date":"2026-03-05","bookings":[{"desk":"1","start":"2026-03-05T10:00","end":"2026-03-05T10:15"}]}"#;
    let texts: [&[u8]; 3] = [csv, changes, json];
    let turns = while_time_lasts(|chance| {
        let mut text = texts[below(chance, 3)].to_vec();
        for _ in 0..=below(chance, 4) {
            let other = below(chance, 3);
            breaks(chance, &mut text, texts[other]);
        }
        for read in [Import::csv(&text, &against), Import::json(&text, &against)] {
            if let Ok(Import::Day { booked, .. }) = read {
                assert!(booked.iter().all(|booking| !booking.time.is_empty()));
            }
        }
    });
    println!("{turns} broken lists");
    assert!(turns > 1_000);
}
