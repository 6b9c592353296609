// SPDX-License-Identifier: MPL-2.0
//! What an event says of persons, apart from the rest of it, so that it can be kept elsewhere and forgotten: companion
//! and when they were a witness, needs, language, free text, and the fingerprint of a request that said so.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::closures::{Absence, SpecialDay};
use crate::event::{Event, Recorded};
use crate::free_text::FreeText;
use crate::idempotency::{Fingerprint, IdempotencyRecord};
use crate::localized_text::LocalizedText;
use crate::names::{CompanionRef, RequestKey};
use crate::reason::Reason;
use crate::setup::Features;
use crate::ticket::{Language, Ticket, Visit};

/// The parts of one event. Those that say nothing are not written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonalParts {
    /// One for each visit in the event, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<VisitParts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<FreeText>,
    /// The words of a notice of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<LocalizedText>,
    /// Those of the special days and absences that a day carries over, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closure_notes: Vec<Option<FreeText>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<Fingerprint>,
    /// Those of the requests that a day carries over, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<Option<Fingerprint>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VisitParts {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub companion: Option<CompanionRef>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub witness_on: Vec<Date>,
    #[serde(default, skip_serializing_if = "is_none")]
    pub needs: Features,
    #[serde(default, skip_serializing_if = "is_none")]
    pub features: Features,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub language: Language,
    /// All of a ticket's reasons, where one of them names a need.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
fn is_none(features: &Features) -> bool {
    *features == Features::NONE
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
fn is_usual(language: &Language) -> bool {
    *language == Language::default()
}

impl PersonalParts {
    pub fn is_empty(&self) -> bool {
        self.visits.iter().all(|visit| *visit == VisitParts::default())
            && self.note.is_none()
            && self.notice.is_none()
            && self.closure_notes.iter().all(Option::is_none)
            && self.carried.iter().all(Option::is_none)
    }

    pub fn names(&self, companion: &CompanionRef) -> bool {
        self.visits.iter().any(|visit| visit.companion.as_ref() == Some(companion))
    }

    /// What may stay for the figures when the rest is forgotten: of each companion the unit, which `unit_of` knows.
    pub fn reduced(&self, unit_of: impl Fn(&CompanionRef) -> Option<String>) -> Self {
        let unit = |companion: &CompanionRef| {
            if is_unit(companion) { companion.clone() } else { of_unit(unit_of(companion).as_deref()) }
        };
        let reduced = |visit: &VisitParts| VisitParts {
            companion: visit.companion.as_ref().map(unit),
            ..VisitParts::default()
        };
        let visits: Vec<VisitParts> = self.visits.iter().map(reduced).collect();
        let is_anyone = visits.iter().any(|visit| visit.companion.is_some());
        Self { visits: if is_anyone { visits } else { Vec::new() }, ..Self::default() }
    }

    /// Whether nothing but units of companions is left.
    pub fn is_reduced(&self) -> bool {
        let is_reduced = |visit: &VisitParts| {
            let unit = VisitParts { companion: visit.companion.clone(), ..VisitParts::default() };
            *visit == unit && visit.companion.as_ref().is_none_or(is_unit)
        };
        self.visits.iter().all(is_reduced)
            && self.note.is_none()
            && self.notice.is_none()
            && self.closure_notes.is_empty()
            && self.fingerprint.is_none()
            && self.carried.is_empty()
    }
}

const UNIT: &str = "unit-";

/// What stands in the place of every companion of a unit once they are forgotten.
pub fn of_unit(unit: Option<&str>) -> CompanionRef {
    let letters = unit.map_or_else(|| "unknown".to_owned(), letters_of);
    // An id by its form.
    format!("{UNIT}{letters}").parse().unwrap_or(CompanionRef::from("unit-unknown"))
}

/// Letters, because digits could look like a CPR number.
fn letters_of(unit: &str) -> String {
    let digest = Sha256::digest(unit.as_bytes());
    let halves = digest.iter().take(8).flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| char::from(b'a' + half)).collect()
}

/// Whether the reference is one of those that stand for a whole unit.
pub fn is_unit(companion: &CompanionRef) -> bool {
    companion.as_str().starts_with(UNIT)
}

