//! Easy!Appointments over its REST interface (1.5). A hold is an unavailability of the provider who sits at
//! the desk, with the hold's key in its notes (docs/decisions/0016-holds-without-compare-and-set.md).
//!
//! The server refuses nothing, not even the same booking twice: after each write the time is read again. Its
//! search (`q=`) answers with other people's notes and is never used.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use http::Method;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::http_client::{Doing, Line, Login, Patience, Reply};
use super::json_api::{MOST_PAGES, ask, get, is_booked, local, parse, stretch};
use super::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Entry, ForeignId, Held, HoldKey, Kind, Snapshot,
    SystemAnswer, Taken, Trouble, Wish,
};
use office::calendar::Zone;
use office::names::DeskId;
use office::time::{Length, TimeRange, UnixTime};

const PAGE: usize = 500;
/// Every look is a snapshot of three lists; a webhook makes it look sooner.
const LEAST_PAUSE: Duration = Duration::from_secs(15);
/// What it calls the minimum duration of an event.
const SHORTEST: Length = Length::minutes(5);
const UNAVAILABILITY: &str = "unavailability/";

/// All there is to say about one installation.
#[derive(Clone, Debug)]
pub struct EasyAppointmentsSource {
    pub office: String,
    /// Of providers that name none, and of the whole office's blocked periods: times come without an offset.
    pub zone: Zone,
    /// With or without `index.php`.
    pub address: String,
    /// An administrator's password, or the API token as `authorization: Bearer …`.
    pub login: Login,
    pub title: String,
    /// Providers by their number, and the desks they sit at.
    pub providers: BTreeMap<u64, DeskId>,
    pub patience: Patience,
}

#[derive(Debug)]
pub struct EasyAppointments {
    source: EasyAppointmentsSource,
    line: Line,
    api: String,
    /// Each provider's own clock, as last told.
    zones: Option<BTreeMap<u64, Zone>>,
}

/// One who sits at a desk.
#[derive(Deserialize)]
struct Provider {
    id: u64,
    #[serde(default)]
    timezone: Option<String>,
}

/// One row of a list, of which no more is asked for.
#[derive(Deserialize)]
struct Row {
    id: u64,
    start: String,
    end: String,
    #[serde(default, rename = "providerId")]
    provider: Option<u64>,
    #[serde(default)]
    notes: Option<String>,
}

impl EasyAppointments {
    /// # Errors
    /// What about the address cannot be. Nothing is asked yet.
    pub fn new(source: EasyAppointmentsSource) -> Result<Self, Trouble> {
        let line = Line::new(&source.address, source.login.clone(), source.patience)?;
        let address: http::Uri =
            source.address.parse().map_err(|_| Trouble::NotLetIn("the address is none".to_owned()))?;
        let root = address.path().trim_end_matches('/').trim_end_matches("/index.php");
        let api = format!("{root}/index.php/api/v1");
        Ok(Self { source, line, api, zones: None })
    }

    /// Times are the provider's own clock, which need not be the office's.
    async fn read_zones(&mut self) -> Result<Vec<String>, Trouble> {
        let rows: Vec<Provider> = self.pages("providers", "", "id,timezone").await?;
        let mut problems = Vec::new();
        let mut zones = BTreeMap::new();
        for (provider, desk) in &self.source.providers {
            let Some(row) = rows.iter().find(|row| row.id == *provider) else {
                problems.push(format!("provider {provider}, named for desk {desk}, is not there"));
                continue;
            };
            match row.timezone.as_deref().filter(|name| !name.is_empty()).map(Zone::named) {
                Some(Ok(zone)) => drop(zones.insert(*provider, zone)),
                Some(Err(_)) => problems.push(format!(
                    "provider {provider} is in a time zone we do not know; the office's own was taken"
                )),
                None => {}
            }
        }
        self.zones = Some(zones);
        Ok(problems)
    }

