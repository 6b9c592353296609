// SPDX-License-Identifier: MPL-2.0
//! Finds the components of a text and the lines of them that are read. An unterminated component ends where the next
//! begins, so that one broken entry never swallows its neighbours.

use super::{CalendarError, CalendarLimits};

/// Properties that say when an entry occupies time.
pub(super) const OF_EVENT: &[&str] = &[
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "EXRULE",
    "RECURRENCE-ID",
    "SEQUENCE",
    "UID",
    "STATUS",
    "TRANSP",
];
pub(super) const OF_BUSY: &[&str] = &["UID", "FREEBUSY"];
/// Their values contain no colon, so the last colon of the line precedes the value.
const OF_TIMES: &[&str] = &["DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID"];

/// The components of a text.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub events: Vec<Piece>,
    pub busy: Vec<Piece>,
    pub zones: Vec<Piece>,
}

/// One component: its lines between BEGIN and END.
#[derive(Debug)]
pub(super) struct Piece {
    /// Of its BEGIN, from 1.
    pub line: usize,
    kind: Kind,
    start: usize,
    end: usize,
    pub whole: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Event,
    Busy,
    Zone,
    Other,
}

/// What a scan knows at a line.
struct Scan {
    found: Pieces,
    open: Option<(Piece, usize)>,
    calendar: Calendar,
    most: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Calendar {
    None,
    Open,
    Ended,
}

enum Mark<'t> {
    Begin(&'t str),
    End(&'t str),
}

impl Pieces {
    pub fn of(text: &str, limits: CalendarLimits) -> Result<Self, CalendarError> {
        if text.len() > limits.bytes {
            return Err(CalendarError::TooLarge(limits.bytes));
        }
        let mut scan =
            Scan { found: Self::default(), open: None, calendar: Calendar::None, most: limits.components };
        for (line, (start, content)) in lines(text).enumerate() {
            let after = start + content.len();
            match mark(content) {
                Some(Mark::Begin(name)) => scan.begin(name, line + 1, start, after)?,
                Some(Mark::End(name)) => scan.end(name, start)?,
                None => {}
            }
        }
        match scan.calendar {
            Calendar::None => Err(CalendarError::NotACalendar),
            Calendar::Open => Err(CalendarError::BrokenOff),
            Calendar::Ended => Ok(scan.found),
        }
    }

    fn count(&self) -> usize {
        self.events.len() + self.busy.len() + self.zones.len()
    }
}

impl Scan {
    fn begin(&mut self, name: &str, line: usize, at: usize, after: usize) -> Result<(), CalendarError> {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        let kind = match () {
            () if is("VCALENDAR") => None,
            () if is("VEVENT") => Some(Kind::Event),
            () if is("VFREEBUSY") => Some(Kind::Busy),
            () if is("VTIMEZONE") => Some(Kind::Zone),
            () if is(concat!("VTO", "DO")) || is("VJOURNAL") => Some(Kind::Other),
            () => {
                match &mut self.open {
                    Some((_, depth)) => *depth += 1,
                    None => self.open = Some((Piece::at(Kind::Other, line, after), 0)),
                }
                return Ok(());
            }
        };
        self.close(at, false)?;
        match kind {
            Some(kind) => self.open = Some((Piece::at(kind, line, after), 0)),
            None => self.calendar = Calendar::Open,
        }
        Ok(())
    }

    fn end(&mut self, name: &str, at: usize) -> Result<(), CalendarError> {
        if name.eq_ignore_ascii_case("VCALENDAR") {
            self.close(at, false)?;
            if self.calendar == Calendar::Open {
                self.calendar = Calendar::Ended;
            }
            return Ok(());
        }
        match &mut self.open {
            Some((piece, depth)) if *depth > 0 && !piece.kind.is(name) => *depth -= 1,
            Some((piece, _)) => {
                let whole = piece.kind.is(name);
                self.close(at, whole)?;
            }
            None => {}
        }
        Ok(())
    }

    fn close(&mut self, at: usize, whole: bool) -> Result<(), CalendarError> {
        let Some((piece, _)) = self.open.take() else { return Ok(()) };
        let of_kind = match piece.kind {
            Kind::Event => &mut self.found.events,
            Kind::Busy => &mut self.found.busy,
            Kind::Zone => &mut self.found.zones,
            Kind::Other => return Ok(()),
        };
        of_kind.push(Piece { end: at, whole, ..piece });
        if self.found.count() > self.most { Err(CalendarError::TooManyEntries(self.most)) } else { Ok(()) }
    }
}

impl Kind {
    fn is(self, name: &str) -> bool {
        match self {
            Self::Event => name.eq_ignore_ascii_case("VEVENT"),
            Self::Busy => name.eq_ignore_ascii_case("VFREEBUSY"),
            Self::Zone => name.eq_ignore_ascii_case("VTIMEZONE"),
            Self::Other => true,
        }
    }
}

impl Piece {
    fn at(kind: Kind, line: usize, start: usize) -> Self {
        Self { line, kind, start, end: start, whole: true }
    }

    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The component with only the named properties.
    pub fn kept<'k>(&self, text: &str, names: &[&str], also: Option<&str>, kept: &'k mut String) -> &'k str {
        let name = if self.kind == Kind::Busy { "VFREEBUSY" } else { "VEVENT" };
        kept.clear();
        kept.extend(["BEGIN:", name, "\n"]);
        let (mut depth, mut keep) = (0_usize, false);
        for (_, line) in lines(self.text(text)) {
            if line.starts_with([' ', '\t']) {
                if keep {
                    kept.pop();
                    kept.extend([&line[1..], "\n"]);
                }
                continue;
            }
            if keep {
                quote_zone(kept);
            }
            match mark(line) {
                Some(Mark::Begin(_)) => depth += 1,
                Some(Mark::End(_)) => depth = depth.saturating_sub(1),
                None => {}
            }
            let property = line.split([':', ';']).next().unwrap_or_default();
            keep = depth == 0
                && names.iter().copied().chain(also).any(|name| property.eq_ignore_ascii_case(name));
            if keep {
                kept.extend([line, "\n"]);
            }
        }
        if keep {
            quote_zone(kept);
        }
        kept.extend(["END:", name, "\n"]);
        kept
    }
}

