// SPDX-License-Identifier: MPL-2.0
//! Reading calendars, against calcard alone on the same text: ten megabytes, and fifty desks with five years of
//! repeating entries.

use std::fmt::Write;
use std::time::Instant;

use appointments::ical::{AllDay, CalendarLimits, DeskBy, Labels, ParseOptions, UnlabelledEntries, read};
use calcard::{Entry, Parser};
use office::calendar::Zone;
use office::names::DeskId;
use office::time::TimeRange;

use crate::figures::{Slice, as_f64, median};
use crate::report::Report;
use crate::{Outcome, Plan};

const DESKS: usize = 50;

pub fn measure(plan: &Plan, report: &mut Report) -> Outcome<()> {
    let turns = plan.pick(7, 3);
    let large = calendar(10 << 20);
    let took = compare("10 MB of calendar, read for two weeks", &large, turns, report)?;
    report.at_most("10 MB of calendar read and expanded on one core, seconds", took / 1e6, 1.0);
    let years = calendar(DESKS * 60 * 330);
    let took = compare("50 desks, five years of repeating entries", &years, turns, report)?;
    // A poll is a minute apart at least.
    report.at_most("a change seen in 50 desks of repeating entries, seconds of a poll's 60", took / 1e6, 1.0);
    Ok(())
}

fn compare(name: &str, text: &str, turns: usize, report: &mut Report) -> Outcome<f64> {
    let zone = Zone::named("Europe/Copenhagen")?;
    let day = |text: &str| Ok::<_, jiff::Error>(zone.day(text.parse()?).start);
    let window = TimeRange::new(day("2026-03-02")?, day("2026-03-16")?);
    let labels: Result<Vec<(String, DeskId)>, _> =
        (1..=DESKS).map(|desk| Ok((format!("Skranke {desk}"), desk.to_string().parse()?))).collect();
    let labels = labels.map_err(|error: office::names::InvalidId| error)?;
    let desks = DeskBy::Category(Labels::new(labels, UnlabelledEntries::EveryDesk));
    let limits = CalendarLimits::default();
    let reading = ParseOptions {
        office: "midtby",
        zone: &zone,
        window,
        desks: &desks,
        all_day: AllDay::Closed,
        free_entries_count: false,
        limits,
    };
    let mut slices: [Vec<Slice>; 2] = Default::default();
    for turn in 0..turns {
        for place in 0..2 {
            let which = (turn + place) % 2;
            let began = Instant::now();
            let found = if which == 0 { read(text, &reading)?.entries.len() } else { floor(text) };
            let micros = began.elapsed().as_secs_f64() * 1e6;
            if found < 1_000 {
                return Err(format!("only {found} entries were read").into());
            }
            let per_second = as_f64(text.len() as u64) * 1e6 / micros;
            slices[which].push(Slice {
                n: 1,
                p50: micros,
                p95: micros,
                p99: micros,
                per_second,
                cpu: micros,
            });
        }
    }
    let [subject, floor] = slices;
    report.show(&format!("{name} ({} KB)", text.len() / 1024), &subject, &floor);
    Ok(median(&subject.iter().map(|slice| slice.p50).collect::<Vec<_>>()))
}

/// calcard over the whole text, and dropped.
fn floor(text: &str) -> usize {
    match Parser::new(text).entry() {
        Entry::ICalendar(calendar) => calendar.components.len(),
        _ => 0,
    }
}

/// Entries as Exchange writes them: a third repeat weekly since five years ago, one in ten of those with an
/// exception, the rest are single bookings around the window.
fn calendar(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 1_000);
    text.push_str("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:Microsoft Exchange Server 2010\r\n");
    let zone = "TZID=W. Europe Standard Time";
    let mut number = 0;
    while text.len() < bytes {
        let (desk, hour, minute) = (number % DESKS + 1, 8 + number / 7 % 8, number % 4 * 15);
        let (start, rule) = match number % 3 {
            0 => (
                format!("202103{:02}", 1 + number % 28),
                "RRULE:FREQ=WEEKLY;UNTIL=20270301T080000Z;INTERVAL=1;BYDAY=MO,WE\r\n",
            ),
            _ => (format!("202603{:02}", 1 + number % 28), ""),
        };
        let except = if number % 30 == 0 {
            format!("EXDATE;{zone}:20260304T{hour:02}{minute:02}00\r\n")
        } else {
            String::new()
        };
        let _ = write!(
            text,
            "BEGIN:VEVENT\r\n{rule}{except}SUMMARY;LANGUAGE=da-DK:Optaget\r\n\
             DTSTART;{zone}:{start}T{hour:02}{minute:02}00\r\n\
             DTEND;{zone}:{start}T{hour:02}{:02}59\r\nUID:040000008200E00074C5B7101A82E008{number:016X}\r\n\
             CLASS:PUBLIC\r\nPRIORITY:5\r\n\
             DTSTAMP:20260301T120000Z\r\nTRANSP:OPAQUE\r\nSTATUS:CONFIRMED\r\nSEQUENCE:0\r\n\
             CATEGORIES:Skranke {desk}\r\n\
             X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\nEND:VEVENT\r\n",
            minute + 14
        );
        number += 1;
    }
    text.push_str("END:VCALENDAR\r\n");
    text
}
