// SPDX-License-Identifier: MPL-2.0
//! The shapes entries come in.

use super::scene::{by_category, calendar, desks, event, kinds, read_desk, read_with, texts, times, window};
use crate::ical::{AllDay, CalendarError, DeskBy, Labels, UnlabelledEntries};
use crate::port::{HoldKey, OccupancyKind};
use office::names::DeskId;
use office::time::UnixTime;

fn march() -> office::time::TimeRange {
    window("2026-03-01", "2026-04-01")
}

#[test]
fn a_floating_time_is_the_offices() {
    let text = calendar(&event("UID:a\nDTSTART:20260304T090000\nDTEND:20260304T093000"));
    assert_eq!(times(&read_desk(&text, march())), ["2026-03-04 09:00-09:30"]);
    let text = calendar(&event("UID:a\nDTSTART;TZID=:20260304T090000\nDTEND;TZID=:20260304T093000"));
    assert_eq!(times(&read_desk(&text, march())), ["2026-03-04 09:00-09:30"]);
}

#[test]
fn a_whole_day_closes_the_office_unless_it_is_a_booking() {
    let text = calendar(&event("UID:a\nDTSTART;VALUE=DATE:20260329\nDTEND;VALUE=DATE:20260330"));
    let found = read_with(&text, march(), &by_category(), AllDay::Closed).unwrap();
    assert_eq!(times(&found), ["2026-03-29 00:00-2026-03-30 00:00"]);
    assert_eq!(found.entries[0].occupied[0].time.length().as_minutes(), 23 * 60);
    assert_eq!((kinds(&found), desks(&found)), (vec![OccupancyKind::Closed], vec!["*".to_owned()]));
    let found = read_with(&text, march(), &by_category(), AllDay::Booking).unwrap();
    assert_eq!(kinds(&found), [OccupancyKind::Booking]);
}

#[test]
fn a_whole_day_without_an_end_or_that_ends_on_itself_is_one_day() {
    for end in ["", "\nDTEND;VALUE=DATE:20260310", "\nDURATION:P1D"] {
        let text = calendar(&event(&format!("UID:a\nDTSTART;VALUE=DATE:20260310{end}")));
        assert_eq!(times(&read_desk(&text, march())), ["2026-03-10 00:00-2026-03-11 00:00"], "{end}");
    }
    let text = calendar(&event(
        "UID:a\nDTSTART;VALUE=DATE:20260310\nRRULE:FREQ=WEEKLY;COUNT=2\nEXDATE:20260317T000000Z",
    ));
    assert_eq!(times(&read_desk(&text, march())), ["2026-03-10 00:00-2026-03-11 00:00"]);
}

#[test]
fn what_begins_at_a_time_and_has_no_end_takes_none() {
    let text = calendar(&event("UID:a\nDTSTART:20260304T090000Z"));
    let found = read_desk(&text, march());
    assert_eq!((times(&found), &found.problems), (vec![], &vec![]));
    assert_eq!(texts(&found.all_problems()), ["1 entries have no end; they take no time"]);
}

#[test]
fn what_is_shown_as_free_or_cancelled_takes_no_time() {
    for property in ["TRANSP:TRANSPARENT", "STATUS:CANCELLED"] {
        let text = calendar(&event(&format!("UID:a\nDTSTART:20260304T090000Z\nDURATION:PT1H\n{property}")));
        assert_eq!(times(&read_desk(&text, march())), [""; 0], "{property}");
    }
}

#[test]
fn dates_can_be_added_and_taken_out() {
    let text = calendar(&event(
        "UID:a
        DTSTART;TZID=Europe/Copenhagen:20260302T090000
        DTEND;TZID=Europe/Copenhagen:20260302T100000
        RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260312
        EXDATE;TZID=Europe/Copenhagen:20260304T090000
        EXDATE:20260309T080000Z
        RDATE;TZID=Europe/Copenhagen:20260320T090000
        RDATE;VALUE=PERIOD:20260321T090000Z/PT15M,20260322T090000Z/20260322T093000Z",
    ));
    assert_eq!(
        times(&read_desk(&text, march())),
        [
            "2026-03-02 09:00-10:00",
            "2026-03-11 09:00-10:00",
            "2026-03-20 09:00-10:00",
            "2026-03-21 10:00-10:15",
            "2026-03-22 10:00-10:30"
        ]
    );
}

