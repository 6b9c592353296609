// SPDX-License-Identifier: MPL-2.0
//! Which permission each route of an office asks for: published with the route, and held against what the handlers do
//! by a test that walks them all as everybody and as nobody.

use staff::Permission;
use staff::Permission::{
    AnswerHelp, AskForHelp, ChangeCapacity, ChangePeople, CheckIn, Depart, DescribeOffice, IdentifyCompanion,
    ManageCompanions, ManageDevices, OwnSession, ReadLedger, ReadReport, ReadSecurityEvents, SeeCapacity,
    SeeQueue, SeeTicket, Serve, SetDayNotice, VoidTickets, WatchSupervisor,
};

/// Routes below `/api/offices/{office}`. Those with a key of their own (signing in, the webhook, live views) are not
/// here; a live view's permission is in `live.rs`.
const ROUTES: &[(&str, &str, Permission)] = &[
    ("get", "", DescribeOffice),
    ("get", "/advice", ChangeCapacity),
    ("get", "/advice/progress", ChangeCapacity),
    ("put", "/baseline", ChangeCapacity),
    ("get", "/bookings", SeeCapacity),
    ("put", "/bookings", ChangeCapacity),
    ("get", "/closures", SeeCapacity),
    ("put", "/closures/{date}", ChangeCapacity),
    ("delete", "/closures/{date}", ChangeCapacity),
    ("post", "/companion", IdentifyCompanion),
    ("get", "/companions", ManageCompanions),
    ("post", "/companions", ManageCompanions),
    ("delete", "/companions/{companion}", ManageCompanions),
    ("post", "/companions/{companion}/reset", ManageCompanions),
    ("get", "/condition", WatchSupervisor),
    ("post", "/desks/{desk}/absences", Serve),
    ("post", "/desks/{desk}/booking-end", Serve),
    ("delete", "/desks/{desk}/absences/{absence}", Serve),
    ("post", "/desks/{desk}/calls", Serve),
    ("get", "/desks/{desk}/queue", SeeQueue),
    ("put", "/desks/{desk}/staffing", Serve),
    ("delete", "/desks/{desk}/staffing", Serve),
    ("post", "/desks/{desk}/undo", Serve),
    ("get", "/devices", ManageDevices),
    ("post", "/devices", ManageDevices),
    ("delete", "/devices/{device}", ManageDevices),
    ("get", "/diary/sources", WatchSupervisor),
    ("get", "/gaps", SeeCapacity),
    ("post", "/gaps", ChangeCapacity),
    ("patch", "/gaps/{gap}", ChangeCapacity),
    ("delete", "/gaps/{gap}", ChangeCapacity),
    ("post", "/help", AskForHelp),
    ("delete", "/help", AnswerHelp),
    ("get", "/ledger", ReadLedger),
    ("put", "/notice", SetDayNotice),
    ("delete", "/notice", SetDayNotice),
    ("get", "/pairings/{code}", ManageDevices),
    ("get", "/people", ChangePeople),
    ("post", "/people", ChangePeople),
    ("patch", "/people/{person}", ChangePeople),
    ("post", "/people/{person}/reset", ChangePeople),
    ("delete", "/people/{person}/sessions", ChangePeople),
    ("get", "/plan", SeeCapacity),
    ("put", "/plan", ChangeCapacity),
    ("get", "/policy", SeeCapacity),
    ("put", "/policy", ChangeCapacity),
    ("get", "/report", ReadReport),
    ("get", "/report.csv", ReadReport),
    ("get", "/report.xlsx", ReadReport),
    ("get", "/report/events", ReadLedger),
    ("get", "/security-events", ReadSecurityEvents),
    ("get", "/session", DescribeOffice),
    ("delete", "/session", OwnSession),
    ("get", "/tickets", SeeQueue),
    ("post", "/tickets", CheckIn),
    ("delete", "/tickets", CheckIn),
    ("get", "/tickets/voiding", VoidTickets),
    ("post", "/tickets/voiding", VoidTickets),
    ("get", "/tickets/{ticket}", SeeTicket),
    ("post", "/tickets/{ticket}/absence", Serve),
    ("post", "/tickets/{ticket}/arrival", Serve),
    ("post", "/tickets/{ticket}/call", Serve),
    ("post", "/tickets/{ticket}/completion", Serve),
    ("post", "/tickets/{ticket}/departure", Depart),
    ("post", "/tickets/{ticket}/next-day", Serve),
    ("post", "/tickets/{ticket}/parking", Serve),
    ("post", "/tickets/{ticket}/recall", Serve),
    ("post", "/tickets/{ticket}/return", Serve),
    ("post", "/tickets/{ticket}/transfer", Serve),
    ("get", "/trials", SeeCapacity),
    ("post", "/trials", ChangeCapacity),
    ("post", "/trials/{trial}/decision", ChangeCapacity),
    ("post", "/trials/{trial}/reviews", ChangeCapacity),
];

/// The permission of a route, by its method and whole path; nothing for one with a key of its own.
pub fn permission_of(method: &str, path: &str) -> Option<Permission> {
    let path = path.strip_prefix("/api/offices/{office}")?;
    ROUTES.iter().find(|(of, known, _)| *of == method && *known == path).map(|(_, _, permission)| *permission)
}
