// SPDX-License-Identifier: MPL-2.0
//! The wire contract of Qmatic Orchestra's blocking appointments, from the maker's published code. No Orchestra
//! can run here: nothing below shows how a real one behaves.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use appointments::http_client::{HttpLimits, Transport};
use appointments::port::{
    AppointmentSystem, HoldKey, HoldRequest, OccupancyKind, OccupiedTime, ProblemKind, SourceError,
};
use appointments::qmatic::{Qmatic, QmaticSource};
use appointments::server_mark::ServerMark;
use axum::http::Method;
use office::calendar::Zone;
use office::names::DeskId;
use office::time::{TimeRange, UnixTime};
use serde_json::{Value, json};

use crate::stand_in::{ReceivedRequest, StubResponse, serve};

const APPOINTMENTS: &str = "/rest/calendar-backend/api/v1/appointments";

#[derive(Default)]
struct Orchestra {
    appointments: Vec<Value>,
    last: u64,
    /// A clerk books over the block as it is made: staff may.
    staff_books: Option<Value>,
    refuses_next: Option<(u16, &'static str)>,
}

impl Orchestra {
    fn answer(&mut self, asked: &ReceivedRequest) -> StubResponse {
        if asked.headers.get("auth-token").is_none_or(|token| token != "hemmeligt") {
            return StubResponse::new(401, "");
        }
        if asked.method != Method::GET
            && let Some((status, code)) = self.refuses_next.take()
        {
            return StubResponse::new(status, "").with("error_code", code);
        }
        let id = asked.path.strip_prefix(&format!("{APPOINTMENTS}/")).and_then(|id| id.parse::<u64>().ok());
        match (&asked.method, asked.path.as_str(), id) {
            (&Method::GET, "/rest/qsystem/rest/appointment/appointments/search", _) => {
                assert_eq!(asked.value("branchId"), Some("7"));
                StubResponse::new(200, json!(self.appointments))
            }
            (&Method::GET, "/rest/calendar-backend/api/v1/appointments/search", _) => {
                assert_eq!(asked.value("custom"), Some("BLOCKED"));
                let blocks = self.appointments.iter().filter(|one| one["custom"] == "BLOCKED");
                StubResponse::new(200, json!({"appointmentList": blocks.collect::<Vec<_>>()}))
            }
            (&Method::POST, APPOINTMENTS, _) => {
                self.last += 1;
                let mut made = asked.body.clone();
                made["id"] = json!(self.last);
                made["status"] = json!(1_000);
                self.appointments.push(made.clone());
                self.appointments.extend(self.staff_books.take());
                StubResponse::new(201, made)
            }
            (&Method::PUT, _, Some(id)) => match self.appointments.iter_mut().find(|one| one["id"] == id) {
                Some(one) => {
                    *one = asked.body.clone();
                    StubResponse::new(200, &*one)
                }
                None => StubResponse::new(404, ""),
            },
            (&Method::DELETE, _, Some(id)) => {
                let before = self.appointments.len();
                self.appointments.retain(|one| one["id"] != id);
                StubResponse::new(if self.appointments.len() < before { 204 } else { 404 }, "")
            }
            _ => StubResponse::new(404, ""),
        }
    }
}

async fn orchestra() -> (Qmatic, Arc<Mutex<Orchestra>>) {
    let there: Arc<Mutex<Orchestra>> = Arc::default();
    let held = Arc::clone(&there);
    let base = serve(move |asked| held.lock().unwrap().answer(asked)).await;
    let source = QmaticSource {
        office: "midtby".to_owned(),
        zone: Zone::named("Europe/Copenhagen").unwrap(),
        address: format!("{base}/rest"),
        credentials: QmaticSource::token("hemmeligt".to_owned()),
        title: "Optaget".to_owned(),
        mark: ServerMark::default(),
        branch: 7,
        resources: BTreeMap::from([(31, DeskId::from("3")), (41, DeskId::from("4"))]),
        limits: HttpLimits::default(),
        transport: Transport::default(),
    };
    (Qmatic::new(source).unwrap(), there)
}

fn at(hour: i64, minute: i64) -> UnixTime {
    UnixTime::from_unix(1_782_864_000 + (hour - 2) * 3600 + minute * 60)
}

fn request() -> HoldRequest {
    let (desk, time) = (DeskId::from("3"), TimeRange::new(at(10, 0), at(10, 45)));
    HoldRequest { key: HoldKey::new("midtby", &desk, time.start), desk, time, in_use: false }
}

fn booking(id: u64, resource: u64, start: &str, end: &str) -> Value {
    json!({"id": id, "status": 20, "title": "Anna Hansen", "blocking": false, "branch": {"id": 7},
        "resource": {"id": resource, "name": "Skranke"}, "customers": [{"firstName": "Anna"}],
        "start": format!("2026-07-01T{start}"), "end": format!("2026-07-01T{end}")})
}

#[tokio::test]
async fn contract_only_no_real_server_a_block_of_one_resource_is_the_hold() {
    let (mut ours, there) = orchestra().await;
    let request = request();
    let held = ours.hold(&request).await.unwrap();
    assert_eq!(ours.hold(&request).await.unwrap(), held);
    {
        let there = there.lock().unwrap();
        assert_eq!(there.appointments.len(), 1);
        let made = &there.appointments[0];
        let says = |name: &str| made[name].clone();
        assert_eq!(
            (says("custom"), says("blocking"), says("allDay")),
            (json!("BLOCKED"), json!("true"), json!("false"))
        );
        assert_eq!((says("branch"), says("resource")), (json!({"id": 7}), json!({"id": 31})));
        assert_eq!(
            (says("start"), says("end")),
            (json!("2026-07-01T10:00:00"), json!("2026-07-01T10:45:00"))
        );
    }
    let longer = HoldRequest { time: TimeRange::new(at(10, 0), at(11, 30)), ..request.clone() };
    let changed = ours.update(&held, &longer).await.unwrap();
    assert_eq!(ours.find(&request.key).await.unwrap(), Some(changed.clone()));
    ours.release(&changed).await.unwrap();
    ours.release(&changed).await.unwrap();
    assert_eq!(ours.find(&request.key).await.unwrap(), None);
}

#[tokio::test]
async fn contract_only_no_real_server_bookings_and_blocks_are_told_apart() {
    let (mut ours, there) = orchestra().await;
    {
        let mut there = there.lock().unwrap();
        there.appointments.push(booking(1, 31, "09:00:00", "09:30:00"));
        there.appointments.push(booking(2, 99, "09:00:00", "09:30:00"));
        let mut closed = booking(3, 41, "12:00:00", "13:00:00");
        (closed["custom"], closed["blocking"]) = (json!("BLOCKED"), json!(true));
        there.appointments.push(closed);
    }
    let day = TimeRange::new(at(0, 0), at(24, 0));
    let snapshot = ours.snapshot(day).await.unwrap();
    let taken: Vec<&OccupiedTime> = snapshot.entries.iter().flat_map(|entry| &entry.occupied).collect();
    let one = |desk: &str, from, to, kind| OccupiedTime {
        desk: Some(desk.parse().unwrap()),
        time: TimeRange::new(at(from, 0), to),
        kind,
    };
    assert_eq!(
        taken,
        [&one("3", 9, at(9, 30), OccupancyKind::Booking), &one("4", 12, at(13, 0), OccupancyKind::Closed)]
    );
    assert!(!format!("{snapshot:?}").contains("Anna"));
}

#[tokio::test]
async fn contract_only_no_real_server_staff_who_book_over_a_block_keep_the_time() {
    let (mut ours, there) = orchestra().await;
    there.lock().unwrap().staff_books = Some(booking(50, 31, "10:30:00", "11:00:00"));
    assert_eq!(ours.hold(&request()).await, Err(SourceError::Conflict));
    assert_eq!(there.lock().unwrap().appointments.len(), 1, "the booking is left, the block is taken back");
}

#[tokio::test]
async fn contract_only_no_real_server_the_error_code_reaches_the_administrator() {
    let (mut ours, there) = orchestra().await;
    there.lock().unwrap().refuses_next = Some((400, "E455"));
    let result = ours.hold(&request()).await;
    assert!(
        matches!(&result, Err(SourceError::InvalidResponse(said)) if said.contains("E455")),
        "{result:?}"
    );
    there.lock().unwrap().refuses_next = Some((403, "E401"));
    let result = ours.hold(&request()).await;
    assert!(matches!(&result, Err(SourceError::Misconfigured(said)) if said.contains("E401")), "{result:?}");
    there.lock().unwrap().refuses_next = Some((500, "E500"));
    assert!(matches!(ours.hold(&request()).await, Err(SourceError::OutcomeUnknown(_))));
}

#[tokio::test]
async fn contract_only_no_real_server_two_servers_in_one_branch_are_seen_and_said() {
    let (mut ours, there) = orchestra().await;
    let held = ours.hold(&request()).await.unwrap();
    assert_eq!(ours.snapshot(TimeRange::new(at(0, 0), at(24, 0))).await.unwrap().problems, [], "its own");
    {
        let written = &mut there.lock().unwrap().appointments[0]["title"];
        *written =
            json!(written.as_str().unwrap().replace(&ServerMark::default().to_string(), "00c0ffee00c0ffee"));
    }
    let snapshot = ours.snapshot(TimeRange::new(at(0, 0), at(24, 0))).await.unwrap();
    let [problem] = &snapshot.problems[..] else { panic!("{:?}", snapshot.problems) };
    assert_eq!((problem.kind, problem.count), (ProblemKind::OtherWriter, 1));
    assert!(ours.is_of_another_server(&held.id), "it gives none of them back");
    let of_hold = matches!(snapshot.entries[0].occupied[0].kind, OccupancyKind::Hold(_));
    assert!(of_hold, "the time is held whoever wrote it");
}
