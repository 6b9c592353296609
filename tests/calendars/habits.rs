// SPDX-License-Identifier: MPL-2.0
//! Bookings written as programs write them. The time of each is drawn first, as a moment, and then written in one of
//! many habits; so what is right is known without reading. What was written exactly is read exactly, and what was
//! damaged takes the booking's time or is reported: no booking is lost without a word.

use std::fmt::Write as _;

use appointments::ical::Calendar;
use jiff::civil::DateTime;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};
use office::calendar::Zone;
use simulation::rng::Rng;

use super::corpus::{ZONE, read_bytes, root, window};

const SEEDS: u64 = 6_000;
const NAMES: &str = "src/appointments/ical/zone_names.txt";
const DEFINED: &str = "Kontorets egen zone";

/// One zone of the world and what Outlook shows for it.
struct ZoneName {
    zone: TimeZone,
    iana: String,
    windows: String,
    shown: Vec<String>,
}

struct Booking {
    start: Timestamp,
    end: Timestamp,
}

/// What was written, and whether nothing of it is open.
struct Written {
    text: String,
    exact: bool,
}

fn zones() -> Vec<ZoneName> {
    let table = std::fs::read_to_string(root().join(NAMES)).unwrap();
    let rows =
        table.lines().take_while(|line| !line.starts_with("# 2.")).filter(|line| !line.starts_with('#'));
    let zones = rows.map(|row| {
        let mut cells = row.split('|').map(str::to_owned);
        let (iana, windows) = (cells.next().unwrap(), cells.next().unwrap());
        let zone = TimeZoneDatabase::bundled().get(&iana).unwrap();
        ZoneName { zone, iana, windows, shown: cells.collect() }
    });
    zones.collect()
}

fn booking(rng: &mut Rng) -> Booking {
    let first: Timestamp = "2026-11-02T00:00:00Z".parse().unwrap();
    let start = first + SignedDuration::from_mins(rng.between(0, 2 * 24 * 270) * 30);
    Booking { start, end: start + SignedDuration::from_mins(rng.between(1, 16) * 15) }
}

fn clock(time: DateTime, extended: bool) -> String {
    time.strftime(if extended { "%Y-%m-%dT%H:%M:%S" } else { "%Y%m%dT%H%M%S" }).to_string()
}

fn offset(seconds: i32, separator: &str) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    format!("{sign}{:02}{separator}{:02}", seconds.abs() / 3600, seconds.abs() / 60 % 60)
}

/// The name of a zone in one of its spellings, and whether it can mean only this zone.
fn spelling(rng: &mut Rng, zone: &ZoneName) -> (String, bool) {
    let shown = rng.pick(&zone.shown).unwrap();
    let january = Timestamp::from_second(1_800_000_000).unwrap();
    let july = january + SignedDuration::from_hours(24 * 182);
    let winter = zone.zone.to_offset(january).seconds().min(zone.zone.to_offset(july).seconds());
    let greenwich = *rng.pick(&["UTC", "GMT"]).unwrap();
    let separator = *rng.pick(&[":", "."]).unwrap();
    let whole = format!("({greenwich}{}) {shown}", offset(winter, separator));
    match rng.below(9) {
        0 => (zone.iana.clone(), true),
        1 => (format!("/freeassociation.sourceforge.net/{}", zone.iana), zone.iana.contains('/')),
        2 => (zone.windows.clone(), true),
        3 => (format!("\"{}\"", zone.windows), true),
        4 => (format!("\"{whole}\""), true),
        5 => (whole.replace(',', "\\,"), true),
        6 => (format!("{whole} "), true),
        7 => {
            let letters = whole.chars().count();
            let kept = usize::try_from(rng.between(14, i64::try_from(letters.max(14)).unwrap())).unwrap();
            (whole.chars().take(kept).collect(), false)
        }
        _ => (whole, true),
    }
}

