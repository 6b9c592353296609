// SPDX-License-Identifier: MPL-2.0
//! The contract of Easy!Appointments 1.5.2 as it was measured and as its source has it (docs/caldav.md); no such
//! server runs here.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use appointments::easy_appointments::{EasyAppointments, EasyAppointmentsSource};
use appointments::http_client::{Credentials, HttpLimits, Transport};
use appointments::port::{
    AppointmentSystem, Cursor, HoldKey, HoldRequest, OccupancyKind, OccupiedTime, ProblemKind, SourceError,
};
use appointments::server_mark::ServerMark;
use axum::http::Method;
use office::calendar::Zone;
use office::names::DeskId;
use office::time::{TimeRange, UnixTime};
use serde_json::{Value, json};

use crate::stand_in::{ReceivedRequest, StubResponse, serve};

const API: &str = "/book/index.php/api/v1";

/// What the installation holds, and what was asked of it.
#[derive(Default)]
struct Installation {
    appointments: Vec<Value>,
    unavailabilities: Vec<Value>,
    asked: Vec<ReceivedRequest>,
    last: u64,
    /// Written before a booking of somebody else comes in.
    books_after_write: Option<Value>,
    /// The next write is done, and answered with an error.
    loses_next: bool,
    /// Providers and the zones they are in.
    providers: Vec<(u64, &'static str)>,
    /// It answers as version 1.6 does: what it does not take with 400, and a method that an address does not know
    /// with 405.
    is_1_6: bool,
    /// Somebody deletes the first booking while the list is read, after its first page.
    deletes_between_pages: bool,
}

impl Installation {
    fn answer(&mut self, asked: &ReceivedRequest) -> StubResponse {
        self.asked.push(asked.clone());
        if asked.headers.get("authorization").is_none_or(|shown| shown != "Bearer hemmeligt") {
            return StubResponse::new(401, "You are not authorized to use the API.");
        }
        let Some(path) = asked.path.strip_prefix(API) else { return StubResponse::new(404, "") };
        let mut parts = path.trim_start_matches('/').split('/');
        let (list, id) = (parts.next().unwrap(), parts.next().and_then(|id| id.parse::<u64>().ok()));
        let answered = match (&asked.method, list, id) {
            (&Method::GET, "providers", None) => page(&self.people(), asked),
            (&Method::GET, "appointments", None) => {
                let answered = page(&self.in_days(asked), asked);
                if std::mem::take(&mut self.deletes_between_pages) {
                    self.appointments.remove(0);
                }
                answered
            }
            (&Method::GET, "unavailabilities", None) => page(&self.unavailabilities, asked),
            (&Method::GET, "blocked_periods", None) => StubResponse::new(200, "[]"),
            (&Method::POST, "unavailabilities", None) => self.store(asked.body.clone()),
            (&Method::PUT, "unavailabilities", Some(id)) => self.change(id, &asked.body),
            (&Method::DELETE, "unavailabilities", Some(id)) => self.delete(id),
            _ if self.is_1_6 => StubResponse::new(405, ""),
            _ => StubResponse::new(404, ""),
        };
        if asked.method != Method::GET && std::mem::take(&mut self.loses_next) {
            return StubResponse::new(502, "Bad Gateway");
        }
        answered
    }

    fn people(&self) -> Vec<Value> {
        let person = |(id, zone): &(u64, &str)| json!({"id": id, "timezone": zone, "firstName": "Anna", "email": "anna@example.org"});
        self.providers.iter().map(person).collect()
    }

    /// As its model validates: the provider is there, and it takes five minutes.
    fn is_valid(&self, row: &Value) -> bool {
        let at = |name: &str| row[name].as_str().unwrap().parse::<jiff::civil::DateTime>().unwrap();
        let long_enough = at("start") + jiff::Span::new().minutes(5) <= at("end");
        long_enough && self.providers.iter().any(|(id, _)| row["providerId"] == *id)
    }

    fn in_days(&self, asked: &ReceivedRequest) -> Vec<Value> {
        let day = |value: &Value| value.as_str().unwrap_or("2026-07-01")[..10].to_owned();
        let (from, till) = (asked.value("from").unwrap(), asked.value("till").unwrap());
        let within = |row: &&Value| *day(&row["start"]) >= *from && *day(&row["end"]) <= *till;
        self.appointments.iter().filter(within).cloned().collect()
    }

