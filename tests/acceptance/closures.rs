// SPDX-License-Identifier: MPL-2.0
//! Closed days and desks without a clerk, over HTTP: whom it affects is said first, and every screen follows.

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::actor::with_photo;
use crate::test_server::TestServer;

/// Somebody with a place kept for tomorrow, Wednesday 4 March.
async fn kept_for_tomorrow(server: &TestServer) -> Value {
    let kiosk = server.kiosk();
    while kiosk.check_in_with(Uuid::new_v4(), with_photo()).await.status == 201 {}
    let mut body = with_photo();
    body["if_full"] = json!("next_day");
    kiosk.check_in_with(Uuid::new_v4(), body).await.body
}

#[tokio::test]
async fn closing_tomorrow_names_whoever_has_a_place_then_and_needs_a_reason() {
    let server = TestServer::opened().await;
    let ticket = kept_for_tomorrow(&server).await;
    let supervisor = server.supervisor();
    let closed = json!({ "periods": [] });
    let looked = supervisor.put("/closures/2026-03-04?preview=true", closed.clone()).await;
    assert_eq!(looked.body["preview"]["broken"][0]["number"], ticket["number"], "{}", looked.body);
    let refused = supervisor.put("/closures/2026-03-04", closed).await;
    assert_eq!(refused.refused(), (409, "promises_would_break"));
    let forced = json!({ "periods": [], "force": true, "reason": "Personaledag" });
    let done = supervisor.put("/closures/2026-03-04", forced).await;
    let day = json!({ "date": "2026-03-04", "periods": [], "note": "Personaledag" });
    assert_eq!((done.status, &done.body["special_days"][0]), (200, &day), "{}", done.body);
    let now = supervisor.get(&format!("/tickets/{}", ticket["id"].as_str().unwrap())).await.body;
    assert_eq!(now["kept_for"], "2026-03-10", "the next day with time kept free");
    assert_eq!(now["reasons"][0]["code"], "closed_at_that_time", "{now}");
    assert!(now["reasons"][0]["text"].as_str().unwrap().contains("holder lukket"), "{now}");
    let back = supervisor.send(Method::DELETE, "/closures/2026-03-04", None).await;
    assert_eq!((back.status, &back.body["special_days"]), (200, &json!([])));
    let again = supervisor.send(Method::DELETE, "/closures/2026-03-04", None).await;
    assert_eq!(again.refused(), (404, "unknown_special_day"));
}

#[tokio::test]
async fn closing_today_names_who_would_be_sent_home_and_tells_them_in_the_same_breath() {
    let server = TestServer::opened().await;
    let kiosk = server.kiosk();
    let mut body = with_photo();
    body["if_full"] = json!("standby");
    let mut last = kiosk.check_in_with(Uuid::new_v4(), body.clone()).await.body;
    while !last["promise"].is_null() {
        last = kiosk.check_in_with(Uuid::new_v4(), body.clone()).await.body;
    }
    let supervisor = server.supervisor();
    let looked = supervisor.put("/closures/2026-03-03?preview=true", json!({ "periods": [] })).await;
    let ended = looked.body["preview"]["visits_ended"].as_array().unwrap();
    assert!(ended.iter().any(|ended| ended["number"] == last["number"]), "{}", looked.body);
    let forced = json!({ "periods": [], "force": true, "reason": "Vandskade" });
    assert_eq!(supervisor.put("/closures/2026-03-03", forced).await.status, 200);
    let now = supervisor.get(&format!("/tickets/{}", last["id"].as_str().unwrap())).await.body;
    assert_eq!(now["ended"]["ending"], "not_served_today", "{now}");
}