/// A definition of the zone by the dates of its real changes. One whose dates end leaves a doubt: the program may
/// only have stopped writing them.
fn definition(rng: &mut Rng, zone: &TimeZone) -> (String, bool) {
    let first: Timestamp = "2020-01-01T00:00:00Z".parse().unwrap();
    let last: Timestamp = "2029-01-01T00:00:00Z".parse().unwrap();
    let seconds = if rng.percent(30) { "00" } else { "" };
    let space = if rng.percent(30) { " " } else { "" };
    let mut text = format!("BEGIN:VTIMEZONE\r\nTZID:{DEFINED}{space}\r\n");
    let mut before = zone.to_offset(first).seconds();
    let from = zone.to_datetime(first);
    let part = |kind: &str, at: DateTime, before: i32, after: i32| {
        format!(
            "BEGIN:{kind}\r\nDTSTART:{0}\r\nTZOFFSETFROM:{1}{seconds}\r\nTZOFFSETTO:{2}{seconds}\r\nRDATE:{0}\r\nEND:{kind}\r\n",
            clock(at, false),
            offset(before, ""),
            offset(after, ""),
        )
    };
    text.push_str(&part("STANDARD", from, before, before));
    for change in zone.following(first).take_while(|change| change.timestamp() < last) {
        let after = change.offset().seconds();
        let local = jiff::tz::Offset::from_seconds(before).unwrap().to_datetime(change.timestamp());
        let kind = if change.dst().is_dst() { "DAYLIGHT" } else { "STANDARD" };
        text.push_str(&part(kind, local, before, after));
        before = after;
    }
    text.push_str("END:VTIMEZONE\r\n");
    let recent: Timestamp = "2028-01-01T00:00:00Z".parse().unwrap();
    let changes = zone.following(first).next().is_some();
    let still = zone.following(recent).next().is_some();
    (text, still || !changes)
}

fn times(rng: &mut Rng, booking: &Booking, zone: &TimeZone, name: &str) -> String {
    let extended = rng.percent(15);
    let local = |at: Timestamp| clock(zone.to_datetime(at), extended);
    let minutes = (booking.end.as_second() - booking.start.as_second()) / 60;
    let mut lines = format!("DTSTART;TZID={name}:{}\r\n", local(booking.start));
    // Over a change of the clocks a local end says less than a length.
    if rng.percent(50) || zone.to_offset(booking.start) != zone.to_offset(booking.end) {
        write!(lines, "DURATION:PT{minutes}M\r\n").unwrap();
    } else {
        write!(lines, "DTEND;TZID={name}:{}\r\n", local(booking.end)).unwrap();
    }
    lines
}

fn written(rng: &mut Rng, booking: &Booking, zones: &[ZoneName]) -> Written {
    let zone = rng.pick(zones).unwrap();
    let (zone_text, times, exact) = if rng.percent(30) {
        let (text, exact) = definition(rng, &zone.zone);
        (text, times(rng, booking, &zone.zone, DEFINED), exact)
    } else {
        let (name, exact) = spelling(rng, zone);
        (String::new(), times(rng, booking, &zone.zone, &name), exact)
    };
    // Of an hour that the clocks repeat the first is meant.
    let repeated = zone.zone.to_ambiguous_timestamp(zone.zone.to_datetime(booking.start)).is_ambiguous();
    let text = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{zone_text}BEGIN:VEVENT\r\nUID:a\r\n{times}SUMMARY:Møde\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    Written { text, exact: exact && !repeated }
}

/// Line ends, folds and encodings that change nothing.
fn packed(rng: &mut Rng, text: &str) -> Vec<u8> {
    let width = usize::try_from(rng.between(9, 75)).unwrap();
    let mut folded = String::new();
    for line in text.split("\r\n").filter(|line| !line.is_empty()) {
        let letters: Vec<char> = line.chars().collect();
        let parts: Vec<String> = letters.chunks(width).map(|part| part.iter().collect()).collect();
        let end = *rng.pick(&["\r\n", "\r\n", "\n", "\r"]).unwrap();
        folded.push_str(&parts.join(&format!("{end} ")));
        folded.push_str(end);
    }
    match rng.below(6) {
        0 => [&[0xff, 0xfe][..], &folded.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()]
            .concat(),
        1 => [&[0xef, 0xbb, 0xbf][..], folded.as_bytes()].concat(),
        _ => folded.into_bytes(),
    }
}