    fn store(&mut self, mut row: Value) -> StubResponse {
        if !self.is_valid(&row) {
            let said = json!({"success": false, "message": format!("not found: {row}"), "trace": []});
            return StubResponse::new(if self.is_1_6 { 400 } else { 500 }, said);
        }
        self.last += 1;
        row["id"] = json!(self.last);
        self.unavailabilities.push(row.clone());
        self.appointments.extend(self.books_after_write.take());
        StubResponse::new(201, row)
    }

    fn change(&mut self, id: u64, to: &Value) -> StubResponse {
        let Some(row) = self.unavailabilities.iter_mut().find(|row| row["id"] == id) else {
            return StubResponse::new(404, "");
        };
        for (name, value) in to.as_object().unwrap() {
            row[name] = value.clone();
        }
        StubResponse::new(200, &*row)
    }

    fn delete(&mut self, id: u64) -> StubResponse {
        let before = self.unavailabilities.len();
        self.unavailabilities.retain(|row| row["id"] != id);
        StubResponse::new(if self.unavailabilities.len() < before { 204 } else { 404 }, "")
    }
}

/// Twenty to a page unless asked otherwise, with no more than the fields that were asked for.
fn page(rows: &[Value], asked: &ReceivedRequest) -> StubResponse {
    let number = |name: &str, without| asked.value(name).map_or(without, |text| text.parse().unwrap());
    let (length, page): (usize, usize) = (number("length", 20), number("page", 1));
    let fields: Vec<&str> = asked.value("fields").unwrap().split(',').collect();
    let only = |row: &Value| {
        let kept = row.as_object().unwrap().iter().filter(|(name, _)| fields.contains(&name.as_str()));
        Value::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
    };
    let rows: Vec<Value> = rows.iter().skip((page - 1) * length).take(length).map(only).collect();
    StubResponse::new(200, json!(rows))
}

type There = Arc<Mutex<Installation>>;

async fn installation() -> (EasyAppointments, There) {
    let there = There::default();
    there.lock().unwrap().providers = vec![(2, "Europe/Copenhagen"), (5, "")];
    let held = Arc::clone(&there);
    let base = serve(move |asked| held.lock().unwrap().answer(asked)).await;
    let source = EasyAppointmentsSource {
        office: "midtby".to_owned(),
        zone: Zone::named("Europe/Copenhagen").unwrap(),
        address: format!("{base}/book"),
        credentials: Credentials::Header { name: "authorization", value: "Bearer hemmeligt".to_owned() },
        title: "Optaget".to_owned(),
        mark: ServerMark::default(),
        providers: BTreeMap::from([(2, DeskId::from("3")), (5, DeskId::from("4"))]),
        limits: HttpLimits::default(),
        transport: Transport::default(),
    };
    (EasyAppointments::new(source).unwrap(), there)
}

/// 1 July 2026, two hours behind UTC: a wrong offset would show.
fn at(hour: i64, minute: i64) -> UnixTime {
    UnixTime::from_unix(1_782_864_000 + (hour - 2) * 3600 + minute * 60)
}

fn day() -> TimeRange {
    TimeRange::new(at(0, 0), at(24, 0))
}

fn request(from: (i64, i64), to: (i64, i64)) -> HoldRequest {
    let (desk, time) = (DeskId::from("3"), TimeRange::new(at(from.0, from.1), at(to.0, to.1)));
    HoldRequest { key: HoldKey::new("midtby", &desk, time.start), desk, time, in_use: false }
}

fn appointment(id: u64, provider: u64, start: &str, end: &str) -> Value {
    json!({"id": id, "start": format!("2026-07-01 {start}"), "end": format!("2026-07-01 {end}"),
        "providerId": provider, "notes": "Anna Hansen", "customerId": 77})
}

#[tokio::test]
async fn contract_only_no_real_server_an_unavailability_is_the_hold() {
    let (mut ours, there) = installation().await;
    let request = request((10, 0), (10, 45));
    let held = ours.hold(&request).await.unwrap();
    assert_eq!(ours.hold(&request).await.unwrap(), held);
    {
        let there = there.lock().unwrap();
        assert_eq!(there.unavailabilities.len(), 1, "the same request twice is one hold");
        let row = &there.unavailabilities[0];
        assert_eq!(
            (&row["start"], &row["end"]),
            (&json!("2026-07-01 10:00:00"), &json!("2026-07-01 10:45:00"))
        );
        assert_eq!(row["providerId"], 2);
    }
    let longer = HoldRequest { time: TimeRange::new(request.time.start, at(11, 30)), ..request.clone() };
    let changed = ours.update(&held, &longer).await.unwrap();
    assert_eq!(ours.find(&request.key).await.unwrap(), Some(changed.clone()));
    ours.release(&changed).await.unwrap();
    ours.release(&changed).await.unwrap();
    assert_eq!(ours.find(&request.key).await.unwrap(), None);
    assert_eq!(ours.update(&changed, &longer).await, Err(SourceError::PreconditionFailed));
    let cursor = Cursor(String::new());
    assert_eq!(
        ours.changes(&cursor, day()).await,
        Err(SourceError::CursorExpired),
        "every look is a snapshot"
    );
    let there = there.lock().unwrap();
    assert!(there.asked.iter().all(|asked| asked.value("q").is_none()), "its search is never used");
}

#[tokio::test]
async fn contract_only_no_real_server_a_day_is_read_page_by_page_without_what_it_is_about() {
    let (mut ours, there) = installation().await;
    {
        let mut there = there.lock().unwrap();
        for id in 0..1_203 {
            let minute = format!("{:02}:{:02}:00", 8 + id / 600, id % 60);
            there.appointments.push(appointment(id, 2, &minute, "16:00:00"));
        }
        there.appointments.push(appointment(9_000, 5, "09:00:00", "09:30:00"));
        there.appointments.push(appointment(9_001, 99, "09:00:00", "09:30:00"));
        there.unavailabilities.push(appointment(9_002, 5, "12:00:00", "12:30:00"));
    }
    let snapshot = ours.snapshot(day()).await.unwrap();
    assert_eq!(snapshot.entries.len(), 1_205, "all but the provider who has no desk here");
    assert!(!format!("{snapshot:?}").contains("Anna"));
    let occupied =
        |id: &str| snapshot.entries.iter().find(|entry| entry.id.0 == id).unwrap().occupied.clone();
    let taken = |desk: &str, from: (i64, i64), to: (i64, i64), kind| {
        let time = TimeRange::new(at(from.0, from.1), at(to.0, to.1));
        vec![OccupiedTime { desk: Some(desk.parse().unwrap()), time, kind }]
    };
    assert_eq!(occupied("appointment/9000"), taken("4", (9, 0), (9, 30), OccupancyKind::Booking));
    assert_eq!(occupied("unavailability/9002"), taken("4", (12, 0), (12, 30), OccupancyKind::Closed));
    let there = there.lock().unwrap();
    let bookings = there.asked.iter().filter(|asked| asked.path.ends_with("/appointments"));
    assert!(bookings.clone().count() > 2);
    for asked in bookings {
        assert_eq!(asked.value("fields"), Some("id,start,end,providerId"), "notes are not even asked for");
    }
}

/// Nobody knows whose it is: a provider who was deleted, or a version that leaves the number out.
#[tokio::test]
async fn contract_only_no_real_server_a_booking_without_a_provider_is_taken_at_every_desk_and_reported() {
    let (mut ours, there) = installation().await;
    {
        let mut there = there.lock().unwrap();
        let mut without = appointment(1, 2, "09:00:00", "09:30:00");
        without["providerId"] = Value::Null;
        there.appointments.push(without.clone());
        without["start"] = json!("2026-09-01 09:00:00");
        without["end"] = json!("2026-09-01 09:30:00");
        without["id"] = json!(2);
        there.unavailabilities.push(without);
    }
    let snapshot = ours.snapshot(day()).await.unwrap();
    let time = TimeRange::new(at(9, 0), at(9, 30));
    let taken = vec![OccupiedTime { desk: None, time, kind: OccupancyKind::Booking }];
    let occupied: Vec<_> = snapshot.entries.iter().map(|entry| entry.occupied.clone()).collect();
    assert_eq!(occupied, [taken], "and nothing is said of what lies elsewhere");
    let problems: Vec<_> =
        snapshot.problems.iter().map(|problem| (problem.kind, problem.text.as_str())).collect();
    let text = "appointment/1: it names no provider; its time was taken at every desk";
    assert_eq!(problems, [(ProblemKind::Doubt, text)]);
    assert_eq!(ours.hold(&request((9, 0), (9, 30))).await, Err(SourceError::Conflict));
}

#[tokio::test]
async fn contract_only_no_real_server_a_booking_that_came_first_keeps_its_time() {
    let (mut ours, there) = installation().await;
    there.lock().unwrap().books_after_write = Some(appointment(50, 2, "10:30:00", "11:00:00"));
    assert_eq!(ours.hold(&request((10, 0), (10, 45))).await, Err(SourceError::Conflict));
    assert_eq!(there.lock().unwrap().unavailabilities.len(), 0, "and our hold is taken back");
    ours.hold(&request((11, 0), (11, 30))).await.unwrap();
}

#[tokio::test]
async fn contract_only_no_real_server_times_are_on_the_providers_own_clock() {
    let (mut ours, there) = installation().await;
    {
        let mut there = there.lock().unwrap();
        there.providers = vec![(2, "Europe/London"), (5, "Europe/Copenhagen")];
        there.appointments.push(appointment(1, 2, "09:00:00", "09:30:00"));
        there.appointments.push(appointment(2, 5, "09:00:00", "09:30:00"));
    }
    let snapshot = ours.snapshot(day()).await.unwrap();
    let starts: Vec<UnixTime> = snapshot.entries.iter().map(|entry| entry.occupied[0].time.start).collect();
    assert_eq!(starts, [at(10, 0), at(9, 0)], "nine in London is ten in Copenhagen");
    assert_eq!(snapshot.problems, []);
    let request = request((14, 0), (14, 30));
    ours.hold(&request).await.unwrap();
    assert_eq!(there.lock().unwrap().unavailabilities[0]["start"], "2026-07-01 13:00:00");
    assert_eq!(ours.find(&request.key).await.unwrap().unwrap().time, request.time);
}

#[tokio::test]
async fn contract_only_no_real_server_what_it_does_not_take_is_reported_and_not_tried_for_ever() {
    for is_1_6 in [false, true] {
        what_is_not_taken_is_reported(is_1_6).await;
    }
}

async fn what_is_not_taken_is_reported(is_1_6: bool) {
    let (mut ours, there) = installation().await;
    there.lock().unwrap().is_1_6 = is_1_6;
    there.lock().unwrap().providers = vec![(5, "Europe/Copenhagen")];
    let problems = ours.snapshot(day()).await.unwrap().problems;
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].text, "provider 2, named for desk 3, is not there");
    let refused = ours.hold(&request((10, 0), (10, 45))).await;
    assert!(
        matches!(&refused, Err(SourceError::InvalidResponse(said)) if !said.contains("Optaget")),
        "{refused:?}"
    );
    let short = ours.hold(&request((10, 0), (10, 4))).await;
    assert!(matches!(short, Err(SourceError::InvalidResponse(_))), "{short:?}");
    assert_eq!(there.lock().unwrap().unavailabilities.len(), 0);
}

