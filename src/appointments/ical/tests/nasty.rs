// SPDX-License-Identifier: MPL-2.0
//! What standards allow and few programs write, and what programs write and no standard allows. Expected times
//! were worked out by hand and agree with recurring-ical-events, but where a line says otherwise.

use std::time::{Duration, Instant};

use super::scene::{by_category, calendar, desks, event, read_desk, read_with, texts, times, window};
use crate::ical::{AllDay, decode};
use office::time::TimeRange;

fn march() -> TimeRange {
    window("2026-03-01", "2026-04-01")
}

/// The times one event takes in March 2026.
fn taken(properties: &str) -> Vec<String> {
    times(&read_desk(&calendar(&event(properties)), march()))
}

fn at_nine(days: &[u8]) -> Vec<String> {
    days.iter().map(|day| format!("2026-03-{day:02} 09:00-09:30")).collect()
}

const NINE: &str = "UID:a\nDTSTART;TZID=Europe/Copenhagen:20260302T090000\nDURATION:PT30M\n";

#[test]
fn this_and_all_later_ones_move_together_until_the_next_such_change() {
    let change = |of: &str, to: &str, more: &str| {
        event(&format!(
            "UID:a
            RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Copenhagen:{of}
            DTSTART;TZID=Europe/Copenhagen:{to}
            {more}"
        ))
    };
    let master = event(&format!("{NINE}RRULE:FREQ=DAILY;COUNT=6"));
    let later = change("20260304T090000", "20260304T110000", "DURATION:PT45M");
    let single = event(
        "UID:a\nRECURRENCE-ID;TZID=Europe/Copenhagen:20260305T090000
        DTSTART;TZID=Europe/Copenhagen:20260305T150000\nDURATION:PT30M",
    );
    let latest = change("20260306T090000", "20260306T080000", "DURATION:PT15M");
    let found = times(&read_desk(&calendar(&format!("{latest}{single}{master}{later}")), march()));
    assert_eq!(
        found,
        [
            "2026-03-02 09:00-09:30",
            "2026-03-03 09:00-09:30",
            "2026-03-04 11:00-11:45",
            "2026-03-05 15:00-15:30",
            "2026-03-06 08:00-08:15",
            "2026-03-07 08:00-08:15"
        ]
    );
    let end = change("20260304T090000", "20260304T090000", "DURATION:PT30M\nSTATUS:CANCELLED");
    let found = times(&read_desk(&calendar(&format!("{master}{end}")), march()));
    assert_eq!(found, at_nine(&[2, 3]), "cancelled from the fourth on");
}

#[test]
fn a_position_in_the_set_counts_within_its_month_week_or_day() {
    let last_weekday = "UID:a\nDTSTART;TZID=Europe/Copenhagen:20200131T090000\nDURATION:PT30M
        RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1";
    assert_eq!(taken(last_weekday), at_nine(&[31]));
    let second_of_week = "UID:a\nDTSTART;TZID=Europe/Copenhagen:20200101T090000\nDURATION:PT30M
        RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2";
    assert_eq!(taken(second_of_week), at_nine(&[4, 11, 18, 25]));
    let last_of_day = "UID:a\nDTSTART;TZID=Europe/Copenhagen:20260302T090000\nDURATION:PT30M
        RRULE:FREQ=DAILY;BYHOUR=9,12,15;BYSETPOS=-1;UNTIL=20260303T225959Z";
    // Its first time counts although the rule leaves it out (RFC 5545, 3.8.5.3).
    assert_eq!(
        taken(last_of_day),
        ["2026-03-02 09:00-09:30", "2026-03-02 15:00-15:30", "2026-03-03 15:00-15:30"]
    );
    let nth = "UID:a\nDTSTART;TZID=Europe/Copenhagen:20250107T090000\nDURATION:PT30M
        RRULE:FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=1,-1";
    assert_eq!(taken(nth), at_nine(&[3, 31]));
}

