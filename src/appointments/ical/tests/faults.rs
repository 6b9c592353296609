// SPDX-License-Identifier: MPL-2.0
//! Each fault named in the reference: what other readers of calendars got wrong.

use super::scene::{calendar, event, read_desk, texts, times, window};

#[test]
fn the_last_instance_of_a_rule_that_ends_in_utc_is_not_lost() {
    // What Outlook writes: nine o'clock in Copenhagen is eight in UTC.
    let text = calendar(&event(
        "UID:a
        DTSTART;TZID=Europe/Copenhagen:20260302T090000
        DTEND;TZID=Europe/Copenhagen:20260302T093000
        RRULE:FREQ=DAILY;UNTIL=20260304T080000Z",
    ));
    let found = times(&read_desk(&text, window("2026-03-01", "2026-03-31")));
    assert_eq!(found, ["2026-03-02 09:00-09:30", "2026-03-03 09:00-09:30", "2026-03-04 09:00-09:30"]);
}

#[test]
fn a_moved_instance_replaces_its_own_whatever_its_sequence() {
    let text = calendar(&format!(
        "{}{}",
        event(
            "UID:a
            SEQUENCE:0
            DTSTART;TZID=Europe/Copenhagen:20260302T090000
            DURATION:PT30M
            RRULE:FREQ=DAILY;COUNT=3"
        ),
        event(
            "UID:a
            SEQUENCE:1
            RECURRENCE-ID;TZID=Europe/Copenhagen:20260303T090000
            DTSTART;TZID=Europe/Copenhagen:20260303T140000
            DURATION:PT30M"
        )
    ));
    let found = times(&read_desk(&text, window("2026-03-01", "2026-03-31")));
    assert_eq!(found, ["2026-03-02 09:00-09:30", "2026-03-03 14:00-14:30", "2026-03-04 09:00-09:30"]);
}

#[test]
fn a_moved_instance_never_hits_another_entry_at_the_same_time() {
    let repeating = |uid: &str| {
        event(&format!(
            "UID:{uid}
            DTSTART:20260302T090000Z
            DURATION:PT30M
            RRULE:FREQ=DAILY;COUNT=2"
        ))
    };
    let moved = event(
        "UID:a
        RECURRENCE-ID:20260303T090000Z
        DTSTART:20260303T120000Z
        DURATION:PT30M",
    );
    let text = calendar(&format!("{}{}{moved}", repeating("a"), repeating("b")));
    let found = read_desk(&text, window("2026-03-03", "2026-03-04"));
    assert_eq!(times(&found), ["2026-03-03 10:00-10:30", "2026-03-03 13:00-13:30"]);
    assert_eq!(found.entries.len(), 2);
}

#[test]
fn a_cancelled_instance_is_free() {
    let text = calendar(&format!(
        "{}{}",
        event("UID:a\nDTSTART:20260302T090000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=2"),
        event(
            "UID:a\nRECURRENCE-ID:20260303T090000Z\nDTSTART:20260303T090000Z\nDURATION:PT30M\nSTATUS:CANCELLED"
        )
    ));
    assert_eq!(times(&read_desk(&text, window("2026-03-01", "2026-03-31"))), ["2026-03-02 10:00-10:30"]);
}

#[test]
fn a_rule_without_end_costs_no_more_than_the_window_asks_for() {
    let text = calendar(&event("UID:a\nDTSTART:19700101T090000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY"));
    let found = times(&read_desk(&text, window("2026-03-04", "2026-03-05")));
    assert_eq!(found, ["2026-03-04 10:00-10:30"]);
}

#[test]
fn half_past_two_in_the_spring_gap_is_half_past_three() {
    let text = calendar(&event(
        "UID:a
        DTSTART;TZID=Europe/Copenhagen:20260328T023000
        DURATION:PT30M
        RRULE:FREQ=DAILY;COUNT=3",
    ));
    let found = times(&read_desk(&text, window("2026-03-28", "2026-03-31")));
    assert_eq!(found, ["2026-03-28 02:30-03:00", "2026-03-29 03:30-04:00", "2026-03-30 02:30-03:00"]);
}

