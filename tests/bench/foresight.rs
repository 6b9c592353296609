// SPDX-License-Identifier: MPL-2.0
//! Looking ahead: one day simulated, against a bare event loop with the same people; the advice curve for a
//! week, twenty plans through 2,000 days, at the pilot's load and at ten times as much; and what the office's
//! answers cost while advice is computed beside it.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use bytes::Bytes;
use forecast::advice::{AdviceBudget, AdviceInput, Costs, advise};
use forecast::history::{PastDay, PastVisit, VisitHistory};
use hyper::{Method, StatusCode};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use office::gap::Booking;
use office::setup::{Features, Identification};
use office::ticket::Urgency;
use office::time::{Length, TimeRange, UnixTime};
use runtime::Founding;
use simulation::engine::full_day::{DayScenario, FullDay, SimulatedVisitor};
use simulation::engine::queue_only::{Arrival, QueueOnly};

use crate::figures::{Slice, Times, as_f64, median};
use crate::http::Client;
use crate::queue::{self, Server};
use crate::report::Report;
use crate::{Outcome, Plan, bench_office, history, time};

const TODAY: Date = date(2026, 3, 3);
const DAYS_SEEN: i32 = 70;
/// Ten times what the pilot expects.
const PEOPLE: i64 = 12;
/// The day's bookings of which somebody stays away, for the one day that is measured.
const STAY_AWAY: usize = 6;
const PLANS: f64 = 20.0;
const DAYS: usize = 2_000;
const ROUND: usize = 200;

pub fn measure(plan: &Plan, report: &mut Report) -> Outcome<()> {
    let founding = bench_office::founding()?;
    one_day(plan, report, &founding)?;
    a_week(plan, report, &founding)?;
    beside_the_office(plan, report)
}

/// The demo's plan, every other minute booked, twelve people, and six who stay away from their booking.
fn one_day(plan: &Plan, report: &mut Report, founding: &Founding) -> Outcome<()> {
    let zone = &founding.setup.time_zone;
    let hours = founding.setup.opening_hours.on(zone, TODAY).ok_or("a closed office")?;
    let bookings = book(founding, hours);
    let (setup, policy, gaps) = (founding.setup.clone(), founding.policy.clone(), founding.plan.clone());
    let morning = FullDay::new(setup, policy, gaps, bookings.clone(), zone.day(TODAY).start)?;
    let people: Vec<SimulatedVisitor> = (0..PEOPLE).map(|number| person(founding, hours, number)).collect();
    let step = bookings.len() / STAY_AWAY;
    let gone = bookings.into_iter().step_by(step);
    let mut freed: Vec<(UnixTime, Booking)> =
        gone.map(|gone| (gone.time.start + Length::minutes(5), gone)).collect();
    freed.sort_by_key(|(at, _)| *at);
    let until = hours.end - Length::seconds(1);
    let script = DayScenario { visitors: &people, freed: &freed, patience: Length::minutes(90), until };
    let mut slices: [Vec<Slice>; 2] = Default::default();
    for turn in 0..plan.pick(15, 3) {
        for place in 0..2 {
            let which = (turn + place) % 2;
            let mut times = Times::new()?;
            let cpu = time::own_cpu();
            for _ in 0..ROUND {
                let began = time::now();
                if which == 0 {
                    black_box(morning.play(&script));
                } else {
                    black_box(bare(&people, founding.setup.desks.len()));
                }
                times.add(time::now() - began);
            }
            slices[which].push(times.slice(1, as_f64(time::own_cpu() - cpu)));
        }
    }
    let [subject, floor] = slices;
    report.show("a day of twelve people simulated, over a bare event loop", &subject, &floor);
    let p50: Vec<f64> = subject.iter().map(|slice| slice.p50 / 1000.0).collect();
    report.at_most("a day simulated, milliseconds", median(&p50), 1.0);
    Ok(())
}

/// Desks and a queue: the least a simulated day can cost.
fn bare(people: &[SimulatedVisitor], desks: usize) -> i64 {
    let mut queue_only = QueueOnly::new(desks, &[1]);
    let mut waited = 0;
    let mut called = |call: simulation::engine::queue_only::QueueCall| waited += call.waited.as_seconds();
    for person in people {
        queue_only.arrive(&Arrival { at: person.at, class: 0, takes: person.takes }, &mut called);
    }
    queue_only.drain(&mut called);
    waited
}