    fn zone(&self, provider: u64) -> &Zone {
        self.zones.as_ref().and_then(|zones| zones.get(&provider)).unwrap_or(&self.source.zone)
    }

    fn time(&self, row: &Row) -> Option<TimeRange> {
        let zone = row.provider.map_or(&self.source.zone, |provider| self.zone(provider));
        stretch(&row.start, &row.end, zone)
    }

    async fn read_all(&mut self, window: TimeRange) -> Result<Snapshot, Trouble> {
        let mut problems = self.read_zones().await?;
        let mut entries = self.bookings(window, &mut problems).await?;
        for row in self.unavailabilities().await? {
            let id = format!("{UNAVAILABILITY}{}", row.id);
            let kind = match self.key(&row) {
                Some(key) => Kind::Hold(key),
                // Of a person's own entry the notes are nobody's business.
                None => Kind::Closed,
            };
            self.add(&mut entries, &mut problems, window, id, &row, kind);
        }
        for row in self.blocked_periods().await? {
            let id = format!("blocked/{}", row.id);
            match stretch(&row.start, &row.end, &self.source.zone) {
                Some(time) if time.overlaps(window) => {
                    let takes = vec![Taken { desk: None, time, kind: Kind::Closed }];
                    entries.push(Entry { id: ForeignId(id), etag: None, takes });
                }
                Some(_) => {}
                None => problems.push(format!("{id}: its time cannot be read")),
            }
        }
        Ok(Snapshot { entries, cursor: None, problems })
    }

    async fn bookings(&self, window: TimeRange, problems: &mut Vec<String>) -> Result<Vec<Entry>, Trouble> {
        let mut entries = Vec::new();
        // The server compares whole days, of the start with one and of the end with the other.
        let day = |moment: UnixTime| self.source.zone.date(moment);
        let (from, till) =
            (day(window.start - Length::minutes(1440)), day(window.end + Length::minutes(1440)));
        let days = format!("from={from}&till={till}&");
        for row in self.list("appointments", &days, "id,start,end,providerId").await? {
            let id = format!("appointment/{}", row.id);
            self.add(&mut entries, problems, window, id, &row, Kind::Booking);
        }
        Ok(entries)
    }

    fn add(
        &self,
        entries: &mut Vec<Entry>,
        problems: &mut Vec<String>,
        window: TimeRange,
        id: String,
        row: &Row,
        kind: Kind,
    ) {
        let Some(desk) = row.provider.and_then(|provider| self.source.providers.get(&provider)) else {
            return;
        };
        match self.time(row) {
            Some(time) if time.overlaps(window) => {
                let takes = vec![Taken { desk: Some(desk.clone()), time, kind }];
                entries.push(Entry { id: ForeignId(id), etag: None, takes });
            }
            Some(_) => {}
            None => problems.push(format!("{id}: its time cannot be read")),
        }
    }

    async fn unavailabilities(&self) -> Result<Vec<Row>, Trouble> {
        self.list("unavailabilities", "", "id,start,end,providerId,notes").await
    }

    /// Older versions have none.
    async fn blocked_periods(&self) -> Result<Vec<Row>, Trouble> {
        match self.list("blocked_periods", "", "id,start,end").await {
            Err(Trouble::NotFound(_)) => Ok(Vec::new()),
            rows => rows,
        }
    }

    /// Pages go by counting: what is deleted meanwhile moves the others forward, and one is never told. So a
    /// list of several pages is read twice, and what either reading tells counts.
    async fn list(&self, what: &str, filter: &str, fields: &str) -> Result<Vec<Row>, Trouble> {
        let mut rows: Vec<Row> = self.pages(what, filter, fields).await?;
        if rows.len() >= PAGE {
            let again: Vec<Row> = self.pages(what, filter, fields).await?;
            let known: BTreeSet<u64> = again.iter().map(|row| row.id).collect();
            rows.retain(|row| !known.contains(&row.id));
            rows.extend(again);
        }
        Ok(rows)
    }

