// SPDX-License-Identifier: MPL-2.0
//! An attacker's afternoon: invented methods, floods and stalled connections cost the attacker, not the office.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;

use office::time::Length;
use reqwest::Method;
use serde_json::{Value, json};
use server::{HostNames, Limits, TrustedProxies};
use staff::Role;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use uuid::Uuid;

use crate::actor::with_photo;
use crate::test_server::TestServer;

const STRICT: Limits = Limits {
    without_token: 1,
    burst: 5,
    connections: 1_000,
    connections_per_address: 4,
    head: Duration::from_millis(200),
    live: 100,
    live_per_address: 3,
    live_per_ticket: 2,
    live_per_token: 2,
    check_ins_per_minute: 3,
    check_ins_per_day: 5,
};

/// A stranger's connection from an address of this machine.
async fn connection(server: SocketAddr, from: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(from.parse().unwrap(), 0)).unwrap();
    socket.connect(server).await.unwrap()
}

/// What the server answers to these bytes until it closes the connection or has answered once.
async fn answer(stream: &mut TcpStream, request: &str) -> String {
    // A server that has closed the connection refuses the bytes.
    drop(stream.write_all(request.as_bytes()).await);
    let mut answer = vec![0; 4_096];
    let read = stream.read(&mut answer).await.unwrap_or(0);
    String::from_utf8_lossy(&answer[..read]).into_owned()
}

