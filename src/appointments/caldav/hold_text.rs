// SPDX-License-Identifier: MPL-2.0
//! The text of a hold: a time that is taken. No organiser and no attendee, so that no server sends an invitation.

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarStatus,
    ICalendarTransparency, ICalendarValue,
};

use super::CalDavSource;
use crate::ical::DeskBy;
use crate::port::HoldRequest;
use crate::server_mark::ServerMark;
use office::time::{TimeRange, UnixTime};

pub(super) const KIND: &str = "text/calendar; charset=utf-8; component=VEVENT";
/// Every time a hold could have: 1970 to 2200.
pub(super) const EVER: TimeRange = TimeRange::new(UnixTime::from_unix(0), UnixTime::from_unix(7_258_118_400));
const OURS: &str = "FRIHOLDT";
/// Which server wrote a hold.
const WRITER: &str = "X-MINTUR-SERVER";
const PRODUCT: &str = "-//Mintur//Friholdt tid//DA";

pub(super) fn write(request: &HoldRequest, uid: &str, source: &CalDavSource, label: Option<&str>) -> String {
    use ICalendarProperty as P;
    let mut event = ICalendarComponent::new(ICalendarComponentType::VEvent);
    event.add_uid(uid);
    event.add_dtstamp(PartialDateTime::now());
    event.add_property(P::Dtstart, utc(request.time.start));
    event.add_property(P::Dtend, utc(request.time.end));
    event.add_property(P::Summary, ICalendarValue::Text(source.title.clone()));
    let status = if request.in_use { ICalendarStatus::Confirmed } else { ICalendarStatus::Tentative };
    event.add_property(P::Status, ICalendarValue::Status(status));
    event.add_property(P::Transp, ICalendarValue::Transparency(ICalendarTransparency::Opaque));
    event.add_property(P::Categories, ICalendarValue::Text(OURS.to_owned()));
    if let (Some(property), Some(label)) = (says_desk(&source.desks), label) {
        event.add_property(property, ICalendarValue::Text(label.to_owned()));
    }
    event.add_property(P::Other(WRITER.to_owned()), ICalendarValue::Text(source.mark.to_string()));
    let mut calendar = ICalendarComponent::new(ICalendarComponentType::VCalendar);
    calendar.add_property(P::Version, ICalendarValue::Text("2.0".to_owned()));
    calendar.add_property(P::Prodid, ICalendarValue::Text(PRODUCT.to_owned()));
    calendar.component_ids.push(1);
    ICalendar { components: vec![calendar, event] }.to_string()
}

/// Whether a hold says that another server wrote it. One of an earlier version says nothing.
pub(super) fn is_of_another(text: &str, mark: ServerMark) -> bool {
    let mut writers = text.lines().filter_map(|line| line.split_once(':'));
    writers.any(|(name, writer)| name.eq_ignore_ascii_case(WRITER) && writer.trim() != mark.to_string())
}

fn utc(moment: UnixTime) -> ICalendarValue {
    ICalendarValue::PartialDateTime(Box::new(PartialDateTime::from_utc_timestamp(moment.unix())))
}

/// The property that names the desk.
fn says_desk(desks: &DeskBy) -> Option<ICalendarProperty> {
    match desks {
        DeskBy::Calendar(_) | DeskBy::EveryDesk => None,
        DeskBy::Category(_) => Some(ICalendarProperty::Categories),
        DeskBy::Location(_) => Some(ICalendarProperty::Location),
        DeskBy::Resource(_) => Some(ICalendarProperty::Resources),
    }
}