    async fn pages<T: DeserializeOwned>(
        &self,
        what: &str,
        filter: &str,
        fields: &str,
    ) -> Result<Vec<T>, Trouble> {
        let mut rows: Vec<T> = Vec::new();
        for page in 1..=MOST_PAGES {
            let query = format!("{filter}fields={fields}&length={PAGE}&page={page}&sort=%2Bid");
            let some: Vec<T> = get(&self.line, &format!("{}/{what}?{query}", self.api)).await?;
            let is_last = some.len() < PAGE;
            rows.extend(some);
            if is_last {
                return Ok(rows);
            }
        }
        Err(Trouble::Malformed("a list that does not end".to_owned()))
    }

    /// The key in the notes, as the last word of them.
    fn key(&self, row: &Row) -> Option<HoldKey> {
        HoldKey::parse_last_word(row.notes.as_deref()?, &self.source.office)
    }

    /// All that are ours by this key, oldest first: a lost answer may have left more than one.
    async fn ours(&self, key: &HoldKey) -> Result<Vec<Held>, Trouble> {
        let rows = self.unavailabilities().await?;
        let mut ours: Vec<(u64, Held)> = rows
            .into_iter()
            .filter(|row| self.key(row).as_ref() == Some(key))
            .filter_map(|row| {
                let desk = self.source.providers.get(&row.provider?)?.clone();
                let time = self.time(&row)?;
                let id = ForeignId(format!("{UNAVAILABILITY}{}", row.id));
                Some((row.id, Held { key: key.clone(), id, etag: None, desk, time }))
            })
            .collect();
        ours.sort_by_key(|(id, _)| *id);
        Ok(ours.into_iter().map(|(_, held)| held).collect())
    }

    async fn take(&mut self, wish: &Wish) -> Result<Held, Trouble> {
        self.know_zones().await?;
        let mut ours = self.ours(&wish.key).await?.into_iter();
        let first = ours.next();
        for double in ours {
            self.give_back(&double).await?;
        }
        match first {
            Some(held) if held.time == wish.time && held.desk == wish.desk => Ok(held),
            Some(held) => self.change(&held, wish).await,
            None => {
                let path = format!("{}/unavailabilities", self.api);
                let reply = ask(&self.line, Method::POST, &path, Some(&self.body(wish)?)).await?;
                if !is_rejection(&reply) {
                    return self.written(&reply, wish).await;
                }
                // It says the same of what it does not take and of what went wrong after it was done.
                let done = self.ours(&wish.key).await?.into_iter().next();
                done.filter(|held| held.time == wish.time).ok_or_else(rejected)
            }
        }
    }

    async fn change(&self, held: &Held, wish: &Wish) -> Result<Held, Trouble> {
        let path = format!("{}/unavailabilities/{}", self.api, number(held)?);
        let reply = ask(&self.line, Method::PUT, &path, Some(&self.body(wish)?)).await?;
        if reply.status() == http::StatusCode::NOT_FOUND {
            return Err(Trouble::Precondition);
        }
        if is_rejection(&reply) {
            return Err(rejected());
        }
        self.written(&reply, wish).await
    }

    /// Nothing was refused, so it is looked whether somebody had the time: then it is theirs.
    async fn written(&self, reply: &Reply, wish: &Wish) -> Result<Held, Trouble> {
        if !reply.status().is_success() {
            return Err(reply.trouble(Doing::Writing));
        }
        // Done, whatever the answer says of it: what cannot be read is looked for.
        let row: Row = parse(reply).map_err(|_| Trouble::Unknown("an answer without a number".to_owned()))?;
        let (key, desk, time) = (wish.key.clone(), wish.desk.clone(), wish.time);
        let id = ForeignId(format!("{UNAVAILABILITY}{}", row.id));
        let held = Held { key, id, etag: None, desk, time };
        let look = self.bookings(wish.time, &mut Vec::new()).await;
        match look {
            Ok(entries) if !is_booked(&entries, wish) => Ok(held),
            Ok(_) => {
                self.give_back(&held).await?;
                Err(Trouble::Conflict)
            }
            Err(trouble) => Err(Trouble::Unknown(format!("written, and not read again: {trouble}"))),
        }
    }