#[test]
fn the_first_day_of_the_week_decides_which_every_other_week_is() {
    let rule = |first: &str, more: &str| {
        format!(
            "UID:a\nDTSTART;TZID=Europe/Copenhagen:20260303T090000\nDURATION:PT30M
            RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST={first}{more}"
        )
    };
    // RFC 5545, 3.8.5.3: its example, a Tuesday too.
    assert_eq!(taken(&rule("MO", ";COUNT=4")), at_nine(&[3, 8, 17, 22]));
    assert_eq!(taken(&rule("SU", ";COUNT=4")), at_nine(&[3, 15, 17, 29]));
    // The same rule begun long ago, so that reading begins near the window; counted or not it is the same.
    for (first, days) in [("MO", &[1, 10, 15, 24, 29][..]), ("SU", &[8, 10, 22, 24])] {
        for more in ["", ";COUNT=2000"] {
            assert_eq!(
                taken(&rule(first, more).replace("20260303", "19970805")),
                at_nine(days),
                "{first}{more}"
            );
        }
    }
}

#[test]
fn days_that_a_month_or_year_does_not_have_are_left_out() {
    let yearly = "UID:a\nDTSTART;TZID=Europe/Copenhagen:20240229T090000\nDURATION:PT30M\nRRULE:FREQ=YEARLY";
    assert_eq!(taken(yearly), [""; 0]);
    let read =
        |rule: &str, from: &str, to: &str| times(&read_desk(&calendar(&event(rule)), window(from, to)));
    assert_eq!(read(yearly, "2026-01-01", "2029-01-01"), ["2028-02-29 09:00-09:30"]);
    let monthly = "UID:a\nDTSTART;TZID=Europe/Copenhagen:20260131T090000\nDURATION:PT30M\nRRULE:FREQ=MONTHLY";
    let found = read(monthly, "2026-01-01", "2026-06-01");
    assert_eq!(found, ["2026-01-31 09:00-09:30", "2026-03-31 09:00-09:30", "2026-05-31 09:00-09:30"]);
    let last = "UID:a\nDTSTART;TZID=Europe/Copenhagen:20240131T090000\nDURATION:PT30M
        RRULE:FREQ=MONTHLY;BYMONTHDAY=-1";
    assert_eq!(read(last, "2028-02-01", "2028-03-01"), ["2028-02-29 09:00-09:30"]);
    let day_366 = "UID:a\nDTSTART;TZID=Europe/Copenhagen:20241231T090000\nDURATION:PT30M
        RRULE:FREQ=YEARLY;BYYEARDAY=366";
    assert_eq!(read(day_366, "2025-01-01", "2029-01-01"), ["2028-12-31 09:00-09:30"]);
    let never = "UID:a\nDTSTART;TZID=Europe/Copenhagen:20260302T090000\nDURATION:PT30M
        RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30";
    assert_eq!(taken(never), at_nine(&[2]));
}

#[test]
fn no_length_takes_no_time_and_a_negative_one_takes_the_rest_of_the_day() {
    for (length, problems) in [
        ("DURATION:PT0S", 0),
        ("DTEND;TZID=Europe/Copenhagen:20260302T090000", 0),
        ("DURATION:-PT30M", 1),
        ("DTEND;TZID=Europe/Copenhagen:20260302T083000", 1),
        ("DTEND;VALUE=DATE:20260302", 1),
    ] {
        let start = "DTSTART;TZID=Europe/Copenhagen:20260302T090000";
        let text = calendar(&event(&format!("UID:a\n{start}\n{length}\nRRULE:FREQ=DAILY;COUNT=3")));
        let found = read_desk(&text, march());
        let taken = if problems == 0 { 0 } else { 3 };
        assert_eq!((times(&found).len(), found.problems.len()), (taken, problems), "{length}");
        assert!(
            times(&found).iter().all(|time| time.contains(" 09:00-") && time.ends_with(" 00:00")),
            "{length}"
        );
    }
}

