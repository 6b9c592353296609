// SPDX-License-Identifier: MPL-2.0
//! Answers that Radicale and xandikos do not give here and other servers do: each in the shape the standard or
//! a known server has it, from a stand-in.

mod following;
mod holding;
mod reading;

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

/// A calendar at `/k/` that is there, and answers all else as result.
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
        for result in [ours.snapshot(WINDOW).await.unwrap_err(), ours.hold(&request()).await.unwrap_err()] {
            let SourceError::RateLimited(pause) = result else { panic!("{status}: {result:?}") };
            assert!((least..=most).contains(&pause.as_secs()), "{status}: {pause:?}");
        }
    }
    let mut ours = ours(|_| StubResponse::new(429, "")).await;
    assert!(matches!(ours.hold(&request()).await, Err(SourceError::RateLimited(_))));
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
    for result in [ours.snapshot(WINDOW).await.unwrap_err(), ours.hold(&request()).await.unwrap_err()] {
        assert!(matches!(result, SourceError::Misconfigured(_)), "{result:?}");
    }
    assert_eq!(*shown.lock().unwrap(), Vec::<bool>::new(), "nobody else was even asked");
}
