// SPDX-License-Identifier: MPL-2.0
//! Computes advice in the background, one computation at a time for each office. Answers are kept until what they
//! were computed from changes.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use forecast::advice::{Advice, AdviceBudget, AdviceInput, Costs, NoAdvice, advise};
use forecast::lengths::{self, KindLengths};
use office::gap::Plan;
use office::policy::Policy;
use office::setup::Setup;
use runtime::handle::{NoAnswer, OfficeHandle};

use crate::ledger_follower::{LedgerFollower, NotReady};

/// Maximum time a request waits before it is answered with the progress.
const MAX_WAIT: Duration = Duration::from_secs(5);
/// Answers kept: as many costs as somebody compares.
const MAX_KEPT: usize = 8;

#[derive(Debug, Default)]
pub struct AdviceJob {
    answers: Arc<Mutex<Answers>>,
    /// Percent of the computation under way.
    done: Arc<AtomicUsize>,
}

#[derive(Debug, Default)]
struct Answers {
    kept: VecDeque<(Question, AdviceOutcome)>,
    under_way: Option<(Question, watch::Receiver<Option<AdviceOutcome>>)>,
}

/// Everything that decides the answer: past days never change, and each date has its own answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub costs: Costs,
    pub setup: Setup,
    pub policy: Policy,
    pub plan: Plan,
    pub today: Date,
}

/// Advice with the visit lengths that it assumes.
#[derive(Debug)]
pub struct AdviceAnswer {
    pub advice: Advice,
    pub lengths: Vec<KindLengths>,
}

#[derive(Clone, Debug)]
pub enum AdviceOutcome {
    Answer(Arc<AdviceAnswer>),
    Refused(NoAdvice),
    NoAnswer(NoAnswer),
    /// The reason is in the log.
    Failed,
}

/// The computation takes longer than a request waits; percent done.
#[derive(Clone, Copy, Debug)]
pub struct UnderWay(pub usize);

impl AdviceJob {
    /// Percent done of the computation under way.
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// # Errors
    /// [`UnderWay`] when it is not ready in time; the computation continues for the next request.
    pub async fn compute(
        &self,
        follower: &Arc<LedgerFollower>,
        office: &OfficeHandle,
        question: Question,
    ) -> Result<AdviceOutcome, UnderWay> {
        let deadline = Instant::now() + MAX_WAIT;
        loop {
            let (same_question, mut computation) = match self.look_up(follower, office, &question) {
                Ok(kept) => return Ok(kept),
                Err(under_way) => under_way,
            };
            let ended = computation.wait_for(Option::is_some);
            let Ok(ended) = timeout_at(deadline, ended).await else { return Err(UnderWay(self.done())) };
            if same_question {
                return Ok(ended.ok().and_then(|outcome| outcome.clone()).unwrap_or(AdviceOutcome::Failed));
            }
        }
    }

    /// The answer if it is known; else the computation under way, and whether it is of this question.
    fn look_up(
        &self,
        follower: &Arc<LedgerFollower>,
        office: &OfficeHandle,
        question: &Question,
    ) -> Result<AdviceOutcome, (bool, watch::Receiver<Option<AdviceOutcome>>)> {
        let mut answers = locked(&self.answers);
        if let Some((_, kept)) = answers.kept.iter().find(|(known, _)| known == question) {
            return Ok(kept.clone());
        }
        if let Some((other, computation)) = &answers.under_way {
            return Err((other == question, computation.clone()));
        }
        let (sender, computation) = watch::channel(None);
        answers.under_way = Some((question.clone(), computation.clone()));
        self.done.store(0, Ordering::Relaxed);
        let (follower, office, done) = (Arc::clone(follower), office.clone(), Arc::clone(&self.done));
        let (question, answers) = (question.clone(), Arc::clone(&self.answers));
        tokio::spawn(async move {
            let outcome = computed(&follower, &office, question.clone(), done).await;
            keep(&mut locked(&answers), question, &outcome);
            sender.send_replace(Some(outcome));
        });
        Err((true, computation))
    }
}

fn locked(answers: &Mutex<Answers>) -> MutexGuard<'_, Answers> {
    answers.lock().unwrap_or_else(PoisonError::into_inner)
}

fn keep(answers: &mut Answers, question: Question, outcome: &AdviceOutcome) {
    answers.under_way = None;
    if let AdviceOutcome::Answer(_) | AdviceOutcome::Refused(_) = outcome {
        answers.kept.push_front((question, outcome.clone()));
        answers.kept.truncate(MAX_KEPT);
    }
}

async fn computed(
    follower: &LedgerFollower,
    office: &OfficeHandle,
    question: Question,
    done: Arc<AtomicUsize>,
) -> AdviceOutcome {
    let history = loop {
        match follower.history(office).await {
            Ok(history) => break history,
            // A long ledger is still being read for the first time.
            Err(NotReady::Reading(_)) => {}
            Err(NotReady::NoAnswer(no)) => return AdviceOutcome::NoAnswer(no),
        }
    };
    let computation = tokio::task::spawn_blocking(move || {
        let Question { costs, setup, policy, plan, today } = &question;
        let input = AdviceInput { setup, policy, plan, history: &history, today: *today };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let on_thread_start = crate::run_in_background;
        let budget = AdviceBudget { threads, on_thread_start, ..AdviceBudget::default() };
        let progress = |so_far: usize, all: usize| done.store(100 * so_far / all.max(1), Ordering::Relaxed);
        let lengths = lengths::learned(setup, history.with_kept());
        advise(&input, *costs, budget, &progress).map(|advice| AdviceAnswer { advice, lengths })
    });
    match computation.await {
        Ok(Ok(answer)) => AdviceOutcome::Answer(Arc::new(answer)),
        Ok(Err(no)) => AdviceOutcome::Refused(no),
        Err(error) => {
            tracing::error!(%error, "advice could not be computed");
            AdviceOutcome::Failed
        }
    }
}
