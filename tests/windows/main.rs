// SPDX-License-Identifier: MPL-2.0
//! Windows given on days nobody tuned to: people come as they like, clerks dawdle, some booked stay away, and in
//! the middle of the months visits begin to take half as long again. Eight of ten windows hold all the same, and
//! how wide they were is printed. The office is the real one; only the world around it is drawn.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a test that cannot go on says so"
)]

mod life;

use forecast::windows::{WindowBudget, forecast_windows};
use office::Office;
use office::announcements::Announcements;
use office::calibration::FEWEST_VISITS;
use office::event::{Event, Recorded};
use office::fold;
use office::time::{Length, UnixTime};
use office::window::Window;

use life::{Life, Manner, ToldWindow, USUAL};

/// Days that each office is tried on.
const DAYS_EACH: u64 = 12;

struct Measured {
    n: usize,
    held: f64,
    minutes: f64,
}

fn measure<'a>(
    given: impl IntoIterator<Item = &'a ToldWindow>,
    window: impl Fn(&ToldWindow) -> Option<Window>,
) -> Measured {
    let windows: Vec<(Window, UnixTime)> =
        given.into_iter().filter_map(|one| Some((window(one)?, one.called))).collect();
    let n = windows.len();
    let held = windows.iter().filter(|(window, called)| window.covers(*called)).count();
    let minutes: i64 = windows.iter().map(|(window, _)| window.width().as_minutes()).sum();
    Measured { n, held: held as f64 / n as f64, minutes: minutes as f64 / n as f64 }
}

fn say(what: &str, measured: &Measured) {
    println!(
        "{what}: {:.1} % of {} held, {:.1} minutes wide",
        100.0 * measured.held,
        measured.n,
        measured.minutes
    );
}

/// Three binomial standard errors about eight of ten.
fn holds(measured: &Measured) -> bool {
    let error = (0.8 * 0.2 / measured.n as f64).sqrt();
    (measured.held - 0.8).abs() <= 3.0 * error
}

#[test]
fn eight_of_ten_windows_hold_also_when_visits_begin_to_take_half_as_long_again() {
    let usual = Manner { away: 8, ..USUAL };
    let mut all = Vec::new();
    for seed in [11, 12] {
        let mut life = Life::begin(seed);
        life.days(45, usual);
        life.days(45, Manner { slower: 1.5, people: 16, away: 3, ..USUAL });
        all.push(life.given);
    }
    for (index, given) in all.iter().enumerate() {
        let spoken: Vec<ToldWindow> = given.iter().filter(|one| one.window.is_some()).copied().collect();
        let quarter = spoken.len() / 4;
        println!("months {index}, {} visits, {} of them given a window", given.len(), spoken.len());
        say("  given", &measure(&spoken, |one| one.window));
        for part in 0..4 {
            let of = &spoken[part * quarter..(part + 1) * quarter];
            say(&format!("  given, quarter {}", part + 1), &measure(of, |one| one.window));
        }
        say("  as foreseen, uncorrected", &measure(&spoken, |one| Some(one.foreseen)));
        let promised =
            |one: &ToldWindow| Some(Window { earliest: one.promise.earliest, latest: one.promise.latest });
        say("  the promise", &measure(&spoken, promised));
    }
    for given in &all {
        let measured = measure(given, |one| one.window);
        assert!(measured.n > 600, "{} is too few to say anything", measured.n);
        assert!(holds(&measured), "{:.3} of {} held", measured.held, measured.n);
    }
}

/// Single days on which clerks pause between cases, after weeks in which they did not.
fn days_with_pauses(people: i64, offices: u64) -> Vec<ToldWindow> {
    let manner = Manner { people, pauses: (0, 0), ..USUAL };
    let mut given = Vec::new();
    for office in 1..=offices {
        let mut before = Life::begin(1_000 * office);
        before.days(25, manner);
        for day in 1..=DAYS_EACH {
            let mut life = before.with_others(100 * office + day);
            life.days(1, Manner { pauses: (1, 3), ..manner });
            given.extend(life.given.into_iter().filter(|one| one.window.is_some()));
        }
    }
    given
}