#[tokio::test]
async fn contract_only_no_real_server_a_booking_is_not_lost_when_another_goes_while_the_list_is_read() {
    let (mut ours, there) = installation().await;
    {
        let mut there = there.lock().unwrap();
        for id in 0..600 {
            there.appointments.push(appointment(id, 2, "09:00:00", "09:30:00"));
        }
        there.deletes_between_pages = true;
    }
    let snapshot = ours.snapshot(day()).await.unwrap();
    let there = there.lock().unwrap();
    for row in &there.appointments {
        let id = format!("appointment/{}", row["id"]);
        assert!(snapshot.entries.iter().any(|entry| entry.id.0 == id), "{id} is booked");
    }
}

/// Version 1.6 answers 405 where a method does not belong to an address: ours all do.
#[tokio::test]
async fn contract_only_no_real_server_version_1_6_takes_every_request() {
    let (mut ours, there) = installation().await;
    there.lock().unwrap().is_1_6 = true;
    let request = request((10, 0), (10, 45));
    let held = ours.hold(&request).await.unwrap();
    let longer = HoldRequest { time: TimeRange::new(request.time.start, at(11, 30)), ..request };
    let held = ours.update(&held, &longer).await.unwrap();
    assert_eq!(ours.snapshot(day()).await.unwrap().entries.len(), 1);
    ours.release(&held).await.unwrap();
    let there = there.lock().unwrap();
    assert!(there.asked.iter().all(|asked| !asked.path.contains("availabilities?")), "only what is booked");
}

