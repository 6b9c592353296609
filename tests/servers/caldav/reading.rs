// SPDX-License-Identifier: MPL-2.0
//! What is read of an office's calendar on each server: what is there, and what came since.

use super::*;

on_each_server! {
    the_calendar_is_found_from_whatever_address_was_given
    what_a_booking_is_about_never_comes_in
    what_others_write_and_cancel_is_followed
    what_cannot_be_placed_stays_told_while_others_book
    whole_days_are_seen_however_they_are_written
    a_booking_that_recurs_takes_each_of_its_times
    an_expired_cursor_asks_for_all_of_it_anew
    following_ends_where_reading_anew_does
}

async fn the_calendar_is_found_from_whatever_address_was_given(make: Make) {
    let scene = scene(make).await;
    let own = format!("{}skranke-3/", scene.server.home());
    let addresses = scene.server.addresses();
    for address in &addresses {
        for name in ["skranke-3", "Kalender skranke-3", &own] {
            let named = CalDavSource { calendar: Some(name.to_owned()), ..source(address) };
            let place = CalDav::new(named).unwrap().place().await;
            assert_eq!(place.as_deref(), Ok(own.as_str()), "{address} {name}");
        }
    }
    let direct = CalDav::new(source(&scene.other.calendar)).unwrap().place().await;
    assert_eq!(direct.as_deref(), Ok(own.as_str()));
    Other::with_calendar(&scene.server, "skranke-4").await;
    let vague = CalDav::new(source(&addresses[0])).unwrap().place().await;
    let Err(SourceError::Misconfigured(said)) = vague else { panic!("{vague:?}") };
    assert!(said.contains("Kalender skranke-3") && said.contains("Kalender skranke-4"), "{said}");
    let nowhere = format!("{}nowhere/", addresses.last().unwrap());
    let nowhere = CalDav::new(source(&nowhere)).unwrap().place().await;
    assert!(matches!(nowhere, Err(SourceError::Misconfigured(_))), "{nowhere:?}");
}

async fn what_a_booking_is_about_never_comes_in(make: Make) {
    let Scene { server: _server, other, mut ours } = scene(make).await;
    let cursor = ours.snapshot(day()).await.unwrap().cursor.unwrap();
    other.book("aftale-1", "20260305T090000Z", "20260305T093000Z").await;
    let snapshot = ours.snapshot(day()).await.unwrap();
    let changes = ours.changes(&cursor, day()).await.unwrap();
    assert_eq!(snapshot.entries.len(), 1);
    let result = format!("{snapshot:?} {changes:?} {ours:?}");
    for private in ["Anna", "Hansen", "MitID", "12345678", PASSWORD] {
        assert!(!result.contains(private), "{private} in {result}");
    }
    assert_eq!(
        taken(&mut ours, day()).await,
        [OccupiedTime { desk: Some(desk()), time: stretch((10, 0), (10, 30)), kind: OccupancyKind::Booking }]
    );
}

async fn what_others_write_and_cancel_is_followed(make: Make) {
    let Scene { server: _server, other, mut ours } = scene(make).await;
    other.book("gammel", "20260305T120000Z", "20260305T123000Z").await;
    let mut cursor = ours.snapshot(day()).await.unwrap().cursor.unwrap();
    let told_again = make.tells_again();
    assert!(told_again || ours.changes(&cursor, day()).await.unwrap() == Changes::Nothing);
    let of = |name: &'static str, entries: Vec<Entry>| -> Vec<Entry> {
        entries.into_iter().filter(|entry| !told_again || entry.id.0.ends_with(name)).collect()
    };

    other.book("ny", "20260305T090000Z", "20260305T093000Z").await;
    let (entries, gone) = changed(&mut ours, &mut cursor).await;
    let entries = of("/ny.ics", entries);
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].occupied[0].time, stretch((10, 0), (10, 30)));
    assert_eq!(gone, []);

    other.book("ny", "20260306T090000Z", "20260306T093000Z").await;
    let (entries, _) = changed(&mut ours, &mut cursor).await;
    let entries = of("/ny.ics", entries);
    assert_eq!(entries[0].occupied, [], "it takes no time in the window any more, and is result so");

    other.delete("gammel").await;
    let (entries, gone) = changed(&mut ours, &mut cursor).await;
    assert_eq!((of("/gammel.ics", entries).len(), gone.len()), (0, 1));
    assert!(gone[0].0.ends_with("/gammel.ics"), "{gone:?}");
    assert!(told_again || ours.changes(&cursor, day()).await.unwrap() == Changes::Nothing);
}

