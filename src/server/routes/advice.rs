// SPDX-License-Identifier: MPL-2.0
//! Advice on capacity, for the supervisor.

use std::sync::Arc;

use axum::Json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::{Code, Problem};
use crate::request::context::RequestContext;
use crate::request::route_permission::permit;
use crate::state::AppState;
use api::advice::{AdviceProgressResponse, AdviceResponse, CostsQuery};
use forecast::advice::{Costs, NoAdvice};
use jobs::advice_job::{AdviceOutcome, Question, UnderWay};
use staff::Permission;

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(permit(Permission::ChangeCapacity, routes!(get_advice)))
        .routes(permit(Permission::ChangeCapacity, routes!(get_advice_progress)))
}

/// Recommends gaps for a usual week under stated costs: how many, how long, when, hard or soft.
/// Changes nothing. A computation that takes longer than a request answers 503 `advice_under_way` until it is done.
#[utoipa::path(get, path = "/api/offices/{office}/advice", tag = "supervisor",
    params(CostsQuery),
    responses((status = 200, description = "The advice, or why there is none", body = AdviceResponse)))]
async fn get_advice(context: RequestContext) -> Result<Json<AdviceResponse>, Problem> {
    let office = context.office()?;
    let asked: CostsQuery = context.query()?;
    let usual = Costs::default();
    let costs = Costs {
        turned_away: asked.turned_away.unwrap_or(usual.turned_away),
        waiting_hour: asked.waiting_hour.unwrap_or(usual.waiting_hour),
        unused_hour: asked.unused_hour.unwrap_or(usual.unused_hour),
    };
    costs.check().map_err(|no| invalid_costs(&no))?;
    let question = office.read(move |office, _| Question {
        costs,
        setup: office.setup().clone(),
        policy: office.policy().clone(),
        plan: office.plan().clone(),
        today: office.date(),
    });
    let (follower, question) = (office.ledger_follower(), question.await?);
    let computed = office.advice_job().compute(follower, office.handle(), question).await;
    match computed.map_err(|UnderWay(done)| under_way(done))? {
        AdviceOutcome::Answer(answer) => Ok(Json(AdviceResponse::of(&answer.advice, &answer.lengths))),
        AdviceOutcome::Refused(no) => AdviceResponse::none(&no).map(Json).ok_or_else(|| invalid_costs(&no)),
        AdviceOutcome::NoAnswer(no) => Err(office.problem(no)),
        AdviceOutcome::Failed => Err(Problem::internal()),
    }
}

/// Reports how far the computation of the advice is.
#[utoipa::path(get, path = "/api/offices/{office}/advice/progress", tag = "supervisor",
    responses((status = 200, description = "The progress of the computation", body = AdviceProgressResponse)))]
async fn get_advice_progress(context: RequestContext) -> Result<Json<AdviceProgressResponse>, Problem> {
    let office = context.office()?;
    Ok(Json(AdviceProgressResponse { done: office.advice_job().done() }))
}

fn under_way(done: usize) -> Problem {
    Problem::translated(Code::AdviceUnderWay, "problem-advice-under-way", &[])
        .with(|problem| problem.done = Some(done))
}

fn invalid_costs(no: &NoAdvice) -> Problem {
    if let NoAdvice::Cost { name, least, most, .. } = no {
        let values = [
            ("field", (*name).into()),
            ("least", least.to_string().into()),
            ("most", most.to_string().into()),
        ];
        return Problem::invalid(name, "problem-cost", &values);
    }
    Problem::new(Code::Invalid, no.to_string())
}