#[test]
fn half_past_two_in_the_autumn_fold_is_the_first() {
    let text = calendar(&event(
        "UID:a
        DTSTART;TZID=Europe/Copenhagen:20261024T023000
        DURATION:PT60M
        RRULE:FREQ=DAILY;COUNT=2;UNTIL=20261025T003000Z",
    ));
    let found = read_desk(&text, window("2026-10-24", "2026-10-26"));
    let lengths: Vec<i64> =
        found.entries[0].occupied.iter().map(|taken| taken.time.length().as_minutes()).collect();
    assert_eq!(lengths, [60, 60]);
    assert_eq!(found.entries[0].occupied[1].time.start.unix(), 1_792_888_200, "00:30 UTC, not 01:30");
}

#[test]
fn the_zones_of_outlook_and_exchange_are_understood_across_the_autumn_change() {
    for zone in [
        "W. Europe Standard Time",
        "\"Romance Standard Time\"",
        "\"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna\"",
        "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
        "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris",
        "/freeassociation.sourceforge.net/Tzfile/Europe/Copenhagen",
    ] {
        let text = calendar(&event(&format!(
            "UID:a
            DTSTART;TZID={zone}:20261024T090000
            DTEND;TZID={zone}:20261024T093000
            EXDATE;TZID={zone}:20261026T090000
            RRULE:FREQ=DAILY;COUNT=4"
        )));
        let found = read_desk(&text, window("2026-10-24", "2026-10-31"));
        let at_nine = ["2026-10-24 09:00-09:30", "2026-10-25 09:00-09:30", "2026-10-27 09:00-09:30"];
        assert_eq!(times(&found), at_nine, "{zone}");
        assert_eq!(texts(&found.problems), [""; 0], "{zone}");
    }
}

#[test]
fn a_zone_that_only_the_calendar_knows_is_taken_from_its_definition() {
    let zone = "BEGIN:VTIMEZONE
        TZID:Kundens egen tid
        BEGIN:STANDARD
        DTSTART:16010101T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010101T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
        END:DAYLIGHT
        END:VTIMEZONE";
    let event = event(
        "UID:a
        DTSTART;TZID=Kundens egen tid:20261024T090000
        DURATION:PT30M
        RRULE:FREQ=DAILY;COUNT=2",
    );
    // Also where it stands after the entries that use it.
    for text in [calendar(&format!("{zone}\n{event}")), calendar(&format!("{event}{zone}\n"))] {
        let found = read_desk(&text, window("2026-10-24", "2026-10-31"));
        assert_eq!(times(&found), ["2026-10-24 09:00-09:30", "2026-10-25 09:00-09:30"]);
        assert_eq!(texts(&found.problems), [""; 0]);
    }
}

/// From 14 hours before Greenwich to 12 behind it.
#[test]
fn a_zone_that_nobody_knows_takes_every_hour_it_could_mean_and_that_is_said() {
    let text = calendar(&event("UID:a\nDTSTART;TZID=Marsk Tid:20260304T090000\nDURATION:PT30M"));
    let found = read_desk(&text, window("2026-03-04", "2026-03-05"));
    assert_eq!(times(&found), ["2026-03-03 20:00-2026-03-04 22:30"]);
    assert_eq!(
        texts(&found.problems),
        ["«Marsk Tid» is no time zone we know; its entries take every hour they could mean"]
    );
}

/// In winter all zones of that offset agree; in summer some of them have moved an hour.
#[test]
fn an_offset_beside_a_place_that_nobody_knows_is_a_name_before_it_is_an_offset() {
    let taken = |day: &str| {
        let text =
            calendar(&event(&format!("UID:a\nDTSTART;TZID=(UTC+01:00) Andeby:{day}T090000\nDURATION:PT30M")));
        let found = read_desk(&text, window("2026-01-01", "2026-12-31"));
        assert_eq!(
            texts(&found.problems),
            [
                "«(UTC+01:00) Andeby» names an offset and no place we know; its entries take every hour they could mean"
            ]
        );
        times(&found)
    };
    assert_eq!(taken("20260112"), ["2026-01-12 09:00-09:30"]);
    assert_eq!(taken("20260601"), ["2026-06-01 09:00-10:30"]);
}

