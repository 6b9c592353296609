// SPDX-License-Identifier: MPL-2.0
//! For those who look back: the ledger, in pages.

use std::sync::Arc;

use axum::Json;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::problem::{Code, Problem};
use super::request_context::RequestContext;
use super::state::AppState;
use api::ledger::{LedgerEventJson, LedgerResponse};
use runtime::ports::Seq;
use staff::Permission;

const MOST: usize = 1_000;

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PageQuery {
    /// The last event already read.
    #[serde(default)]
    #[param(value_type = Option<u64>, format = "uint64")]
    after: Seq,
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
}

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new().routes(routes!(read_ledger))
}

/// Events with their sequence numbers, oldest first.
#[utoipa::path(get, path = "/api/offices/{office}/ledger", tag = "supervisor",
    params(PageQuery),
    responses((status = 200, description = "A page of events", body = LedgerResponse)))]
async fn read_ledger(context: RequestContext) -> Result<Json<LedgerResponse>, Problem> {
    let office = context.authorize(Permission::ReadLedger)?;
    let PageQuery { after, limit } = context.query()?;
    let limit = limit.unwrap_or(MOST);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::translated(
            Code::BadRequest,
            "problem-limit",
            &[("most", MOST.to_string().into())],
        )
        .about("limit"));
    }
    let read = office.handle().ledger_after(after, limit).await;
    let events = read.map_err(|no| office.problem(no))?;
    let last = events.last().map(|(seq, _)| *seq);
    let next = last.filter(|last| *last < office.handle().health().last_seq);
    let events =
        events.iter().map(|(seq, recorded)| LedgerEventJson::of(*seq, recorded, office.zone())).collect();
    Ok(Json(LedgerResponse { events, next }))
}
