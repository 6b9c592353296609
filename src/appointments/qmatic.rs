//! Qmatic Orchestra: a hold is a blocking appointment of one resource in one branch. Written from the maker's
//! published code; no Orchestra could be run, so what is tested is this wire contract and no server.
//!
//! A block keeps public booking out; staff may still book over it. After each write the time is read again.

use std::collections::BTreeMap;
use std::time::Duration;

use http::{HeaderName, Method};
use serde::Deserialize;
use serde_json::{Value, json};

use super::http_client::{Doing, Line, Login, Patience, Reply};
use super::json_api::{ask, get, is_booked, local, parse, stretch};
use super::port::{
    AppointmentSystem, Capabilities, Changes, Cursor, Entry, ForeignId, Held, HoldKey, Kind, Snapshot,
    SystemAnswer, Taken, Trouble, Wish,
};
use office::calendar::Zone;
use office::names::DeskId;
use office::time::{Length, TimeRange};

const LEAST_PAUSE: Duration = Duration::from_secs(15);
/// What the maker's own tool marks its blocks with.
const BLOCKED: &str = "BLOCKED";
/// Beyond this a status is a block's, whatever its flag says.
const LAST_STATUS_OF_A_BOOKING: i64 = 999;
const ERROR_CODE: HeaderName = HeaderName::from_static("error_code");

/// All there is to say about one branch.
#[derive(Clone, Debug)]
pub struct QmaticSource {
    pub office: String,
    /// The branch's time zone.
    pub zone: Zone,
    /// The server; behind Qmatic's gateway with `/rest` at its end.
    pub address: String,
    /// The gateway's `auth-token`, or a user's password.
    pub login: Login,
    pub title: String,
    pub branch: u64,
    /// Resources by their number, and the desks they are.
    pub resources: BTreeMap<u64, DeskId>,
    pub patience: Patience,
}

impl QmaticSource {
    /// The secret as the gateway wants it.
    pub fn token(value: String) -> Login {
        Login::Header { name: "auth-token", value }
    }
}

#[derive(Debug)]
pub struct Qmatic {
    source: QmaticSource,
    line: Line,
    root: String,
}

/// An appointment, of which no more is read. The customer is not among it.
#[derive(Deserialize)]
struct Appointment {
    id: u64,
    start: String,
    end: String,
    #[serde(default)]
    blocking: Flag,
    #[serde(default)]
    status: Option<i64>,
    #[serde(default)]
    custom: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    resource: Option<Numbered>,
    #[serde(default)]
    branch: Option<Numbered>,
    #[serde(default)]
    deleted: Flag,
}

#[derive(Deserialize)]
struct Numbered {
    id: u64,
}

/// `true`, or the word for it: both occur.
#[derive(Deserialize, Default)]
#[serde(untagged)]
enum Flag {
    Set(bool),
    Said(String),
    #[default]
    Unsaid,
}

impl Flag {
    fn is_set(&self) -> bool {
        matches!(self, Self::Set(true)) || matches!(self, Self::Said(said) if said == "true")
    }
}

/// Lists come bare or under a name.
#[derive(Deserialize)]
#[serde(untagged)]
enum Listed {
    Bare(Vec<Appointment>),
    Named {
        #[serde(rename = "appointmentList")]
        list: Vec<Appointment>,
    },
}

impl Listed {
    fn all(self) -> Vec<Appointment> {
        match self {
            Self::Bare(list) | Self::Named { list } => list,
        }
    }
}

impl Qmatic {
    /// # Errors
    /// What about the address cannot be. Nothing is asked yet.
    pub fn new(source: QmaticSource) -> Result<Self, Trouble> {
        let line = Line::new(&source.address, source.login.clone(), source.patience)?;
        let address: http::Uri =
            source.address.parse().map_err(|_| Trouble::NotLetIn("the address is none".to_owned()))?;
        let root = address.path().trim_end_matches('/').to_owned();
        Ok(Self { source, line, root })
    }