#[test]
fn the_name_of_a_zone_may_be_cut_anywhere_behind_its_first_place() {
    let whole = "(UTC+01:00) Bruxelles, København, Madrid, Paris";
    for end in whole.char_indices().map(|(at, _)| at).skip("(UTC+01:00) Brux".len()) {
        let cut = &whole[..end];
        for name in [cut.to_owned(), format!("\"{cut}\""), cut.replace(',', "\\,"), format!("{cut}\u{c3}")] {
            let text =
                calendar(&event(&format!("UID:a\nDTSTART;TZID={name}:20260601T090000\nDURATION:PT30M")));
            let found = read_desk(&text, window("2026-06-01", "2026-06-02"));
            assert_eq!(
                (times(&found), found.problems),
                (vec!["2026-06-01 09:00-09:30".to_owned()], vec![]),
                "{name}"
            );
        }
    }
}

const SUMMER_AND_WINTER: &str = "BEGIN:STANDARD
        DTSTART:16010101T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010101T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
        END:DAYLIGHT";

/// A name that looks like an offset is the calendar's own where the calendar defines it.
#[test]
fn a_booking_in_summer_stands_at_its_hour_though_its_zone_is_called_by_the_offset_of_winter() {
    for name in ["GMT+01:00", "(UTC+01:00)", "UTC+1", "GMT", "UTC", "Etc/GMT-1", "EST"] {
        let zone = format!("BEGIN:VTIMEZONE\nTZID:{name}\n{SUMMER_AND_WINTER}\nEND:VTIMEZONE");
        let at = |day: &str| event(&format!("UID:{day}\nDTSTART;TZID={name}:{day}T090000\nDURATION:PT30M"));
        let text = calendar(&format!("{zone}\n{}{}", at("20260112"), at("20260601")));
        let found = read_desk(&text, window("2026-01-01", "2026-12-31"));
        assert_eq!(times(&found), ["2026-01-12 09:00-09:30", "2026-06-01 09:00-09:30"], "{name}");
        assert_eq!(texts(&found.problems), [""; 0], "{name}");
    }
    let undefined = calendar(&event("UID:a\nDTSTART;TZID=GMT+01:00:20260601T090000\nDURATION:PT30M"));
    let found = read_desk(&undefined, window("2026-06-01", "2026-06-02"));
    assert_eq!(times(&found), ["2026-06-01 10:00-10:30"], "and an offset where it does not");
}

/// Ten o'clock on two days, and a change of the second in a zone that nobody knows: it may mean another time.
#[test]
fn a_change_of_one_day_in_a_zone_that_nobody_knows_frees_nothing() {
    let series = |zone: &str, more: &str| {
        event(&format!(
            "UID:a\nDTSTART;TZID={zone}:20261201T100000\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=3\n{more}"
        ))
    };
    let change = |range: &str, zone: &str, to: &str| {
        event(&format!(
            "UID:a\nRECURRENCE-ID{range};TZID={zone}:20261202T100000\nDTSTART;TZID={zone}:20261202T100000\n{to}"
        ))
    };
    let read = |text: &str| times(&read_desk(&calendar(text), window("2026-12-01", "2026-12-05")));
    let taken =
        |found: &[String], day: u8| found.iter().any(|time| time == &format!("2026-12-0{day} 10:00-10:30"));
    for range in ["", ";RANGE=THISANDFUTURE"] {
        for to in ["STATUS:CANCELLED", "DURATION:PT15M"] {
            let known = series("Europe/Copenhagen", "");
            let found = read(&format!("{known}{}", change(range, "Rådhuset", to)));
            assert!((1..=3).all(|day| taken(&found, day)), "{range} {to}: {found:?}");
        }
        let unknown = series("Rådhuset", "");
        let found = read(&format!("{unknown}{}", change(range, "Europe/Copenhagen", "STATUS:CANCELLED")));
        assert_eq!(found.len(), 3, "the series is in doubt, {range}: {found:?}");
        let found = read(&format!("{unknown}{}", change(range, "Rådhuset", "STATUS:CANCELLED")));
        assert_eq!(found.len(), if range.is_empty() { 2 } else { 1 }, "the same zone, {range}: {found:?}");
    }
    let left_out =
        |zone: &str| read(&series("Rådhuset", &format!("EXDATE;TZID={zone}:20261202T100000"))).len();
    assert_eq!(["Rådhuset", "Andeby", "Europe/Copenhagen"].map(left_out), [2, 3, 3]);
}
