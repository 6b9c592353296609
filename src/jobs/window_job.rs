// SPDX-License-Identifier: MPL-2.0
//! Forecasts the day whenever the queue has moved and tells the office the windows; tells it each morning what past
//! visits took. The office decides what becomes of it (docs/decisions/0022-expected-windows.md).

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::ToSpan as _;
use jiff::civil::Date;

use forecast::lengths;
use forecast::windows::{WindowBudget, forecast_windows};
use office::Office;
use office::command::{Command, Request};
use office::names::Actor;
use office::time::UnixTime;
use runtime::handle::{NoAnswer, OfficeHandle};

use crate::ledger_follower::{LedgerFollower, NotReady};

/// The actor of windows and learned lengths.
pub const FORESIGHT: &str = "foresight";

/// Minimum time between two forecasts.
pub const LEAST_PAUSE: Duration = Duration::from_secs(1);
/// Computing time for one forecast; what was simulated by then has to do.
const COMPUTING_TIME: Duration = Duration::from_millis(500);
/// Older visits were other work.
const DAYS_OF_LENGTHS: i32 = 183;

/// What is kept between forecasts; it only saves work.
#[derive(Debug)]
pub(crate) struct Outlook {
    follower: Arc<LedgerFollower>,
    /// The queue of the last forecast.
    last: Option<Office>,
    learned_on: Option<Date>,
}

/// Runs until `end` or until the office stops, with at least this pause between forecasts.
pub async fn run(
    office: OfficeHandle,
    follower: Arc<LedgerFollower>,
    pause: Duration,
    end: impl Future<Output = ()>,
) {
    let mut outlook = Outlook::new(follower);
    tokio::pin!(end);
    loop {
        let known = office.health().last_seq;
        let round = async {
            let result = outlook.round(&office).await;
            tokio::time::sleep(pause).await;
            result
        };
        let result = tokio::select! {
            () = &mut end => return,
            result = round => result,
        };
        if matches!(result, Err(NoAnswer::Stopped)) {
            return;
        }
        // What happened meanwhile is forecast at once; what this round told has changed no queue.
        tokio::select! {
            () = &mut end => return,
            () = office.change_after(known) => {}
            () = tokio::time::sleep(until_next_minute(&office)) => {}
        }
    }
}

/// In the machine's time.
fn until_next_minute(office: &OfficeHandle) -> Duration {
    let left = 60 - office.now().unix().rem_euclid(60);
    #[expect(clippy::cast_precision_loss, reason = "at most a minute")]
    let seconds = left as f64 / office.speed().max(0.001);
    Duration::from_secs_f64(seconds.clamp(0.0, 60.0))
}

impl Outlook {
    pub(crate) const fn new(follower: Arc<LedgerFollower>) -> Self {
        Self { follower, last: None, learned_on: None }
    }

    /// One forecast, if the queue differs from the last one.
    async fn round(&mut self, office: &OfficeHandle) -> Result<(), NoAnswer> {
        self.learn(office).await?;
        let Some((queue, now)) = office.read(queue_to_forecast).await? else {
            self.last = None;
            return Ok(());
        };
        if self.last.as_ref() == Some(&queue) {
            return Ok(());
        }
        self.last = Some(queue.clone());
        let until = Instant::now() + COMPUTING_TIME;
        let forecast = tokio::task::spawn_blocking(move || {
            forecast_windows(queue, now, WindowBudget::default(), &|| Instant::now() < until)
        });
        match forecast.await {
            Ok(windows) if !windows.is_empty() => submit(office, Command::TellWindows(windows)).await,
            _ => Ok(()),
        }
    }

    /// Once a day: how long visits took on the days before.
    pub(crate) async fn learn(&mut self, office: &OfficeHandle) -> Result<(), NoAnswer> {
        let date = office.read(|office, _| office.date()).await?;
        if self.learned_on == Some(date) {
            return Ok(());
        }
        let history = match self.follower.history(office).await {
            Ok(history) => history,
            // A long ledger is still being read: the next round asks again.
            Err(NotReady::Reading(_)) => return Ok(()),
            Err(NotReady::NoAnswer(no)) => return Err(no),
        };
        let setup = office.read(|office, _| office.setup().clone()).await?;
        let first = date.checked_sub(DAYS_OF_LENGTHS.days()).unwrap_or(Date::MIN);
        let learned = lengths::to_learned_lengths(&lengths::learned(&setup, history.with_kept_since(first)));
        self.learned_on = Some(date);
        if learned.is_empty() { Ok(()) } else { submit(office, Command::LearnLengths(learned)).await }
    }
}

/// A copy to simulate with, while the office is open and somebody waits with a promise.
fn queue_to_forecast(office: &Office, now: UnixTime) -> Option<(Office, UnixTime)> {
    let awaits = |ticket: &office::ticket::Ticket| ticket.waits_today() && ticket.promise.is_some();
    let useful = office.waiting() > 0 && office.is_open(now) && office.tickets().iter().any(awaits);
    useful.then(|| (office.lookahead(now), now))
}

/// A refusal does no harm: the queue moved on, and the next round forecasts it again.
async fn submit(office: &OfficeHandle, command: Command) -> Result<(), NoAnswer> {
    match office.ask(Request { actor: Actor::from(FORESIGHT), key: None, command }).await {
        Err(NoAnswer::Refused(refusal)) => {
            tracing::debug!(code = refusal.code(), "the office refuses a forecast: {refusal}");
            Ok(())
        }
        Ok(_) | Err(NoAnswer::Busy | NoAnswer::DiskFull | NoAnswer::InvalidEvent | NoAnswer::NoSubject) => {
            Ok(())
        }
        Err(NoAnswer::Stopped) => Err(NoAnswer::Stopped),
    }
}
