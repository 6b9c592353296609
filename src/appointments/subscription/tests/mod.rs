// SPDX-License-Identifier: MPL-2.0
//! A subscription against a real web server on loopback that can be slow, endless, wrong or gone.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use futures_util::stream;

use super::*;
use crate::tests::contract;
use office::names::DeskId;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Mood {
    Plain,
    Silent,
    Slow,
    Endless,
    Packed,
    Round,
    Inwards,
    LoginPage,
    Status(u16),
}

struct Server {
    mood: Mood,
    text: String,
    asked: Vec<bool>,
}

type Shared = Arc<Mutex<Server>>;

fn calendar(hours: &[u8]) -> String {
    let events: Vec<String> = hours
        .iter()
        .map(|hour| {
            format!("BEGIN:VEVENT\r\nUID:{hour}\r\nDTSTART:20260304T{hour:02}0000Z\r\nDURATION:PT30M\r\nEND:VEVENT\r\n")
        })
        .collect();
    format!("BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n", events.concat())
}

async fn answer(State(server): State<Shared>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    if server.lock().unwrap().mood == Mood::Silent {
        return std::future::pending().await;
    }
    let mut server = server.lock().unwrap();
    let etag = format!("\"{}\"", server.text.len());
    let has_it = headers.get("if-none-match").is_some_and(|known| known == etag.as_str());
    server.asked.push(has_it);
    let response = || Response::builder().header("etag", &etag);
    let text = Body::from(server.text.clone());
    let forever = |piece: Option<&'static str>| {
        Body::from_stream(stream::unfold((), move |()| async move {
            match piece {
                Some(piece) => Some((Ok::<_, std::io::Error>(Bytes::from_static(piece.as_bytes())), ())),
                None => std::future::pending().await,
            }
        }))
    };
    match server.mood {
        Mood::Silent | Mood::Slow => response().body(forever(None)),
        Mood::Endless => response().body(forever(Some("BEGIN:VCALENDAR\r\n"))),
        Mood::Packed => response().header("content-encoding", "gzip").body(text),
        Mood::Round => {
            Response::builder().status(302).header("location", format!("{uri}x")).body(Body::empty())
        }
        Mood::Inwards => {
            Response::builder().status(302).header("location", "http://[::1]:1/").body(Body::empty())
        }
        Mood::LoginPage => response().body(Body::from("<html>Log ind</html>")),
        Mood::Status(status) => {
            Response::builder().status(status).header("retry-after", "7").body(Body::empty())
        }
        Mood::Plain if has_it => Response::builder().status(StatusCode::NOT_MODIFIED).body(Body::empty()),
        Mood::Plain => response().body(text),
    }
    .unwrap()
}

