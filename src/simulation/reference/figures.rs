// SPDX-License-Identifier: MPL-2.0
//! What a day amounts to, counted from what happened: time at desks, bookings that were delayed, promises kept, how
//! long visits took. Held against the figures of the office, and at the end of a day against the report's.

use jiff::civil::Date;

use super::ReferenceOffice;
use office::Office;
use office::event::Event;
use office::gap::{Gap, GapState};
use office::names::{DeskId, TicketId};
use office::reason::Reason;
use office::ticket::{Ending, Promise, State, Ticket};
use office::time::{Length, TimeRange, UnixTime};

/// Somebody was served at a desk.
#[derive(Clone, Debug)]
pub(super) struct Sitting {
    pub desk: DeskId,
    pub ticket: TicketId,
    pub time: TimeRange,
    /// How late each booking began that the sitting ran into.
    pub delays: Vec<Length>,
}

/// What is remembered of a visit beside its ticket.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about the visit")]
pub(super) struct VisitRecord {
    /// It is for a later day.
    later: bool,
    was_promised: bool,
    /// The first call under a promise that was not taken back, and what was promised then.
    promised_call: Option<(UnixTime, Promise)>,
    /// Somebody came to that call, or it still stood when the promised window began.
    stands: bool,
    latest_call: Option<UnixTime>,
    /// Sent on or undone: its length is not that of one visit.
    mixed: bool,
    took: Option<Length>,
    /// What undoing the last step at a desk goes back to.
    before: Option<Box<Self>>,
}

impl VisitRecord {
    pub fn of(ticket: &Ticket) -> Self {
        let was_promised = ticket.promise.is_some() || ticket.broken_promises > 0;
        Self { was_promised, later: ticket.kept_for.is_some(), ..Self::default() }
    }

    /// A promise is kept by a call within the promised window, or by an earlier one to somebody who was there.
    fn kept(&self) -> Option<bool> {
        let (at, promise) = self.promised_call?;
        (promise.earliest <= at || self.stands).then_some(at <= promise.latest)
    }

    fn note_stands(&mut self, called: Option<UnixTime>) {
        self.stands |= called.is_some() && self.promised_call.map(|(first, _)| first) == called;
    }
}

/// The figures of a day that is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayFigures {
    pub date: Date,
    /// How late bookings began that somebody's visit ran into, in seconds, sorted.
    pub delays: Vec<i64>,
    pub bookings: usize,
    /// Of each gap, in order, the seconds in which somebody was served and how it ended.
    pub gaps: Vec<(i64, GapState)>,
    pub promises_kept: usize,
    pub promises_missed: usize,
    pub served: usize,
    /// How long visits took that can be learned from, in seconds, sorted; those on kept places by themselves.
    pub lengths: Vec<i64>,
    pub lengths_on_kept_places: Vec<i64>,
}

impl ReferenceOffice {
    /// What an event says of a visit, before it is applied.
    pub(super) fn note_visit(&mut self, event: &Event, at: UnixTime) {
        if let Event::TicketCheckedIn(ticket) = event {
            self.visits.insert(ticket.id, VisitRecord { later: false, ..VisitRecord::of(ticket) });
        }
        let Some(ticket) = event.ticket().and_then(|id| self.ticket(id)).cloned() else { return };
        let called = ticket.state.call().map(|call| call.at);
        let record = self.visits.entry(ticket.id).or_default();
        let is_step = called.is_some() || matches!(event, Event::TicketCalled { .. });
        if is_step && !matches!(event, Event::TicketRecalled { .. } | Event::StepUndone { .. }) {
            record.before = Some(Box::new(VisitRecord { before: None, ..record.clone() }));
        }
        record.was_promised |= matches!(event, Event::TicketLeft { kept: Some(_), .. });
        match event {
            Event::TicketMoved { promise, .. } | Event::PromiseBroken { promise, .. } => {
                record.was_promised |= promise.is_some();
            }
            Event::TicketCalled { .. } => {
                record.latest_call = Some(at);
                record.promised_call = record.promised_call.or(ticket.promise.map(|promise| (at, promise)));
            }
            Event::MarkedAbsent { offer: true, .. } => {
                let stands = record.stands;
                record.promised_call =
                    record.promised_call.filter(|(first, _)| stands || Some(*first) != called);
            }
            Event::CitizenArrived { .. }
            | Event::MarkedAbsent { offer: false, .. }
            | Event::TicketParked { .. }
            | Event::TicketLeft { ending: Ending::OutcomeNotRecorded, .. } => record.note_stands(called),
            Event::TicketTransferred { .. } => {
                record.note_stands(called);
                record.mixed = true;
            }
            Event::TicketCompleted { .. } => {
                record.note_stands(called);
                record.took = record.latest_call.filter(|_| !record.mixed).map(|call| at - call);
            }
            Event::TicketLeft { ending: Ending::LeftBeforeCall, .. } if !record.stands => {
                let is_early = |promise: Promise| called.is_some() && at < promise.earliest;
                record.promised_call = record.promised_call.filter(|(_, promise)| !is_early(*promise));
                record.note_stands(called);
            }
            Event::StepUndone { .. } => {
                *record = record.before.take().map_or_else(VisitRecord::default, |before| *before);
                record.mixed = true;
            }
            _ => {}
        }
    }

