// SPDX-License-Identifier: MPL-2.0
//! For those who look back: the ledger, in pages.

use std::sync::Arc;

use axum::Json;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::problem::{Code, Problem};
use crate::request::context::{OfficeScope, RequestContext};
use crate::request::reading_trace;
use crate::request::route_permission::permit;
use crate::state::AppState;
use api::ledger::{LedgerEventJson, LedgerResponse};
use office::calendar::Zone;
use office::free_text::looks_like_cpr;
use office::ledger_search::LedgerSearch;
use office::names::TicketId;
use runtime::ports::{LedgerFailure, LedgerReader, Seq};
use staff::{Permission, SecurityEventKind};

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
    /// Who acted, as `clerk:anna` or `anna`, or a companion's pseudonym.
    #[param(max_length = 80)]
    person: Option<String>,
    ticket: Option<Uuid>,
    /// The kind of the event, as `ticket_called`.
    #[param(max_length = 40)]
    kind: Option<String>,
    /// The first day, in the office's time.
    #[param(value_type = String, format = Date, required = false)]
    from: Option<Date>,
    /// The last day.
    #[param(value_type = String, format = Date, required = false)]
    to: Option<Date>,
}

/// Characters of a person's or kind's name, as documented.
const LONGEST_PERSON: usize = 80;
const LONGEST_KIND: usize = 40;

impl PageQuery {
    /// Which events are asked for, on any page.
    fn filter(&self) -> String {
        // Somebody may look for a number that must not stand anywhere.
        let typed = |text: &Option<String>| {
            let text = text.as_deref()?;
            Some(if looks_like_cpr(text) { "(withheld)" } else { text }.to_owned())
        };
        let named = [
            ("person", typed(&self.person)),
            ("ticket", self.ticket.map(|ticket| ticket.to_string())),
            ("kind", typed(&self.kind)),
            ("from", self.from.map(|day| day.to_string())),
            ("to", self.to.map(|day| day.to_string())),
        ];
        let parts = named.into_iter().filter_map(|(name, value)| Some(format!("{name} {}", value?)));
        let filter = parts.collect::<Vec<_>>().join(", ");
        if filter.is_empty() { "all".to_owned() } else { filter }
    }

    fn check(&self) -> Result<(), Problem> {
        let too_long = |text: Option<&str>, most| text.is_some_and(|text| text.chars().count() > most);
        if too_long(self.person.as_deref(), LONGEST_PERSON) {
            return Err(Problem::bad_request("No person has so long a name.").about("person"));
        }
        if too_long(self.kind.as_deref(), LONGEST_KIND) {
            return Err(Problem::bad_request("No kind of event has so long a name.").about("kind"));
        }
        Ok(())
    }
}

/// Events that one request looks at.
const MOST_LOOKED_AT: usize = 20_000;

/// What is looked for, beside the office.
struct Wanted {
    search: LedgerSearch,
    kind: Option<String>,
    after: Seq,
    limit: usize,
    zone: Zone,
}

impl Wanted {
    fn of(query: PageQuery, limit: usize, zone: &Zone) -> Option<Self> {
        let PageQuery { after, limit: _, person, ticket, kind, from, to } = query;
        let search = LedgerSearch {
            person,
            ticket: ticket.map(TicketId),
            from: from.map(|day| zone.day(day).start),
            until: to.map(|day| zone.day(day).end),
        };
        let is_search = search != LedgerSearch::default() || kind.is_some();
        is_search.then(|| Self { search, kind, after, limit, zone: zone.clone() })
    }

    /// What is found, and the last event that was looked at.
    fn read(&self, reader: &mut dyn LedgerReader) -> Result<(Vec<LedgerEventJson>, Seq), LedgerFailure> {
        let (mut found, mut last) = (Vec::new(), self.after);
        reader.read_after(self.after, MOST_LOOKED_AT, &mut |seq, recorded| {
            if found.len() == self.limit {
                return;
            }
            last = seq;
            if self.search.finds(&recorded) {
                let event = LedgerEventJson::of(seq, &recorded, &self.zone);
                found.extend(self.is_of_kind(&event).then_some(event));
            }
        })?;
        Ok((found, last))
    }

    fn is_of_kind(&self, event: &LedgerEventJson) -> bool {
        let Some(kind) = self.kind.as_deref() else { return true };
        let json = serde_json::to_value(&event.event);
        json.is_ok_and(|json| json.get("kind").and_then(serde_json::Value::as_str) == Some(kind))
    }
}

async fn find(office: &OfficeScope<'_>, wanted: Wanted) -> Result<Json<LedgerResponse>, Problem> {
    let mut reader = office.handle().ledger_reader().await.map_err(|no| office.problem(no))?;
    let searching = tokio::task::spawn_blocking(move || wanted.read(reader.as_mut()));
    let (events, last) = searching.await.map_err(|_| Problem::internal())?.map_err(|error| {
        tracing::error!(%error, "the ledger could not be searched");
        Problem::internal()
    })?;
    let next = (last < office.handle().health().last_seq).then_some(last);
    Ok(Json(LedgerResponse { events, next }))
}

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new().routes(permit(Permission::ReadLedger, routes!(read_ledger)))
}

/// Lists events of the ledger, oldest first, filtered by person, ticket, kind or time.
#[utoipa::path(get, path = "/api/offices/{office}/ledger", tag = "supervisor",
    params(PageQuery),
    responses((status = 200, description = "A page of events", body = LedgerResponse)))]
async fn read_ledger(context: RequestContext) -> Result<Json<LedgerResponse>, Problem> {
    let office = context.office()?;
    let query: PageQuery = context.query()?;
    query.check()?;
    let (after, limit) = (query.after, query.limit.unwrap_or(MOST));
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::translated(
            Code::BadRequest,
            "problem-limit",
            &[("most", MOST.to_string().into())],
        )
        .about("limit"));
    }
    reading_trace::record(&office, SecurityEventKind::LedgerRead, query.filter()).await;
    if let Some(wanted) = Wanted::of(query, limit, office.zone()) {
        return find(&office, wanted).await;
    }
    let read = office.handle().ledger_after(after, limit).await;
    let events = read.map_err(|no| office.problem(no))?;
    let last = events.last().map(|(seq, _)| *seq);
    let next = last.filter(|last| *last < office.handle().health().last_seq);
    let events =
        events.iter().map(|(seq, recorded)| LedgerEventJson::of(*seq, recorded, office.zone())).collect();
    Ok(Json(LedgerResponse { events, next }))
}
