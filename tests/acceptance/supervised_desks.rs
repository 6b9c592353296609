// SPDX-License-Identifier: MPL-2.0
//! At the supervisor's screen: each desk as it is now, who waits, and a visit that nobody completed.

use reqwest::Method;
use serde_json::{Value, json};

use crate::test_server::TestServer;

#[tokio::test]
async fn a_supervisor_sees_each_desk_and_who_waits_without_anything_of_who_they_are() {
    let server = TestServer::opened().await;
    let (kiosk, supervisor) = (server.kiosk(), server.supervisor());
    let mut screen = supervisor.watch("supervisor").await;
    let ticket = kiosk.check_in().await;
    let shown = screen.until(|state| state["waiting"][0]["number"] == ticket["number"]).await;
    let row = shown["waiting"][0].as_object().unwrap();
    let says: Vec<&str> = row.keys().map(String::as_str).collect();
    let known = ["arrived", "errand", "harm", "kept_place", "number", "raised", "since", "ticket", "window"];
    assert!(says.iter().all(|name| known.contains(name)), "{says:?}");
    server.clerk().call_next("1").await;
    let called = screen.until(|state| state["desks"][0]["now"]["state"] == "called").await;
    assert_eq!(called["waiting"], json!([]));
}

#[tokio::test]
async fn a_desk_closed_with_a_reason_keeps_it_with_each_promise_that_breaks() {
    let server = TestServer::opened().await;
    let (kiosk, supervisor) = (server.kiosk(), server.supervisor());
    let ticket = kiosk.check_in().await;
    let desk = ticket["placement"]["desk"].as_str().unwrap();
    for other in ["1", "2", "3", "4", "5"].into_iter().filter(|other| *other != desk) {
        supervisor.send(Method::DELETE, &format!("/desks/{other}/staffing"), None).await;
    }
    let staffing = format!("/desks/{desk}/staffing");
    let looked = supervisor.send(Method::DELETE, &format!("{staffing}?preview=true"), None).await;
    assert_eq!(looked.body["preview"]["broken"][0]["number"], ticket["number"], "{}", looked.body);
    let silent = supervisor.send(Method::DELETE, &staffing, None).await;
    assert_eq!(silent.refused(), (422, "reason_required"));
    let cpr = json!({ "reason": "010190-1234 er syg" });
    let refused = supervisor.send(Method::DELETE, &staffing, Some(cpr)).await;
    assert_eq!(refused.refused(), (422, "looks_like_cpr"));
    let left = supervisor.send(Method::DELETE, &staffing, Some(json!({ "reason": "Syg" }))).await;
    assert_eq!((left.status, &left.body["staffed"]), (200, &json!(false)), "{}", left.body);
    let events = supervisor.get("/ledger?after=0").await.body["events"].clone();
    let broken =
        |event: &&Value| event["event"]["kind"] == "promise_broken" || event["kind"] == "promise_broken";
    let broken = events.as_array().unwrap().iter().find(broken).unwrap();
    assert!(broken.to_string().contains("\"Syg\""), "{broken}");
}

#[tokio::test]
async fn a_visit_within_its_time_is_ended_by_nobody_without_an_outcome_and_a_clerk_never_does() {
    let server = TestServer::opened().await;
    let ticket = server.kiosk().check_in().await;
    let (clerk, supervisor) = (server.clerk(), server.supervisor());
    clerk.call_next("1").await;
    let ending = format!("/tickets/{}/ending", ticket["id"].as_str().unwrap());
    assert_eq!(clerk.send(Method::POST, &ending, None).await.refused(), (403, "forbidden"));
    assert_eq!(supervisor.send(Method::POST, &ending, None).await.refused(), (409, "step_out_of_turn"));
}