    /// A sitting ends, and with it what it did to the bookings that began meanwhile. Of a visit that nobody recorded it
    /// is not known until when it lasted.
    pub(super) fn sat(&mut self, desk: &DeskId, ticket: TicketId, time: TimeRange, recorded: bool) {
        let booked = self.booked(self.date).iter().filter(|booking| booking.desk == *desk && !booking.closed);
        let begun =
            booked.map(|booking| booking.time.start).filter(|start| recorded && time.contains(*start));
        let delays = begun.map(|start| time.end - start).collect();
        self.served.push(Sitting { desk: desk.clone(), ticket, time, delays });
    }

    /// The figures that the office shows.
    pub(super) fn compare_figures(&mut self, office: &Office) {
        let now = self.last_at;
        let figures = office.figures(now);
        let count = |wanted: &dyn Fn(&Ticket) -> bool| {
            u32::try_from(self.tickets.iter().filter(|ticket| wanted(ticket)).count()).unwrap_or(u32::MAX)
        };
        let standby = count(&|ticket| ticket.waits_today() && ticket.placement.is_none());
        let mut wrong = Vec::new();
        let mut compare = |what: &str, theirs: u32, ours: u32| {
            if theirs != ours {
                wrong.push(format!("the supervisor reads {what} {theirs}, and it is {ours}"));
            }
        };
        compare("standby", figures.standby, standby);
        let not_here = count(&|ticket| ticket.waits_today() && ticket.away_until.is_some());
        compare("not arrived", figures.not_arrived, not_here);
        compare("parked", figures.parked, count(&|ticket| matches!(ticket.state, State::Parked { .. })));
        compare("absent", figures.absent, count(&|ticket| matches!(ticket.state, State::Absent { .. })));
        compare("served", figures.served, count(&|ticket| matches!(ticket.state, State::Done { .. })));
        compare("promises given", figures.promises_given, count(&|ticket| self.was_promised(ticket)));
        let kept =
            count(&|ticket| self.visits.get(&ticket.id).is_some_and(|visit| visit.kept() == Some(true)));
        compare("promises kept", figures.promises_kept, kept);
        let (used, released) = self.gap_minutes(now);
        compare("gap minutes used", figures.gap_minutes_used, used);
        compare("gap minutes released", figures.gap_minutes_released, released);
        self.violations.extend(wrong);
        if let Some(told) = office.supervisor(now).advice {
            let untrue = matches!(told, Reason::PeopleStandBy { count } if count != standby);
            if untrue {
                self.violation(format!("the supervisor is advised {told:?}, and {standby} stand by"));
            }
        } else if standby > 0 {
            self.violation(format!("{standby} stand by, and the supervisor is told nothing"));
        }
    }

    fn was_promised(&self, ticket: &Ticket) -> bool {
        self.visits.get(&ticket.id).is_some_and(|visit| visit.was_promised)
    }

    /// Minutes of today's gaps in which somebody was served or is, and minutes given back.
    fn gap_minutes(&self, now: UnixTime) -> (u32, u32) {
        let minutes = |length: Length| u32::try_from(length.as_minutes()).unwrap_or(0);
        let (mut used, mut released) = (0, 0);
        for gap in self.gaps.iter().filter(|gap| self.day.contains(gap.time.start)) {
            if gap.state == GapState::Released {
                released += minutes(gap.time.length());
            } else {
                used += minutes(self.minutes_served_in(gap, now));
            }
        }
        (used, released)
    }

    /// The figures of the day that ends.
    pub(super) fn day_figures(&self, at: UnixTime) -> DayFigures {
        let with_record =
            self.tickets.iter().filter_map(|ticket| Some((ticket, self.visits.get(&ticket.id)?)));
        let visits: Vec<(&Ticket, &VisitRecord)> = with_record.filter(|(_, visit)| !visit.later).collect();
        let kept = |as_told: bool| visits.iter().filter(|(_, visit)| visit.kept() == Some(as_told)).count();
        let lengths = |of_today: bool| {
            let asked =
                visits.iter().filter(|(ticket, _)| self.day.contains(ticket.checked_in_at) == of_today);
            let mut lengths: Vec<i64> =
                asked.filter_map(|(_, visit)| visit.took).map(Length::as_seconds).collect();
            lengths.sort_unstable();
            lengths
        };
        let mut delays: Vec<i64> =
            self.served.iter().flat_map(|sat| &sat.delays).map(|late| late.as_seconds()).collect();
        delays.sort_unstable();
        let mut gaps: Vec<&Gap> = self.gaps.iter().filter(|gap| self.day.contains(gap.time.start)).collect();
        gaps.sort_unstable_by_key(|gap| gap.id);
        let gap_figure = |gap: &Gap| (self.minutes_served_in(gap, at).as_seconds(), gap.state);
        DayFigures {
            date: self.date,
            delays,
            bookings: self.booked(self.date).iter().filter(|booking| !booking.closed).count(),
            gaps: gaps.into_iter().map(gap_figure).collect(),
            promises_kept: kept(true),
            promises_missed: kept(false),
            served: self.tickets.iter().filter(|ticket| matches!(ticket.state, State::Done { .. })).count(),
            lengths: lengths(true),
            lengths_on_kept_places: lengths(false),
        }
    }
}
