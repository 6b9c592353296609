//! Beside the keeper, one for each office: plays the day ahead whenever the queue has moved and tells the
//! office what it found; tells it each morning what past visits took. The office decides what becomes of it
//! (docs/decisions/0022-expected-windows.md). All it remembers can be found again in the ledger.
//!
//! What never lives here: rules of the queue, and anything the keeper would have to wait for.

mod past;

use std::future::Future;
use std::time::{Duration, Instant};

use jiff::civil::Date;

use forecast::lengths;
use forecast::windows::{WindowBudget, forecast_windows};
use office::Office;
use office::command::{Asked, Command};
use office::names::Actor;
use office::time::UnixTime;
use runtime::handle::{NoAnswer, OfficeHandle};

use past::Reading;

/// Who acts when windows are told.
pub const FORESIGHT: &str = "foresight";

/// Between two looks, whatever happens: a queue in a rush is foreseen once a second.
pub const LEAST_PAUSE: Duration = Duration::from_secs(1);
/// The machine's time for one look ahead; what was played by then has to do.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is remembered between looks; it only saves work.
#[derive(Debug, Default)]
struct Outlook {
    /// The queue as it was last foreseen.
    last: Option<Office>,
    learned_on: Option<Date>,
    past: Reading,
}

/// Keeps an office's outlook until `end`, or until the office stops, with at least this pause between looks.
pub async fn keep(door: OfficeHandle, pause: Duration, end: impl Future<Output = ()>) {
    let mut outlook = Outlook::default();
    tokio::pin!(end);
    loop {
        let seen = door.health().last_seq;
        let round = async {
            let looked = outlook.round(&door).await;
            tokio::time::sleep(pause).await;
            looked
        };
        let looked = tokio::select! {
            () = &mut end => return,
            looked = round => looked,
        };
        if matches!(looked, Err(NoAnswer::Stopped)) {
            return;
        }
        // What happened meanwhile is looked at at once; what this round told has changed no queue.
        tokio::select! {
            () = &mut end => return,
            () = door.change_after(seen) => {}
            () = tokio::time::sleep(until_next_minute(&door)) => {}
        }
    }
}

/// In the machine's time.
fn until_next_minute(door: &OfficeHandle) -> Duration {
    let left = 60 - door.now().unix().rem_euclid(60);
    #[expect(clippy::cast_precision_loss, reason = "at most a minute")]
    let seconds = left as f64 / door.speed().max(0.001);
    Duration::from_secs_f64(seconds.clamp(0.0, 60.0))
}

impl Outlook {
    /// One look ahead, when there is something new to see.
    async fn round(&mut self, door: &OfficeHandle) -> Result<(), NoAnswer> {
        self.learn(door).await?;
        let Some((office, now)) = door.read(look).await? else {
            self.last = None;
            return Ok(());
        };
        if self.last.as_ref() == Some(&office) {
            return Ok(());
        }
        self.last = Some(office.clone());
        let until = Instant::now() + PATIENCE;
        let played = tokio::task::spawn_blocking(move || {
            forecast_windows(office, now, WindowBudget::default(), &|| Instant::now() < until)
        });
        match played.await {
            Ok(foreseen) if !foreseen.is_empty() => ask(door, Command::TellWindows(foreseen)).await,
            _ => Ok(()),
        }
    }

    /// Once a day: what the days before say about how long visits take.
    async fn learn(&mut self, door: &OfficeHandle) -> Result<(), NoAnswer> {
        let date = door.read(|office, _| office.date()).await?;
        if self.learned_on == Some(date) {
            return Ok(());
        }
        self.past.catch_up(door).await?;
        let setup = door.read(|office, _| office.setup().clone()).await?;
        let told = lengths::to_learned_lengths(&lengths::learned(&setup, self.past.history().visits()));
        self.learned_on = Some(date);
        if told.is_empty() { Ok(()) } else { ask(door, Command::LearnLengths(told)).await }
    }
}

/// A copy to play with, while the office is open and somebody waits with a promise.
fn look(office: &Office, now: UnixTime) -> Option<(Office, UnixTime)> {
    let awaits = |ticket: &office::ticket::Ticket| ticket.waits_today() && ticket.promise.is_some();
    let worth_it = office.waiting() > 0 && office.is_open(now) && office.tickets().iter().any(awaits);
    worth_it.then(|| (office.lookahead(now), now))
}

/// A refusal is no harm: the queue moves on, and is looked at again.
async fn ask(door: &OfficeHandle, command: Command) -> Result<(), NoAnswer> {
    match door.ask(Asked { actor: Actor::from(FORESIGHT), key: None, command }).await {
        Err(NoAnswer::Refused(refusal)) => {
            tracing::debug!(code = refusal.code(), "{refusal}: not told");
            Ok(())
        }
        Ok(_) | Err(NoAnswer::Busy | NoAnswer::DiskFull | NoAnswer::InvalidEvent) => Ok(()),
        Err(NoAnswer::Stopped) => Err(NoAnswer::Stopped),
    }
}