async fn server(hours: &[u8]) -> (Shared, String) {
    let server = Arc::new(Mutex::new(Server { mood: Mood::Plain, text: calendar(hours), asked: Vec::new() }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/secret-name.ics", listener.local_addr().unwrap());
    let app = Router::new().fallback(answer).with_state(Arc::clone(&server));
    tokio::spawn(async move { axum::serve(listener, app).await });
    (server, address)
}

fn source(address: &str) -> SubscriptionSource {
    let short = Duration::from_millis(300);
    SubscriptionSource {
        address: address.to_owned(),
        credentials: Credentials::None,
        network: AllowedNetwork::Any,
        office: "midtby".to_owned(),
        zone: Zone::named("Europe/Copenhagen").unwrap(),
        desks: DeskBy::Calendar(DeskId::from("1")),
        all_day: AllDay::Closed,
        free_entries_count: false,
        limits: CalendarLimits { bytes: 100_000, ..CalendarLimits::default() },
        timeouts: HttpTimeouts { connect: short, idle: short, total: short * 10 },
        transport: Transport::default(),
        least_pause: Duration::from_mins(1),
    }
}

fn subscription(address: &str) -> Subscription {
    Subscription::new(source(address)).unwrap()
}

fn march() -> TimeRange {
    let zone = Zone::named("Europe/Copenhagen").unwrap();
    TimeRange::new(
        zone.day("2026-03-01".parse().unwrap()).start,
        zone.day("2026-04-01".parse().unwrap()).start,
    )
}

fn ids(entries: &[crate::port::Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.id.0.as_str()).collect()
}

#[tokio::test]
async fn a_look_that_finds_nothing_is_one_request_without_a_body() {
    let (server, address) = server(&[9, 10]).await;
    let mut subscription = subscription(&address);
    let first = subscription.snapshot(march()).await.unwrap();
    assert_eq!(ids(&first.entries), ["9", "10"]);
    let cursor = first.cursor.unwrap();
    assert_eq!(subscription.changes(&cursor, march()).await, Ok(Changes::Nothing));
    assert_eq!(server.lock().unwrap().asked, [false, true]);
}

#[tokio::test]
async fn what_came_and_what_went_is_reported_and_nothing_else() {
    let (server, address) = server(&[9, 10]).await;
    let mut subscription = subscription(&address);
    let cursor = subscription.snapshot(march()).await.unwrap().cursor.unwrap();
    server.lock().unwrap().text = calendar(&[10, 11, 12]);
    let Changes::Changed { entries, gone, cursor: next, .. } =
        subscription.changes(&cursor, march()).await.unwrap()
    else {
        panic!("nothing changed")
    };
    assert_eq!((ids(&entries), gone.len(), gone[0].0.as_str()), (vec!["11", "12"], 1, "9"));
    assert_eq!(subscription.changes(&next, march()).await, Ok(Changes::Nothing));
    assert_eq!(subscription.changes(&cursor, march()).await, Err(SourceError::CursorExpired));
    let tomorrow = TimeRange::new(march().start, march().end + office::time::Length::minutes(1440));
    assert_eq!(subscription.changes(&next, tomorrow).await, Err(SourceError::CursorExpired));
}

#[tokio::test]
async fn a_calendar_that_fails_leaves_what_was_known_and_is_named() {
    let (server, address) = server(&[9]).await;
    let mut subscription = subscription(&address);
    let cursor = subscription.snapshot(march()).await.unwrap().cursor.unwrap();
    server.lock().unwrap().text.push(' ');
    for (mood, word) in [
        (Mood::Silent, "in time"),
        (Mood::Slow, "in time"),
        (Mood::Endless, "larger than"),
        (Mood::Packed, "compressed"),
        (Mood::Round, "redirects more than"),
        (Mood::LoginPage, "no calendar"),
        (Mood::Status(401), "401"),
        (Mood::Status(404), "no calendar at the address"),
        (Mood::Status(429), "pause of 7 seconds"),
        (Mood::Status(500), "500"),
        (Mood::Status(418), "418"),
    ] {
        server.lock().unwrap().mood = mood;
        let said = subscription.changes(&cursor, march()).await.unwrap_err().to_string();
        assert!(said.contains(word) && !said.contains("secret-name"), "{mood:?}: {said}");
    }
    server.lock().unwrap().mood = Mood::Plain;
    assert_eq!(subscription.changes(&cursor, march()).await, Ok(Changes::Nothing));
}

#[tokio::test]
async fn a_server_that_is_gone_is_unreachable() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    assert!(matches!(subscription(&address).snapshot(march()).await, Err(SourceError::Unreachable(_))));
}

#[tokio::test]
async fn no_request_goes_into_our_own_network_unless_allowed() {
    let (server, address) = server(&[9]).await;
    let port = address.split(':').nth(2).unwrap().to_owned();
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"] {
        let guarded = SubscriptionSource {
            network: AllowedNetwork::Public,
            ..source(&format!("http://{host}:{port}"))
        };
        let said = Subscription::new(guarded).unwrap().snapshot(march()).await.unwrap_err().to_string();
        assert!(said.contains("own network"), "{host}: {said}");
    }
    assert_eq!(server.lock().unwrap().asked.len(), 0);
}

#[tokio::test]
async fn a_redirect_is_followed_and_checked_like_the_first_address() {
    let (server, address) = server(&[9]).await;
    server.lock().unwrap().mood = Mood::Inwards;
    // Allowed to go anywhere, it arrives where nobody listens.
    let said = subscription(&address).snapshot(march()).await.unwrap_err().to_string();
    assert!(said.contains("cannot be reached"), "{said}");
    let guarded = SubscriptionSource { network: AllowedNetwork::Public, ..source("http://example.org/") };
    let target = reqwest::Url::parse("http://[::1]:1/").unwrap();
    let guarded = Subscription::new(guarded).unwrap();
    assert!(guarded.client.check_address(&target).is_err(), "each hop is checked by the same rule");
}

#[test]
fn the_address_may_be_webcal_and_nothing_else_that_is_no_web() {
    assert!(Subscription::new(source("webcal://example.org/a.ics")).is_ok());
    for address in ["file:///etc/passwd", "ftp://example.org/a.ics", "example.org", ""] {
        assert!(Subscription::new(source(address)).is_err(), "{address}");
    }
}

#[tokio::test]
async fn a_published_calendar_is_read_like_any_appointment_system_and_takes_no_holds() {
    let (server, address) = server(&[9, 10]).await;
    let mut subscription = subscription(&address);
    let change = || server.lock().unwrap().text = calendar(&[10, 11, 12]);
    contract::reads_as_the_port_says(&mut subscription, march(), change).await;
    contract::takes_no_holds(&mut subscription, march()).await;
}