/// As rows come from other programs that write into it.
#[tokio::test]
async fn contract_only_no_real_server_a_row_that_cannot_be_placed_exactly_takes_time_and_is_told() {
    let (mut ours, there) = installation().await;
    {
        let mut there = there.lock().unwrap();
        there.appointments.push(appointment(1, 2, "15:45:00", "19:15:00"));
        let mut open = appointment(2, 2, "09:00:00", "");
        open["end"] = Value::Null;
        there.appointments.push(open);
        let mut offset = appointment(3, 2, "", "");
        (offset["start"], offset["end"]) = (json!("2026-07-01T10:00:00Z"), json!("2026-07-01T12:30:00"));
        there.appointments.push(offset);
        let mut nowhere = appointment(4, 2, "", "");
        (nowhere["start"], nowhere["end"]) = (Value::Null, Value::Null);
        there.appointments.push(nowhere);
    }
    let snapshot = ours.snapshot(day()).await.unwrap();
    let times: Vec<TimeRange> = snapshot.entries.iter().map(|entry| entry.occupied[0].time).collect();
    let expected = [(at(15, 45), at(19, 15)), (at(9, 0), at(24, 0)), (at(12, 0), at(12, 30))];
    assert_eq!(times, expected.map(|(start, end)| TimeRange::new(start, end)));
    let problems: Vec<ProblemKind> = snapshot.problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(problems, [ProblemKind::Doubt, ProblemKind::LeftOut]);
    assert_eq!(snapshot.unreadable.len(), 1, "the time it had before is still its own");
}

