// SPDX-License-Identifier: MPL-2.0
//! Advice on capacity as the supervisor asks for it: from what the office has seen, under a stated cost, and
//! never applied by itself.

use office::time::Length;
use serde_json::{Value, json};

use crate::actor::{Actor, ReadAnswer, with_photo};
use crate::test_server::TestServer;

/// Mondays, Tuesdays and Wednesdays are open: four weeks are twelve opening days.
const DAYS: usize = 28;

/// Days go by one after the other; on each that is open three citizens come.
async fn weeks_go_by(server: &TestServer) {
    let kiosk = server.kiosk();
    for _ in 0..DAYS {
        for _ in 0..3 {
            let mut body = with_photo();
            body["if_full"] = json!("standby");
            kiosk.check_in_with(uuid::Uuid::new_v4(), body).await;
        }
        server.clock.pass(Length::minutes(24 * 60));
        // Somebody looks at the office, and it notices that the day has changed.
        assert_eq!(server.supervisor().get("/tickets").await.status, 200);
    }
}

/// Asks until it is there, as a screen does.
async fn asked(supervisor: &Actor, path: &str) -> ReadAnswer {
    loop {
        let answer = supervisor.get(path).await;
        if answer.code() != "advice_under_way" {
            return answer;
        }
        assert_eq!(answer.status, 503);
        assert!(answer.body["done"].as_u64().is_some_and(|done| done <= 100), "{}", answer.body);
    }
}

#[tokio::test]
async fn advice_is_given_from_what_was_seen_and_changes_nothing() {
    let server = TestServer::opened().await;
    weeks_go_by(&server).await;
    let supervisor = server.supervisor();
    let before = supervisor.get("/plan").await.body;
    let answer = asked(&supervisor, "/advice?turned_away=7").await;
    assert_eq!((answer.status, &answer.body["kind"]), (200, &json!("advice")), "{}", answer.body);
    let weekdays = answer.body["weekdays"].as_array().unwrap();
    assert_eq!(weekdays.len(), 3, "{}", answer.body["weekdays"]);
    for weekday in weekdays {
        let points = weekday["points"].as_array().unwrap();
        let best = &points[usize::try_from(weekday["best"].as_u64().unwrap()).unwrap()];
        let cost = |point: &Value| point["cost_hours"].as_f64().unwrap();
        assert!(points.iter().all(|point| cost(best) <= cost(point)), "the advised plan costs least");
        assert_eq!(points[0]["pattern"], "present");
        assert!(weekday["expected"].as_f64().unwrap() > 1.0, "three came each day: {weekday}");
    }
    assert_eq!(supervisor.get("/advice/progress").await.body["done"], 100);
    assert_eq!(supervisor.get("/plan").await.body, before, "nothing is applied by itself");

    let preview = json!({ "lines": answer.body["plan"]["lines"] });
    let shown = supervisor.put("/plan?preview=true", preview).await;
    assert_eq!(shown.status, 200, "what is advised can be previewed: {}", shown.body);
    assert_eq!(supervisor.get("/plan").await.body, before);

    let again = asked(&supervisor, "/advice?turned_away=7").await;
    assert_eq!(again.body, answer.body, "the same question has the same answer");
}

#[tokio::test]
async fn a_young_office_is_told_how_many_days_are_missing_and_no_number() {
    let server = TestServer::opened().await;
    let answer = asked(&server.supervisor(), "/advice").await;
    assert_eq!((answer.status, &answer.body["kind"]), (200, &json!("too_little")), "{}", answer.body);
    assert_eq!((answer.body["seen"].as_u64(), answer.body["needed"].as_u64()), (Some(0), Some(10)));
    assert!(answer.body["weekdays"].is_null());
}

#[tokio::test]
async fn nonsensical_costs_and_other_people_get_no_advice() {
    let server = TestServer::opened().await;
    let supervisor = server.supervisor();
    for query in ["turned_away=0", "turned_away=-3", "waiting_hour=500", "unused_hour=0", "turned_away=1e9"] {
        assert_eq!(supervisor.get(&format!("/advice?{query}")).await.refused(), (422, "invalid"), "{query}");
    }
    assert_eq!(supervisor.get("/advice?turned_away=much").await.refused(), (400, "bad_request"));
    assert_eq!(server.clerk().get("/advice").await.refused(), (403, "forbidden"));
    assert_eq!(server.kiosk().get("/advice/progress").await.refused(), (403, "forbidden"));
}