/// Changes come without the entries that stay; what was said of those still holds.
async fn what_cannot_be_placed_stays_told_while_others_book(make: Make) {
    let Scene { server: _server, other, mut ours } = scene(make).await;
    let marsk =
        booking("marsk", "20260305T090000", "20260305T093000").replace("DTSTART:", "DTSTART;TZID=Marsk Tid:");
    assert!(other.put("marsk", &marsk).await.is_success());
    let mut snapshot = ours.snapshot(day()).await.unwrap();
    assert_eq!(snapshot.problems.len(), 1);
    for (name, there) in [("ny", 1), ("marsk", 0)] {
        other.book(name, "20260305T110000Z", "20260305T113000Z").await;
        let cursor = snapshot.cursor.clone().unwrap();
        let Changes::Changed { problems, cursor, .. } = ours.changes(&cursor, day()).await.unwrap() else {
            panic!("nothing changed")
        };
        assert_eq!(problems.len(), there, "{name}: {problems:?}");
        snapshot.cursor = Some(cursor);
    }
}

/// A day with only a duration or with no end at all, and series of whole days, from before the window and without end.
async fn whole_days_are_seen_however_they_are_written(make: Make) {
    let Scene { server: _server, other, mut ours } = scene(make).await;
    let event = |lines: &str| format!("BEGIN:VEVENT\nDTSTAMP:20260101T080000Z\n{lines}\nEND:VEVENT");
    let days = [
        ("varighed", "UID:varighed\nDTSTART;VALUE=DATE:20260305\nDURATION:P1D"),
        ("uge", "UID:uge\nDTSTART;VALUE=DATE:20260302\nDURATION:P1W"),
        ("uden-slut", "UID:uden-slut\nDTSTART;VALUE=DATE:20260305"),
        ("serie", "UID:serie\nDTSTART;VALUE=DATE:20260108\nDTEND;VALUE=DATE:20260109\nRRULE:FREQ=WEEKLY"),
        (
            "serie-varighed",
            "UID:serie-varighed\nDTSTART;VALUE=DATE:20260108\nDURATION:P1D\nRRULE:FREQ=WEEKLY",
        ),
        ("serie-uden", "UID:serie-uden\nDTSTART;VALUE=DATE:20250306\nRRULE:FREQ=DAILY"),
        ("rdate", "UID:rdate\nDTSTART;VALUE=DATE:20260105\nRDATE;VALUE=DATE:20260305"),
    ];
    let mut written = 0;
    for (name, lines) in days {
        // What a server does not take is not in its calendar.
        written += usize::from(other.put(name, &event(lines)).await.is_success());
    }
    assert!(written >= 6, "{written}");
    let snapshot = ours.snapshot(day()).await.unwrap();
    let taken: Vec<&str> = snapshot
        .entries
        .iter()
        .filter(|entry| entry.occupied.iter().any(|taken| taken.time.overlaps(stretch((10, 0), (11, 0)))))
        .map(|entry| entry.id.0.rsplit('/').next().unwrap())
        .collect();
    assert_eq!(taken.len(), written, "{taken:?}");
    // And the next look asks for none of the others again.
    assert_eq!(ours.snapshot(day()).await.unwrap().entries, snapshot.entries);
}

