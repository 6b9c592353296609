// SPDX-License-Identifier: MPL-2.0
//! The desks an entry is for.

use std::collections::BTreeMap;

use calcard::icalendar::ICalendarProperty;

use super::plain_text::plain;

use office::names::DeskId;

/// How the desks of one calendar are distinguished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskBy {
    /// The whole calendar is one desk's.
    Calendar(DeskId),
    /// Every entry is for all desks: a calendar of holidays.
    EveryDesk,
    Category(Labels),
    Location(Labels),
    Resource(Labels),
}

/// Labels in the calendar and their desks, without regard to case, kinds of spaces and how letters are composed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    desks: BTreeMap<String, DeskId>,
    others: UnlabelledEntries,
}

/// The desks of an entry without a known label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnlabelledEntries {
    /// Rather too little is lent than a booking overlooked.
    EveryDesk,
    /// The calendar also has entries of others.
    Nothing,
}

/// The desks at which an entry occupies time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AffectedDesks {
    EveryDesk,
    Desks(Vec<DeskId>),
    /// It has a label that is not configured.
    Unknown,
    Nowhere,
}

impl AffectedDesks {
    /// Whether they are all the desks that others are, or more.
    pub fn cover(&self, others: &Self) -> bool {
        match (self, others) {
            (Self::EveryDesk | Self::Unknown, _) | (_, Self::Nowhere) => true,
            (Self::Desks(desks), Self::Desks(others)) => others.iter().all(|other| desks.contains(other)),
            (Self::Desks(_) | Self::Nowhere, _) => false,
        }
    }
}

impl Labels {
    pub fn new(desks: impl IntoIterator<Item = (String, DeskId)>, others: UnlabelledEntries) -> Self {
        Self { desks: desks.into_iter().map(|(label, desk)| (plain(&label), desk)).collect(), others }
    }

    fn find<'l>(&self, labels: impl Iterator<Item = &'l str>) -> AffectedDesks {
        let mut desks = Vec::new();
        let mut labelled = false;
        for label in labels.map(plain).filter(|label| !label.is_empty()) {
            labelled = true;
            match self.desks.get(&label) {
                Some(desk) => desks.push(desk.clone()),
                None => desks.extend(listed(&label, &self.desks).unwrap_or_default()),
            }
        }
        desks.sort_unstable();
        desks.dedup();
        match self.others {
            _ if !desks.is_empty() => AffectedDesks::Desks(desks),
            UnlabelledEntries::Nothing => AffectedDesks::Nowhere,
            UnlabelledEntries::EveryDesk if labelled => AffectedDesks::Unknown,
            UnlabelledEntries::EveryDesk => AffectedDesks::EveryDesk,
        }
    }
}

impl DeskBy {
    /// The only property read besides those of time.
    pub(super) fn property(&self) -> Option<&'static str> {
        match self {
            Self::Calendar(_) | Self::EveryDesk => None,
            Self::Category(_) => Some("CATEGORIES"),
            Self::Location(_) => Some("LOCATION"),
            Self::Resource(_) => Some("RESOURCES"),
        }
    }

    pub(super) fn is(&self, property: &ICalendarProperty) -> bool {
        match self {
            Self::Calendar(_) | Self::EveryDesk => false,
            Self::Category(_) => *property == ICalendarProperty::Categories,
            Self::Location(_) => *property == ICalendarProperty::Location,
            Self::Resource(_) => *property == ICalendarProperty::Resources,
        }
    }

    pub(super) fn find<'l>(&self, labels: impl Iterator<Item = &'l str>) -> AffectedDesks {
        match self {
            Self::Calendar(desk) => AffectedDesks::Desks(vec![desk.clone()]),
            Self::EveryDesk => AffectedDesks::EveryDesk,
            Self::Category(known) | Self::Location(known) | Self::Resource(known) => known.find(labels),
        }
    }
}

/// The desks of a label that names several, where each part of it is known.
fn listed(label: &str, desks: &BTreeMap<String, DeskId>) -> Option<Vec<DeskId>> {
    let parts = label.split([',', ';', '/', '&', '+']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| desks.get(part).cloned()).collect()
}
