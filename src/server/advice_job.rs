//! Advice is computed in a side task, one at a time for each office, on threads that step back for everybody
//! else. What came out is kept until what it was made from changes, so that asking again costs nothing.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use tokio::sync::{Mutex as Queue, watch};
use tokio::time::{Instant, timeout_at};

use api::advice::AdviceResponse;
use forecast::advice::{AdviceBudget, AdviceInput, Costs, NoAdvice, advise};
use forecast::history::VisitHistory;
use forecast::lengths;
use office::gap::Plan;
use office::policy::Policy;
use office::setup::Setup;
use runtime::handle::{NoAnswer, OfficeHandle};
use runtime::ports::Seq;

/// Events read from the ledger at once.
const PAGE: usize = 1_000;
/// A request waits so long before it is told how far the computation has come.
const PATIENCE: Duration = Duration::from_secs(5);
/// Answers kept: as many costs as somebody compares.
const KEPT: usize = 8;
/// A thread so far behind gets a tenth where others want to work, and all where nobody does.
const BEHIND: i32 = 10;

/// What an office's past tells, as far as it has been read, and what was computed from it.
#[derive(Debug, Default)]
pub struct AdviceJob {
    read: Arc<Queue<Read>>,
    desk: Arc<Mutex<Computed>>,
    done: Arc<AtomicUsize>,
}

#[derive(Debug, Default)]
struct Read {
    after: Seq,
    history: VisitHistory,
}

#[derive(Debug, Default)]
struct Computed {
    kept: VecDeque<(Question, AdviceOutcome)>,
    under_way: Option<(Question, watch::Receiver<Option<AdviceOutcome>>)>,
}

/// All that decides the answer: days that are over never change, and each date has its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub costs: Costs,
    pub setup: Setup,
    pub policy: Policy,
    pub plan: Plan,
    pub today: Date,
}

#[derive(Clone, Debug)]
pub enum AdviceOutcome {
    Answer(Arc<AdviceResponse>),
    Refused(NoAdvice),
    NoAnswer(NoAnswer),
    /// It is in the log.
    Failed,
}

/// It takes longer than a request lives; so much of a hundred is done.
#[derive(Clone, Copy, Debug)]
pub struct UnderWay(pub usize);

impl AdviceJob {
    /// Of a hundred.
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// # Errors
    /// [`UnderWay`] when it is not there in time; it goes on by itself, for whoever asks again.
    pub async fn compute(
        &self,
        handle: &OfficeHandle,
        question: Question,
    ) -> Result<AdviceOutcome, UnderWay> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let (mine, mut computation) = match self.look_up(handle, &question) {
                Ok(kept) => return Ok(kept),
                Err(under_way) => under_way,
            };
            let ended = computation.wait_for(Option::is_some);
            let Ok(ended) = timeout_at(deadline, ended).await else { return Err(UnderWay(self.done())) };
            if mine {
                return Ok(ended.ok().and_then(|outcome| outcome.clone()).unwrap_or(AdviceOutcome::Failed));
            }
        }
    }

    /// The answer if it is known; else the computation under way, and whether it is of this question.
    fn look_up(
        &self,
        handle: &OfficeHandle,
        question: &Question,
    ) -> Result<AdviceOutcome, (bool, watch::Receiver<Option<AdviceOutcome>>)> {
        let mut desk = locked(&self.desk);
        if let Some((_, kept)) = desk.kept.iter().find(|(known, _)| known == question) {
            return Ok(kept.clone());
        }
        if let Some((other, computation)) = &desk.under_way {
            return Err((other == question, computation.clone()));
        }
        let (told, computation) = watch::channel(None);
        desk.under_way = Some((question.clone(), computation.clone()));
        self.done.store(0, Ordering::Relaxed);
        let (read, done) = (Arc::clone(&self.read), Arc::clone(&self.done));
        let (handle, question, desk) = (handle.clone(), question.clone(), Arc::clone(&self.desk));
        tokio::spawn(async move {
            let outcome = computed(handle, read, question.clone(), done).await;
            file(&mut locked(&desk), question, &outcome);
            told.send_replace(Some(outcome));
        });
        Err((true, computation))
    }
}

fn locked(desk: &Mutex<Computed>) -> MutexGuard<'_, Computed> {
    desk.lock().unwrap_or_else(PoisonError::into_inner)
}

fn file(desk: &mut Computed, question: Question, outcome: &AdviceOutcome) {
    desk.under_way = None;
    if let AdviceOutcome::Answer(_) | AdviceOutcome::Refused(_) = outcome {
        desk.kept.push_front((question, outcome.clone()));
        desk.kept.truncate(KEPT);
    }
}

async fn computed(
    handle: OfficeHandle,
    read: Arc<Queue<Read>>,
    question: Question,
    done: Arc<AtomicUsize>,
) -> AdviceOutcome {
    let mut read = read.lock_owned().await;
    if let Err(no) = catch_up(&handle, &mut read).await {
        return AdviceOutcome::NoAnswer(no);
    }
    let played = tokio::task::spawn_blocking(move || {
        let Question { costs, setup, policy, plan, today } = &question;
        let history = &read.history;
        let known = AdviceInput { setup, policy, plan, history, today: *today };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let effort = AdviceBudget { threads, on_thread_start: step_back, ..AdviceBudget::default() };
        let progress = |so_far: usize, all: usize| done.store(100 * so_far / all.max(1), Ordering::Relaxed);
        let learned = lengths::learned(setup, history.visits());
        advise(&known, *costs, effort, &progress).map(|advice| AdviceResponse::of(&advice, &learned))
    });
    match played.await {
        Ok(Ok(answer)) => AdviceOutcome::Answer(Arc::new(answer)),
        Ok(Err(no)) => AdviceOutcome::Refused(no),
        Err(error) => {
            tracing::error!(%error, "advice could not be computed");
            AdviceOutcome::Failed
        }
    }
}

/// The office's thread and those that answer come first. Where the system does not let it, it goes on as it is.
fn step_back() {
    let _ = rustix::process::setpriority_process(None, BEHIND);
}

async fn catch_up(handle: &OfficeHandle, read: &mut Read) -> Result<(), NoAnswer> {
    loop {
        let page = handle.ledger_after(read.after, PAGE).await?;
        let full = page.len() == PAGE;
        for (seq, recorded) in page {
            read.history.add(&recorded);
            read.after = seq;
        }
        if !full {
            return Ok(());
        }
    }
}
