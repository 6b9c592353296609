// SPDX-License-Identifier: MPL-2.0
//! Answers that Radicale and xandikos do not give here and other servers do: each in the shape the standard or
//! a known server has it, from a stand-in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use appointments::caldav::{CalDav, CalDavSource, NEUTRAL_TITLE};
use appointments::http_client::{Credentials, HttpLimits, Transport};
use appointments::ical::{AllDay, DeskBy};
use appointments::port::{
    AppointmentSystem, Changes, Cursor, ExistingHold, ForeignId, HoldKey, HoldRequest, SourceError,
};
use appointments::server_mark::ServerMark;
use office::calendar::Zone;
use office::names::DeskId;
use office::time::{TimeRange, UnixTime};

use crate::stand_in::{ReceivedRequest, StubResponse, serve};
use crate::wire::{Hand, Wire};

const WINDOW: TimeRange =
    TimeRange::new(UnixTime::from_unix(1_772_668_800), UnixTime::from_unix(1_772_755_200));

/// A calendar at `/k/` that is there, and answers all else as told.
async fn ours(answer: impl FnMut(&ReceivedRequest) -> StubResponse + Send + 'static) -> CalDav {
    ours_that_lists("", answer).await
}

/// As `ours`, with these entries in its list.
async fn ours_that_lists(
    listed: &'static str,
    answer: impl FnMut(&ReceivedRequest) -> StubResponse + Send + 'static,
) -> CalDav {
    ours_at(&serve_a_calendar(listed, answer).await)
}

async fn serve_a_calendar(
    listed: &'static str,
    mut answer: impl FnMut(&ReceivedRequest) -> StubResponse + Send + 'static,
) -> String {
    serve(move |asked| {
        match asked.method.as_str() {
        "PROPFIND" => StubResponse::new(
            207,
            r#"<?xml version="1.0"?><ns0:multistatus xmlns:ns0="DAV:" xmlns:k="urn:ietf:params:xml:ns:caldav">
            <ns0:response><ns0:href>/k/</ns0:href><ns0:propstat><ns0:status>HTTP/1.1 200 OK</ns0:status>
            <ns0:prop><ns0:resourcetype><ns0:collection/><k:calendar/></ns0:resourcetype>
            <ns0:supported-report-set><ns0:supported-report><ns0:report><ns0:sync-collection/></ns0:report>
            </ns0:supported-report></ns0:supported-report-set></ns0:prop></ns0:propstat></ns0:response>LISTED
            </ns0:multistatus>"#
                .replace("LISTED", listed),
        ),
        _ => answer(asked),
    }
    })
    .await
}

fn ours_at(base: &str) -> CalDav {
    CalDav::new(CalDavSource {
        office: "midtby".to_owned(),
        zone: Zone::named("Europe/Copenhagen").unwrap(),
        address: format!("{base}/k/"),
        calendar: None,
        credentials: Credentials::Basic { user: "u".to_owned(), password: "hemmeligt".to_owned() },
        title: NEUTRAL_TITLE.to_owned(),
        desks: DeskBy::Calendar(DeskId::from("3")),
        labels: BTreeMap::new(),
        all_day: AllDay::Closed,
        free_entries_count: false,
        limits: HttpLimits { body_bytes: 100_000, ..HttpLimits::default() },
        transport: Transport::default(),
        mark: ServerMark::default(),
    })
    .unwrap()
}

fn request() -> HoldRequest {
    let (desk, start) = (DeskId::from("3"), UnixTime::from_unix(1_772_704_800));
    let time = TimeRange::new(start, UnixTime::from_unix(1_772_707_500));
    HoldRequest { key: HoldKey::new("midtby", &desk, start), desk, time, in_use: false }
}

fn held() -> ExistingHold {
    let HoldRequest { key, desk, time, .. } = request();
    let id = ForeignId(format!("/k/{key}.ics"));
    ExistingHold { key, id, etag: Some("\"1\"".to_owned()), desk, time }
}

