//! Plays office days from a seed, compares the real office with the naive one and with the one rebuilt from
//! its ledger after every step, and stops at the first thing that is wrong.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use super::play::{People, Step};
use super::reference::{Expected, ReferenceOffice};
use super::report::{Counts, Failure, Report};
use super::rng::Rng;
use super::world::World;
use office::command::{Asked, Capacity, CapacityChange, Command};
use office::event::{Event, Recorded};
use office::names::{Actor, RequestKey};
use office::preview::Preview;
use office::reason::Reason;
use office::refusal::Refusal;
use office::time::UnixTime;
use office::{Decided, Office};

/// How many days one office lives; after that another one opens.
pub const DAYS_PER_OFFICE: u64 = 6;
/// A day has fewer steps than this; beyond it the clock stands still.
const MOST_STEPS: u64 = 20_000;
/// How many steps before a failure are told.
const STORY: usize = 30;

/// Plays this many days, on as many threads as there are cores. `progress` is told the days played so far.
pub fn simulate(seed: u64, days: u64, progress: &(dyn Fn(u64) + Sync)) -> Report {
    #[expect(clippy::disallowed_methods, reason = "how long the run took is not part of its result")]
    let began = Instant::now();
    let offices = days.div_ceil(DAYS_PER_OFFICE);
    let (next, played) = (AtomicU64::new(0), AtomicU64::new(0));
    let failed = AtomicBool::new(false);
    let report = Mutex::new(Report { seed, ..Report::default() });
    let play = || {
        while !failed.load(Ordering::Relaxed) {
            let office = next.fetch_add(1, Ordering::Relaxed);
            if office >= offices {
                return;
            }
            let days = DAYS_PER_OFFICE.min(days - office * DAYS_PER_OFFICE);
            let (counts, failure) = play_office(seed_of(seed, office), days);
            progress(played.fetch_add(counts.days, Ordering::Relaxed) + counts.days);
            let Ok(mut report) = report.lock() else { return };
            report.counts += counts;
            if let Some(failure) = failure {
                failed.store(true, Ordering::Relaxed);
                report.failure.get_or_insert(failure);
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(play);
        }
    });
    let mut report = report.into_inner().unwrap_or_default();
    report.seconds = began.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate for people to read")]
    let rate = report.counts.days as f64 / report.seconds.max(1e-9);
    report.days_per_second = rate;
    report
}

/// Plays the office of one seed again, as after a failure.
pub fn replay(seed: u64) -> Option<Failure> {
    play_office(seed, DAYS_PER_OFFICE).1
}

/// The first office plays the seed itself, so that the seed of a failure is a seed like any other.
fn seed_of(seed: u64, office: u64) -> u64 {
    if office == 0 { seed } else { Rng::new(seed.wrapping_add(office)).next() }
}

fn play_office(seed: u64, days: u64) -> (Counts, Option<Failure>) {
    let mut dice = Rng::new(seed);
    let world = match World::random(&mut dice) {
        Ok(world) => world,
        Err(error) => return (Counts::default(), Some(broken(seed, error.to_string()))),
    };
    let mut run = match Run::found(&world) {
        Ok(run) => run,
        Err(what) => return (Counts::default(), Some(broken(seed, what))),
    };
    let mut people = People::new(dice);
    while run.counts.days <= days && run.counts.steps < MOST_STEPS * days {
        let step = people.next(&run.office, run.now);
        run.step(&step);
        if !run.wrong.is_empty() {
            let wrong = std::mem::take(&mut run.wrong);
            let story = run.story.iter().cloned().collect();
            let (day, step) = (run.counts.days, run.counts.steps);
            return (run.counted(), Some(Failure { seed, day, step, wrong, story }));
        }
    }
    (run.counted(), None)
}

fn broken(seed: u64, what: String) -> Failure {
    Failure { seed, day: 0, step: 0, wrong: vec![what], story: Vec::new() }
}

/// One office with everything it is compared with.
struct Run {
    office: Office,
    /// Built from the ledger alone, event by event.
    rebuilt: Option<Office>,
    naive: ReferenceOffice,
    /// The ledger's lines from the latest day's start on.
    ledger: Vec<String>,
    now: UnixTime,
    counts: Counts,
    story: VecDeque<String>,
    wrong: Vec<String>,
}