fn person(founding: &Founding, hours: TimeRange, number: i64) -> SimulatedVisitor {
    let errands = &founding.setup.errands;
    let share = hours.length().as_seconds() / (PEOPLE + 1);
    let which = usize::try_from(number).unwrap_or(0);
    SimulatedVisitor {
        at: hours.start + Length::seconds(share * number + 300),
        errand: errands[which % errands.len()].id.clone(),
        identification: if number % 2 == 0 { Identification::Photo } else { Identification::None },
        needs: Features::NONE,
        urgency: Urgency::Ordinary,
        takes: Length::minutes(10 + number % 5 * 5),
    }
}

/// Twenty minutes each, wherever the plan keeps nothing.
fn book(founding: &Founding, hours: TimeRange) -> Vec<Booking> {
    let zone = &founding.setup.time_zone;
    let kept = |desk, time: TimeRange| {
        founding.plan.on(TODAY).any(|line| {
            let gap = TimeRange::new(zone.moment(TODAY, line.start), zone.moment(TODAY, line.end));
            line.desk == desk && gap.overlaps(time)
        })
    };
    let starts = |from: UnixTime| {
        std::iter::successors(Some(from), |at| Some(*at + Length::minutes(20)))
            .take_while(|at| *at < hours.end)
            .map(|at| TimeRange::new(at, at + Length::minutes(20)))
    };
    let desks = founding.setup.desks.iter();
    desks
        .flat_map(|desk| starts(hours.start).map(move |time| (desk.id.clone(), time)))
        .filter(|(desk, time)| !kept(desk.clone(), *time))
        .map(|(desk, time)| Booking::new(desk, time))
        .collect()
}

fn a_week(plan: &Plan, report: &mut Report, founding: &Founding) -> Outcome<()> {
    let pilot = advice_takes(plan, founding, &seen(founding, pilots_day))?;
    let busy = advice_takes(plan, founding, &seen(founding, busy_day))?;
    report.at_most(
        "advice for a week at the pilot's load (5 in 4 days; 20 plans, 2,000 days), seconds on two cores",
        pilot,
        2.0,
    );
    report.at_most(
        "advice for a week at ten times the pilot's load (12 a day; 20 plans, 2,000 days), seconds on two cores",
        busy,
        2.0,
    );
    println!("  a plan's day in the busy one: {:.0} µs", busy * 1e6 / PLANS / as_f64(DAYS as u64));
    Ok(())
}

fn advice_takes(plan: &Plan, founding: &Founding, history: &VisitHistory) -> Outcome<f64> {
    let known = AdviceInput {
        setup: &founding.setup,
        policy: &founding.policy,
        plan: &founding.plan,
        history,
        today: TODAY,
    };
    let days = plan.pick(DAYS, DAYS / 10);
    let effort = AdviceBudget { days, ..AdviceBudget::default() };
    let mut took = Vec::new();
    for _ in 0..plan.pick(5, 1) {
        let began = Instant::now();
        let advice = advise(&known, Costs::default(), effort, &|_, _| {})?;
        took.push(began.elapsed().as_secs_f64());
        if advice.days_played + 7 < days {
            return Err(format!("only {} days were played", advice.days_played).into());
        }
    }
    Ok(median(&took) * as_f64(DAYS as u64) / as_f64(days as u64))
}

/// Who came, by their number among the twelve of a busy day.
fn busy_day(_back: i32) -> Vec<i64> {
    (0..PEOPLE).collect()
}

/// The pilot had some 250 citizens a year: one a day, now and then two.
fn pilots_day(back: i32) -> Vec<i64> {
    let one = i64::from(back) % PEOPLE;
    if back % 4 == 0 { vec![one, (one + PEOPLE / 2) % PEOPLE] } else { vec![one] }
}

