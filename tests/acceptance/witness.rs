// SPDX-License-Identifier: MPL-2.0
//! A companion may be a witness for a MitID three times in 120 days. Who has used it up learns so before the citizen
//! sits at the desk.

use jiff::civil::date;
use office::witness::WitnessAct;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::actor::{Actor, with_photo};
use crate::test_server::TestServer;

async fn shown(kiosk: &Actor) -> Value {
    let shown = kiosk.post("/companion", json!({ "code": "1234" })).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    shown.body
}

/// The companion of the access file was a witness twice before today.
fn twice_before(server: &TestServer) {
    let [first, second] = [date(2025, 11, 10), date(2026, 2, 2)];
    let act = |date| WitnessAct { date, companion: "c-17".into() };
    let acts = [act(first), act(second)];
    server.people.record_witnesses([first, second], first, &acts).unwrap();
}

fn accompanied(companion: &Value) -> Value {
    let mut body = with_photo();
    body["companion"] = companion["companion"].clone();
    body
}

#[tokio::test]
async fn a_companion_and_the_clerk_see_that_the_next_time_as_a_witness_is_the_last() {
    let server = TestServer::opened().await;
    twice_before(&server);
    let (kiosk, clerk) = (server.kiosk(), server.clerk());

    let companion = shown(&kiosk).await;
    assert_eq!(
        companion["witness"],
        json!({ "times": 2, "most": 3, "days": 120, "left": 1, "again_on": null })
    );
    assert_eq!(kiosk.check_in_with(Uuid::new_v4(), accompanied(&companion)).await.status, 201);
    let ticket = clerk.call_next("1").await.body["ticket"].clone();
    let mut desk = clerk.watch("desk:1").await;
    let seen = desk.until(|view| !view["current"].is_null()).await;
    assert_eq!(seen["current"]["witness"]["times"], 2);

    clerk.step(&ticket, "arrival", json!({})).await;
    let done = json!({ "outcome": "mitid_issued", "flags": ["companion_was_witness"] });
    assert_eq!(clerk.step(&ticket, "completion", done).await.status, 200);
    let used_up = json!({ "times": 3, "most": 3, "days": 120, "left": 0, "again_on": "2026-03-10" });
    assert_eq!(shown(&kiosk).await["witness"], used_up, "from today's visits, before they are recorded");

    assert_eq!(clerk.send(reqwest::Method::POST, "/desks/1/undo", None).await.status, 200);
    assert_eq!(shown(&kiosk).await["witness"]["times"], 2, "what was undone counts no more");
}

#[tokio::test]
async fn a_check_in_sent_again_is_the_same_one_though_the_companion_was_a_witness_meanwhile() {
    let server = TestServer::opened().await;
    let (kiosk, key) = (server.kiosk(), Uuid::new_v4());
    let companion = shown(&kiosk).await;
    let first = kiosk.check_in_with(key, accompanied(&companion)).await;
    twice_before(&server);
    let again = kiosk.check_in_with(key, accompanied(&companion)).await;
    assert_eq!((again.status, again.replayed), (201, true), "{}", again.body);
    assert_eq!(first.body["number"], again.body["number"]);
}