#[tokio::test]
async fn contract_only_no_real_server_a_lost_answer_leaves_one_hold() {
    let (mut ours, there) = installation().await;
    let request = request((10, 0), (10, 45));
    there.lock().unwrap().loses_next = true;
    assert!(matches!(ours.hold(&request).await, Err(SourceError::OutcomeUnknown(_))));
    let held = ours.find(&request.key).await.unwrap().expect("it was done");
    assert_eq!(ours.hold(&request).await.unwrap(), held);
    let double = there.lock().unwrap().unavailabilities[0].clone();
    there.lock().unwrap().store(double);
    assert_eq!(ours.hold(&request).await.unwrap(), held, "of two from before the older stays");
    assert_eq!(there.lock().unwrap().unavailabilities.len(), 1);
}

#[tokio::test]
async fn contract_only_no_real_server_a_wrong_token_is_for_the_administrator() {
    let base = serve(|_| StubResponse::new(401, "You are not authorized to use the API.")).await;
    let (_, there) = installation().await;
    drop(there);
    let source = EasyAppointmentsSource {
        office: "midtby".to_owned(),
        zone: Zone::named("Europe/Copenhagen").unwrap(),
        address: format!("{base}/index.php"),
        credentials: Credentials::None,
        title: "Optaget".to_owned(),
        mark: ServerMark::default(),
        providers: BTreeMap::from([(2, DeskId::from("3"))]),
        limits: HttpLimits::default(),
        transport: Transport::default(),
    };
    let mut ours = EasyAppointments::new(source).unwrap();
    assert!(matches!(ours.snapshot(day()).await, Err(SourceError::Unauthorized(_))));
    assert!(matches!(ours.hold(&request((10, 0), (10, 45))).await, Err(SourceError::Unauthorized(_))));
}

#[tokio::test]
async fn contract_only_no_real_server_two_servers_in_one_installation_are_seen_and_said() {
    let (mut ours, there) = installation().await;
    let held = ours.hold(&request((10, 0), (10, 45))).await.unwrap();
    assert_eq!(ours.snapshot(day()).await.unwrap().problems, [], "its own");
    {
        let written = &mut there.lock().unwrap().unavailabilities[0]["notes"];
        *written =
            json!(written.as_str().unwrap().replace(&ServerMark::default().to_string(), "00c0ffee00c0ffee"));
    }
    let snapshot = ours.snapshot(day()).await.unwrap();
    let [problem] = &snapshot.problems[..] else { panic!("{:?}", snapshot.problems) };
    assert_eq!((problem.kind, problem.count), (ProblemKind::OtherWriter, 1));
    assert!(ours.is_of_another_server(&held.id), "it gives none of them back");
    let of_hold = matches!(snapshot.entries[0].occupied[0].kind, OccupancyKind::Hold(_));
    assert!(of_hold, "the time is held whoever wrote it");
}
