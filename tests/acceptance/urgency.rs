// SPDX-License-Identifier: MPL-2.0
//! A supervisor lets a number go first: whom that passes is said before, the reason is kept, and it is taken back.

use reqwest::Method;
use serde_json::{Value, json};

use crate::test_server::TestServer;

fn changes(ledger: &Value) -> Vec<Value> {
    let events = ledger["events"].as_array().unwrap().iter();
    events.filter(|event| event["kind"] == "urgency_changed").cloned().collect()
}

#[tokio::test]
async fn a_supervisor_raises_a_number_with_a_reason_and_takes_it_back_and_a_clerk_never_does() {
    let server = TestServer::opened().await;
    let (kiosk, clerk, supervisor) = (server.kiosk(), server.clerk(), server.supervisor());
    kiosk.check_in().await;
    let ticket = kiosk.check_in().await;
    let urgency = format!("/tickets/{}/urgency", ticket["id"].as_str().unwrap());
    let raised = |reason: &str| json!({ "urgency": "raised", "reason": reason });
    assert_eq!(clerk.put(&urgency, raised("smerter")).await.refused(), (403, "forbidden"));

    let looked = supervisor.put(&format!("{urgency}?preview=true"), json!({ "urgency": "raised" })).await;
    assert_eq!(looked.status, 200, "{}", looked.body);
    assert_eq!(looked.body["preview"]["broken"], json!([]));
    assert_eq!(
        supervisor.get(&format!("/tickets/{}", ticket["id"].as_str().unwrap())).await.body["urgency"],
        "ordinary"
    );

    let silent = supervisor.put(&urgency, json!({ "urgency": "raised" })).await;
    assert_eq!(silent.refused(), (422, "reason_required"));
    assert_eq!(supervisor.put(&urgency, raised("010190-1234")).await.refused(), (422, "looks_like_cpr"));
    let done = supervisor.put(&urgency, raised("Har smerter")).await;
    assert_eq!((done.status, &done.body["urgency"]), (200, &json!("raised")), "{}", done.body);
    let back = supervisor.put(&urgency, json!({ "urgency": "ordinary" })).await;
    assert_eq!((back.status, &back.body["urgency"]), (200, &json!("ordinary")));

    let changed = changes(&supervisor.get("/ledger?after=0").await.body);
    let said: Vec<(&str, Option<&str>)> =
        changed.iter().map(|event| (event["urgency"].as_str().unwrap(), event["note"].as_str())).collect();
    assert_eq!(said, [("raised", Some("Har smerter")), ("ordinary", None)]);
    assert!(
        changed.iter().all(|event| event["actor"].as_str().unwrap().starts_with("supervisor")),
        "{changed:?}"
    );

    clerk.call_next("1").await;
    clerk.call_next("2").await;
    let late = supervisor.send(Method::PUT, &urgency, Some(raised("for sent"))).await;
    assert_eq!(late.refused(), (409, "step_out_of_turn"));
}
