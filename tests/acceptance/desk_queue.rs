// SPDX-License-Identifier: MPL-2.0
//! At the desk's screen: who waits, any number found, another than the next called knowingly, and a number given.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::actor::with_photo;
use crate::test_server::TestServer;

fn numbers(tickets: &Value) -> Vec<u64> {
    tickets.as_array().unwrap().iter().map(|ticket| ticket["number"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn a_desk_shows_who_waits_and_the_same_is_read_with_a_request() {
    let server = TestServer::opened().await;
    let (kiosk, clerk) = (server.kiosk(), server.clerk());
    let mut desk = clerk.watch("desk:1").await;
    assert_eq!(desk.next().await["queue"], json!([]));
    for _ in 0..6 {
        kiosk.check_in().await;
    }
    let shown = desk.until(|state| state["waiting"] == 6).await["queue"].clone();
    assert_eq!(numbers(&shown).len(), 5, "{shown}");
    let read = clerk.get("/desks/1/queue").await;
    assert_eq!((read.status, &read.body["tickets"]), (200, &shown));
    let row = &shown[0];
    for named in ["name", "companion", "secret", "links"] {
        assert_eq!(row.get(named), None, "a row says no more than the desk needs: {row}");
    }
}

#[tokio::test]
async fn a_clerk_looks_up_a_number_and_calls_it_knowing_whom_it_passes() {
    let server = TestServer::opened().await;
    let (kiosk, clerk) = (server.kiosk(), server.clerk());
    let first = kiosk.check_in().await;
    let second = kiosk.check_in().await;
    let found = clerk.get(&format!("/desks/1/queue?number={}", second["number"])).await;
    assert_eq!(numbers(&found.body["tickets"]), [second["number"].as_u64().unwrap()]);
    assert_eq!(clerk.get("/desks/1/queue?number=999").await.body["tickets"], json!([]));
    assert_eq!(clerk.get("/desks/9/queue?number=1").await.refused(), (404, "unknown_desk"));

    let preview = clerk.step(&second, "call?preview=true", json!({ "desk": "1" })).await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    assert_eq!(numbers(&preview.body["preview"]["passed"]), [first["number"].as_u64().unwrap()]);
    let still = clerk.get(&format!("/desks/1/queue?number={}", second["number"])).await;
    assert_eq!(still.body["tickets"][0]["state"], "waiting", "a preview calls nobody");

    let called = clerk.step(&second, "call", json!({ "desk": "1" })).await;
    assert_eq!((called.status, &called.body["ticket"]["state"]), (201, &json!("called")));
    let gone =
        clerk.get(&format!("/desks/2/queue?number={}", second["number"])).await.body["tickets"][0].clone();
    assert_eq!((&gone["state"], &gone["desk"]), (&json!("called"), &json!("1")), "every desk finds it");
}

#[tokio::test]
async fn a_preview_is_refused_as_the_call_would_be() {
    let server = TestServer::opened().await;
    let (kiosk, clerk) = (server.kiosk(), server.clerk());
    let (_, other) = (kiosk.check_in().await, kiosk.check_in().await);
    assert_eq!(clerk.call_next("1").await.status, 201);
    let preview = clerk.step(&other, "call?preview=true", json!({ "desk": "1" })).await;
    let call = clerk.step(&other, "call", json!({ "desk": "1" })).await;
    assert_eq!((preview.refused(), call.refused()), ((409, "desk_busy"), (409, "desk_busy")));
    let kiosk = kiosk.step(&other, "call?preview=true", json!({ "desk": "1" })).await;
    assert_eq!(kiosk.refused(), (403, "forbidden"));
}

#[tokio::test]
async fn a_clerk_gives_a_number_without_card_or_code_and_the_ledger_says_who_did() {
    let server = TestServer::opened().await;
    let clerk = server.clerk();
    let mut body = with_photo();
    body["language"] = json!("ar");
    let given = clerk.check_in_with(Uuid::new_v4(), body).await;
    assert_eq!(given.status, 201, "{}", given.body);
    let (_, page) = server.stranger().page(given.body["links"]["page"].as_str().unwrap()).await;
    assert!(page.contains("lang=\"ar\""), "the citizen reads it in their own language");

    let ledger = server.supervisor().get("/ledger?kind=ticket_checked_in").await.body;
    let event = ledger["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(event["event"]["companion"], Value::Null, "{event}");
    assert_eq!(event["actor"], "clerk", "{event}");
}