impl Run {
    fn found(world: &World) -> Result<Self, String> {
        world.setup.check()?;
        world.policy.check()?;
        let World { setup, policy, plan, founded } = world.clone();
        let (office, events) = Office::found(setup, policy, plan, founded);
        let Some(Recorded { event: Event::DayStarted(start), at, .. }) = events.first() else {
            return Err("a new office does not begin with a day".to_owned());
        };
        let naive = ReferenceOffice::new(start, *at);
        let counts = Counts { offices: 1, ..Counts::default() };
        let (ledger, story, wrong) = (Vec::new(), VecDeque::new(), Vec::new());
        let mut run = Self { office, rebuilt: None, naive, ledger, now: founded, counts, story, wrong };
        run.naive.follow(&events[1..], None, founded);
        run.append(&events);
        Ok(run)
    }

    fn counted(&self) -> Counts {
        let days = self.counts.days.saturating_sub(1).max(1);
        let (overcautious, compared_exactly) = (self.naive.overcautious, self.naive.compared_exactly);
        Counts { days, overcautious, compared_exactly, ..self.counts }
    }

    fn step(&mut self, step: &Step) {
        self.counts.steps += 1;
        self.tell(format!("{} {}", self.now, told(step)));
        match step {
            Step::Wait(length) => self.now = self.now + *length,
            Step::Ask(_) | Step::Change(_) | Step::Restart => {}
        }
        self.let_time_pass();
        match step {
            Step::Wait(_) => {}
            Step::Ask(asked) => self.ask(asked),
            Step::Change(change) => self.change(change),
            Step::Restart => self.restart(),
        }
        self.let_time_pass();
        self.naive.check_nothing_is_due(self.now);
        self.compare();
    }

    /// As the keeper does before and after every command: what is due happens first.
    fn let_time_pass(&mut self) {
        for _ in 0..4 {
            let events = self.office.advance(self.now.max(self.office.last_at()));
            self.naive.look_before(self.now);
            self.naive.follow(&events, None, self.now);
            self.append(&events);
            if events.is_empty() {
                return;
            }
        }
    }

    fn ask(&mut self, asked: &Asked) {
        let expected = self.naive.expect(asked, self.now);
        drop(self.handle(asked, &expected));
    }

    fn handle(&mut self, asked: &Asked, expected: &Expected) -> Result<Decided, Refusal> {
        self.naive.look_before(self.now);
        let answer = self.office.handle(asked, self.now);
        self.naive.judge(asked, expected, &answer, self.now);
        match &answer {
            Ok(decided) => {
                self.counts.repeated += u64::from(decided.repeated);
                self.naive.follow(&decided.events, Some(&asked.command), self.now);
                self.append(&decided.events);
            }
            Err(refusal) => {
                self.counts.refusals += 1;
                let unconfirmed = |reason: &Reason| matches!(reason, Reason::FreedTimeUnconfirmed { .. });
                self.counts.unconfirmed += u64::from(refusal.reasons().iter().any(unconfirmed));
                self.tell(format!("    refused: {}", refusal.code()));
            }
        }
        answer
    }

    /// The preview, then the deed: they must agree.
    fn change(&mut self, change: &CapacityChange) {
        self.counts.previews += 1;
        let command = Command::ChangeCapacity(change.clone());
        let asked = Asked { actor: Actor::from("supervisor"), key: Some(self.own_key()), command };
        let expected = self.naive.expect(&asked, self.now);
        let preview = self.office.preview(change, self.now);
        let reserved = self.naive.reserved_seconds(self.now);
        let answer = self.handle(&asked, &expected);
        if answer.is_ok() {
            self.told_again(&asked);
        }
        let freed = reserved - self.naive.reserved_seconds(self.now);
        let said = change.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
        let agree = match (&preview, &answer) {
            (Err(foreseen), Err(refusal)) => foreseen == refusal,
            (Ok(preview), Err(Refusal::PromisesWouldBreak { preview: told })) => {
                **told == *preview && !preview.broken.is_empty() && !change.force
            }
            (Ok(preview), Err(Refusal::ReasonRequired)) => {
                !preview.broken.is_empty() && change.force && !said
            }
            (Ok(preview), Ok(decided)) => {
                let allowed = preview.broken.is_empty() || change.force && said;
                allowed && foreseen(preview, &decided.events) && preview.booking_gains.as_seconds() == freed
            }
            _ => false,
        };
        if let (Ok(preview), Capacity::OpenGap { .. }) = (&preview, &change.what)
            && !preview.broken.is_empty()
        {
            self.wrong.push(format!("more time would break promises: {preview:?}"));
        }
        if !agree {
            self.wrong.push(format!("preview {preview:?}, deed {answer:?}, {freed} s freed"));
        }
    }