    async fn give_back(&self, held: &Held) -> Result<(), Trouble> {
        let path = format!("{}/unavailabilities/{}", self.api, number(held)?);
        let reply = ask(&self.line, Method::DELETE, &path, None).await?;
        if reply.status().is_success() || matches!(reply.status().as_u16(), 404 | 410) {
            return Ok(());
        }
        Err(reply.trouble(Doing::Writing))
    }

    async fn know_zones(&mut self) -> Result<(), Trouble> {
        if self.zones.is_none() {
            self.read_zones().await?;
        }
        Ok(())
    }

    fn body(&self, wish: &Wish) -> Result<Value, Trouble> {
        let mut providers = self.source.providers.iter();
        let (provider, _) = providers
            .find(|(_, desk)| **desk == wish.desk)
            .ok_or_else(|| Trouble::NotLetIn(format!("no provider is named for desk {}", wish.desk)))?;
        if wish.time.length() < SHORTEST {
            return Err(Trouble::Malformed("it takes nothing shorter than five minutes".to_owned()));
        }
        let zone = self.zone(*provider);
        Ok(json!({
            "start": local(wish.time.start, zone, ' '),
            "end": local(wish.time.end, zone, ' '),
            "notes": wish.key.with_title(&self.source.title),
            "providerId": provider,
        }))
    }
}

/// What the server does not take it answers with 500 and `success: false`; so a wrong provider or time would
/// look like a server in trouble, and be tried for ever without a word.
fn is_rejection(reply: &Reply) -> bool {
    #[derive(Deserialize)]
    struct Said {
        success: bool,
    }
    reply.status() == http::StatusCode::INTERNAL_SERVER_ERROR
        && parse::<Said>(reply).is_ok_and(|said| !said.success)
}

/// Its message repeats the whole entry, and is not told.
fn rejected() -> Trouble {
    Trouble::Malformed("500: the server does not take our entry; check that the provider is there".to_owned())
}

fn number(held: &Held) -> Result<u64, Trouble> {
    let number = held.id.0.strip_prefix(UNAVAILABILITY).and_then(|number| number.parse().ok());
    number.ok_or_else(|| Trouble::Malformed("this hold is of another system".to_owned()))
}

impl AppointmentSystem for EasyAppointments {
    fn capabilities(&self) -> Capabilities {
        Capabilities { can_hold: true, can_follow: false, compare_and_set: false, least_pause: LEAST_PAUSE }
    }

    fn snapshot(&mut self, window: TimeRange) -> SystemAnswer<'_, Snapshot> {
        Box::pin(self.read_all(window))
    }

    fn changes<'a>(&'a mut self, _: &'a Cursor, _: TimeRange) -> SystemAnswer<'a, Changes> {
        Box::pin(async { Err(Trouble::CursorExpired) })
    }

    fn hold<'a>(&'a mut self, wish: &'a Wish) -> SystemAnswer<'a, Held> {
        Box::pin(self.take(wish))
    }

    fn update<'a>(&'a mut self, held: &'a Held, wish: &'a Wish) -> SystemAnswer<'a, Held> {
        Box::pin(async move {
            self.know_zones().await?;
            self.change(held, wish).await
        })
    }

    fn release<'a>(&'a mut self, held: &'a Held) -> SystemAnswer<'a, ()> {
        Box::pin(self.give_back(held))
    }

    fn find<'a>(&'a mut self, key: &'a HoldKey) -> SystemAnswer<'a, Option<Held>> {
        Box::pin(async move {
            self.know_zones().await?;
            Ok(self.ours(key).await?.into_iter().next())
        })
    }
}