#[test]
fn of_a_count_and_an_end_the_first_to_come_ends_a_rule() {
    assert_eq!(
        taken(&format!("{NINE}RRULE:FREQ=DAILY;COUNT=10;UNTIL=20260304T220000Z")),
        at_nine(&[2, 3, 4])
    );
    assert_eq!(taken(&format!("{NINE}RRULE:FREQ=DAILY;UNTIL=20260320T220000Z;COUNT=2")), at_nine(&[2, 3]));
    assert_eq!(taken(&format!("{NINE}RRULE:FREQ=DAILY;UNTIL=20260101T000000Z")), at_nine(&[2]));
}

#[test]
fn rules_by_the_hour_minute_and_second_end_where_they_say() {
    let every_three = format!("{NINE}RRULE:FREQ=HOURLY;INTERVAL=3;UNTIL=20260302T160000Z");
    assert_eq!(
        taken(&every_three),
        ["2026-03-02 09:00-09:30", "2026-03-02 12:00-12:30", "2026-03-02 15:00-15:30"]
    );
    let minutely = format!("{NINE}RRULE:FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10;UNTIL=20260303T220000Z");
    let daily = format!("{NINE}RRULE:FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,20,40;UNTIL=20260303T220000Z");
    assert_eq!(taken(&minutely), taken(&daily));
    assert_eq!(taken(&daily).len(), 12);
    // Begun years ago; between two Mondays lie more seconds than a reader counts one by one.
    let mondays = "UID:a\nDTSTART;TZID=Europe/Copenhagen:20200106T090000\nDURATION:PT30M
        RRULE:FREQ=SECONDLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0";
    assert_eq!(taken(mondays), at_nine(&[2, 9, 16, 23, 30]));
}

/// A rule whose next time lies beyond what is counted must not look like one that has ended.
#[test]
fn a_rule_that_cannot_be_counted_to_its_end_takes_all_the_time_asked_for() {
    let rare = "UID:a\nDTSTART:20260301T090000Z\nDURATION:PT30M\nRRULE:FREQ=MINUTELY;BYHOUR=9;BYMINUTE=7;BYSETPOS=1;BYSECOND=0;INTERVAL=1441";
    let found = read_desk(&calendar(&event(rare)), window("2026-03-01", "2031-03-01"));
    let second =
        "UID:a\nDTSTART:20260301T090000Z\nDURATION:PT30M\nRRULE:FREQ=SECONDLY;INTERVAL=86399;BYSECOND=0";
    let found_second = read_desk(&calendar(&event(second)), window("2026-03-01", "2036-03-01"));
    for found in [found, found_second] {
        let whole = found.problems.iter().any(|problem| problem.text.contains("so often"));
        assert!(whole || times(&found).len() > 1, "{:?} {:?}", found.problems, times(&found));
    }
}

#[test]
fn midnight_may_be_written_as_twenty_four_o_clock() {
    let late =
        "UID:a\nDTSTART;TZID=Europe/Copenhagen:20260302T230000\nDTEND;TZID=Europe/Copenhagen:20260302T240000";
    assert_eq!(taken(late), ["2026-03-02 23:00-2026-03-03 00:00"]);
}

#[test]
fn whole_days_are_as_long_as_the_days_are() {
    let length = |text: &str, from: &str, to: &str| {
        let found = read_desk(&calendar(&event(text)), window(from, to));
        let occupied = found.entries.iter().flat_map(|entry| &entry.occupied);
        occupied.map(|taken| taken.time.length().as_minutes() / 60).collect::<Vec<_>>()
    };
    let three = "UID:a\nDTSTART;VALUE=DATE:20260328\nDURATION:P3D";
    assert_eq!(length(three, "2026-03-01", "2026-04-01"), [71]);
    let sundays = "UID:a\nDTSTART;VALUE=DATE:20260322\nRRULE:FREQ=WEEKLY;COUNT=3";
    assert_eq!(length(sundays, "2026-03-01", "2026-05-01"), [24, 23, 24]);
    let autumn = "UID:a\nDTSTART;VALUE=DATE:20261025\nDTEND;VALUE=DATE:20261026";
    assert_eq!(length(autumn, "2026-10-01", "2026-11-01"), [25]);
    let a_day_later = "UID:a\nDTSTART;TZID=Europe/Copenhagen:20260328T120000\nDURATION:P1D";
    assert_eq!(length(a_day_later, "2026-03-01", "2026-04-01"), [23], "a day by the clock");
    let in_hours = "UID:a\nDTSTART;TZID=Europe/Copenhagen:20260328T120000\nDURATION:PT24H";
    assert_eq!(length(in_hours, "2026-03-01", "2026-04-01"), [24]);
}