#[tokio::test]
async fn an_expired_cursor_is_reported_in_many_ways() {
    let bodies = [
        r#"<?xml version="1.0"?><D:error xmlns:D="DAV:"><D:valid-sync-token/></D:error>"#,
        r#"<?xml version="1.0"?><error xmlns="DAV:"><valid-sync-token/></error>"#,
        r#"<?xml version="1.0"?><x7:error xmlns:x7="DAV:"><x7:valid-sync-token/></x7:error>"#,
    ];
    for status in [400, 403, 409, 410, 412, 507] {
        for body in bodies {
            let mut ours = ours(move |_| StubResponse::new(status, body)).await;
            let result = ours.changes(&Cursor("gammel".to_owned()), WINDOW).await;
            assert_eq!(result, Err(SourceError::CursorExpired), "{status} {body}");
        }
    }
    let mut forbidden = ours(|_| StubResponse::new(403, "")).await;
    let result = forbidden.changes(&Cursor("gammel".to_owned()), WINDOW).await;
    assert!(
        matches!(result, Err(SourceError::Misconfigured(_))),
        "without a word of the cursor it is not let in"
    );
}

/// Changes in parts: each names its entries, the collection itself with 507, and where to go on.
fn part(entries: &[&str], next: &str, is_last: bool) -> StubResponse {
    let entry = |name: &&str| {
        format!(
            r#"<D:response><D:href>/k/{name}.ics</D:href><D:propstat><D:prop><D:getetag>"1"</D:getetag></D:prop>
            <D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"#
        )
    };
    let cut = "<D:response><D:href>/k/</D:href><D:status>HTTP/1.1 507 Insufficient Storage</D:status>
        <D:error><D:number-of-matches-within-limits/></D:error></D:response>";
    let entries: String = entries.iter().map(entry).collect();
    let cut = if is_last { "" } else { cut };
    StubResponse::new(
        207,
        format!(
            r#"<?xml version="1.0"?><D:multistatus xmlns:D="DAV:">{entries}{cut}<D:sync-token>{next}</D:sync-token>
            </D:multistatus>"#
        ),
    )
}

#[tokio::test]
async fn changes_that_come_in_parts_are_asked_for_to_the_end_at_once() {
    let asked = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&asked);
    let mut changing = ours(move |_| {
        let mut asked = counted.lock().unwrap();
        *asked += 1;
        match *asked {
            1 => part(&["a", "b"], "1", false),
            2 => part(&["c"], "2", false),
            3 => part(&["d"], "3", true),
            // Then the entries themselves, which are gone by now.
            _ => {
                let gone = ["a", "b", "c", "d"].map(|name| with_status(name, "404 Not Found"));
                StubResponse::new(207, multistatus(&gone.concat()))
            }
        }
    })
    .await;
    let result = changing.changes(&Cursor("0".to_owned()), WINDOW).await.unwrap();
    let Changes::Changed { gone, cursor, .. } = result else { panic!("{result:?}") };
    let gone: Vec<String> = gone.into_iter().map(|id| id.0).collect();
    assert_eq!(gone, ["/k/a.ics", "/k/b.ics", "/k/c.ics", "/k/d.ics"]);
    assert_eq!((cursor, *asked.lock().unwrap()), (Cursor("3".to_owned()), 4));
    let mut stuck = ours(|_| part(&["a"], "0", false)).await;
    let result = stuck.changes(&Cursor("0".to_owned()), WINDOW).await;
    assert_eq!(result, Err(SourceError::CursorExpired), "a server that does not go on is read anew");
    let mut without_end = ours({
        let mut next = 0;
        move |_| {
            next += 1;
            part(&[], &next.to_string(), false)
        }
    })
    .await;
    assert_eq!(without_end.changes(&Cursor("0".to_owned()), WINDOW).await, Err(SourceError::CursorExpired));
}