impl Recorded {
    /// The event without what it says of persons, and that; nothing if it says nothing.
    pub fn parted(&self) -> Option<(Self, PersonalParts)> {
        if !may_say_something(&self.event) {
            return None;
        }
        let mut rest = self.clone();
        let mut parts = PersonalParts::default();
        let slots = Slots::of(&mut rest.event);
        parts.visits = slots.visits.into_iter().map(VisitSlot::take).collect();
        parts.note = slots.note.and_then(Option::take);
        parts.notice = slots.notice.and_then(Option::take);
        parts.closure_notes = slots.closure_notes.into_iter().map(Option::take).collect();
        parts.carried =
            slots.carried.into_iter().flatten().map(|(_, record)| record.fingerprint.take()).collect();
        if parts.is_empty() {
            return None;
        }
        parts.fingerprint = rest.fingerprint.take();
        Some((rest, parts))
    }

    /// Puts back what was taken apart.
    pub fn joined(mut self, parts: PersonalParts) -> Self {
        let PersonalParts { visits, note, notice, closure_notes, fingerprint, carried } = parts;
        let slots = Slots::of(&mut self.event);
        for (slot, parts) in slots.visits.into_iter().zip(visits) {
            slot.put(parts);
        }
        if let (Some(slot), Some(note)) = (slots.note, note) {
            *slot = Some(note);
        }
        if let (Some(slot), Some(notice)) = (slots.notice, notice) {
            *slot = Some(notice);
        }
        for (slot, note) in slots.closure_notes.into_iter().zip(closure_notes) {
            *slot = note;
        }
        for ((_, record), fingerprint) in slots.carried.into_iter().flatten().zip(carried) {
            record.fingerprint = fingerprint;
        }
        if fingerprint.is_some() {
            self.fingerprint = fingerprint;
        }
        self
    }
}

/// Where in an event something of persons stands.
#[derive(Default)]
struct Slots<'e> {
    visits: Vec<VisitSlot<'e>>,
    note: Option<&'e mut Option<FreeText>>,
    notice: Option<&'e mut Option<LocalizedText>>,
    closure_notes: Vec<&'e mut Option<FreeText>>,
    carried: Option<&'e mut Vec<(RequestKey, IdempotencyRecord)>>,
}

struct VisitSlot<'e> {
    visit: &'e mut Visit,
    reasons: Option<&'e mut Vec<Reason>>,
}

impl<'e> VisitSlot<'e> {
    fn of(ticket: &'e mut Ticket) -> Self {
        Self { visit: &mut ticket.visit, reasons: Some(&mut ticket.reasons) }
    }

    fn take(self) -> VisitParts {
        let Self { visit, reasons } = self;
        let needs = std::mem::take(&mut visit.needs);
        let mut parts = VisitParts {
            companion: visit.companion.take(),
            witness_on: std::mem::take(&mut visit.witness_on),
            needs,
            language: std::mem::take(&mut visit.language),
            ..VisitParts::default()
        };
        // What the desk must offer tells the needs only where there are some.
        if needs != Features::NONE {
            parts.features = std::mem::take(&mut visit.features);
            let names_one = |reason: &Reason| matches!(reason, Reason::NeedsDeskFeature { .. });
            if let Some(reasons) = reasons.filter(|reasons| reasons.iter().any(names_one)) {
                parts.reasons = std::mem::take(reasons);
            }
        }
        parts
    }

    fn put(self, parts: VisitParts) {
        let Self { visit, reasons } = self;
        let VisitParts { companion, witness_on, needs, features, language, reasons: taken } = parts;
        (visit.companion, visit.witness_on) = (companion, witness_on);
        (visit.needs, visit.language) = (needs, language);
        if needs != Features::NONE {
            visit.features = features;
        }
        if let (Some(reasons), false) = (reasons, taken.is_empty()) {
            *reasons = taken;
        }
    }
}

impl<'e> Slots<'e> {
    fn visit(slot: VisitSlot<'e>) -> Self {
        Self { visits: vec![slot], ..Self::default() }
    }

    fn note(note: &'e mut Option<FreeText>) -> Self {
        Self { note: Some(note), ..Self::default() }
    }