#[test]
fn components_within_an_entry_say_nothing_of_its_time() {
    // RFC 9073 and RFC 9074: places, participants and alarms with properties of the same names.
    let text = calendar(
        "BEGIN:VEVENT
        UID:a
        BEGIN:VALARM
        UID:alarm
        TRIGGER:-PT15M
        DURATION:PT5M
        REPEAT:2
        END:VALARM
        BEGIN:PARTICIPANT
        UID:someone
        PARTICIPANT-TYPE:SPEAKER
        BEGIN:VLOCATION
        UID:place
        CATEGORIES:Skranke 2
        STATUS:CANCELLED
        END:VLOCATION
        DTSTART:20200101T000000Z
        END:PARTICIPANT
        BEGIN:VRESOURCE
        UID:thing
        TRANSP:TRANSPARENT
        END:VRESOURCE
        STYLED-DESCRIPTION;VALUE=TEXT:<b>BEGIN:VEVENT</b>
        COLOR:turquoise
        DTSTART;TZID=Europe/Copenhagen:20260302T090000
        DURATION:PT30M
        CATEGORIES:Skranke 1
        RRULE:FREQ=DAILY;COUNT=2
        END:VEVENT",
    );
    let found = read_with(&text, march(), &by_category(), AllDay::Closed).unwrap();
    assert_eq!(times(&found), at_nine(&[2, 3]));
    assert_eq!(desks(&found), ["1", "1"]);
}

#[test]
fn marks_folds_and_ends_of_lines_are_no_reason_to_lose_an_entry() {
    let text = calendar(&event(&format!("{NINE}LOCATION:Skranke Ørestad\nRRULE:FREQ=DAILY;COUNT=2")));
    let folded = text.replace("RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=D\r\n AILY;CO\r\n\tUNT=2");
    let cut = "Ø".as_bytes();
    let mut in_a_letter = Vec::new();
    let place = folded.find('Ø').unwrap();
    in_a_letter.extend_from_slice(&folded.as_bytes()[..=place]);
    in_a_letter.extend_from_slice(b"\r\n ");
    in_a_letter.extend_from_slice(&folded.as_bytes()[place + 1..]);
    assert_eq!(in_a_letter.len(), folded.len() + 1 + cut.len());
    let lf_only: Vec<u8> = text.bytes().filter(|byte| *byte != b'\r').collect();
    let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    let empty_lines = text.replace("\r\n", "\r\n\r\n");
    for bytes in [folded.into_bytes(), in_a_letter, lf_only, marked, empty_lines.into_bytes()] {
        let found = read_desk(&decode(&bytes), march());
        assert_eq!(times(&found), at_nine(&[2, 3]), "{}", String::from_utf8_lossy(&bytes));
        assert_eq!(texts(&found.problems), [""; 0]);
    }
}

#[test]
fn rules_written_carelessly_are_followed() {
    for rule in [
        "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3;",
        "rrule:freq=weekly;byday=mo,we;count=3",
        "RRULE:COUNT=3;BYDAY=WE,MO;FREQ=WEEKLY",
        "RRULE;X-A=\"b:c\":FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3;X-UNKNOWN=1",
        "RRULE:FREQ=WEEKLY;BYDAY=1MO,-1WE;COUNT=3",
    ] {
        assert_eq!(taken(&format!("{NINE}{rule}")), at_nine(&[2, 4, 9]), "{rule}");
    }
}

