// SPDX-License-Identifier: MPL-2.0
//! Recurring bookings, expanded by us and by the server: what we expand must be what Radicale and xandikos
//! expand themselves.

use office::calendar::Zone;
use office::time::{TimeRange, UnixTime};

use crate::caldav::{scene, taken};
use crate::server::Make;

/// From before the clocks change in March until after they have changed in October.
const WINDOW: TimeRange =
    TimeRange::new(UnixTime::from_unix(1_772_668_800), UnixTime::from_unix(1_793_577_600));

const RULES: [(&str, &str); 8] = [
    ("to-om-ugen", "RRULE:FREQ=WEEKLY;BYDAY=TU,TH"),
    ("antal", "RRULE:FREQ=DAILY;INTERVAL=3;COUNT=40"),
    ("indtil", "RRULE:FREQ=WEEKLY;UNTIL=20260402T070000Z"),
    ("indtil-lige-efter", "RRULE:FREQ=WEEKLY;UNTIL=20260402T065959Z"),
    ("foerste-torsdag", "RRULE:FREQ=MONTHLY;BYDAY=1TH"),
    ("den-5", "RRULE:FREQ=MONTHLY;BYMONTHDAY=5"),
    ("uden", "RRULE:FREQ=WEEKLY\nEXDATE;TZID=Europe/Copenhagen:20260312T090000,20260402T090000"),
    ("med", "RRULE:FREQ=MONTHLY;COUNT=2\nRDATE;TZID=Europe/Copenhagen:20260501T090000"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn our_times_are_those_of_radicale() {
    our_times_are_the_servers(Make::Radicale).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn our_times_are_those_of_xandikos() {
    our_times_are_the_servers(Make::Xandikos).await;
}

async fn our_times_are_the_servers(make: Make) {
    let mut scene = scene(make).await;
    for (name, rule) in RULES {
        let event = format!(
            "BEGIN:VTIMEZONE
            TZID:Europe/Copenhagen
            BEGIN:STANDARD
            DTSTART:19701025T030000
            RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:19700329T020000
            RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            END:DAYLIGHT
            END:VTIMEZONE
            BEGIN:VEVENT
            UID:{name}
            DTSTAMP:20260101T080000Z
            DTSTART;TZID=Europe/Copenhagen:20260305T090000
            DTEND;TZID=Europe/Copenhagen:20260305T093000
            {rule}
            END:VEVENT"
        );
        let status = scene.other.put(name, &event).await;
        assert!(status.is_success(), "{name}: {status}");
        let ours: Vec<UnixTime> =
            taken(&mut scene.ours, WINDOW).await.iter().map(|taken| taken.time.start).collect();
        let theirs = starts(&scene.other.expanded("20260305T000000Z", "20261102T000000Z").await);
        assert_eq!(ours, theirs, "{name}: {rule}");
        assert!(ours.len() > 2, "{name} recurs");
        scene.other.delete(name).await;
    }
}

/// The DTSTARTs in the events of an expanded answer, which come in UTC or with a zone.
fn starts(answer: &str) -> Vec<UnixTime> {
    let zone = Zone::named("Europe/Copenhagen").unwrap();
    let mut starts = Vec::new();
    let mut in_event = false;
    for line in answer.lines().map(|line| line.trim().trim_end_matches("&#13;").trim()) {
        match line {
            line if line.ends_with("BEGIN:VEVENT") => in_event = true,
            "END:VEVENT" => in_event = false,
            line if in_event && line.starts_with("DTSTART") => {
                let (name, value) = line.split_once(':').unwrap();
                let local: jiff::civil::DateTime = value.trim_end_matches('Z').parse().unwrap();
                starts.push(if value.ends_with('Z') {
                    let utc = local.to_zoned(jiff::tz::TimeZone::UTC).unwrap();
                    UnixTime::from_unix(utc.timestamp().as_second())
                } else {
                    assert!(name.contains("Europe/Copenhagen"), "{line}");
                    zone.moment(local.date(), local.time())
                });
            }
            _ => {}
        }
    }
    starts.sort_unstable();
    starts
}
