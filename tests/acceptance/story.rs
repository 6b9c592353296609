// SPDX-License-Identifier: MPL-2.0
//! One visit from the door to the outcome, seen from every side.

use office::time::Length;
use serde_json::json;
use staff::Role;

use crate::actor::with_photo;
use crate::test_server::TestServer;

#[tokio::test]
async fn a_citizen_checks_in_is_called_and_goes_home_with_mitid() {
    let server = TestServer::opened().await;
    let (kiosk, clerk) = (server.kiosk(), server.clerk());
    let mut board = server.actor(Role::Board).watch("board").await;
    let mut desk = clerk.watch("desk:1").await;
    assert_eq!(board.next().await["waiting"], json!([]));
    desk.next().await;

    let ticket = kiosk.check_in().await;
    assert_eq!((&ticket["number"], &ticket["state"]), (&json!(1), &json!("waiting")));
    assert_eq!(ticket["promise"]["earliest"], "2026-03-03T10:00:00+01:00");
    assert_eq!(ticket["reasons"][0]["text"], "Det er den første ledige tid, kl. 10.00.");
    assert_eq!(board.until(|view| view["waiting"] != json!([])).await["waiting"][0]["number"], 1);

    let at = ticket["placement"]["desk"].as_str().unwrap();
    let called = clerk.call_next(at).await;
    assert_eq!((called.status, &called.body["ticket"]["number"]), (201, &json!(1)), "{}", called.body);
    assert!(called.body["reasons"][0]["text"].as_str().is_some_and(|text| text.contains(' ')));
    let view = board.until(|view| view["calls"] != json!([])).await;
    assert_eq!((&view["calls"][0]["number"], &view["calls"][0]["desk"]), (&json!(1), &json!(at)));

    let arrived = clerk.step(&ticket, "arrival", json!({})).await;
    assert_eq!((arrived.status, &arrived.body["state"]), (200, &json!("serving")));
    server.clock.pass(Length::minutes(14));
    let done = clerk.step(&ticket, "completion", json!({ "outcome": "mitid_issued", "desk": at })).await;
    assert_eq!((done.status, &done.body["state"]), (200, &json!("done")), "{}", done.body);
    assert_eq!(done.body["ended"]["outcome"], "mitid_issued");
    assert_eq!(kiosk.step(&ticket, "departure", json!({})).await.refused(), (409, "step_out_of_turn"));
}

#[tokio::test]
async fn the_ledger_tells_who_did_what_and_no_secret() {
    let server = TestServer::opened().await;
    let ticket = server.kiosk().check_in().await;
    let ledger = server.supervisor().get("/ledger?limit=1000").await;
    let events = ledger.body["events"].as_array().unwrap();
    let checked_in = events.iter().find(|event| event["kind"] == "ticket_checked_in").unwrap();
    assert_eq!((&checked_in["actor"], &checked_in["id"]), (&json!("kiosk"), &ticket["id"]));
    assert_eq!(checked_in["at"], "2026-03-03T10:00:00+01:00");
    assert_eq!(checked_in["promise"]["earliest"], "2026-03-03T10:00:00+01:00");
    let secret = ticket["links"]["page"].as_str().unwrap().trim_start_matches("/t/").to_owned();
    let text = ledger.body.to_string().replace('-', "");
    assert!(!text.contains(&secret) && !text.contains("\"secret\"") && !text.contains("\"key\""));
    assert_eq!(ledger.body["next"], json!(null));

    let page = server.supervisor().get("/ledger?after=0&limit=1").await;
    assert_eq!((page.body["events"].as_array().unwrap().len(), &page.body["next"]), (1, &json!(1)));
}

#[tokio::test]
async fn a_full_day_is_an_honest_no_with_offers() {
    let server = TestServer::opened().await;
    let kiosk = server.kiosk();
    let mut no = None;
    for _ in 0..20 {
        let answer = kiosk.check_in_with(uuid::Uuid::new_v4(), with_photo()).await;
        if answer.status != 201 {
            no = Some(answer);
            break;
        }
    }
    let no = no.expect("twelve places are not twenty");
    assert_eq!(no.refused(), (409, "no_time_today"));
    assert_eq!(no.kind, "application/problem+json");
    assert!(no.body["reasons"][0]["text"].as_str().unwrap().starts_with("Vi kan ikke love"));
    let kinds: Vec<&str> =
        no.body["offers"].as_array().unwrap().iter().filter_map(|offer| offer["kind"].as_str()).collect();
    assert!(kinds.contains(&"standby") && kinds.contains(&"next_day"), "{kinds:?}");

    let mut body = with_photo();
    body["if_full"] = json!("next_day");
    let kept = kiosk.check_in_with(uuid::Uuid::new_v4(), body).await;
    assert_eq!((kept.status, &kept.body["kept_for"]), (201, &json!("2026-03-04")), "{}", kept.body);
}