#[test]
fn an_instance_is_found_by_utc_by_another_zone_and_by_its_day() {
    for of in [
        "RECURRENCE-ID:20260303T080000Z",
        "RECURRENCE-ID;TZID=Europe/London:20260303T080000",
        "RECURRENCE-ID;VALUE=DATE:20260303",
        "RECURRENCE-ID;TZID=W. Europe Standard Time:20260303T090000",
    ] {
        let master = event(&format!("{NINE}RRULE:FREQ=DAILY;COUNT=3"));
        let moved =
            event(&format!("UID:a\n{of}\nDTSTART;TZID=Europe/Copenhagen:20260303T140000\nDURATION:PT30M"));
        let found = times(&read_desk(&calendar(&format!("{master}{moved}")), march()));
        assert_eq!(
            found,
            ["2026-03-02 09:00-09:30", "2026-03-03 14:00-14:30", "2026-03-04 09:00-09:30"],
            "{of}"
        );
    }
}

#[test]
fn of_a_zone_with_a_past_the_rules_of_today_count() {
    let zone = "BEGIN:VTIMEZONE
        TZID:Customized Time Zone
        BEGIN:DAYLIGHT
        DTSTART:19870405T020000
        TZOFFSETFROM:-0500
        TZOFFSETTO:-0400
        RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4;UNTIL=20060402T070000Z
        END:DAYLIGHT
        BEGIN:DAYLIGHT
        DTSTART:20070311T020000
        TZOFFSETFROM:-0500
        TZOFFSETTO:-0400
        RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:20071104T020000
        TZOFFSETFROM:-0400
        TZOFFSETTO:-0500
        RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
        END:STANDARD
        BEGIN:STANDARD
        DTSTART:19871025T020000
        TZOFFSETFROM:-0400
        TZOFFSETTO:-0500
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10;UNTIL=20061029T060000Z
        END:STANDARD
        END:VTIMEZONE";
    let event = event(
        "UID:a\nDTSTART;TZID=Customized Time Zone:20260306T090000\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=4",
    );
    let found = times(&read_desk(&calendar(&format!("{zone}\n{event}")), march()));
    let at = ["06 15:00-15:30", "07 15:00-15:30", "08 14:00-14:30", "09 14:00-14:30"];
    assert_eq!(found, at.map(|at| format!("2026-03-{at}")));
}

#[test]
fn a_hundred_thousand_exceptions_and_a_line_of_megabytes_cost_no_more_than_moments() {
    let begun = Instant::now();
    let day = |number: i64| {
        let date = jiff::civil::date(1900, 1, 1) + jiff::Span::new().days(number);
        date.strftime("%Y%m%dT090000").to_string()
    };
    let out: Vec<String> = (0..100_000).map(day).filter(|day| !day.starts_with("20260310")).collect();
    let series =
        format!("UID:a\nDTSTART:19000101T090000\nDURATION:PT30M\nRRULE:FREQ=DAILY\nEXDATE:{}", out.join(","));
    let long = format!("{}\nX-LONG:{}", event(&series), "x".repeat(5 << 20));
    assert_eq!(times(&read_desk(&calendar(&long), march())), at_nine(&[10]));
    let moved = |number: i64| {
        format!(
            "BEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:{}\r\nDTSTART:{}\r\nDURATION:PT30M\r\nEND:VEVENT\r\n",
            day(number),
            day(number).replace("T09", "T10")
        )
    };
    let master = event("UID:a\nDTSTART:19000101T090000\nDURATION:PT30M\nRRULE:FREQ=DAILY");
    let all: String = (0..100_000).map(moved).collect();
    let found = times(&read_desk(&calendar(&format!("{master}{all}")), march()));
    assert_eq!((found.len(), found[0].as_str()), (31, "2026-03-01 10:00-10:30"));
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(20), "{took:?}");
}