/// Ten weeks of days like those the office is asked about.
fn seen(founding: &Founding, came: fn(i32) -> Vec<i64>) -> VisitHistory {
    let mut days = BTreeMap::new();
    for back in 1..=DAYS_SEEN {
        let Ok(date) = TODAY.checked_sub(back.days()) else { continue };
        let visits = came(back).into_iter().map(|number| PastVisit {
            at: Length::minutes(8 * 60 + number * 39 + i64::from(back) % 30),
            errand: founding.setup.errands
                [usize::try_from(number).unwrap_or(0) % founding.setup.errands.len()]
            .id
            .clone(),
            identification: if number % 2 == 0 { Identification::Photo } else { Identification::None },
            needs: Features::NONE,
            urgency: Urgency::Ordinary,
            took: Some(Length::minutes(10 + (number + i64::from(back)) % 6 * 4)),
        });
        days.insert(
            date,
            PastDay { visits: visits.collect(), kept: Vec::new(), booked: 100, cancelled: 5, open: true },
        );
    }
    VisitHistory::of(days)
}

/// Check-ins at an office with ten weeks behind it, with nothing beside them and with advice being computed.
fn beside_the_office(plan: &Plan, report: &mut Report) -> Outcome<()> {
    let data = plan.data.join("foresight");
    let days = u64::try_from(DAYS_SEEN)?;
    history::write(&data, days * u64::try_from(PEOPLE)? * 4, days)?;
    let server = Server::office(&data)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let open = server.open()?;
        let mut supervisor = Client::connect(open.address, &open.supervisor).await?;
        let (mut alone, mut beside, mut took) = (Vec::new(), Vec::new(), Vec::new());
        // The first reads the ledger.
        compute(&mut supervisor, 0).await?;
        for turn in 0..plan.pick(9, 2) {
            let (slice, lasted) = with_advice(&server, &mut supervisor, turn + 1).await?;
            took.push(lasted.as_secs_f64());
            beside.push(slice);
            alone.push(without(&server, lasted).await?);
        }
        report.show("check-in while advice is computed, over the same office alone", &beside, &alone);
        let worse: Vec<f64> = beside.iter().zip(&alone).map(|(one, other)| one.p95 / other.p95).collect();
        report.at_most("check-in p95 while advice is computed over alone", median(&worse), 1.5);
        report.at_most("advice asked over HTTP beside check-ins, seconds", median(&took), 10.0);
        Ok(())
    })
}

/// Asks as a screen does: again and again until it is there.
async fn compute(supervisor: &mut Client, turn: usize) -> Outcome<()> {
    // Another cost each time: the same question would have its answer already.
    let asked = format!("/api/offices/demo/advice?turned_away={}", 7.0 + as_f64(turn as u64) / 100.0);
    loop {
        let (status, body) = supervisor.send(Method::GET, &asked, None, &Bytes::new()).await?;
        if status == StatusCode::OK {
            return Ok(());
        }
        if status != StatusCode::SERVICE_UNAVAILABLE {
            queue::expect(status, &body)?;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn with_advice(server: &Server, supervisor: &mut Client, turn: usize) -> Outcome<(Slice, Duration)> {
    let began = Instant::now();
    let (done, until) = tokio::sync::watch::channel(false);
    let asking = async {
        let asked = compute(supervisor, turn).await;
        done.send_replace(true);
        asked
    };
    let (asked, slice) = tokio::join!(asking, check_ins(server, || *until.borrow()));
    asked?;
    Ok((slice?, began.elapsed()))
}

async fn without(server: &Server, lasting: Duration) -> Outcome<Slice> {
    let began = Instant::now();
    check_ins(server, || began.elapsed() >= lasting).await
}

/// One kiosk; a citizen comes and leaves again, so that as many wait at the end as at the beginning.
async fn check_ins(server: &Server, over: impl Fn() -> bool) -> Outcome<Slice> {
    let open = server.open()?;
    let mut kiosk = Client::connect(open.address, &open.kiosk).await?;
    let mut times = Times::new()?;
    let cpu = server.child.cpu();
    while !over() {
        let began = time::now();
        let body = queue::check_in(&mut kiosk).await?;
        times.add(time::now() - began);
        queue::leave(&mut kiosk, &body).await?;
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Ok(times.slice(1, as_f64(time::nanos(server.child.cpu().saturating_sub(cpu)))))
}
