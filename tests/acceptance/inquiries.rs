// SPDX-License-Identifier: MPL-2.0
//! Somebody only asked: counted at the desk, taken back, and shown in the report.

use reqwest::Method;
use serde_json::json;

use crate::test_server::TestServer;

#[tokio::test]
async fn who_only_asked_is_counted_at_the_desk_taken_back_and_shown_in_the_report() {
    let server = TestServer::opened().await;
    let (kiosk, clerk, supervisor) = (server.kiosk(), server.clerk(), server.supervisor());
    let inquiries = "/desks/1/inquiries";
    assert_eq!(kiosk.send(Method::POST, inquiries, None).await.refused(), (403, "forbidden"));
    assert_eq!(clerk.send(Method::DELETE, inquiries, None).await.refused(), (409, "nothing_to_undo"));
    for _ in 0..7 {
        let counted = clerk.send(Method::POST, inquiries, None).await;
        let expected = json!({ "desk": "1", "counted": true, "undo_seconds": 10 });
        assert_eq!((counted.status, counted.body), (200, expected));
    }
    let back = clerk.send(Method::DELETE, inquiries, None).await;
    assert_eq!((back.status, &back.body["counted"]), (200, &json!(false)));
    let report = supervisor.get("/report?month=2026-03").await;
    assert_eq!(report.body["inquiries"], json!({ "told": 6 }), "{}", report.body);
    let behind = supervisor.get("/report/events?figure=inquiries&month=2026-03").await;
    assert_eq!((behind.status, &behind.body["total"]), (200, &json!(6)), "{}", behind.body);
    let events = supervisor.get("/ledger?after=0").await.body["events"].clone();
    let of_kind =
        |kind: &str| events.as_array().unwrap().iter().filter(|event| event["kind"] == kind).count();
    assert_eq!((of_kind("inquiry_counted"), of_kind("inquiry_taken_back")), (7, 1));
}