/// `TZID=(UTC+01:00) Amsterdam` stands without quotes in calendars from Exchange; its colon would end it.
fn quote_zone(kept: &mut String) {
    let start = kept[..kept.len() - 1].rfind('\n').map_or(0, |at| at + 1);
    let line = &kept[start..];
    if line.bytes().filter(|&byte| byte == b':').count() < 2 || line.contains('"') {
        return;
    }
    let property = line.split([':', ';']).next().unwrap_or_default();
    if !OF_TIMES.iter().any(|name| property.eq_ignore_ascii_case(name)) {
        return;
    }
    let Some(zone) = line.to_ascii_uppercase().find(";TZID=").map(|at| start + at + ";TZID=".len()) else {
        return;
    };
    if let Some(colon) = kept.rfind(':').filter(|&colon| colon > zone) {
        kept.insert(colon, '"');
        kept.insert(zone, '"');
    }
}

fn mark(line: &str) -> Option<Mark<'_>> {
    let (word, name) = line.split_once(':').filter(|(word, _)| word.len() <= "BEGIN".len())?;
    if word.eq_ignore_ascii_case("BEGIN") {
        Some(Mark::Begin(name.trim()))
    } else if word.eq_ignore_ascii_case("END") {
        Some(Mark::End(name.trim()))
    } else {
        None
    }
}

/// Lines without their ends, and where each begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let text = text.strip_prefix('\u{feff}').map_or((0, text), |rest| (text.len() - rest.len(), rest));
    text.1.split(end).scan(text.0, |next, line| {
        let start = *next;
        *next += line.len() + 1;
        Some((start, line.strip_suffix('\r').unwrap_or(line)))
    })
}