#[test]
fn a_whole_day_exdate_takes_out_every_instance_of_the_day() {
    let text = calendar(&event(
        "UID:a\nDTSTART:20260302T090000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE;VALUE=DATE:20260303",
    ));
    assert_eq!(times(&read_desk(&text, march())), ["2026-03-02 10:00-10:30"]);
}

#[test]
fn an_instance_may_be_moved_into_the_window_and_out_of_it() {
    let master = event("UID:a\nDTSTART:20260302T090000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=3");
    let moved = event("UID:a\nRECURRENCE-ID:20260303T090000Z\nDTSTART:20260401T120000Z\nDURATION:PT30M");
    let text = calendar(&format!("{master}{moved}"));
    let in_april = read_desk(&text, window("2026-04-01", "2026-04-02"));
    assert_eq!(times(&in_april), ["2026-04-01 14:00-14:30"]);
    assert_eq!(times(&read_desk(&text, window("2026-03-03", "2026-03-04"))), [""; 0]);
}

#[test]
fn of_two_versions_the_higher_sequence_counts_wherever_it_stands() {
    let old = event("UID:a\nSEQUENCE:1\nDTSTART:20260302T090000Z\nDURATION:PT30M");
    let new = event("UID:a\nSEQUENCE:2\nDTSTART:20260302T090000Z\nDURATION:PT45M");
    for text in [format!("{old}{new}"), format!("{new}{old}")] {
        assert_eq!(times(&read_desk(&calendar(&text), march())), ["2026-03-02 10:00-10:45"]);
    }
    let master = event("UID:a\nDTSTART:20260302T090000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=1");
    let to = |sequence: u8, hour: u8| {
        event(&format!(
            "UID:a\nSEQUENCE:{sequence}\nRECURRENCE-ID:20260302T090000Z\nDTSTART:20260302T{hour}0000Z\nDURATION:PT30M"
        ))
    };
    for text in [format!("{master}{}{}", to(3, 11), to(2, 12)), format!("{}{master}{}", to(2, 12), to(3, 11))]
    {
        assert_eq!(times(&read_desk(&calendar(&text), march())), ["2026-03-02 12:00-12:30"]);
    }
}

/// RFC 5546, 2.1.5: the earlier revision is obsolete. Where it takes what the later one leaves free, it may be a
/// booking of its own under a name that was used twice.
#[test]
fn an_earlier_version_at_another_desk_or_of_another_length_keeps_its_time_and_is_told() {
    let version = |sequence: u8, lines: &str| {
        event(&format!("UID:a\nSEQUENCE:{sequence}\nDTSTART:20260302T090000Z\n{lines}"))
    };
    let [one, two] = [1, 2].map(|desk| format!("DURATION:PT30M\nCATEGORIES:Skranke {desk}"));
    let both = calendar(&format!("{}{}", version(1, &one), version(2, &two)));
    let found = read_with(&both, march(), &by_category(), AllDay::Closed).unwrap();
    assert_eq!(desks(&found), ["1", "2"]);
    let longer = calendar(&format!("{}{}", version(2, "DURATION:PT30M"), version(1, "DURATION:PT45M")));
    let longer = read_desk(&longer, march());
    assert_eq!(times(&longer), ["2026-03-02 10:00-10:30", "2026-03-02 10:00-10:45"]);
    for found in [found, longer] {
        let told = texts(&found.problems);
        assert!(
            told[0].ends_with("an older version of an entry takes other time; both were taken"),
            "{told:?}"
        );
    }
    let ended = calendar(&format!("{}{}", version(1, &one), version(2, "STATUS:CANCELLED")));
    let ended = read_with(&ended, march(), &by_category(), AllDay::Closed).unwrap();
    assert_eq!((times(&ended).len(), ended.problems.len()), (0, 0), "a cancellation ends what it names");
}

#[test]
fn an_instance_without_its_master_takes_its_time() {
    let text =
        calendar(&event("UID:a\nRECURRENCE-ID:20260302T090000Z\nDTSTART:20260302T100000Z\nDURATION:PT30M"));
    assert_eq!(times(&read_desk(&text, march())), ["2026-03-02 11:00-11:30"]);
}

#[test]
fn this_and_all_later_instances_can_be_moved_together() {
    let text = calendar(&format!(
        "{}{}",
        event(
            "UID:a\nDTSTART;TZID=Europe/Copenhagen:20260327T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4"
        ),
        event(
            "UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Copenhagen:20260328T090000
            DTSTART;TZID=Europe/Copenhagen:20260328T100000\nDURATION:PT30M"
        )
    ));
    assert_eq!(
        times(&read_desk(&text, march())),
        [
            "2026-03-27 09:00-10:00",
            "2026-03-28 10:00-10:30",
            "2026-03-29 10:00-10:30",
            "2026-03-30 10:00-10:30"
        ]
    );
}

