// SPDX-License-Identifier: MPL-2.0
//! Finds the components of a text. A component without an end, without a beginning or with two of them is read as what
//! it is, so that one broken entry never swallows itself or its neighbours.

use super::lines::{Line, Mark, unfolded};
use super::{CalendarError, CalendarLimits};

/// Components that occupy no time. Others with a DTSTART are entries whose name is damaged.
const TIMELESS: &[&str] = &[
    concat!("VTO", "DO"),
    "VJOURNAL",
    "VALARM",
    "VAVAILABILITY",
    "AVAILABLE",
    "VPOLL",
    "STANDARD",
    "DAYLIGHT",
    "VVENUE",
    "VCARD",
    "VNOTE",
];
const BEGINS_TWICE: &str = "it begins twice; both were read";

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
    pub kind: Kind,
    pub start: usize,
    end: usize,
    /// What is wrong with it as a whole.
    pub damage: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Event,
    Busy,
    Zone,
    /// A component that occupies no time.
    Other,
    /// A component that nobody knows.
    Unknown,
}

/// What a scan knows at a line.
struct Scan {
    found: Pieces,
    open: Option<Open>,
    calendar: Calendar,
    most: usize,
    /// Behind the last BEGIN or END.
    boundary: (usize, usize),
}

struct Open {
    piece: Piece,
    depth: usize,
    named: bool,
    started: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Calendar {
    None,
    Open,
    Ended,
}

impl Pieces {
    pub fn of(text: &str, limits: CalendarLimits) -> Result<Self, CalendarError> {
        if text.len() > limits.bytes {
            return Err(CalendarError::TooLarge(limits.bytes));
        }
        let mut scan = Scan {
            found: Self::default(),
            open: None,
            calendar: Calendar::None,
            most: limits.components,
            boundary: (1, 0),
        };
        for line in unfolded(text) {
            scan.line(&line)?;
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
    fn line(&mut self, line: &Line<'_>) -> Result<(), CalendarError> {
        let (mark, damage) = match line.mark() {
            Some(mark) => (Some(mark), None),
            None => (line.damaged_mark(), Some("letters stand before its BEGIN; it was read")),
        };
        match mark {
            Some(Mark::Begin(name)) => self.begin(name, line, damage)?,
            Some(Mark::End(name)) => self.end(name, line.start)?,
            None => return self.property(line),
        }
        self.boundary = (line.number, line.end);
        Ok(())
    }

    fn begin(
        &mut self,
        name: &str,
        line: &Line<'_>,
        damage: Option<&'static str>,
    ) -> Result<(), CalendarError> {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        let kind = match () {
            () if is("VCALENDAR") => None,
            () if is("VEVENT") => Some(Kind::Event),
            () if is("VFREEBUSY") => Some(Kind::Busy),
            () if is("VTIMEZONE") => Some(Kind::Zone),
            () if is(concat!("VTO", "DO")) || is("VJOURNAL") => Some(Kind::Other),
            () => {
                let private = name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("X-"));
                let timeless = private || TIMELESS.iter().any(|known| is(known));
                let kind = if timeless { Kind::Other } else { Kind::Unknown };
                match &mut self.open {
                    Some(open) => open.depth += 1,
                    None => self.open = Some(Open::at(kind, (line.number, line.end), damage)),
                }
                return Ok(());
            }
        };
        self.close(line.start, false)?;
        match kind {
            Some(kind) => self.open = Some(Open::at(kind, (line.number, line.end), damage)),
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
            Some(open) if open.depth > 0 && !open.piece.kind.is(name) => open.depth -= 1,
            Some(open) => {
                let whole = open.piece.kind.is(name);
                self.close(at, whole)?;
            }
            None => {}
        }
        Ok(())
    }

    /// A second start within an entry, or one outside of any, begins an entry.
    fn property(&mut self, line: &Line<'_>) -> Result<(), CalendarError> {
        let (uid, start) = (line.is(&["UID"]), line.is(&["DTSTART"]));
        let begun = start || line.is(&["DTEND", "DURATION", "RRULE", "RECURRENCE-ID"]);
        match &mut self.open {
            None if begun && self.calendar == Calendar::Open => {
                let mut open =
                    Open::at(Kind::Event, self.boundary, Some("an entry has no BEGIN; it was read"));
                open.started = start;
                self.open = Some(open);
            }
            Some(open) if open.piece.kind == Kind::Event && open.depth == 0 => {
                let again = (start || uid && open.named) && open.started;
                if again {
                    open.piece.damage.get_or_insert(BEGINS_TWICE);
                    self.close(line.start, true)?;
                    let begin = (line.number, line.start);
                    self.open = Some(Open {
                        named: uid,
                        started: start,
                        ..Open::at(Kind::Event, begin, Some(BEGINS_TWICE))
                    });
                } else {
                    open.named |= uid;
                    open.started |= start;
                }
            }
            Some(open) => open.started |= start && open.piece.kind == Kind::Unknown,
            None => {}
        }
        Ok(())
    }

    fn close(&mut self, at: usize, whole: bool) -> Result<(), CalendarError> {
        let Some(Open { mut piece, started, .. }) = self.open.take() else { return Ok(()) };
        piece.end = at;
        if !whole {
            piece.damage = Some("the entry is not ended; what there is of it was read");
        }
        let of_kind = match piece.kind {
            Kind::Event => &mut self.found.events,
            Kind::Busy => &mut self.found.busy,
            Kind::Zone => &mut self.found.zones,
            Kind::Unknown if started => {
                piece.damage = Some("nobody knows this kind of entry; its time was taken");
                &mut self.found.events
            }
            Kind::Other | Kind::Unknown => return Ok(()),
        };
        of_kind.push(piece);
        if self.found.count() > self.most { Err(CalendarError::TooManyEntries(self.most)) } else { Ok(()) }
    }
}

impl Open {
    fn at(kind: Kind, (line, start): (usize, usize), damage: Option<&'static str>) -> Self {
        let piece = Piece { line, kind, start, end: start, damage };
        Self { piece, depth: 0, named: false, started: false }
    }
}

impl Kind {
    fn is(self, name: &str) -> bool {
        match self {
            Self::Event => name.eq_ignore_ascii_case("VEVENT"),
            Self::Busy => name.eq_ignore_ascii_case("VFREEBUSY"),
            Self::Zone => name.eq_ignore_ascii_case("VTIMEZONE"),
            Self::Other | Self::Unknown => true,
        }
    }
}

impl Piece {
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Its own lines. Where a part of it has no end, all of them.
    pub fn lines<'t>(&self, text: &'t str) -> impl Iterator<Item = Line<'t>> {
        let ended = unfolded(self.text(text)).try_fold(0_usize, |depth, line| match line.mark() {
            Some(Mark::Begin(_)) => Some(depth + 1),
            Some(Mark::End(_)) => depth.checked_sub(1),
            None => Some(depth),
        });
        let whole = ended == Some(0);
        let mut depth = 0_usize;
        unfolded(self.text(text)).filter(move |line| {
            match line.mark() {
                Some(Mark::Begin(_)) => depth += 1,
                Some(Mark::End(_)) => depth = depth.saturating_sub(1),
                // The length of an alarm is no length of the entry.
                None => return depth == 0 || !whole && !line.is(&["DURATION", "UID"]),
            }
            false
        })
    }
}
