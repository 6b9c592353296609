//! Which desk an entry is for.

use std::collections::BTreeMap;

use calcard::icalendar::ICalendarProperty;

use office::names::DeskId;

/// What tells the desks of one calendar apart.
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

/// Labels as they stand in the calendar, and the desks they mean. Case and spaces around do not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    desks: BTreeMap<String, DeskId>,
    others: Others,
}

/// What an entry with none of the known labels takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// Better too little lent than a booking overlooked.
    EveryDesk,
    /// The calendar also holds what is not this office's.
    Nothing,
}

/// Where an entry takes time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Where {
    EveryDesk,
    Desks(Vec<DeskId>),
    /// It has a label, and not one of ours.
    Unknown,
    Nowhere,
}

impl Labels {
    pub fn new(desks: impl IntoIterator<Item = (String, DeskId)>, others: Others) -> Self {
        Self { desks: desks.into_iter().map(|(label, desk)| (plain(&label), desk)).collect(), others }
    }

    fn find<'l>(&self, labels: impl Iterator<Item = &'l str>) -> Where {
        let mut desks = Vec::new();
        let mut labelled = false;
        for label in labels.map(plain).filter(|label| !label.is_empty()) {
            labelled = true;
            desks.extend(self.desks.get(&label).cloned());
        }
        desks.sort_unstable();
        desks.dedup();
        match self.others {
            _ if !desks.is_empty() => Where::Desks(desks),
            Others::Nothing => Where::Nowhere,
            Others::EveryDesk if labelled => Where::Unknown,
            Others::EveryDesk => Where::EveryDesk,
        }
    }
}

impl DeskBy {
    /// The only property, beside those of time, that is read at all.
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

    pub(super) fn find<'l>(&self, labels: impl Iterator<Item = &'l str>) -> Where {
        match self {
            Self::Calendar(desk) => Where::Desks(vec![desk.clone()]),
            Self::EveryDesk => Where::EveryDesk,
            Self::Category(known) | Self::Location(known) | Self::Resource(known) => known.find(labels),
        }
    }
}

fn plain(label: &str) -> String {
    label.trim().to_lowercase()
}