#[test]
fn a_rule_counts_from_its_first_instance_however_long_ago() {
    let at_the_end = |count: u32| {
        let text = calendar(&event(&format!(
            "UID:a\nDTSTART:20210301T090000Z\nDURATION:PT30M\nRRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT={count}"
        )));
        times(&read_desk(&text, window("2026-03-02", "2026-03-09")))
    };
    // 2 March 2026 is 261 weeks after the first Monday.
    assert_eq!(at_the_end(522), [""; 0]);
    assert_eq!(at_the_end(523), ["2026-03-02 10:00-10:30"]);
    assert_eq!(at_the_end(524), ["2026-03-02 10:00-10:30", "2026-03-05 10:00-10:30"]);
    assert_eq!(at_the_end(9_999).len(), 2);
}

#[test]
fn desks_are_distinguished_by_what_the_configuration_says() {
    let labelled =
        |label: &str| calendar(&event(&format!("UID:a\nDTSTART:20260304T090000Z\nDURATION:PT30M\n{label}")));
    let read = |label: &str, by: &DeskBy| {
        let found = read_with(&labelled(label), march(), by, AllDay::Closed).unwrap();
        (desks(&found).join(" "), found.problems.len())
    };
    let told = |desks: &str, problems| (desks.to_owned(), problems);
    assert_eq!(read("CATEGORIES:Gul,skranke 2", &by_category()), told("2", 0));
    assert_eq!(read("CATEGORIES:Skranke 1, SKRANKE 2", &by_category()), told("1 2", 0));
    assert_eq!(read("", &by_category()), told("*", 0));
    assert_eq!(read("CATEGORIES:Skranke 9", &by_category()), told("*", 1));
    let only = |others| Labels::new([("Lokale Ø".to_owned(), DeskId::from("3"))], others);
    assert_eq!(read("LOCATION:lokale ø", &DeskBy::Location(only(UnlabelledEntries::Nothing))), told("3", 0));
    assert_eq!(
        read("LOCATION:Lokale\n  Ø", &DeskBy::Location(only(UnlabelledEntries::Nothing))),
        told("3", 0)
    );
    assert_eq!(read("LOCATION:Møderum", &DeskBy::Location(only(UnlabelledEntries::Nothing))), told("", 0));
    assert_eq!(read("RESOURCES:Lokale Ø", &DeskBy::Resource(only(UnlabelledEntries::Nothing))), told("3", 0));
    assert_eq!(read("LOCATION:Lokale Ø", &DeskBy::EveryDesk), told("*", 0));
}

#[test]
fn our_own_holds_are_known_by_their_name_alone() {
    let key = HoldKey::new("midtby", &DeskId::from("2"), UnixTime::from_unix(1_772_614_800));
    let held = |uid: &str| {
        calendar(&event(&format!("UID:{uid}\nDTSTART:20260304T090000Z\nDURATION:PT30M\nSUMMARY:x")))
    };
    let found = read_with(&held(key.as_str()), march(), &by_category(), AllDay::Closed).unwrap();
    assert_eq!((kinds(&found), desks(&found)), (vec![OccupancyKind::Hold(key)], vec!["2".to_owned()]));
    let foreign = read_desk(&held("friholdt-nord-2-20260304T090000Z"), march());
    assert_eq!(kinds(&foreign), [OccupancyKind::Booking]);
}

#[test]
fn nothing_of_what_a_booking_is_about_gets_in() {
    let text = calendar(&event(
        "UID:a
        SUMMARY:Hemmelig 010190-1234
        DESCRIPTION:Hemmelig
         Hemmelig
        ATTENDEE;CN=Hemmelig:mailto:hemmelig@example.dk
        ORGANIZER;CN=Hemmelig:mailto:hemmelig@example.dk
        CATEGORIES:Hemmelig
        LOCATION:Hemmelig
        DTSTART:20260304T090000Z
        DTEND:i morgen",
    ));
    let found = read_with(&text, march(), &by_category(), AllDay::Closed).unwrap();
    assert_eq!(found.problems[0].text, "line 3: DTEND cannot be read; it was taken until midnight");
    assert!(!format!("{found:?}").to_lowercase().contains("hemmelig"), "{found:?}");
    let text = text.replace("DTEND:i morgen", "DTEND:20260304T100000Z");
    let found = format!("{:?}", read_with(&text, march(), &by_category(), AllDay::Closed).unwrap());
    assert!(found.contains("1772618400") && !found.to_lowercase().contains("hemmelig"), "{found}");
}