    async fn read_all(&self, window: TimeRange) -> Result<Snapshot, Trouble> {
        let (mut entries, mut problems) = (Vec::new(), Vec::new());
        let zone = &self.source.zone;
        let (from, to) = (zone.date(window.start), zone.date(window.end + Length::minutes(1440)));
        let query = format!("fromDate={from}&toDate={to}&branchId={}", self.source.branch);
        let path = format!("{}/qsystem/rest/appointment/appointments/search?{query}", self.root);
        let found: Listed = get(&self.line, &path).await?;
        for appointment in found.all().into_iter().filter(|appointment| !appointment.is_block()) {
            self.add(&mut entries, &mut problems, window, &appointment);
        }
        for block in self.blocks().await? {
            self.add(&mut entries, &mut problems, window, &block);
        }
        Ok(Snapshot { entries, cursor: None, problems })
    }

    fn add(&self, entries: &mut Vec<Entry>, problems: &mut Vec<String>, window: TimeRange, of: &Appointment) {
        if of.deleted.is_set() || of.branch.as_ref().is_some_and(|branch| branch.id != self.source.branch) {
            return;
        }
        // Without a resource a block is the whole branch's, and a booking may be anybody's.
        let desk = match &of.resource {
            None => None,
            Some(resource) => match self.source.resources.get(&resource.id) {
                Some(desk) => Some(desk.clone()),
                None => return,
            },
        };
        let kind = match (of.is_block(), self.key(of)) {
            (true, Some(key)) => Kind::Hold(key),
            (true, None) => Kind::Closed,
            (false, _) => Kind::Booking,
        };
        match stretch(&of.start, &of.end, &self.source.zone) {
            Some(time) if time.overlaps(window) => entries.push(Entry {
                id: ForeignId(of.id.to_string()),
                etag: None,
                takes: vec![Taken { desk, time, kind }],
            }),
            Some(_) => {}
            None => problems.push(format!("appointment {}: its time cannot be read", of.id)),
        }
    }

    async fn blocks(&self) -> Result<Vec<Appointment>, Trouble> {
        let path = format!("{}/calendar-backend/api/v1/appointments/search?custom={BLOCKED}", self.root);
        let found: Listed = get(&self.line, &path).await?;
        Ok(found.all())
    }

    /// The key in a block's title, as the last word of it. Titles of bookings are not looked at.
    fn key(&self, of: &Appointment) -> Option<HoldKey> {
        HoldKey::parse_last_word(of.title.as_deref().filter(|_| of.is_block())?, &self.source.office)
    }

    /// All that are ours by this key, oldest first: a lost answer may have left more than one.
    async fn ours(&self, key: &HoldKey) -> Result<Vec<Held>, Trouble> {
        let mut blocks = self.blocks().await?;
        blocks.sort_by_key(|block| block.id);
        let held = |block: Appointment| {
            let desk = self.source.resources.get(&block.resource.as_ref()?.id)?.clone();
            let time = stretch(&block.start, &block.end, &self.source.zone)?;
            let id = ForeignId(block.id.to_string());
            Some(Held { key: key.clone(), id, etag: None, desk, time })
        };
        let of_key = |block: &Appointment| !block.deleted.is_set() && self.key(block).as_ref() == Some(key);
        Ok(blocks.into_iter().filter(of_key).filter_map(held).collect())
    }

    async fn take(&self, wish: &Wish) -> Result<Held, Trouble> {
        let mut ours = self.ours(&wish.key).await?.into_iter();
        let first = ours.next();
        for double in ours {
            self.give_back(&double).await?;
        }
        match first {
            Some(held) if held.time == wish.time && held.desk == wish.desk => Ok(held),
            Some(held) => self.change(&held, wish).await,
            None => {
                let path = format!("{}/calendar-backend/api/v1/appointments", self.root);
                let reply = ask(&self.line, Method::POST, &path, Some(&self.body(wish)?)).await?;
                self.written(&reply, wish).await
            }
        }
    }