/// `MINTUR_WINDOW_OFFICES` asks for more of them, and so for a narrower band.
#[test]
fn eight_of_ten_windows_hold_on_days_when_clerks_begin_to_pause_between_cases() {
    let offices = std::env::var("MINTUR_WINDOW_OFFICES").map_or(3, |text| text.parse().unwrap());
    // How a day goes moves all its windows together: a day's share varies by about a tenth.
    let error = 0.1 / ((offices * DAYS_EACH) as f64).sqrt();
    for people in [20, 30, 40] {
        let measured = measure(&days_with_pauses(people, offices), |one| one.window);
        say(&format!("{people} people a day, pauses after weeks without"), &measured);
        let off = (measured.held - 0.8).abs();
        assert!(off <= (3.0 * error).max(0.02), "{:.3} of {} held", measured.held, measured.n);
    }
}

fn rebuilt(ledger: &[Recorded]) -> Office {
    let day = ledger.iter().rposition(|recorded| matches!(recorded.event, Event::DayStarted(_))).unwrap();
    let mut office = None;
    for recorded in &ledger[day..] {
        let text = serde_json::to_string(recorded).unwrap();
        fold(&mut office, &serde_json::from_str(&text).unwrap()).unwrap();
    }
    office.unwrap()
}

#[test]
fn a_restart_forgets_nothing_of_how_windows_turned_out() {
    let mut life = Life::begin(21);
    life.days(6, Manner { slower: 1.3, ..USUAL });
    let office = rebuilt(&life.ledger);
    assert!(life.office.calibration().accuracy().given > 0);
    assert_eq!(office.calibration(), life.office.calibration());
    assert_eq!(office.learned_lengths(), life.office.learned_lengths());
    assert!(!office.learned_lengths().is_empty());
}

#[test]
fn with_too_little_data_only_the_rules_speak_and_from_then_on_windows_are_given() {
    let mut life = Life::begin(22);
    life.days(8, Manner { people: 16, ..USUAL });
    let first_given = life.given.iter().position(|one| one.window.is_some()).unwrap();
    assert!(first_given >= FEWEST_VISITS, "{first_given} visits came before the first window");
    assert!(life.given[first_given..].iter().any(|one| one.window.is_some()));
}

#[test]
fn a_queue_that_has_not_moved_is_told_nothing_new() {
    let mut life = Life::begin(23);
    life.thorough = true;
    life.days(4, Manner { people: 16, ..USUAL });
    let opens = life.next_morning((9, 0));
    for _ in 0..4 {
        life.somebody_comes(opens);
    }
    life.tell_windows(opens);
    let given = life.ledger.len();
    let copy = life.office.lookahead(opens);
    life.tell_windows(opens);
    assert_eq!(life.ledger.len(), given, "the same again is no news");
    assert!(
        copy == life.office.lookahead(opens + Length::seconds(30)),
        "and the copy shows that nothing moved"
    );
    let events = life.ledger.iter().filter(|recorded| matches!(recorded.event, Event::WindowsTold { .. }));
    println!("{} of {} events tell windows", events.count(), life.ledger.len());
}

#[test]
fn five_thousand_waiting_make_neither_the_copy_nor_the_board_large() {
    let mut life = Life::begin(24);
    life.days(3, USUAL);
    let opens = life.next_morning((8, 30));
    for _ in 0..5_000 {
        life.somebody_stands_by(opens);
    }
    assert!(life.office.waiting() >= 5_000);
    life.tell_windows(opens);
    let begun = std::time::Instant::now();
    let copy = life.office.lookahead(opens);
    println!("a copy of 5,000 waiting takes the event loop {:?}", begun.elapsed());
    assert!(copy.tickets().len() <= 300, "{} are followed", copy.tickets().len());
    let begun = std::time::Instant::now();
    let foreseen = forecast_windows(copy, opens, WindowBudget::default(), &|| true);
    println!("and {} windows are foreseen in {:?}", foreseen.len(), begun.elapsed());
    assert!(!foreseen.is_empty());
    let board = serde_json::to_vec(&api::live::board::BoardState::from(
        life.office.board(&Announcements::default(), opens),
    ))
    .unwrap();
    println!("the board is {} bytes", board.len());
    assert!(board.len() < 8_000);
}
