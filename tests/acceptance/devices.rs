// SPDX-License-Identifier: MPL-2.0
//! Screens are let in by a code that they show, do what their place allows, and are let go at once.

use reqwest::Method;
use serde_json::{Value, json};
use staff::Role;

use crate::actor::Actor;
use crate::test_server::TestServer;

/// What a screen was given when it asked for a code.
struct Asked {
    code: String,
    secret: String,
}

async fn asks(server: &TestServer, screen: &str) -> Asked {
    let answer = server.stranger().post("/pairings", json!({ "screen": screen })).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let text = |name: &str| answer.body[name].as_str().unwrap().to_owned();
    Asked { code: text("code"), secret: text("secret") }
}

async fn token(server: &TestServer, asked: &Asked) -> Option<String> {
    let answer = server.stranger().post("/pairings/outcome", json!({ "secret": asked.secret })).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body["token"].as_str().map(str::to_owned)
}

/// A screen that a supervisor has let in.
async fn paired(server: &TestServer, screen: &str, name: &str, desk: Option<&str>) -> Actor {
    let asked = asks(server, screen).await;
    let device = json!({ "code": asked.code, "screen": screen, "name": name, "desk": desk });
    let answer = server.supervisor().post("/devices", device).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    server.with_token(&token(server, &asked).await.unwrap())
}

async fn listed(server: &TestServer, name: &str) -> Value {
    let answer = server.supervisor().get("/devices").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let devices = answer.body["devices"].as_array().unwrap();
    devices.iter().find(|device| device["name"] == name).unwrap().clone()
}

#[tokio::test]
async fn an_unpaired_kiosk_is_let_in_by_the_code_it_shows() {
    let server = TestServer::opened().await;
    let asked = asks(&server, "kiosk").await;
    assert_eq!(token(&server, &asked).await, None);
    let shown = server.supervisor().get(&format!("/pairings/{}", asked.code.to_lowercase())).await;
    assert_eq!((shown.status, &shown.body["screen"]), (200, &json!("kiosk")), "{}", shown.body);
    let device = json!({ "code": asked.code, "screen": "kiosk", "name": "entrance" });
    let let_in = server.supervisor().post("/devices", device.clone()).await;
    assert_eq!((let_in.status, &let_in.body["actor"]), (201, &json!("kiosk:entrance")), "{}", let_in.body);
    let kiosk = server.with_token(&token(&server, &asked).await.unwrap());
    let mut screen = kiosk.watch("kiosk").await;
    screen.next().await;
    kiosk.check_in().await;
    assert_eq!(listed(&server, "entrance").await["open_screens"], 1);
    assert_eq!(server.supervisor().post("/devices", device).await.refused(), (409, "pairing_code_used"));
    let secret = json!({ "secret": asked.secret });
    let late = server.stranger().post("/pairings/outcome", secret).await;
    assert_eq!(late.refused(), (404, "unknown_pairing"), "a token that is used is given to nobody");
}

#[tokio::test]
async fn a_screen_whose_access_is_taken_away_is_closed_and_told_so() {
    let server = TestServer::opened().await;
    let board = paired(&server, "board", "hall", None).await;
    let mut screen = board.watch("board").await;
    screen.next().await;
    let revoked = server.supervisor().send(Method::DELETE, "/devices/hall", None).await;
    assert_eq!(revoked.status, 200, "{}", revoked.body);
    screen.closed().await;
    assert_eq!(board.get("/access?view=board").await.body["access"], "revoked");
    assert!(board.try_watch("board").await.is_err());
    assert!(listed(&server, "hall").await["revoked_at"].is_string());
    let again = server.supervisor().send(Method::DELETE, "/devices/hall", None).await;
    assert_eq!(again.refused(), (404, "unknown_device"));
    paired(&server, "board", "hall", None).await.watch("board").await.next().await;
}

#[tokio::test]
async fn a_desks_screen_acts_at_its_own_desk_only() {
    let server = TestServer::opened().await;
    let desk = paired(&server, "desk", "desk-2", Some("2")).await;
    for _ in 0..2 {
        server.kiosk().check_in().await;
    }
    desk.watch("desk:2").await.next().await;
    assert!(desk.try_watch("desk:1").await.is_err());
    let answer = desk.get("/access?view=desk:1").await.body;
    assert_eq!((&answer["access"], &answer["own_desk"]), (&json!("other_desk"), &json!("2")));
    let called = desk.call_next("2").await;
    assert_eq!(called.status, 201, "{}", called.body);
    assert_eq!(desk.call_next("1").await.refused(), (403, "forbidden"));
    assert_eq!(desk.send(Method::DELETE, "/desks/1/staffing", None).await.refused(), (403, "forbidden"));
    let elsewhere = server.clerk().call_next("1").await;
    assert_eq!(elsewhere.status, 201, "{}", elsewhere.body);
    let theirs = desk.step(&elsewhere.body["ticket"], "arrival", json!({})).await;
    assert_eq!(theirs.refused(), (403, "forbidden"));
    assert_eq!(desk.step(&called.body["ticket"], "arrival", json!({})).await.status, 200);
}

#[tokio::test]
async fn only_those_who_lead_let_a_screen_in_and_only_as_what_it_asked_for() {
    let server = TestServer::opened().await;
    let asked = asks(&server, "board").await;
    let device = |more: Value| {
        let mut device = json!({ "code": asked.code, "screen": "board", "name": "hall" });
        device.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        device
    };
    for role in [Role::Kiosk, Role::Board, Role::Companion, Role::Clerk] {
        let actor = server.actor(role);
        assert_eq!(actor.post("/devices", device(json!({}))).await.refused(), (403, "forbidden"), "{role}");
        let looked = actor.get(&format!("/pairings/{}", asked.code)).await;
        assert_eq!(looked.refused(), (403, "forbidden"), "{role}");
        assert_eq!(actor.get("/devices").await.refused(), (403, "forbidden"), "{role}");
    }
    let supervisor = server.supervisor();
    for (more, refused) in [
        (json!({ "screen": "kiosk" }), (409, "pairing_is_for_other_screen")),
        (json!({ "name": "Hallen" }), (422, "invalid")),
        (json!({ "desk": "1" }), (422, "invalid")),
        (json!({ "code": "BCD-FGH" }), (404, "unknown_pairing")),
        (json!({ "code": "nonsense" }), (404, "unknown_pairing")),
    ] {
        assert_eq!(supervisor.post("/devices", device(more.clone())).await.refused(), refused, "{more}");
    }
    assert_eq!(token(&server, &asked).await, None, "nothing of it let the screen in");
}

#[tokio::test]
async fn one_address_that_asks_for_codes_without_end_is_held_back() {
    let server = TestServer::opened().await;
    for _ in 0..40 {
        asks(&server, "kiosk").await;
    }
    let answer = server.stranger().post("/pairings", json!({ "screen": "kiosk" })).await;
    assert_eq!(answer.refused(), (429, "too_many_pairings"));
}