#[tokio::test]
async fn what_a_stranger_invents_makes_no_new_series() {
    let server = TestServer::opened().await;
    for odd in 0..40 {
        for request in [
            format!("ZQ{odd} / HTTP/1.1\r\nHost: a\r\n\r\n"),
            format!("ZQ{odd} /api/offices/demo/tickets HTTP/1.1\r\nHost: a\r\n\r\n"),
            format!("GET /zq{odd} HTTP/1.1\r\nHost: a\r\n\r\n"),
            format!("GET /t/zq{odd} HTTP/1.1\r\nHost: a\r\n\r\n"),
            format!("GET /api/offices/zq{odd}/tickets HTTP/1.1\r\nHost: a\r\n\r\n"),
            format!("GET /api/offices/demo/live?view=zq{odd} HTTP/1.1\r\nHost: a\r\n\r\n"),
            format!("GET / HTTP/1.1\r\nHost: zq{odd}\r\n\r\n"),
            format!("GET http://zq{odd}/healthz HTTP/1.1\r\nHost: zq{odd}\r\n\r\n"),
        ] {
            let mut stream = TcpStream::connect(server.address).await.unwrap();
            assert!(answer(&mut stream, &request).await.starts_with("HTTP/1.1 "), "{request}");
        }
    }
    let (_, metrics) = server.stranger().page("/metrics").await;
    assert!(!metrics.to_lowercase().contains("zq"), "{metrics}");
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE", "other"];
    let methods: BTreeSet<&str> =
        metrics.split("method=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(methods.contains("other") && methods.iter().all(|method| known.contains(method)), "{methods:?}");
}

#[tokio::test]
async fn one_address_that_takes_all_the_connections_it_can_leaves_room_for_the_others() {
    let limits = Limits { head: Duration::from_mins(1), ..STRICT };
    let server = TestServer::opened_with(limits).await;
    let mut held = Vec::new();
    for _ in 0..STRICT.connections_per_address {
        let mut stream = connection(server.address, "127.0.0.2").await;
        stream.write_all(b"GET /healthz HTTP/1.1\r\n").await.unwrap();
        held.push(stream);
    }
    let healthy = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
    let mut fifth = connection(server.address, "127.0.0.2").await;
    assert_eq!(answer(&mut fifth, healthy).await, "");
    let mut other = connection(server.address, "127.0.0.3").await;
    assert!(answer(&mut other, healthy).await.starts_with("HTTP/1.1 200"));
    assert!(answer(&mut held.remove(0), "Host: a\r\n\r\n").await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_client_that_never_ends_its_first_lines_is_let_go() {
    assert_eq!(Limits::default().head, Duration::from_secs(10));
    let server = TestServer::opened_with(STRICT).await;
    let mut slow = TcpStream::connect(server.address).await.unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nHost:").await.unwrap();
    let mut rest = Vec::new();
    let closed = tokio::time::timeout(Duration::from_secs(10), slow.read_to_end(&mut rest)).await;
    assert!(closed.is_ok(), "the server waits on");
}

#[tokio::test]
async fn one_ticket_one_token_and_one_address_have_so_many_live_views_and_no_more() {
    let limits = Limits {
        connections_per_address: 1_000,
        without_token: 1_000,
        burst: 1_000,
        check_ins_per_minute: 10,
        check_ins_per_day: 10,
        ..STRICT
    };
    let server = TestServer::opened_with(limits).await;
    let mut secrets = Vec::new();
    for _ in 0..4 {
        let ticket = server.kiosk().check_in().await;
        secrets
            .push(format!("ticket:{}", ticket["links"]["page"].as_str().unwrap().trim_start_matches("/t/")));
    }
    let phone = server.stranger();
    let mut pages = vec![phone.watch(&secrets[0]).await, phone.watch(&secrets[0]).await];
    assert!(refused(phone.try_watch(&secrets[0]).await), "a third page of one ticket");
    pages.push(phone.watch(&secrets[1]).await);
    assert!(refused(phone.try_watch(&secrets[2]).await), "a fourth page from one address");
    let boards =
        [server.actor(Role::Board).watch("board").await, server.actor(Role::Board).watch("board").await];
    assert!(refused(server.actor(Role::Board).try_watch("board").await), "a third view with one token");
    server.supervisor().watch("supervisor").await.next().await;
    pages.clear();
    drop(boards);
    // Whoever closes a view may open another as soon as the server has seen it.
    let reopened = async {
        while phone.try_watch(&secrets[3]).await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), reopened).await.expect("room again");
}

fn refused<T>(watched: Result<T, tokio_tungstenite::tungstenite::Error>) -> bool {
    use tokio_tungstenite::tungstenite::Error::Http;
    matches!(watched, Err(Http(response)) if response.status() == 429)
}

/// A request for nothing special, with these lines of a proxy.
async fn asked_through(server: &TestServer, forwarded: &str) -> u16 {
    let request = server.stranger().request(Method::GET, "/api/offices/demo/tickets");
    request.header("X-Forwarded-For", forwarded).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn behind_a_proxy_one_clients_flood_holds_back_that_client_alone() {
    let proxies = TrustedProxies::new(vec!["127.0.0.1/32".parse().unwrap()]);
    let server = TestServer::opened_behind(proxies, Limits { connections_per_address: 1, ..STRICT }).await;
    let mut flood = BTreeSet::new();
    for turn in 0..20 {
        // The attacker writes another invented address in front each time.
        flood.insert(asked_through(&server, &format!("10.0.0.{turn}, 192.0.2.1")).await);
    }
    assert_eq!(flood, BTreeSet::from([401, 429]));
    assert_eq!(asked_through(&server, "192.0.2.2").await, 401, "the next client is served");
}

#[tokio::test]
async fn a_stranger_who_plays_the_proxy_gains_nothing() {
    let server = TestServer::opened_with(Limits { connections_per_address: 1_000, ..STRICT }).await;
    let mut flood = BTreeSet::new();
    for turn in 0..20 {
        flood.insert(asked_through(&server, &format!("192.0.2.{turn}")).await);
    }
    assert_eq!(flood, BTreeSet::from([401, 429]));
}

#[tokio::test]
async fn sixteen_screens_that_start_together_are_all_served() {
    let server = TestServer::opened_with(Limits::default()).await;
    let screens = (0..16).map(|screen| {
        let stranger = server.stranger();
        tokio::spawn(async move {
            let mut served = vec![stranger.page("/board").await.0];
            for asset in 0..25 {
                served.push(stranger.page(&format!("/assets/board-{screen}-{asset}.js")).await.0);
            }
            served
        })
    });
    for screen in screens.collect::<Vec<_>>() {
        let served = screen.await.unwrap();
        assert!(!served.contains(&429), "{served:?}");
    }
}

#[tokio::test]
async fn a_monitor_reads_how_the_server_is_in_the_middle_of_a_flood() {
    let server = TestServer::opened_with(Limits { connections_per_address: 1_000, ..STRICT }).await;
    for path in ["/healthz", "/readyz", "/metrics"] {
        for _ in 0..20 {
            while server.stranger().get("/tickets").await.status != 429 {}
            assert_eq!(server.stranger().page(path).await.0, 200, "{path}");
        }
    }
}

#[tokio::test]
async fn a_device_in_wrong_hands_fills_neither_the_queue_nor_the_day() {
    let server = TestServer::opened_with(Limits { connections_per_address: 1_000, ..STRICT }).await;
    let kiosk = server.kiosk();
    let mut standby = with_photo();
    standby["if_full"] = json!("standby");
    let key = Uuid::new_v4();
    let mut numbers = vec![kiosk.check_in_with(key, standby.clone()).await.body["number"].clone()];
    // A check-in that makes no ticket counts for nothing.
    for _ in 0..5 {
        assert_eq!(kiosk.post("/tickets", json!({ "errand": "gold" })).await.status, 422);
    }
    for _ in 0..2 {
        numbers.push(kiosk.check_in_with(Uuid::new_v4(), standby.clone()).await.body["number"].clone());
    }
    let fourth = kiosk.check_in_with(Uuid::new_v4(), standby.clone()).await;
    assert_eq!(fourth.refused(), (429, "too_many_check_ins"));
    let again = kiosk.check_in_with(key, standby.clone()).await;
    assert_eq!(
        (again.replayed, &again.body["number"]),
        (true, &numbers[0]),
        "its ticket is still its ticket"
    );
    assert_eq!(server.clerk().check_in_with(Uuid::new_v4(), standby.clone()).await.status, 201);
    server.clock.pass(Length::minutes(1));
    for _ in 0..2 {
        assert_eq!(kiosk.check_in_with(Uuid::new_v4(), standby.clone()).await.status, 201);
    }
    server.clock.pass(Length::minutes(1));
    let sixth = kiosk.check_in_with(Uuid::new_v4(), standby).await;
    assert_eq!(sixth.refused(), (429, "too_many_check_ins"), "the day's maximum");
}

#[tokio::test]
async fn the_false_tickets_of_one_device_are_voided_at_once_with_who_and_why() {
    let server = TestServer::opened().await;
    let mut standby = with_photo();
    standby["if_full"] = json!("standby");
    for _ in 0..3 {
        assert_eq!(server.kiosk().check_in_with(Uuid::new_v4(), standby.clone()).await.status, 201);
    }
    server.clock.pass(Length::minutes(5));
    let real = server.actor(Role::Companion).check_in_with(Uuid::new_v4(), standby.clone()).await.body;
    for _ in 0..2 {
        assert_eq!(server.kiosk().check_in_with(Uuid::new_v4(), standby.clone()).await.status, 201);
    }
    let void =
        |since: Option<&str>| json!({ "checked_in_by": "kiosk", "since": since, "reason": "leg i hallen" });
    assert_eq!(server.clerk().post("/tickets/voiding", void(None)).await.refused(), (403, "forbidden"));
    assert_eq!(server.kiosk().post("/tickets/voiding", void(None)).await.refused(), (403, "forbidden"));
    let supervisor = server.supervisor();
    let unsaid = json!({ "checked_in_by": "kiosk", "reason": " " });
    assert_eq!(supervisor.post("/tickets/voiding", unsaid).await.refused(), (422, "text_empty"));
    let count = |answer: &Value| answer["voided"].as_array().map_or(0, Vec::len);
    let later = supervisor.post("/tickets/voiding", void(Some("2026-03-03T10:05"))).await;
    assert_eq!((later.status, count(&later.body)), (200, 2), "{}", later.body);
    let rest = supervisor.post("/tickets/voiding", void(None)).await;
    assert_eq!((rest.status, count(&rest.body)), (200, 3), "{}", rest.body);
    let waiting = server.clerk().get("/tickets?state=waiting").await.body;
    assert_eq!(waiting["tickets"].as_array().unwrap().len(), 1);
    assert_eq!(waiting["tickets"][0]["id"], real["id"]);
    let ledger = supervisor.get("/ledger").await.body;
    let left = ledger["events"].as_array().unwrap().iter().filter(|event| event["kind"] == "ticket_left");
    let left: Vec<(&Value, &Value)> = left.map(|event| (&event["actor"], &event["note"])).collect();
    assert_eq!(left, vec![(&json!("supervisor"), &json!("leg i hallen")); 5]);
}

#[tokio::test]
async fn a_supervisor_sees_which_numbers_would_go_and_no_others_go() {
    let server = TestServer::opened().await;
    let (supervisor, kiosk) = (server.supervisor(), server.kiosk());
    server.actor(Role::Companion).check_in().await;
    let tickets = [kiosk.check_in().await, kiosk.check_in().await, kiosk.check_in().await];
    let called = server.clerk().step(&tickets[0], "call", json!({ "desk": "2" })).await;
    assert_eq!(called.status, 201, "{}", called.body);
    server.clerk().step(&tickets[0], "arrival", json!({})).await;
    let devices = supervisor.get("/tickets/voiding").await.body["devices"].clone();
    let seen: Vec<_> = devices.as_array().unwrap().iter().collect();
    assert_eq!(
        (&seen[1]["checked_in_by"], &seen[1]["checked_in"], &seen[1]["open"]),
        (&json!("kiosk"), &json!(3), &json!(2))
    );
    assert_eq!((&seen[0]["checked_in_by"], &seen[0]["open"]), (&json!("companion"), &json!(1)));

    let wanted = json!({ "checked_in_by": "kiosk" });
    let preview = supervisor.post("/tickets/voiding?preview=true", wanted).await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    let numbers: Vec<&Value> =
        preview.body["voided"].as_array().unwrap().iter().map(|each| &each["number"]).collect();
    assert_eq!(numbers, [&tickets[1]["number"], &tickets[2]["number"]]);
    let waiting = server.clerk().get("/tickets?state=waiting").await.body["waiting"].clone();
    assert_eq!(waiting, 3, "a preview changes nothing");

    server.clock.pass(Length::minutes(1));
    let real = kiosk.check_in().await;
    let request =
        json!({ "checked_in_by": "kiosk", "until": preview.body["until"], "reason": "leg i hallen" });
    let done = supervisor.post("/tickets/voiding", request).await;
    assert_eq!(done.body["voided"], preview.body["voided"], "what is done is what was shown before");
    let left = server.clerk().get("/tickets?state=waiting").await.body;
    assert_eq!(left["waiting"], 2);
    assert!(left["tickets"].as_array().unwrap().iter().any(|ticket| ticket["id"] == real["id"]));
    assert_eq!(server.clerk().get("/tickets/voiding").await.refused(), (403, "forbidden"));
}

#[tokio::test]
async fn a_demo_answers_to_its_own_names_only() {
    let server = TestServer::opened_for(HostNames::new(["kiosk-pc".to_owned()])).await;
    let asked = async |path: &str, host: &str| {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        answer(&mut stream, &format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n")).await
    };
    for host in ["localhost:8080", "127.0.0.1", "kiosk-pc"] {
        assert!(asked("/healthz", host).await.starts_with("HTTP/1.1 200"), "{host}");
    }
    for path in ["/healthz", "/kiosk", "/api/offices/demo/tickets"] {
        let refused = asked(path, "evil.example").await;
        assert!(refused.starts_with("HTTP/1.1 421") && refused.contains("unknown_host"), "{path}: {refused}");
    }
}

#[tokio::test]
async fn nothing_personal_is_kept_and_no_page_reaches_another_server() {
    let server = TestServer::opened().await;
    let ticket = server.kiosk().check_in().await;
    let link = |name: &str| ticket["links"][name].as_str().unwrap().to_owned();
    for path in [
        "/board",
        "/kiosk",
        "/nothing",
        &link("page"),
        &link("qr"),
        &link("self"),
        "/api/offices/demo/tickets",
    ] {
        let response = server.clerk().request(Method::GET, path).send().await.unwrap();
        let header =
            |name: &str| response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        let is_page = !path.starts_with("/api/") && path != link("qr");
        assert_eq!(header("content-type") == "text/html; charset=utf-8", is_page, "{path}");
        if is_page {
            let policy = header("content-security-policy");
            assert!(policy.contains("connect-src 'self'; "), "{path}: {policy}");
            assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{path}");
            assert!(header("permissions-policy").contains("camera=()"), "{path}");
        }
    }
}
