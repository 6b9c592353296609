//! Advice on capacity, for the supervisor.

use std::sync::Arc;

use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;

use super::advice_job::{AdviceOutcome, Question, UnderWay};
use super::problem::Problem;
use super::refused::no_answer;
use super::request_context::RequestContext;
use super::wire::{WireAnswer, WireProblem, WireProgress};
use forecast::advice::{Costs, NoAdvice};
use staff::Permission;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Worth {
    turned_away: Option<f64>,
    waiting_hour: Option<f64>,
    unused_hour: Option<f64>,
}

/// How many gaps, how long, where in the day, hard or soft, under a stated cost. Nothing is changed by it.
/// What takes longer than a request lives goes on and is answered with 503 `advice_under_way` meanwhile.
#[utoipa::path(get, path = "/api/offices/{office}/advice", tag = "supervisor",
    params(("office" = String, Path), ("turned_away" = Option<f64>, Query),
        ("waiting_hour" = Option<f64>, Query), ("unused_hour" = Option<f64>, Query)),
    responses((status = 200, body = WireAnswer), (status = "4XX", body = WireProblem),
        (status = 503, body = WireProblem)))]
pub async fn advice(asking: RequestContext) -> Result<Json<Arc<WireAnswer>>, Problem> {
    let office = asking.to(Permission::ChangeCapacity)?;
    let worth: Worth = asking.query()?;
    let usual = Costs::default();
    let costs = Costs {
        turned_away: worth.turned_away.unwrap_or(usual.turned_away),
        waiting_hour: worth.waiting_hour.unwrap_or(usual.waiting_hour),
        unused_hour: worth.unused_hour.unwrap_or(usual.unused_hour),
    };
    costs.check().map_err(|no| nonsense(&no))?;
    let question = office.read(move |office, _| Question {
        costs,
        setup: office.setup().clone(),
        policy: office.policy().clone(),
        plan: office.plan().clone(),
        today: office.date(),
    });
    let reckoned = office.foresight().reckon(office.door(), question.await?).await;
    match reckoned.map_err(|UnderWay(done)| under_way(done))? {
        AdviceOutcome::Answer(answer) => Ok(Json(answer)),
        AdviceOutcome::Refused(no) => {
            WireAnswer::none(&no).map(|none| Json(Arc::new(none))).ok_or_else(|| nonsense(&no))
        }
        AdviceOutcome::NoAnswer(no) => Err(no_answer(no, &office.reader())),
        AdviceOutcome::FailedDay => Err(Problem::internal()),
    }
}

/// How far the present reckoning is.
#[utoipa::path(get, path = "/api/offices/{office}/advice/progress", tag = "supervisor",
    params(("office" = String, Path)),
    responses((status = 200, body = WireProgress), (status = "4XX", body = WireProblem)))]
pub async fn progress(asking: RequestContext) -> Result<Json<WireProgress>, Problem> {
    let office = asking.to(Permission::ChangeCapacity)?;
    Ok(Json(WireProgress { done: office.foresight().done() }))
}

fn under_way(done: usize) -> Problem {
    Problem::said("advice_under_way", "problem-advice-under-way", &[]).with("done", &done)
}

fn nonsense(no: &NoAdvice) -> Problem {
    if let NoAdvice::Cost { name, least, most, .. } = no {
        let values = [
            ("field", (*name).into()),
            ("least", least.to_string().into()),
            ("most", most.to_string().into()),
        ];
        return Problem::nonsense(name, "problem-cost", &values);
    }
    Problem::with_status(StatusCode::UNPROCESSABLE_ENTITY, "invalid", no.to_string())
}
