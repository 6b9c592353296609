// SPDX-License-Identifier: MPL-2.0
//! Closing time from the citizen's side: standing by ends with a clear word, and a place on the next open day is said
//! with day and time before it is taken from the phone.

use office::time::Length;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::actor::{Actor, with_photo};
use crate::test_server::TestServer;

/// Somebody who stands by because every time today is given away.
async fn standing_by(server: &TestServer) -> Value {
    let kiosk = server.kiosk();
    while kiosk.check_in_with(Uuid::new_v4(), with_photo()).await.status == 201 {}
    let mut body = with_photo();
    body["if_full"] = json!("standby");
    let answer = kiosk.check_in_with(Uuid::new_v4(), body).await;
    assert_eq!((answer.status, &answer.body["standby"]), (201, &json!(true)), "{}", answer.body);
    answer.body
}

fn page_of(ticket: &Value) -> &str {
    ticket["links"]["page"].as_str().unwrap()
}

/// The texts that the ticket's page shows now.
async fn texts_of(phone: &Actor, ticket: &Value) -> Value {
    let secret = page_of(ticket).trim_start_matches("/t/");
    phone.watch(&format!("ticket:{secret}")).await.next().await["texts"].clone()
}

/// Touches the button of the page.
async fn take(phone: &Actor, ticket: &Value, start: &Value) -> (u16, String) {
    let form = format!("start={}", start.as_str().unwrap().replace('+', "%2B"));
    let request = phone.request(Method::POST, &format!("{}/next-day", page_of(ticket)));
    let request = request.header("Content-Type", "application/x-www-form-urlencoded").body(form);
    let answer = request.send().await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn who_stands_by_is_told_that_it_ends_and_takes_tomorrow_from_the_phone() {
    let server = TestServer::opened().await;
    let (ticket, phone) = (standing_by(&server).await, server.stranger());
    let (_, page) = phone.page(page_of(&ticket)).await;
    for sentence in [
        "Ventelisten slutter, når vi lukker kl. 17.00.",
        "Vi kan holde en tid til jer onsdag den 4. marts, kl. 10.00 til 10.20.",
        "Tager I den, venter I ikke mere i dag.",
    ] {
        assert!(page.contains(sentence), "{sentence}: {page}");
    }
    let texts = texts_of(&phone, &ticket).await;
    let place = texts["place"].as_str().unwrap();
    assert!(!place.contains("gå lidt ud"), "who may be called any moment is not sent out: {place}");
    let (status, page) = take(&phone, &ticket, &texts["offered"]).await;
    assert_eq!(status, 200);
    let kept = "Vi holder en tid til jer onsdag den 4. marts, kl. 10.00 til 10.20.";
    assert!(page.contains(kept) && page.contains("<body class=\"is-kept\""), "{page}");
    assert_eq!(texts_of(&phone, &ticket).await["window"], kept, "and so it stays");
    let (_, again) = take(&phone, &ticket, &texts["offered"]).await;
    assert!(again.contains(kept) && !again.contains("ikke ledig mere"), "touched twice: {again}");
    let ledger = server.supervisor().get("/ledger").await.body;
    let actors: Vec<&Value> =
        ledger["events"].as_array().unwrap().iter().map(|event| &event["actor"]).collect();
    assert!(actors.contains(&&json!("phone")), "who took it is in the ledger: {actors:?}");
}

#[tokio::test]
async fn who_was_not_served_hears_it_at_closing_time_and_still_gets_a_place() {
    let server = TestServer::opened().await;
    let (ticket, phone) = (standing_by(&server).await, server.stranger());
    let secret = page_of(&ticket).trim_start_matches("/t/");
    let mut screen = phone.watch(&format!("ticket:{secret}")).await;
    screen.next().await;
    server.clock.pass(Length::minutes(7 * 60));
    let closed = screen.until(|state| state["texts"]["kind"] == "left").await;
    assert_eq!(closed["texts"]["window"], "Vi nåede jer ikke i dag.");
    assert_eq!(closed["texts"]["ends"], "", "it has ended");
    assert_eq!(closed["next_day"]["date"], "2026-03-04");
    take(&phone, &ticket, &closed["texts"]["offered"]).await;
    let kept = screen.until(|state| state["texts"]["kind"] == "kept").await;
    assert_eq!(kept["kept_for"], "2026-03-04");
}

#[tokio::test]
async fn a_place_that_somebody_else_took_is_said_to_be_gone_and_no_other_is_given() {
    let server = TestServer::opened().await;
    let (ticket, phone) = (standing_by(&server).await, server.stranger());
    let offered = texts_of(&phone, &ticket).await["offered"].clone();
    let mut body = with_photo();
    body["if_full"] = json!("next_day");
    assert_eq!(server.kiosk().check_in_with(Uuid::new_v4(), body).await.body["kept_for"], "2026-03-04");
    let (_, page) = take(&phone, &ticket, &offered).await;
    assert!(page.contains("Den tid er ikke ledig mere."), "{page}");
    assert!(page.contains("onsdag den 4. marts, kl. 10.15 til 10.35"), "the next one is offered: {page}");
    assert!(!page.contains("<body class=\"is-kept\""), "nothing was given");
}

#[tokio::test]
async fn who_is_promised_a_later_time_may_go_out_until_then() {
    let server = TestServer::opened().await;
    let mut last = Value::Null;
    loop {
        let next = server.kiosk().check_in_with(Uuid::new_v4(), with_photo()).await;
        if next.status != 201 {
            break;
        }
        last = next.body;
    }
    let phone = server.stranger();
    let texts = texts_of(&phone, &last).await;
    let (_, window) = texts["window"].as_str().unwrap().split_once("kl. ").unwrap();
    let clock = &window[..5];
    let place = texts["place"].as_str().unwrap();
    assert!(place.ends_with(&format!("I må gerne gå lidt ud indtil kl. {clock}.")), "{place}, {texts}");
    server.clock.pass(Length::minutes(120));
    let then = texts_of(&phone, &last).await;
    assert!(!then["place"].as_str().unwrap().contains("gå lidt ud"), "{then}");
}

#[tokio::test]
async fn who_has_no_phone_gets_the_place_that_the_clerk_sees_and_no_other() {
    let server = TestServer::opened().await;
    let (ticket, clerk) = (standing_by(&server).await, server.clerk());
    let number = format!("/desks/1/queue?number={}", ticket["number"]);
    let seen = clerk.get(&number).await.body["tickets"][0]["next_day"].clone();
    assert_eq!(
        (&seen["date"], &seen["earliest"]),
        (&json!("2026-03-04"), &json!("2026-03-04T10:00:00+01:00"))
    );
    let mut body = with_photo();
    body["if_full"] = json!("next_day");
    assert_eq!(server.kiosk().check_in_with(Uuid::new_v4(), body).await.status, 201);
    let place = format!("/tickets/{}/next-day", ticket["id"].as_str().unwrap());
    let gone = clerk.post(&place, json!({ "start": seen["earliest"] })).await;
    assert_eq!(gone.refused(), (409, "no_time_today"), "somebody else took it meanwhile");
    let next = clerk.get(&number).await.body["tickets"][0]["next_day"]["earliest"].clone();
    assert_eq!(clerk.post(&place, json!({ "start": next })).await.status, 200);
    let kept = clerk.get(&number).await.body["tickets"][0].clone();
    assert_eq!((&kept["kept_for"], &kept["next_day"]), (&json!("2026-03-04"), &Value::Null));
}

#[tokio::test]
async fn an_address_or_a_start_that_was_never_shown_takes_nothing() {
    let server = TestServer::opened().await;
    let (ticket, phone) = (standing_by(&server).await, server.stranger());
    let stranger = json!({ "links": { "page": format!("/t/{}", Uuid::new_v4().simple()) } });
    assert_eq!(take(&phone, &stranger, &json!("2026-03-04T10:00:00+01:00")).await.0, 404);
    assert_eq!(take(&phone, &ticket, &json!("tomorrow")).await.0, 400);
    let json = phone.request(Method::POST, &format!("{}/next-day", page_of(&ticket))).json(&json!({}));
    assert_eq!(json.send().await.unwrap().status(), 415);
}

#[tokio::test]
async fn a_kept_place_is_marked_at_desk_and_supervisor_and_waits_once_they_have_come() {
    let server = TestServer::opened().await;
    let ticket = {
        let mut body = with_photo();
        while server.kiosk().check_in_with(Uuid::new_v4(), body.clone()).await.status == 201 {}
        body["if_full"] = json!("next_day");
        server.kiosk().check_in_with(Uuid::new_v4(), body).await.body
    };
    server.clock.pass(Length::minutes(23 * 60 + 15));
    let desk = server.clerk().watch("desk:1").await.next().await;
    let row = &desk["not_arrived"][0];
    assert_eq!((&row["number"], &row["kept_place"]), (&ticket["number"], &json!(true)), "{desk}");
    assert_eq!((&desk["waiting"], &desk["next"]), (&json!(0), &Value::Null));
    let day = server.supervisor().watch("supervisor").await.next().await;
    let places = |day: &Value| {
        let desks = day["desks"].as_array().unwrap().iter();
        desks.flat_map(|desk| desk["placements"].as_array().unwrap().clone()).collect::<Vec<Value>>()
    };
    assert_eq!((&day["figures"]["waiting"], &day["figures"]["not_arrived"]), (&json!(0), &json!(1)));
    let place = &places(&day)[0];
    assert_eq!((&place["kept_place"], &place["arrived"]), (&json!(true), &json!(false)));

    let opened = server.clerk().put("/desks/1/staffing", json!({})).await;
    assert_eq!(opened.status, 200, "{}", opened.body);
    assert_eq!(server.clerk().call_next("1").await.refused(), (409, "nobody_waits"));
    let here = server.clerk().step(&ticket, "return", json!({})).await;
    assert_eq!(here.status, 200, "{}", here.body);
    let desk = server.clerk().watch("desk:1").await.next().await;
    assert_eq!((&desk["waiting"], &desk["not_arrived"]), (&json!(1), &json!([])));
    assert_eq!(desk["next"]["kept_place"], true);
    let day = server.supervisor().watch("supervisor").await.next().await;
    assert_eq!((&places(&day)[0]["kept_place"], &places(&day)[0]["arrived"]), (&json!(true), &json!(true)));
}
