// SPDX-License-Identifier: MPL-2.0
//! `mintur diary check`: whether each calendar of a configuration answers, and the day as Mintur reads it.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::failure::Failure;
use super::{say, startup};
use appointments::connect::connect;
use appointments::port::{
    AppointmentSystem, Entry, HoldKey, HoldRequest, OccupancyKind, Snapshot, SourceError,
};
use appointments::server_mark::ServerMark;
use appointments::source_config::SourceConfig;
use config::{self, DiaryConfig, OfficeConfig};
use office::calendar::Zone;
use office::names::DeskId;
use office::setup::Setup;
use office::time::{Length, TimeRange, UnixTime, cut, join};

/// How far ahead the test hold lies: nobody is about to book it for today.
const AHEAD: Length = Length::minutes(13 * 24 * 60);
const TEST_HOLD: Length = Length::minutes(5);

pub(super) fn check(file: &Path, hold: bool) -> Result<(), Failure> {
    let config = config::read(file).map_err(Failure::from_error)?;
    let mark = ServerMark::of(&config.server.data);
    startup::runtime()?.block_on(async {
        let mut failed = 0;
        for office in &config.offices {
            match &office.diary {
                None => say(&format!("{}: no appointment system is configured", office.setup.id))?,
                Some(diary) => failed += check_office(office, diary, mark, hold).await?,
            }
        }
        match failed {
            0 => Ok(()),
            1 => Err(Failure::new("one calendar cannot be used as it is")),
            many => Err(Failure::new(format!("{many} calendars cannot be used as they are"))),
        }
    })
}

async fn check_office(
    office: &OfficeConfig,
    diary: &DiaryConfig,
    mark: ServerMark,
    hold: bool,
) -> Result<usize, Failure> {
    let mut failed = 0;
    for (index, source) in diary.sources.iter().enumerate() {
        let name = format!("{}, source {} ({:?})", office.setup.id, index + 1, source.kind);
        let answer = match connect(source, &diary.title, &office.setup, mark) {
            Ok(system) => Calendar { source, setup: &office.setup, system }.check(&name, hold).await?,
            Err(why) => Err(why),
        };
        if let Err(why) = answer {
            say(&format!("{name}: {why}"))?;
            failed += 1;
        }
    }
    Ok(failed)
}

struct Calendar<'a> {
    source: &'a SourceConfig,
    setup: &'a Setup,
    system: Box<dyn AppointmentSystem>,
}

impl Calendar<'_> {
    async fn check(mut self, name: &str, hold: bool) -> Result<Result<(), String>, Failure> {
        let now = now();
        let zone = &self.setup.time_zone;
        let day = zone.day(zone.date(now));
        let snapshot = match self.system.snapshot(day).await {
            Ok(snapshot) => snapshot,
            Err(error) => return Ok(Err(what_to_do(&error))),
        };
        say(&format!("{name}: answers"))?;
        for problem in &snapshot.problems {
            say(&format!("  {problem}"))?;
        }
        let all: Vec<DeskId> = self.setup.desks.iter().map(|desk| desk.id.clone()).collect();
        for desk in self.source.desks_read(&all) {
            say(&format!("  desk {desk}: {}", day_of(&desk, &snapshot, self.setup, now)))?;
        }
        if !hold {
            return Ok(Ok(()));
        }
        let Some(desk) = self.source.desks_held(&all).into_iter().next() else {
            say("  holds: this calendar can only be read")?;
            return Ok(Ok(()));
        };
        Ok(match self.try_hold(&desk, now).await {
            Ok(()) => {
                say(&format!("  holds: one of five minutes was made at desk {desk} and withdrawn"))?;
                Ok(())
            }
            Err(error) => Err(format!("the test hold failed: {}", what_to_do(&error))),
        })
    }

    /// Made, found, and withdrawn again; withdrawn also when the answer to making it was lost.
    async fn try_hold(&mut self, desk: &DeskId, now: UnixTime) -> Result<(), SourceError> {
        let start = now.ceil_minute() + AHEAD;
        let key = HoldKey::new(self.setup.id.as_str(), desk, start);
        let time = TimeRange::new(start, start + TEST_HOLD);
        let request = HoldRequest { key, desk: desk.clone(), time, in_use: false };
        let made = self.system.hold(&request).await;
        let held = match made {
            Ok(held) => held,
            Err(error) => {
                if let Ok(Some(held)) = self.system.find(&request.key).await {
                    self.system.release(&held).await?;
                }
                return Err(error);
            }
        };
        let found = self.system.find(&request.key).await;
        self.system.release(&held).await?;
        match found? {
            Some(_) => Ok(()),
            None => Err(SourceError::InvalidResponse("the hold was made and is not there".to_owned())),
        }
    }
}

fn day_of(desk: &DeskId, snapshot: &Snapshot, setup: &Setup, now: UnixTime) -> String {
    let zone = &setup.time_zone;
    let times = |wanted: fn(&OccupancyKind) -> bool| {
        let occupied = snapshot.entries.iter().flat_map(|entry: &Entry| &entry.occupied);
        let here = occupied.filter(|taken| taken.desk.as_ref().is_none_or(|at| at == desk));
        join(here.filter(|taken| wanted(&taken.kind)).map(|taken| taken.time).collect())
    };
    let booked = times(|kind| matches!(kind, OccupancyKind::Booking));
    let held = times(|kind| matches!(kind, OccupancyKind::Hold(_)));
    let closed = times(|kind| matches!(kind, OccupancyKind::Closed));
    let hours: Vec<TimeRange> = setup.opening_hours.on(zone, zone.date(now)).into_iter().collect();
    let taken = booked.iter().chain(&held).chain(&closed).copied();
    let free = cut(&hours, taken);
    let lists = [("booked", booked), ("held", held), ("closed", closed), ("free", free)];
    let said = lists.iter().filter(|(_, times)| !times.is_empty());
    let said: Vec<String> = said.map(|(what, times)| format!("{what} {}", clocks(times, zone))).collect();
    if said.is_empty() { "nothing today, and the office is closed".to_owned() } else { said.join("; ") }
}

fn clocks(times: &[TimeRange], zone: &Zone) -> String {
    let clock = |moment| {
        let (hour, minute) = zone.clock(moment);
        format!("{hour:02}:{minute:02}")
    };
    let times = times.iter().map(|time| format!("{}–{}", clock(time.start), clock(time.end)));
    times.collect::<Vec<_>>().join(", ")
}

fn what_to_do(error: &SourceError) -> String {
    let remedy = match error {
        SourceError::Conflict => "choose a calendar in which nobody else has this time",
        SourceError::PreconditionFailed => "somebody changed the entry meanwhile; try again",
        SourceError::CursorExpired => "try again",
        SourceError::Unauthorized(_) | SourceError::Misconfigured(_) => {
            "check user, secret_file and what this user may do there"
        }
        SourceError::RateLimited(_) => "wait that long, and give poll_seconds a higher value",
        SourceError::Unreachable(_) => {
            "check address, name service, firewall, certificate and whether the system runs"
        }
        SourceError::OutcomeUnknown(_) => "try again; if it stays so, ask who runs the appointment system",
        SourceError::NotFound(_) | SourceError::InvalidResponse(_) => {
            "check that address and kind belong together"
        }
        SourceError::ReadOnly => "use a kind and a user that may write, or leave holds to another source",
    };
    format!("{error}; {remedy}")
}

fn now() -> UnixTime {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    UnixTime::from_unix(i64::try_from(seconds).unwrap_or(0))
}
