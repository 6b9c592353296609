//! For those who look back: the ledger, in pages.

use axum::Json;
use serde::Deserialize;

use super::problem::Problem;
use super::refused::no_answer;
use super::request_context::RequestContext;
use super::wire::{WireEvents, WireProblem, event};
use runtime::ports::Seq;
use staff::Permission;

const MOST: usize = 1_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    #[serde(default)]
    after: Seq,
    limit: Option<usize>,
}

/// Events with their sequence numbers, oldest first.
#[utoipa::path(get, path = "/api/offices/{office}/ledger", tag = "supervisor",
    params(("office" = String, Path), ("after" = Option<u64>, Query), ("limit" = Option<usize>, Query)),
    responses((status = 200, body = WireEvents), (status = "4XX", body = WireProblem)))]
pub async fn ledger(asking: RequestContext) -> Result<Json<WireEvents>, Problem> {
    let office = asking.to(Permission::ReadLedger)?;
    let Page { after, limit } = asking.query()?;
    let limit = limit.unwrap_or(MOST);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::said("bad_request", "problem-limit", &[("most", MOST.to_string().into())])
            .with("field", &"limit"));
    }
    let read = office.door().ledger_after(after, limit).await;
    let events = read.map_err(|no| no_answer(no, &office.reader()))?;
    let last = events.last().map(|(seq, _)| *seq);
    let next = last.filter(|last| *last < office.door().health().last_seq);
    let events = events.iter().map(|(seq, recorded)| event(*seq, recorded, office.zone())).collect();
    Ok(Json(WireEvents { events, next }))
}