#[tokio::test]
async fn a_list_of_entries_cut_short_is_asked_for_in_halves_and_never_believed() {
    let whole = Arc::new(Mutex::new(Vec::new()));
    let requested = Arc::clone(&whole);
    let mut ours_in_halves = ours(move |asked| {
        let is_query = asked.text.contains("time-range");
        if !is_query {
            return part(&[], "1", true);
        }
        let from = |name: &str| {
            let at = asked.text.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
            let text = asked.text[at..at + 16].to_owned();
            jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", text).unwrap()
        };
        let (start, end) = (from(" start"), from(" end"));
        let hours = (end - start).total((jiff::Unit::Hour, start)).unwrap();
        // It hands out the entries of six hours and no more.
        if hours > 6.5 {
            return part(&[], "1", false);
        }
        requested.lock().unwrap().push((start, end));
        StubResponse::new(207, r#"<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"></D:multistatus>"#)
    })
    .await;
    ours_in_halves.snapshot(WINDOW).await.unwrap();
    let requested = whole.lock().unwrap().clone();
    assert_eq!(requested.len(), 4, "{requested:?}");
    assert!(
        requested.windows(2).all(|pair| pair[0].1 == pair[1].0),
        "one after the other, nothing left out: {requested:?}"
    );
    let mut never = ours(|_| part(&[], "1", false)).await;
    assert!(matches!(never.snapshot(WINDOW).await, Err(SourceError::InvalidResponse(_))));
}

#[tokio::test]
async fn a_server_that_asks_for_a_pause_gets_it() {
    let in_a_while = (jiff::Timestamp::now() + Duration::from_secs(90)).to_zoned(jiff::tz::TimeZone::UTC);
    let date = in_a_while.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    for (status, said, least, most) in [
        (429, "7", 7, 7),
        (503, "120", 120, 120),
        (503, date.as_str(), 60, 90),
        (429, "99999999", 3600, 3600),
    ] {
        let said = said.to_owned();
        let answer = move |_: &ReceivedRequest| StubResponse::new(status, "").with("retry-after", &said);
        let mut ours = ours(answer).await;
        for error in [ours.snapshot(WINDOW).await.unwrap_err(), ours.hold(&request()).await.unwrap_err()] {
            let SourceError::RateLimited(pause) = error else { panic!("{status}: {error:?}") };
            assert!((least..=most).contains(&pause.as_secs()), "{status}: {pause:?}");
        }
    }
    let mut ours = ours(|_| StubResponse::new(429, "")).await;
    assert!(matches!(ours.hold(&request()).await, Err(SourceError::RateLimited(_))));
}

#[tokio::test]
async fn what_a_failing_server_did_is_not_guessed() {
    for status in [408, 423, 500, 502, 503, 504, 507] {
        let mut ours = ours(move |_| StubResponse::new(status, "")).await;
        assert!(matches!(ours.hold(&request()).await, Err(SourceError::OutcomeUnknown(_))), "{status}");
        assert!(
            matches!(ours.update(&held(), &request()).await, Err(SourceError::OutcomeUnknown(_))),
            "{status}"
        );
        assert!(matches!(ours.release(&held()).await, Err(SourceError::OutcomeUnknown(_))), "{status}");
        assert!(matches!(ours.find(&request().key).await, Err(SourceError::Unreachable(_))), "{status}");
    }
}

#[tokio::test]
async fn given_back_is_given_back_however_it_is_said() {
    for status in [200, 202, 204, 404, 410] {
        let mut ours = ours(move |_| StubResponse::new(status, "")).await;
        assert_eq!(ours.release(&held()).await, Ok(()), "{status}");
    }
}

#[tokio::test]
async fn an_address_that_is_taken_by_somebody_else_is_a_conflict() {
    let foreign = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:en-anden\r\n\
        DTSTAMP:20260301T080000Z\r\nDTSTART:20260305T100000Z\r\nDTEND:20260305T104500Z\r\nEND:VEVENT\r\n\
        END:VCALENDAR\r\n";
    let mut ours = ours(move |asked| match asked.method.as_str() {
        "PUT" => StubResponse::new(412, ""),
        _ => StubResponse::new(200, foreign).with("etag", "\"7\""),
    })
    .await;
    assert_eq!(ours.hold(&request()).await, Err(SourceError::Conflict));
    assert_eq!(ours.find(&request().key).await, Ok(None), "an entry of another name is not our hold");
}

/// A calendar whose server keeps what was deleted in a bin and refuses its name, as Nextcloud does.
async fn with_a_trash_bin(refusal: u16) -> CalDav {
    let mut there = BTreeMap::<String, String>::new();
    let mut trash = BTreeSet::<String>::new();
    ours(move |asked| match asked.method.as_str() {
        "PUT" if trash.contains(&asked.path) => StubResponse::new(refusal, ""),
        "PUT" => {
            there.insert(asked.path.clone(), asked.text.clone());
            StubResponse::new(201, "").with("etag", "\"1\"")
        }
        "DELETE" if there.remove(&asked.path).is_some() => {
            trash.insert(asked.path.clone());
            StubResponse::new(204, "")
        }
        "DELETE" => StubResponse::new(refusal, ""),
        _ => match there.get(&asked.path) {
            Some(text) => StubResponse::new(200, text).with("etag", "\"1\""),
            None => StubResponse::new(404, ""),
        },
    })
    .await
}

#[tokio::test]
async fn a_trash_bin_never_makes_a_gap_unholdable() {
    for refusal in [400, 403] {
        let mut ours = with_a_trash_bin(refusal).await;
        let mut addresses = BTreeSet::new();
        for _ in 0..20 {
            let made = ours.hold(&request()).await.unwrap();
            assert!(addresses.insert(made.id.clone()), "{made:?}");
            assert_eq!(ours.find(&request().key).await, Ok(Some(made.clone())), "a lost answer is resolved");
            assert_eq!(ours.hold(&request()).await.unwrap().id, made.id, "the same hold twice is one");
            assert_eq!(ours.release(&made).await, Ok(()));
            assert_eq!(ours.release(&made).await, Ok(()), "what lies in the bin is given back");
            assert_eq!(ours.find(&request().key).await, Ok(None));
        }
    }
}

#[tokio::test]
async fn a_trash_bin_that_is_full_of_one_hold_is_named_as_the_cause() {
    let mut ours = with_a_trash_bin(403).await;
    let why = loop {
        match ours.hold(&request()).await {
            Ok(made) => ours.release(&made).await.unwrap(),
            Err(why) => break why,
        }
    };
    assert!(why.to_string().contains("its trash bin is full of them and has to be emptied"), "{why}");
    let other = HoldRequest { key: HoldKey::new("midtby", &request().desk, WINDOW.start), ..request() };
    assert!(ours.hold(&other).await.is_ok(), "other times are held");
}

#[tokio::test]
async fn a_calendar_that_may_not_be_written_to_is_reported_as_that() {
    let mut ours = ours(|_| StubResponse::new(403, "")).await;
    let refused = ours.hold(&request()).await.unwrap_err();
    assert!(matches!(refused, SourceError::Unauthorized(_) | SourceError::Misconfigured(_)), "{refused:?}");
}

#[tokio::test]
async fn a_list_of_changes_may_name_what_is_already_gone() {
    let report = r#"<?xml version="1.0"?><multistatus xmlns="DAV:">
        <response><href>/k/a.ics</href><propstat><status>HTTP/1.1 200 OK</status>
        <prop><getetag>"1"</getetag></prop></propstat></response>
        <response><href>/k/b.ics</href><status>HTTP/1.1 404 Not Found</status></response>
        <sync-token>ny</sync-token></multistatus>"#;
    let mut ours = ours(move |asked| {
        let is_sync = asked.headers.get("depth").is_none();
        let answer = if is_sync { report.to_owned() } else { multistatus(&with_status("a", "410 Gone")) };
        StubResponse::new(207, answer)
    })
    .await;
    let result = ours.changes(&Cursor("gammel".to_owned()), WINDOW).await.unwrap();
    let gone = vec![ForeignId("/k/b.ics".to_owned()), ForeignId("/k/a.ics".to_owned())];
    let cursor = Cursor("ny".to_owned());
    assert_eq!(
        result,
        Changes::Changed { entries: Vec::new(), gone, cursor, problems: Vec::new(), unreadable: Vec::new() }
    );
}

/// Overloaded, locked or short of rights: the entry is there, and the next look asks for it again.
#[tokio::test]
async fn a_changed_booking_that_the_server_does_not_hand_out_keeps_its_time() {
    let refusals = ["500 Internal Server Error", "403 Forbidden", "423 Locked", "507 Insufficient Storage"];
    for refused in refusals.map(Some).into_iter().chain([None]) {
        let mut ours = ours(move |asked| {
            let is_sync = asked.headers.get("depth").is_none();
            match refused {
                _ if is_sync => part(&["a"], "ny", true),
                Some(status) => StubResponse::new(207, multistatus(&with_status("a", status))),
                None => StubResponse::new(207, multistatus("")),
            }
        })
        .await;
        let result = ours.changes(&Cursor("gammel".to_owned()), WINDOW).await.unwrap();
        let Changes::Changed { gone, cursor, problems, unreadable, .. } = result else {
            panic!("{result:?}")
        };
        assert_eq!(gone, [], "{refused:?}: nothing says that it was deleted");
        assert_eq!(unreadable, [ForeignId("/k/a.ics".to_owned())], "{refused:?}");
        assert_eq!(cursor, Cursor("gammel".to_owned()), "{refused:?}: it is asked for again");
        assert!(problems[0].text.starts_with("/k/a.ics: the server names it"), "{refused:?}: {problems:?}");
    }
}

/// As DAViCal does: what an answer leaves out is asked for by itself.
#[tokio::test]
async fn a_booking_that_an_answer_leaves_out_is_read_by_itself_or_is_gone() {
    let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260305T100000Z\r\nDURATION:PT30M\r\n\
        END:VEVENT\r\nEND:VCALENDAR\r\n";
    for is_there in [true, false] {
        let mut ours = ours(move |asked| match asked.method.as_str() {
            "GET" if is_there => StubResponse::new(200, text).with("etag", "\"2\""),
            "GET" => StubResponse::new(404, ""),
            _ if asked.headers.get("depth").is_none() => part(&["a"], "ny", true),
            _ => StubResponse::new(207, multistatus("")),
        })
        .await;
        let result = ours.changes(&Cursor("gammel".to_owned()), WINDOW).await.unwrap();
        let Changes::Changed { entries, gone, cursor, problems, .. } = result else { panic!("{result:?}") };
        assert_eq!((entries.len(), gone.len()), if is_there { (1, 0) } else { (0, 1) });
        assert_eq!((cursor, problems), (Cursor("ny".to_owned()), vec![]));
    }
}

/// In the answer for the days, or in the list of the calendar.
#[tokio::test]
async fn a_booking_that_the_server_names_and_keeps_back_in_a_full_look_keeps_its_time() {
    for in_answer in [true, false] {
        let mut ours = ours_that_lists(listed(&["a"]), move |asked| {
            let is_sync = asked.headers.get("depth").is_none();
            let is_query = asked.text.contains("time-range");
            let answer = with_status("a", "503 Service Unavailable");
            let names_it = !is_sync && (in_answer || !is_query);
            StubResponse::new(207, multistatus(if names_it { &answer } else { "" }))
        })
        .await;
        let snapshot = ours.snapshot(WINDOW).await.unwrap();
        assert_eq!(snapshot.unreadable, [ForeignId("/k/a.ics".to_owned())], "in the answer: {in_answer}");
        assert_eq!(snapshot.problems.len(), 1, "{:?}", snapshot.problems);
    }
}

/// What it had not handed out by then is asked for once and not entry by entry, each to its timeout.
#[tokio::test]
async fn a_server_that_dies_in_a_full_look_is_out_of_reach_at_once() {
    let names: Vec<String> = (0..20).map(|number| format!("aftale-{number}")).collect();
    let listed = listed(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let wire = Arc::new(OnceLock::<Wire>::new());
    let cuts = Arc::clone(&wire);
    let base = serve_a_calendar(listed, move |asked| {
        if asked.text.contains("calendar-multiget") {
            cuts.get().unwrap().hand(Hand::CutsBefore);
        }
        StubResponse::new(207, multistatus(""))
    })
    .await;
    let port = base.rsplit(':').next().unwrap().parse().unwrap();
    let to_the_calendar = Wire::to(port).await;
    let wire = wire.get_or_init(|| to_the_calendar);
    let told = ours_at(&wire.base()).snapshot(WINDOW).await;
    assert!(matches!(told, Err(SourceError::Unreachable(_))), "{told:?}");
    assert_eq!(wire.cut(), 1);
}

#[tokio::test]
async fn a_report_that_cannot_be_read_is_not_asked_for_for_ever() {
    let truncated = r#"<?xml version="1.0"?><multistatus xmlns="DAV:">
        <response><href>/elsewhere/</href><status>HTTP/1.1 507 Insufficient Storage</status></response>
        <sync-token>ny</sync-token></multistatus>"#;
    for report in [truncated, "<multistatus", "", "nothing"] {
        let mut ours = ours(move |_| StubResponse::new(207, report)).await;
        let result = ours.changes(&Cursor("gammel".to_owned()), WINDOW).await;
        assert_eq!(result, Err(SourceError::CursorExpired), "{report}");
    }
}

#[tokio::test]
async fn an_entry_that_is_kept_back_is_named_to_the_administrator() {
    let report = r#"<?xml version="1.0"?><D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
        <D:response><D:href>/k/hemmelig.ics</D:href><D:propstat><D:prop><C:calendar-data/></D:prop>
        <D:status>HTTP/1.1 403 Forbidden</D:status></D:propstat></D:response></D:multistatus>"#;
    let mut ours = ours(move |asked| match asked.headers.get("depth") {
        Some(_) => StubResponse::new(207, report),
        None => {
            StubResponse::new(207, r#"<multistatus xmlns="DAV:"><sync-token>1</sync-token></multistatus>"#)
        }
    })
    .await;
    let snapshot = ours.snapshot(WINDOW).await.unwrap();
    assert_eq!((snapshot.entries.len(), snapshot.problems.len()), (0, 1));
    assert!(snapshot.problems[0].text.contains("/k/hemmelig.ics"), "{:?}", snapshot.problems);
}

/// The entries of a calendar as a list of them has them, each in its first version.
fn listed(names: &[&str]) -> &'static str {
    let entry = |name: &&str| {
        format!(
            r#"<ns0:response><ns0:href>/k/{name}.ics</ns0:href><ns0:propstat><ns0:prop><ns0:resourcetype/>
            <ns0:getetag>"1"</ns0:getetag></ns0:prop><ns0:status>HTTP/1.1 200 OK</ns0:status></ns0:propstat>
            </ns0:response>"#
        )
    };
    names.iter().map(entry).collect::<String>().leak()
}

fn multistatus(responses: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"
        xmlns:C="urn:ietf:params:xml:ns:caldav">{responses}<D:sync-token>1</D:sync-token></D:multistatus>"#
    )
}

fn with_status(name: &str, status: &str) -> String {
    format!("<D:response><D:href>/k/{name}.ics</D:href><D:status>HTTP/1.1 {status}</D:status></D:response>")
}

fn with_text(name: &str, lines: &str) -> String {
    let text = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:{name}\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n");
    let text = text.replace('\n', "&#13;\n");
    format!(
        r#"<D:response><D:href>/k/{name}.ics</D:href><D:propstat><D:prop><D:getetag>"1"</D:getetag>
        <C:calendar-data>{text}</C:calendar-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
        </D:response>"#
    )
}

/// A person moved our hold to another address: its UID may not be used a second time (RFC 4791, 5.3.2.1).
#[tokio::test]
async fn a_hold_whose_name_stands_at_another_address_is_that_hold() {
    for (status, there) in [(403, true), (409, true), (403, false)] {
        let mut ours = ours(move |asked| match asked.method.as_str() {
            "PUT" => StubResponse::new(
                status,
                r#"<?xml version="1.0"?><D:error xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
                <C:no-uid-conflict><D:href>/k/flyttet.ics</D:href></C:no-uid-conflict></D:error>"#,
            ),
            "REPORT" if there => {
                let lines = "DTSTART:20260305T100000Z\nDTEND:20260305T104500Z";
                let entry =
                    with_text("flyttet", lines).replace("UID:flyttet", &format!("UID:{}", request().key));
                StubResponse::new(207, multistatus(&entry))
            }
            "REPORT" => StubResponse::new(207, multistatus("")),
            _ => StubResponse::new(404, ""),
        })
        .await;
        let held = ours.hold(&request()).await.map(|held| (held.id.0, held.time));
        let expected = if there {
            Ok(("/k/flyttet.ics".to_owned(), request().time))
        } else {
            Err(SourceError::Conflict)
        };
        assert_eq!(held, expected, "{status}");
    }
}

/// An index that is behind, or a filter that knows no whole days: the entry is listed and not in the answer for its
/// day. Each version of what lies elsewhere is fetched once.
#[tokio::test]
async fn an_entry_that_the_server_forgets_in_its_answer_for_the_day_is_found_in_its_list() {
    const ENTRIES: [(&str, &str); 2] = [
        ("glemt", "DTSTART;VALUE=DATE:20260305\nDURATION:P1D"),
        ("sidste-aar", "DTSTART:20250305T090000Z\nDURATION:PT30M"),
    ];
    let fetched: Arc<Mutex<Vec<&str>>> = Arc::default();
    let asked_for = Arc::clone(&fetched);
    let mut ours = ours_that_lists(listed(&ENTRIES.map(|(name, _)| name)), move |asked| {
        let is_named = |name: &str| asked.text.contains(&format!("/k/{name}.ics"));
        let wanted: Vec<_> = ENTRIES.into_iter().filter(|(name, _)| is_named(name)).collect();
        asked_for.lock().unwrap().extend(wanted.iter().map(|(name, _)| *name));
        let answered: String = wanted.iter().map(|(name, lines)| with_text(name, lines)).collect();
        StubResponse::new(207, multistatus(&answered))
    })
    .await;
    for _ in 0..2 {
        let snapshot = ours.snapshot(WINDOW).await.unwrap();
        let ids: Vec<&str> = snapshot.entries.iter().map(|entry| entry.id.0.as_str()).collect();
        assert_eq!(ids, ["/k/glemt.ics"]);
    }
    let fetched = fetched.lock().unwrap();
    let times = fetched.iter().filter(|name| **name == "sidste-aar").count();
    assert_eq!(times, 1, "{fetched:?}");
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let mut ours = ours(|_| StubResponse::new(207, "x".repeat(200_000))).await;
    assert!(matches!(ours.snapshot(WINDOW).await, Err(SourceError::InvalidResponse(_))));
}

#[tokio::test]
async fn the_password_is_never_carried_to_another_server() {
    let shown: Arc<Mutex<Vec<bool>>> = Arc::default();
    let seen = Arc::clone(&shown);
    let elsewhere = serve(move |asked| {
        seen.lock().unwrap().push(asked.headers.contains_key("authorization"));
        StubResponse::new(200, "")
    })
    .await;
    let mut ours = ours(move |_| StubResponse::new(301, "").with("location", &elsewhere)).await;
    for error in [ours.snapshot(WINDOW).await.unwrap_err(), ours.hold(&request()).await.unwrap_err()] {
        assert!(matches!(error, SourceError::Misconfigured(_)), "{error:?}");
    }
    assert_eq!(*shown.lock().unwrap(), Vec::<bool>::new(), "nobody else was even asked");
}