async fn a_booking_that_recurs_takes_each_of_its_times(make: Make) {
    let Scene { server: _server, other, mut ours } = scene(make).await;
    let status = other
        .put(
            "fast",
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
            UID:fast
            DTSTAMP:20260101T080000Z
            DTSTART;TZID=Europe/Copenhagen:20260305T090000
            DTEND;TZID=Europe/Copenhagen:20260305T093000
            RRULE:FREQ=DAILY;COUNT=5
            EXDATE;TZID=Europe/Copenhagen:20260306T090000
            END:VEVENT
            BEGIN:VEVENT
            UID:fast
            DTSTAMP:20260101T080000Z
            RECURRENCE-ID;TZID=Europe/Copenhagen:20260307T090000
            DTSTART;TZID=Europe/Copenhagen:20260307T140000
            DTEND;TZID=Europe/Copenhagen:20260307T143000
            END:VEVENT",
        )
        .await;
    assert!(status.is_success(), "{status}");
    let times: Vec<TimeRange> = taken(&mut ours, TimeRange::new(at(0, 0), at(24 * 4, 0)))
        .await
        .into_iter()
        .map(|taken| taken.time)
        .collect();
    let on = |day: i64, hour: i64| stretch((24 * day + hour, 0), (24 * day + hour, 30));
    assert_eq!(times, [on(0, 9), on(2, 14), on(3, 9)], "first, moved, and not the one taken out");
    assert_eq!(taken(&mut ours, TimeRange::new(at(24, 0), at(48, 0))).await, [], "the day taken out is free");
}

async fn an_expired_cursor_asks_for_all_of_it_anew(make: Make) {
    let Scene { server: _server, other, mut ours } = scene(make).await;
    other.book("aftale", "20260305T090000Z", "20260305T093000Z").await;
    let old = match make {
        Make::Radicale | Make::Radicale31 => format!("http://radicale.org/ns/sync/{}", "0".repeat(64)),
        Make::Xandikos => "0".repeat(40),
        Make::Cyrus => "http://cyrusimap.org/ns/sync/0-0-0".to_owned(),
        Make::Davical => "data:,999999".to_owned(),
        Make::Sogo => "4102444800".to_owned(),
    };
    for token in [old.as_str(), "nonsense", "http://example.org/another/server"] {
        let result = ours.changes(&Cursor(token.to_owned()), day()).await;
        match result {
            Err(SourceError::CursorExpired) => {}
            Ok(Changes::Changed { entries, .. }) if !make.refuses_unknown_cursors() => {
                assert_eq!(entries.len(), 1, "{token}: all there is");
            }
            result => panic!("{token}: {result:?}"),
        }
    }
    let snapshot = ours.snapshot(day()).await.unwrap();
    assert_eq!(snapshot.entries.len(), 1);
    let changes = ours.changes(&snapshot.cursor.unwrap(), day()).await;
    assert!(make.tells_again() || changes == Ok(Changes::Nothing), "{changes:?}");
}

/// Somebody books and cancels all the while we hold and give back; what we followed is what is there.
async fn following_ends_where_reading_anew_does(make: Make) {
    let Scene { server: _server, other, mut ours } = scene(make).await;
    let mut followed: BTreeMap<ForeignId, Entry> = BTreeMap::new();
    let mut cursor = ours.snapshot(day()).await.unwrap().cursor.unwrap();
    let busy = tokio::spawn(async move {
        for round in 0..24 {
            let name = format!("aftale-{}", round % 9);
            let hour = 7 + round % 8;
            other.book(&name, &format!("20260305T{hour:02}0000Z"), &format!("20260305T{hour:02}2000Z")).await;
            if round % 5 == 4 {
                other.delete(&name).await;
            }
        }
    });
    let mut held = Vec::new();
    for round in 0..12 {
        let start = at(8 + round % 6, 30);
        held.push(surely_hold(&mut ours, &request(TimeRange::new(start, start + Length::minutes(15)))).await);
        if round % 3 == 2 {
            surely_release(&mut ours, held.swap_remove(0)).await;
        }
        follow(&mut ours, &mut cursor, &mut followed).await;
    }
    busy.await.unwrap();
    follow(&mut ours, &mut cursor, &mut followed).await;
    followed.retain(|_, entry| !entry.occupied.is_empty());
    let anew = ours.snapshot(day()).await.unwrap().entries;
    let anew: BTreeMap<ForeignId, Entry> = anew.into_iter().map(|entry| (entry.id.clone(), entry)).collect();
    assert_eq!(followed, anew);
    assert!(anew.len() > 8, "{anew:?}");
}

async fn follow(ours: &mut CalDav, cursor: &mut Cursor, followed: &mut BTreeMap<ForeignId, Entry>) {
    let (entries, gone) = changed(ours, cursor).await;
    for id in gone {
        followed.remove(&id);
    }
    followed.extend(entries.into_iter().map(|entry| (entry.id.clone(), entry)));
}