#[test]
fn a_broken_entry_is_named_and_its_neighbours_are_read() {
    let good =
        |uid: &str, hour: u8| event(&format!("UID:{uid}\nDTSTART:20260304T{hour:02}0000Z\nDURATION:PT30M"));
    let text = calendar(&format!(
        "{}{}{}{}{}",
        good("a", 8),
        event("UID:b\nDTSTART:engang"),
        event("UID:c\nSUMMARY:ingen tid"),
        "BEGIN:VEVENT\nUID:d\nDTSTART:20260304T120000Z\nDURATION:PT30M\nBEGIN:VALARM\n",
        good("e", 10)
    ));
    let found = read_desk(&text, march());
    assert_eq!(times(&found), ["2026-03-04 09:00-09:30", "2026-03-04 11:00-11:30", "2026-03-04 13:00-13:30"]);
    assert_eq!(
        texts(&found.problems),
        [
            "line 8: DTSTART cannot be read",
            "line 12: there is no DTSTART",
            "line 16: the entry is not ended; what there is of it was read"
        ]
    );
}

#[test]
fn a_senseless_rule_takes_its_time_every_day_and_is_named() {
    for rule in ["FREQ=ALDRIG", "FREQ=DAILY;BYHOUR=77", "FREQ=MONTHLY;RSCALE=HEBREW", "D1 #0"] {
        let text =
            calendar(&event(&format!("UID:a\nDTSTART:20260304T090000Z\nDURATION:PT30M\nRRULE:{rule}")));
        let found = read_desk(&text, march());
        assert_eq!(
            (times(&found).len(), times(&found)[0].as_str()),
            (28, "2026-03-04 10:00-10:30"),
            "{rule}"
        );
        assert_eq!(found.problems.len(), 1, "{rule}");
    }
}

#[test]
fn what_repeats_every_second_takes_all_the_time_and_is_named() {
    let text = calendar(&event("UID:a\nDTSTART:20260304T090000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY"));
    let found = read_desk(&text, march());
    let longest = found.entries[0].occupied.iter().map(|taken| taken.time).max_by_key(|time| time.length());
    assert_eq!(longest.map(super::scene::shown), Some("2026-03-04 10:00-2026-04-01 00:00".to_owned()));
    assert!(found.problems[0].text.starts_with("line 3: it repeats so often"), "{:?}", found.problems);
}

#[test]
fn a_mark_set_every_second_takes_no_time() {
    let text = calendar(&event("UID:a\nDTSTART:20260304T090000Z\nRRULE:FREQ=SECONDLY"));
    let found = read_desk(&text, march());
    assert!(times(&found).is_empty(), "{:?}", times(&found));
}

#[test]
fn a_published_list_of_busy_times_is_read() {
    let text = calendar(
        "BEGIN:VFREEBUSY
        UID:f
        FREEBUSY;FBTYPE=BUSY:20260304T090000Z/PT30M,20260304T120000Z/20260304T130000Z
        FREEBUSY;FBTYPE=FREE:20260304T150000Z/PT30M
        END:VFREEBUSY",
    );
    assert_eq!(times(&read_desk(&text, march())), ["2026-03-04 10:00-10:30", "2026-03-04 13:00-14:00"]);
}

#[test]
fn half_a_calendar_and_no_calendar_are_refused() {
    let read = |text: &str| read_with(text, march(), &by_category(), AllDay::Closed);
    let whole = calendar(&event("UID:a\nDTSTART:20260304T090000Z\nDURATION:PT30M"));
    assert_eq!(read("<html>Log ind</html>"), Err(CalendarError::NotACalendar));
    assert_eq!(read(""), Err(CalendarError::NotACalendar));
    // Bookings that did not arrive would look like free time.
    assert_eq!(read(&whole[..whole.len() - 20]), Err(CalendarError::BrokenOff));
    assert!(read(&whole.replace("\r\n", "\n")).is_ok_and(|read| read.entries.len() == 1));
    assert!(read(&whole.replace("\r\n", "\r")).is_ok_and(|read| read.entries.len() == 1));
    assert!(read(&format!("\u{feff}{whole}")).is_ok_and(|read| read.entries.len() == 1));
    assert!(read(&whole.to_lowercase().replace("utc", "UTC")).is_ok());
}
