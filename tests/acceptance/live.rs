// SPDX-License-Identifier: MPL-2.0
//! Live views: the newest state to everybody, and no screen in another's way.

use futures_util::StreamExt;
use serde_json::{Value, json};
use staff::Role;
use tokio_tungstenite::tungstenite::Error;

use crate::test_server::TestServer;

fn waiting(view: &Value) -> u64 {
    let listed = view["waiting"].as_array().map_or(0, Vec::len) as u64;
    listed + view["waiting_more"].as_u64().unwrap_or(0)
}

#[tokio::test]
async fn a_screen_that_connects_knows_everything_at_once() {
    let server = TestServer::opened().await;
    server.kiosk().check_in().await;
    let view = server.actor(Role::Board).watch("board").await.next().await;
    assert_eq!(
        (&view["waiting"][0]["number"], &view["now"]),
        (&json!(1), &json!("2026-03-03T10:00:00+01:00"))
    );
}

#[tokio::test]
async fn a_screen_that_takes_nothing_delays_nobody() {
    let server = TestServer::opened().await;
    let board = server.actor(Role::Board);
    let stalled = board.stall("board").await;
    let mut awake = board.watch("board").await;
    awake.next().await;
    let kiosk = server.kiosk();
    let mut body = crate::actor::with_photo();
    body["if_full"] = json!("standby");
    for number in 1..=200 {
        assert_eq!(kiosk.check_in_with(uuid::Uuid::new_v4(), body.clone()).await.status, 201);
        awake.until(|view| waiting(view) == number).await;
    }
    drop(stalled);
}

#[tokio::test]
async fn a_screen_hears_twice_from_a_quiet_server_before_it_calls_it_silent() {
    let server = TestServer::opened().await;
    let mut board = server.actor(Role::Board).watch("board").await;
    let heartbeats = async {
        let mut heard = 0;
        while heard < 2 {
            let message = board.socket.next().await.unwrap().unwrap();
            heard += usize::from(message.to_text().is_ok_and(|text| text.contains("heartbeat")));
        }
    };
    tokio::time::timeout(std::time::Duration::from_millis(4_500), heartbeats).await.expect("two heartbeats");
}

#[tokio::test]
async fn a_board_that_slept_wakes_to_the_newest_view() {
    let server = TestServer::opened().await;
    let mut asleep = server.actor(Role::Board).watch("board").await;
    for _ in 0..6 {
        server.kiosk().check_in().await;
    }
    let view = asleep.until(|view| waiting(view) == 6).await;
    assert_eq!(view["waiting"][5]["number"], 6);
}

#[tokio::test]
async fn a_citizens_page_is_live_without_a_token_and_speaks_their_language() {
    let server = TestServer::opened().await;
    let mut body = crate::actor::with_photo();
    body["language"] = json!("en");
    let ticket = server.kiosk().check_in_with(uuid::Uuid::new_v4(), body).await.body;
    let secret = ticket["links"]["page"].as_str().unwrap().trim_start_matches("/t/");
    let mut page = server.stranger().watch(&format!("ticket:{secret}")).await;
    let view = page.next().await;
    assert_eq!(view["texts"]["window"], "We call you between 10:00 and 10:20.");
    assert_eq!((&view["texts"]["kind"], &view["texts"]["number"]), (&json!("waiting"), &json!("1")));
    let desk = ticket["placement"]["desk"].as_str().unwrap();
    server.clerk().call_next(desk).await;
    let view = page.until(|view| view["state"] == "called").await;
    assert_eq!(view["texts"]["headline"], format!("Come now: desk {desk}"));
}

#[tokio::test]
async fn a_view_is_for_those_who_may_see_it() {
    let server = TestServer::opened().await;
    let ticket = server.kiosk().check_in().await;
    let by_id = format!("ticket:{}", ticket["id"].as_str().unwrap());
    let cases = [
        (server.stranger(), "board".to_owned(), 401),
        (server.stranger(), by_id.clone(), 401),
        (server.actor(Role::Board), "kiosk".to_owned(), 403),
        (server.clerk(), "supervisor".to_owned(), 403),
        (server.clerk(), "desk:9".to_owned(), 404),
        (server.clerk(), "everything".to_owned(), 400),
        (server.clerk(), "ticket:00000000-0000-4000-8000-000000000000".to_owned(), 404),
    ];
    for (actor, view, status) in cases {
        match actor.try_watch(&view).await {
            Err(Error::Http(response)) => assert_eq!(response.status().as_u16(), status, "{view}"),
            Err(error) => panic!("{view}: {error}"),
            Ok(_) => panic!("{view} was shown"),
        }
    }
    server.clerk().watch(&by_id).await.next().await;
    server.supervisor().watch("supervisor").await.next().await;
}

#[tokio::test]
async fn a_phone_that_was_away_finds_what_happened_meanwhile() {
    let server = TestServer::opened().await;
    let ticket = server.kiosk().check_in().await;
    let view = format!("ticket:{}", ticket["links"]["page"].as_str().unwrap().trim_start_matches("/t/"));
    let phone = server.stranger();
    let mut page = phone.watch(&view).await;
    assert_eq!(page.next().await["state"], "waiting");
    page.socket.close(None).await.unwrap();
    page.closed().await;
    server.clerk().call_next(ticket["placement"]["desk"].as_str().unwrap()).await;
    phone.watch(&view).await.until(|view| view["state"] == "called").await;
}
