//! Advice on capacity, for the supervisor. What was seen is read from the ledger page by page and kept; the
//! days are played on a thread of their own, so that the office goes on undisturbed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;
use tokio::sync::Mutex;

use super::asking::{Asking, Entrance};
use super::problem::Problem;
use super::refused::no_answer;
use super::wire::{WireAnswer, WireProblem, WireProgress};
use crate::foresight::advice::{Costs, Effort, Known, NoAdvice, advise};
use crate::foresight::history::History;
use crate::foresight::lengths;
use crate::keeper::ports::Seq;
use crate::staff::Deed;

/// Events read from the ledger at once.
const PAGE: usize = 1_000;

/// What an office's past tells, as far as it has been read, and how far the present reckoning is.
#[derive(Debug, Default)]
pub struct Foresight {
    read: Arc<Mutex<Read>>,
    done: Arc<AtomicUsize>,
}

#[derive(Debug, Default)]
struct Read {
    after: Seq,
    history: History,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Worth {
    turned_away: Option<f64>,
    waiting_hour: Option<f64>,
    unused_hour: Option<f64>,
}

/// How many gaps, how long, where in the day, hard or soft, under a stated cost. Nothing is changed by it.
#[utoipa::path(get, path = "/api/offices/{office}/advice", tag = "supervisor",
    params(("office" = String, Path), ("turned_away" = Option<f64>, Query),
        ("waiting_hour" = Option<f64>, Query), ("unused_hour" = Option<f64>, Query)),
    responses((status = 200, body = WireAnswer), (status = "4XX", body = WireProblem)))]
pub async fn advice(asking: Asking) -> Result<Json<WireAnswer>, Problem> {
    let office = asking.to(Deed::ChangeCapacity)?;
    let worth: Worth = asking.query()?;
    let usual = Costs::default();
    let costs = Costs {
        turned_away: worth.turned_away.unwrap_or(usual.turned_away),
        waiting_hour: worth.waiting_hour.unwrap_or(usual.waiting_hour),
        unused_hour: worth.unused_hour.unwrap_or(usual.unused_hour),
    };
    costs.check().map_err(|no| nonsense(&no))?;
    let foresight = office.foresight();
    // One reckoning at a time: who asks meanwhile waits for it.
    let mut read = Arc::clone(&foresight.read).lock_owned().await;
    catch_up(&office, &mut read).await?;
    let (setup, policy, plan, today) = office
        .read(|office, _| {
            (office.setup().clone(), office.policy().clone(), office.plan().clone(), office.date())
        })
        .await?;
    let done = Arc::clone(&foresight.done);
    let reckoned = tokio::task::spawn_blocking(move || {
        let history = &read.history;
        let known = Known { setup: &setup, policy: &policy, plan: &plan, history, today };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        done.store(0, Ordering::Relaxed);
        let progress = |so_far: usize, all: usize| done.store(100 * so_far / all.max(1), Ordering::Relaxed);
        let advice = advise(&known, costs, Effort { threads, ..Effort::default() }, &progress);
        let learned = lengths::learned(&setup, history.visits());
        advice.map(|advice| WireAnswer::of(&advice, &learned))
    });
    match reckoned.await {
        Ok(Ok(answer)) => Ok(Json(answer)),
        Ok(Err(no)) => WireAnswer::none(&no).map(Json).ok_or_else(|| nonsense(&no)),
        Err(error) => {
            tracing::error!(%error, "advice could not be reckoned");
            Err(Problem::internal())
        }
    }
}

/// How far the present reckoning is.
#[utoipa::path(get, path = "/api/offices/{office}/advice/progress", tag = "supervisor",
    params(("office" = String, Path)),
    responses((status = 200, body = WireProgress), (status = "4XX", body = WireProblem)))]
pub async fn progress(asking: Asking) -> Result<Json<WireProgress>, Problem> {
    let office = asking.to(Deed::ChangeCapacity)?;
    Ok(Json(WireProgress { done: office.foresight().done.load(Ordering::Relaxed) }))
}

async fn catch_up(office: &Entrance<'_>, read: &mut Read) -> Result<(), Problem> {
    loop {
        let page = office.door().ledger_after(read.after, PAGE).await;
        let page = page.map_err(|no| no_answer(no, &office.reader()))?;
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

fn nonsense(no: &NoAdvice) -> Problem {
    Problem::with_status(StatusCode::UNPROCESSABLE_ENTITY, "invalid", no.to_string())
}