    fn of(event: &'e mut Event) -> Self {
        match event {
            Event::DayStarted(start) => Self {
                visits: start.tickets.iter_mut().map(VisitSlot::of).collect(),
                carried: Some(&mut start.answered),
                closure_notes: start.closures.notes_mut().collect(),
                ..Self::default()
            },
            Event::TicketCheckedIn(ticket) => Self::visit(VisitSlot::of(ticket)),
            Event::TicketTransferred { visit, note, .. } => {
                Self { note: Some(note), ..Self::visit(VisitSlot { visit, reasons: None }) }
            }
            Event::PromiseBroken { note, .. }
            | Event::TicketCalled { note, .. }
            | Event::TicketLeft { note, .. }
            | Event::UrgencyChanged { note, .. }
            | Event::GapOpened { note, .. }
            | Event::GapChanged { note, .. }
            | Event::GapEnded { note, .. }
            | Event::SpecialDaySet { day: SpecialDay { note, .. } }
            | Event::AbsencePlanned { absence: Absence { note, .. } } => Self::note(note),
            Event::DayNoticeSet { text, .. } => Self { notice: Some(text), ..Self::default() },
            // The report quotes what a trial planned and decided.
            Event::TrialPlanned(_)
            | Event::TrialReviewed { .. }
            | Event::TrialDecided { .. }
            | Event::BaselineTold { .. }
            | Event::SpecialDayRemoved { .. }
            | Event::AbsenceCancelled { .. }
            | Event::SetupChanged { .. }
            | Event::PolicyChanged { .. }
            | Event::PlanChanged { .. }
            | Event::TicketMoved { .. }
            | Event::TicketRecalled { .. }
            | Event::CitizenArrived { .. }
            | Event::MarkedAbsent { .. }
            | Event::TicketReturned { .. }
            | Event::TicketParked { .. }
            | Event::TicketCompleted { .. }
            | Event::StepUndone { .. }
            | Event::DeskOpened { .. }
            | Event::DeskLeft { .. }
            | Event::DiaryImported { .. }
            | Event::HoldConfirmed { .. }
            | Event::HoldBookedOver { .. }
            | Event::HoldRefused { .. }
            | Event::HoldLetGo { .. }
            | Event::HoldReleased { .. }
            | Event::DiaryLost { .. }
            | Event::DiaryFound
            | Event::WindowsTold { .. }
            | Event::LengthsLearned { .. }
            | Event::DayNoticeEnded
            | Event::InquiryCounted { .. }
            | Event::InquiryTakenBack { .. }
            | Event::VisitsRated(_)
            | Event::HelpAsked
            | Event::HelpAnswered
            | Event::BookingEnded { .. }
            | Event::DayEnded { .. } => Self::default(),
        }
    }
}

/// Spares a copy of the many events that say nothing of anybody.
fn may_say_something(event: &Event) -> bool {
    match event {
        Event::DayStarted(_) | Event::TicketCheckedIn(_) | Event::TicketTransferred { .. } => true,
        Event::PromiseBroken { note, .. }
        | Event::TicketCalled { note, .. }
        | Event::TicketLeft { note, .. }
        | Event::UrgencyChanged { note, .. }
        | Event::GapOpened { note, .. }
        | Event::GapChanged { note, .. }
        | Event::GapEnded { note, .. }
        | Event::SpecialDaySet { day: SpecialDay { note, .. } }
        | Event::AbsencePlanned { absence: Absence { note, .. } } => note.is_some(),
        Event::DayNoticeSet { text, .. } => text.is_some(),
        Event::TrialPlanned(_)
        | Event::TrialReviewed { .. }
        | Event::TrialDecided { .. }
        | Event::BaselineTold { .. }
        | Event::SpecialDayRemoved { .. }
        | Event::AbsenceCancelled { .. }
        | Event::SetupChanged { .. }
        | Event::PolicyChanged { .. }
        | Event::PlanChanged { .. }
        | Event::TicketMoved { .. }
        | Event::TicketRecalled { .. }
        | Event::CitizenArrived { .. }
        | Event::MarkedAbsent { .. }
        | Event::TicketReturned { .. }
        | Event::TicketParked { .. }
        | Event::TicketCompleted { .. }
        | Event::StepUndone { .. }
        | Event::DeskOpened { .. }
        | Event::DeskLeft { .. }
        | Event::DiaryImported { .. }
        | Event::HoldConfirmed { .. }
        | Event::HoldBookedOver { .. }
        | Event::HoldRefused { .. }
        | Event::HoldLetGo { .. }
        | Event::HoldReleased { .. }
        | Event::DiaryLost { .. }
        | Event::DiaryFound
        | Event::WindowsTold { .. }
        | Event::LengthsLearned { .. }
        | Event::DayNoticeEnded
        | Event::InquiryCounted { .. }
        | Event::InquiryTakenBack { .. }
        | Event::VisitsRated(_)
        | Event::HelpAsked
        | Event::HelpAnswered
        | Event::BookingEnded { .. }
        | Event::DayEnded { .. } => false,
    }
}