    /// The line drops and the same request comes twice; and a program uses its key for something else.
    fn told_again(&mut self, asked: &Asked) {
        let other = Asked { command: Command::AnswerHelp, ..asked.clone() };
        for again in [asked, &other] {
            let expected = self.naive.expect(again, self.now);
            drop(self.handle(again, &expected));
        }
    }

    /// A key that nobody else draws, without a throw of the dice: saved seeds play the days they played.
    fn own_key(&self) -> RequestKey {
        RequestKey(uuid::Uuid::from_u64_pair(u64::MAX, self.counts.steps))
    }

    /// The service stops and starts: what was not in the ledger never was.
    fn restart(&mut self) {
        self.counts.restarts += 1;
        let mut office = None;
        for line in &self.ledger {
            fold_line(&mut office, line, &mut self.wrong);
        }
        match office {
            Some(office) if office == self.office => self.office = office,
            _ => self.wrong.push("the office rebuilt from its ledger is another".to_owned()),
        }
    }

    fn append(&mut self, events: &[Recorded]) {
        for recorded in events {
            self.counts.events += 1;
            match &recorded.event {
                Event::DayStarted(_) => {
                    self.counts.days += 1;
                    self.ledger.clear();
                }
                Event::TicketCheckedIn(_) => self.counts.check_ins += 1,
                Event::TicketCalled { .. } => self.counts.calls += 1,
                Event::PromiseBroken { .. } => self.counts.promises_broken += 1,
                Event::DiaryLost { .. } => self.counts.silences += u64::from(self.office.lends_on_trust()),
                _ => {}
            }
            match serde_json::to_string(recorded) {
                Ok(line) => {
                    fold_line(&mut self.rebuilt, &line, &mut self.wrong);
                    self.ledger.push(line);
                }
                Err(error) => self.wrong.push(format!("an event cannot be written: {error}")),
            }
            self.tell(format!("    {} {}", recorded.at, brief(&recorded.event)));
        }
    }

    fn compare(&mut self) {
        self.naive.compare(&self.office);
        self.wrong.append(&mut self.naive.wrong);
        self.wrong.extend(self.office.check());
        if self.rebuilt.as_ref() != Some(&self.office) {
            self.wrong.push("the live office is not the one its ledger tells of".to_owned());
        }
    }

    fn tell(&mut self, line: String) {
        if self.story.len() == STORY {
            self.story.pop_front();
        }
        self.story.push_back(line);
    }
}

/// The same moves and broken promises in the preview as in the deed.
fn foreseen(preview: &Preview, events: &[Recorded]) -> bool {
    let (moved, broken) = ReferenceOffice::told(events);
    let moves: Vec<_> = preview.moves.iter().map(|moved| (moved.ticket, moved.to.clone(), None)).collect();
    let breaks: Vec<_> = preview.broken.iter().map(|broken| (broken.ticket, None, broken.instead)).collect();
    moves == moved && breaks == broken
}

fn fold_line(office: &mut Option<Office>, line: &str, wrong: &mut Vec<String>) {
    let recorded: Recorded = match serde_json::from_str(line) {
        Ok(recorded) => recorded,
        Err(error) => return wrong.push(format!("an event cannot be read: {error}: {line}")),
    };
    match (office.as_mut(), &recorded.event) {
        (Some(office), _) => {
            if let Err(error) = office.apply(&recorded) {
                wrong.push(error.to_string());
            }
        }
        (None, Event::DayStarted(start)) => *office = Some(Office::start(start, recorded.at)),
        (None, _) => wrong.push("the ledger does not begin with a day".to_owned()),
    }
}

fn told(step: &Step) -> String {
    match step {
        Step::Wait(length) => format!("{} s go by", length.as_seconds()),
        Step::Ask(asked) => format!("{:?}", asked.command),
        Step::Change(change) => format!("{change:?}"),
        Step::Restart => "restart".to_owned(),
    }
}

/// An event in one line; the long ones without what is brought over.
fn brief(event: &Event) -> String {
    match event {
        Event::DayStarted(start) => {
            format!(
                "DayStarted {} with {} tickets, {} gaps",
                start.date,
                start.tickets.len(),
                start.gaps.len()
            )
        }
        Event::DiaryImported { date, bookings } => {
            format!("DiaryImported {date}: {} bookings", bookings.len())
        }
        Event::SetupChanged { .. } | Event::PlanChanged { .. } => "setup or plan changed".to_owned(),
        _ => format!("{event:?}"),
    }
}
