// SPDX-License-Identifier: MPL-2.0
//! `mintur events`: what was done, by whom and when, for internal audit.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::failure::Failure;
use super::say;
use office::event::Recorded;
use office::ledger_search::LedgerSearch;
use office::names::{OfficeId, TicketId};
use office::time::UnixTime;

/// More are asked for in several steps.
const MOST: usize = 100_000;

#[derive(Debug, Args)]
pub(super) struct EventsArgs {
    /// Data folder of the server
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Office; all of them if left out
    #[arg(long, value_name = "ID")]
    office: Option<String>,
    /// Who acted, as clerk:anna or anna, or a companion's pseudonym
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    #[arg(long, value_name = "UUID")]
    ticket: Option<Uuid>,
    /// Kind of event, as ticket_called
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// First day (UTC)
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<Date>,
    /// Last day (UTC)
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<Date>,
    /// Most events to print
    #[arg(long, value_name = "N", default_value_t = 1000)]
    limit: usize,
    /// Print one JSON object for each event instead of text
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &EventsArgs) -> Result<(), Failure> {
    let offices = ledger::offices_in(&args.data).map_err(|error| {
        Failure::new(format!("{}: {error}; name the server's data folder", args.data.display()))
    })?;
    let wanted = |office: &OfficeId| args.office.as_deref().is_none_or(|name| name == office.as_str());
    let offices: Vec<OfficeId> = offices.into_iter().filter(wanted).collect();
    if offices.is_empty() {
        return Err(Failure::new("there is no ledger of such an office in this folder"));
    }
    let search = args.search()?;
    for office in offices {
        let mut lines = Vec::new();
        let wanted = (&search, args.kind.as_deref());
        ledger::search(&args.data, &office, wanted, args.limit.min(MOST), &mut |seq, recorded| {
            lines.extend(shown(&office, seq, &recorded).map(|event| line(event, args.json)));
        })
        .map_err(Failure::from_error)?;
        lines.iter().try_for_each(|line| say(line))?;
    }
    Ok(())
}

impl EventsArgs {
    fn search(&self) -> Result<LedgerSearch, Failure> {
        let midnight = |day: Date| {
            let start = day.to_zoned(TimeZone::UTC).map_err(Failure::from_error)?;
            Ok::<_, Failure>(UnixTime::from_unix(start.timestamp().as_second()))
        };
        let until = match self.to {
            Some(day) => Some(midnight(day.tomorrow().map_err(Failure::from_error)?)?),
            None => None,
        };
        Ok(LedgerSearch {
            person: self.person.clone(),
            ticket: self.ticket.map(TicketId),
            from: self.from.map(midnight).transpose()?,
            until,
        })
    }
}

/// An event with its office and number, and without what opens a ticket's page.
pub(super) fn shown(office: &OfficeId, seq: u64, recorded: &Recorded) -> Option<Map<String, Value>> {
    let Ok(Value::Object(mut event)) = serde_json::to_value(recorded) else { return None };
    event.remove("secret");
    event.remove("answered");
    if let Some(Value::Array(tickets)) = event.get_mut("tickets") {
        for ticket in tickets.iter_mut().filter_map(Value::as_object_mut) {
            ticket.remove("secret");
        }
    }
    event.insert("office".to_owned(), office.as_str().into());
    event.insert("seq".to_owned(), seq.into());
    Some(event)
}

fn line(event: Map<String, Value>, json: bool) -> String {
    if json {
        return Value::Object(event).to_string();
    }
    let text = |key: &str| event.get(key).map(|value| value.to_string().trim_matches('"').to_owned());
    let [office, seq, at, actor, kind] =
        ["office", "seq", "at", "actor", "kind"].map(|key| text(key).unwrap_or_default());
    let ticket = text("ticket").or_else(|| text("id")).unwrap_or_default();
    format!("{office} {seq} {at} {actor} {kind} {ticket}")
}