#[tokio::test]
async fn the_supervisor_sees_what_a_change_would_do_before_it_is_done() {
    let server = TestServer::opened().await;
    let supervisor = server.supervisor();
    let gap = json!({ "desk": "3", "start": "2026-03-03T11:00", "end": "2026-03-03T11:30", "hold": "soft" });
    let preview = supervisor.post("/gaps?preview=true", gap.clone()).await;
    assert_eq!((preview.status, &preview.body["preview"]["booking_gains_minutes"]), (200, &json!(-30)));
    let opened = supervisor.post("/gaps", gap.clone()).await;
    assert_eq!((opened.status, &opened.body["origin"]), (201, &json!("supervisor")), "{}", opened.body);
    assert_eq!(opened.body["start"], "2026-03-03T11:00:00+01:00");
    assert_eq!(supervisor.post("/gaps", gap).await.refused(), (409, "overlaps_gap"));

    let tickets = [server.kiosk().check_in().await, server.kiosk().check_in().await];
    let taken = tickets[0]["placement"]["desk"].as_str().unwrap();
    let gaps = supervisor.get("/gaps").await.body;
    let gap = gaps["gaps"].as_array().unwrap().iter().find(|gap| gap["desk"] == taken).unwrap();
    let path = format!("/gaps/{}", gap["id"].as_str().unwrap());
    for gap in gaps["gaps"].as_array().unwrap().iter().filter(|other| *other != gap) {
        let path = format!("/gaps/{}?force=true&reason=sygdom", gap["id"].as_str().unwrap());
        let answer = supervisor.send(reqwest::Method::DELETE, &path, None).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    let refused = supervisor.send(reqwest::Method::DELETE, &path, None).await;
    assert_eq!(refused.refused(), (409, "promises_would_break"));
    assert!(refused.body["preview"]["broken"][0]["number"].is_u64());
    let forced = json!({ "force": true, "reason": "skranken er syg" });
    let answer = supervisor.send(reqwest::Method::DELETE, &path, Some(forced)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn plan_policy_and_diary_are_read_back_as_they_were_set() {
    let server = TestServer::opened().await;
    let supervisor = server.supervisor();
    let plan = supervisor.get("/plan").await.body;
    assert_eq!(plan["lines"][0]["start"], "10:00");
    assert_eq!(supervisor.put("/plan", plan.clone()).await.body, plan);

    let policy = supervisor.put("/policy", json!({ "promise_minutes": 25, "reason": "travlt" })).await;
    assert_eq!((policy.status, &policy.body["promise_minutes"]), (200, &json!(25)));
    assert_eq!(supervisor.get("/policy").await.body["longest_wait_minutes"], 90);
    let wrong = supervisor.put("/policy", json!({ "promise_minuts": 25 })).await;
    assert_eq!(wrong.refused(), (400, "bad_request"));
    assert!(wrong.body["detail"].as_str().unwrap().contains("promise_minuts"));

    let booking = json!([{ "desk": "3", "start": "2026-03-03T13:00", "end": "2026-03-03T13:30" }]);
    let diary = supervisor.put("/bookings", booking).await;
    assert_eq!((diary.status, &diary.body["date"]), (200, &json!("2026-03-03")), "{}", diary.body);
    assert_eq!(supervisor.get("/bookings?date=2026-03-03").await.body, diary.body);
    let tomorrow = supervisor.get("/gaps?date=2026-03-04").await.body;
    assert_eq!((&tomorrow["gaps"][0]["id"], &tomorrow["gaps"][0]["origin"]), (&json!(null), &json!("plan")));
}

#[tokio::test]
async fn two_supervisors_who_change_two_settings_at_once_both_win() {
    let server = TestServer::opened().await;
    let (one, other) = (server.supervisor(), server.supervisor());
    for round in 0..20 {
        let (promise, slack) = (20 + round, round % 15);
        let (first, second) = tokio::join!(
            one.put("/policy", json!({ "promise_minutes": promise })),
            other.put("/policy", json!({ "slack_minutes": slack })),
        );
        assert_eq!((first.status, second.status), (200, 200));
        let policy = one.get("/policy").await.body;
        assert_eq!((&policy["promise_minutes"], &policy["slack_minutes"]), (&json!(promise), &json!(slack)));
    }
}

#[tokio::test]
async fn two_supervisors_who_add_a_booking_each_at_once_both_win() {
    let server = TestServer::opened().await;
    let (one, other) = (server.supervisor(), server.supervisor());
    let booked = |desk: &str, round: i32| {
        let (start, end) = (format!("2026-03-03T13:{round:02}"), format!("2026-03-03T13:{:02}", round + 2));
        json!({ "changes": [{ "change": "booked", "desk": desk, "start": start, "end": end }] })
    };
    for round in (0..40).step_by(2) {
        let (first, second) = tokio::join!(
            one.put("/bookings?date=2026-03-03", booked("2", round)),
            other.put("/bookings?date=2026-03-03", booked("3", round)),
        );
        assert_eq!((first.status, second.status), (200, 200), "{} {}", first.body, second.body);
    }
    let diary = one.get("/bookings?date=2026-03-03").await.body;
    assert_eq!(diary["bookings"].as_array().unwrap().len(), 40);
}