#[tokio::test]
async fn a_clerk_plans_a_break_at_the_desk_and_comes_back_but_closes_no_day() {
    let server = TestServer::opened().await;
    let clerk = server.clerk();
    let pause = json!({ "end": "2026-03-03T10:30:00", "reason": "frokost" });
    let planned = clerk.post("/desks/1/absences", pause).await;
    let absence = &planned.body["absences"][0];
    assert_eq!((planned.status, &absence["desk"]), (200, &json!("1")), "{}", planned.body);
    let path = format!("/desks/2/absences/{}", absence["id"].as_str().unwrap());
    let elsewhere = clerk.send(Method::DELETE, &path, None).await;
    assert_eq!(elsewhere.refused(), (404, "unknown_absence"));
    let here = clerk.send(Method::DELETE, &path.replace("/desks/2/", "/desks/1/"), None).await;
    assert_eq!((here.status, &here.body["absences"]), (200, &json!([])), "{}", here.body);
    assert_eq!(clerk.put("/closures/2026-03-04", json!({ "periods": [] })).await.status, 403);
    assert_eq!(server.kiosk().post("/desks/1/absences", json!({ "end": "10:30" })).await.status, 403);
}

#[tokio::test]
async fn leaving_a_desk_can_be_looked_at_first() {
    let server = TestServer::opened().await;
    let clerk = server.clerk();
    clerk.put("/desks/1/staffing", json!({})).await;
    let looked = clerk.send(Method::DELETE, "/desks/1/staffing?preview=true", None).await;
    assert_eq!(looked.status, 200, "{}", looked.body);
    assert!(looked.body["preview"]["broken"].is_array());
    let left = clerk.send(Method::DELETE, "/desks/1/staffing", None).await;
    assert_eq!(left.body, json!({ "desk": "1", "staffed": false }), "the desk was open until then");
}

#[tokio::test]
async fn holidays_on_which_the_week_has_the_office_open_are_proposed_until_they_are_closed() {
    let server = TestServer::opened().await;
    let supervisor = server.supervisor();
    let proposed = |closures: &Value| -> Vec<String> {
        let days = closures["proposed"].as_array().unwrap().iter();
        days.map(|day| day["holiday"].as_str().unwrap().to_owned()).collect()
    };
    let before = proposed(&supervisor.get("/closures").await.body);
    assert!(before.contains(&"easter_monday".to_owned()), "{before:?}");
    supervisor.put("/closures/2026-04-06", json!({ "periods": [] })).await;
    let after = proposed(&supervisor.get("/closures").await.body);
    assert_eq!(after.len(), before.len() - 1);
    assert!(!after.contains(&"easter_monday".to_owned()));
}

#[tokio::test]
async fn a_clerk_whose_booked_citizen_does_not_come_calls_whoever_waits() {
    let server = TestServer::opened().await;
    let supervisor = server.supervisor();
    let (from, to) = ("2026-03-03T09:00:00+01:00", "2026-03-03T23:00:00+01:00");
    let booked = json!([{ "desk": "1", "start": from, "end": to }]);
    assert_eq!(
        supervisor.put("/bookings", json!({ "date": "2026-03-03", "bookings": booked })).await.status,
        200
    );
    let clerk = server.clerk();
    let mut body = with_photo();
    body["if_full"] = json!("standby");
    server.kiosk().check_in_with(Uuid::new_v4(), body).await;
    assert_eq!(clerk.send(Method::POST, "/desks/1/calls", None).await.refused(), (409, "nobody_fits"));
    let other = clerk.post("/desks/1/booking-end", json!({ "start": to, "outcome": "did_not_come" })).await;
    assert_eq!(other.refused(), (409, "no_booking_under_way"));
    let ended = clerk.post("/desks/1/booking-end", json!({ "start": from, "outcome": "did_not_come" })).await;
    assert_eq!(ended.status, 200, "{}", ended.body);
    let called = clerk.send(Method::POST, "/desks/1/calls", None).await;
    assert_eq!(called.status, 201, "{}", called.body);
    let kiosk =
        server.kiosk().post("/desks/1/booking-end", json!({ "start": from, "outcome": "served" })).await;
    assert_eq!(kiosk.status, 403);
}
