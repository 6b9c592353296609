// SPDX-License-Identifier: MPL-2.0
//! Internal audit asks the ledger who did what, and when.

use serde_json::{Value, json};
use staff::Role;
use uuid::Uuid;

use crate::actor::with_photo;
use crate::test_server::TestServer;

fn kinds(page: &Value) -> Vec<&str> {
    page["events"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_auditor_finds_events_by_person_ticket_kind_and_day() {
    let server = TestServer::opened().await;
    let (kiosk, clerk, supervisor) = (server.kiosk(), server.clerk(), server.supervisor());
    let companion = kiosk.post("/companion", json!({ "code": "1234" })).await;
    let mut body = with_photo();
    body["companion"] = companion.body["companion"].clone();
    let accompanied = kiosk.check_in_with(Uuid::new_v4(), body).await.body;
    let alone = kiosk.check_in().await;
    assert_eq!(clerk.call_next("1").await.status, 201);

    let search = async |query: &str| supervisor.get(&format!("/ledger?{query}")).await.body;
    assert_eq!(kinds(&search("person=c-17").await), ["ticket_checked_in"]);
    let ticket = alone["id"].as_str().unwrap();
    let found = search(&format!("ticket={ticket}&kind=ticket_checked_in")).await;
    assert_eq!((kinds(&found), &found["events"][0]["id"]), (vec!["ticket_checked_in"], &alone["id"]));
    let called = search("kind=ticket_called").await;
    assert_eq!(kinds(&called), ["ticket_called"]);
    assert_eq!(called["events"][0]["ticket"], accompanied["id"]);
    assert_eq!(kinds(&search("person=clerk&kind=ticket_called").await), ["ticket_called"]);
    assert_eq!(kinds(&search("kind=ticket_called&to=2020-01-01").await), [] as [&str; 0]);
    assert_eq!(kinds(&search("kind=ticket_called&from=2020-01-01").await).len(), 1);

    let first = search("kind=ticket_checked_in&limit=1").await;
    let next = format!("kind=ticket_checked_in&limit=1&after={}", first["next"]);
    assert_eq!(kinds(&search(&next).await), ["ticket_checked_in"], "page by page");
    assert_eq!(clerk.get("/ledger?person=c-17").await.refused(), (403, "forbidden"));
    assert_eq!(supervisor.get("/ledger?ticket=17").await.refused(), (400, "bad_request"));
    assert_eq!(supervisor.get("/ledger?from=yesterday").await.refused(), (400, "bad_request"));
}

#[tokio::test]
async fn who_read_the_ledger_or_took_the_report_away_stands_in_the_security_events() {
    let server = TestServer::opened().await;
    let auditor = server.actor(Role::Auditor);
    for page in
        ["/ledger?limit=2", "/ledger?limit=2&after=2", "/ledger?person=c-17", "/ledger?person=010190-1234"]
    {
        assert_eq!(auditor.get(page).await.status, 200);
    }
    let period = "from=2026-03-01&to=2026-03-31";
    assert_eq!(server.supervisor().get(&format!("/report.csv?{period}")).await.status, 200);

    let listed = server.actor(Role::Administrator).get("/security-events").await.body;
    let traced = listed["events"].as_array().unwrap().iter();
    let traced: Vec<[&str; 2]> =
        traced.map(|event| ["kind", "detail"].map(|key| event[key].as_str().unwrap_or_default())).collect();
    let expected = [
        ["ledger_read", "all"],
        ["ledger_read", "person c-17"],
        ["ledger_read", "person (withheld)"],
        ["report_exported", "csv 2026-03-01 to 2026-03-31"],
    ];
    assert_eq!(traced, expected, "the pages of one reading are one event");
    let actors: Vec<&str> =
        listed["events"].as_array().unwrap().iter().map(|event| event["actor"].as_str().unwrap()).collect();
    assert!(actors[0].starts_with("auditor") && actors[3].starts_with("supervisor"), "{actors:?}");
}