fn covers(calendar: &Calendar, booking: &Booking) -> bool {
    let taken = calendar.entries.iter().flat_map(|entry| &entry.occupied);
    taken.into_iter().any(|taken| {
        taken.time.start.unix() <= booking.start.as_second()
            && taken.time.end.unix() >= booking.end.as_second()
    })
}

fn is_exact(calendar: &Calendar, booking: &Booking) -> bool {
    let mut taken = calendar.entries.iter().flat_map(|entry| &entry.occupied);
    let only = taken.next().filter(|_| taken.next().is_none());
    only.is_some_and(|taken| {
        taken.time.start.unix() == booking.start.as_second()
            && taken.time.end.unix() == booking.end.as_second()
    })
}

fn read(bytes: &[u8]) -> Calendar {
    let zone = Zone::named(ZONE).unwrap();
    read_bytes(bytes, &zone, window(&zone, ["2026-10-01", "2028-01-01"])).unwrap()
}

#[test]
fn a_booking_keeps_its_time_however_a_program_writes_it() {
    let zones = zones();
    let mut exact = 0;
    for seed in 0..SEEDS {
        let mut rng = Rng::new(seed);
        let booking = booking(&mut rng);
        let written = written(&mut rng, &booking, &zones);
        let calendar = read(&packed(&mut rng, &written.text));
        let shown = || {
            format!("seed {seed}: {}/{}, read {calendar:?}:\n{}", booking.start, booking.end, written.text)
        };
        if written.exact {
            exact += 1;
            assert!(is_exact(&calendar, &booking) && calendar.all_problems().is_empty(), "{}", shown());
        } else {
            assert!(covers(&calendar, &booking) || !calendar.all_problems().is_empty(), "{}", shown());
        }
    }
    println!("{exact} of {SEEDS} written exactly");
    assert!(exact > SEEDS / 2);
}

/// Damage that takes a line, a part of one, or the marks around an entry; never a digit for another, which nobody sees.
fn damaged(rng: &mut Rng, text: &str) -> String {
    let mut lines: Vec<String> =
        text.split("\r\n").filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let of_entry: Vec<usize> = (0..lines.len())
        .filter(|&at| {
            lines[at].starts_with("DT") || lines[at].starts_with("DURATION") || lines[at].contains("VEVENT")
        })
        .collect();
    let at = *rng.pick(&of_entry).unwrap();
    match rng.below(5) {
        0 if lines[at].contains("VEVENT") => drop(lines.remove(at)),
        1 => lines[at] = format!("None{}", lines[at]),
        2 => {
            let letters: Vec<char> = lines[at].chars().collect();
            let kept = usize::try_from(rng.below(u64::try_from(letters.len()).unwrap())).unwrap();
            lines[at] = letters[..kept].iter().collect();
        }
        3 if lines[at].contains("DTSTART") => lines[at] = format!("{}kl.", lines[at]),
        _ => {
            let twice = lines[at].clone();
            lines.insert(at, twice);
        }
    }
    lines.join("\r\n") + "\r\n"
}

#[test]
fn a_damaged_booking_takes_its_time_or_is_reported() {
    let zones = zones();
    let mut reported = 0;
    for seed in 0..SEEDS {
        let mut rng = Rng::new(seed);
        let booking = booking(&mut rng);
        let whole = written(&mut rng, &booking, &zones);
        let text = damaged(&mut rng, &whole.text);
        let calendar = read(text.as_bytes());
        reported += u64::from(!calendar.all_problems().is_empty());
        let kept = covers(&calendar, &booking) || !calendar.all_problems().is_empty();
        assert!(kept, "seed {seed}: {}/{}, read {calendar:?}:\n{text}", booking.start, booking.end);
    }
    println!("{reported} of {SEEDS} reported");
    assert!(reported > SEEDS / 10);
}