    async fn change(&self, held: &Held, wish: &Wish) -> Result<Held, Trouble> {
        let mut body = self.body(wish)?;
        body["id"] = json!(number(held)?);
        let reply = ask(&self.line, Method::PUT, &self.of(held)?, Some(&body)).await?;
        if reply.status() == http::StatusCode::NOT_FOUND {
            return Err(Trouble::Precondition);
        }
        self.written(&reply, wish).await
    }

    async fn written(&self, reply: &Reply, wish: &Wish) -> Result<Held, Trouble> {
        if !reply.status().is_success() {
            return Err(refused(reply));
        }
        let row: Numbered =
            parse(reply).map_err(|_| Trouble::Unknown("an answer without a number".to_owned()))?;
        let (key, desk, time) = (wish.key.clone(), wish.desk.clone(), wish.time);
        let held = Held { key, id: ForeignId(row.id.to_string()), etag: None, desk, time };
        match self.read_all(wish.time).await {
            Ok(snapshot) if !is_booked(&snapshot.entries, wish) => Ok(held),
            Ok(_) => {
                self.give_back(&held).await?;
                Err(Trouble::Conflict)
            }
            Err(trouble) => Err(Trouble::Unknown(format!("written, and not read again: {trouble}"))),
        }
    }

    async fn give_back(&self, held: &Held) -> Result<(), Trouble> {
        let reply = ask(&self.line, Method::DELETE, &self.of(held)?, None).await?;
        if reply.status().is_success() || matches!(reply.status().as_u16(), 404 | 410) {
            return Ok(());
        }
        Err(refused(&reply))
    }

    fn of(&self, held: &Held) -> Result<String, Trouble> {
        Ok(format!("{}/calendar-backend/api/v1/appointments/{}", self.root, number(held)?))
    }

    /// As the maker's own tool writes it, flags as words, with the resource besides.
    fn body(&self, wish: &Wish) -> Result<Value, Trouble> {
        let mut resources = self.source.resources.iter();
        let (resource, _) = resources
            .find(|(_, desk)| **desk == wish.desk)
            .ok_or_else(|| Trouble::NotLetIn(format!("no resource is named for desk {}", wish.desk)))?;
        let zone = &self.source.zone;
        Ok(json!({
            "custom": BLOCKED,
            "blocking": "true",
            "allDay": "false",
            "title": wish.key.with_title(&self.source.title),
            "start": local(wish.time.start, zone, 'T'),
            "end": local(wish.time.end, zone, 'T'),
            "branch": {"id": self.source.branch},
            "resource": {"id": resource},
        }))
    }
}

impl Appointment {
    fn is_block(&self) -> bool {
        self.blocking.is_set()
            || self.custom.as_deref() == Some(BLOCKED)
            || self.status.is_some_and(|status| status > LAST_STATUS_OF_A_BOOKING)
    }
}

/// Orchestra says why in a header of its own.
fn refused(reply: &Reply) -> Trouble {
    let trouble = reply.trouble(Doing::Writing);
    match (trouble, reply.header(ERROR_CODE)) {
        (Trouble::Malformed(said), Some(code)) => Trouble::Malformed(format!("{said}, error_code {code}")),
        (Trouble::NotFound(said), Some(code)) => Trouble::NotFound(format!("{said}, error_code {code}")),
        (Trouble::Unauthorized(said), Some(code)) => {
            Trouble::Unauthorized(format!("{said}, error_code {code}"))
        }
        (Trouble::NotLetIn(said), Some(code)) => Trouble::NotLetIn(format!("{said}, error_code {code}")),
        (trouble, _) => trouble,
    }
}

fn number(held: &Held) -> Result<u64, Trouble> {
    held.id.0.parse().map_err(|_| Trouble::Malformed("this hold is of another system".to_owned()))
}

impl AppointmentSystem for Qmatic {
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
        Box::pin(self.change(held, wish))
    }

    fn release<'a>(&'a mut self, held: &'a Held) -> SystemAnswer<'a, ()> {
        Box::pin(self.give_back(held))
    }

    fn find<'a>(&'a mut self, key: &'a HoldKey) -> SystemAnswer<'a, Option<Held>> {
        Box::pin(async move { Ok(self.ours(key).await?.into_iter().next()) })
    }
}
