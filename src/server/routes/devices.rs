// SPDX-License-Identifier: MPL-2.0
//! Devices, for those who lead: which are let in and how each is doing, letting one in, and taking its access away.

use std::sync::Arc;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::live::presence::Seen;
use crate::people_file::{failed, in_people_file};
use crate::problem::{Code, NamedIn, Problem, unknown_desk, unknown_pairing};
use crate::request::body::Unread;
use crate::request::context::{OfficeScope, RequestContext};
use crate::request::ids::desk_id;
use crate::request::route_permission::permit;
use crate::routes::pairing::{refused, screen_of};
use crate::state::AppState;
use api::devices::{DeviceBody, DeviceJson, DevicesResponse, OutageJson};
use api::time::TimeJson;
use office::names::{Actor, DeskId};
use office::time::UnixTime;
use staff::{ConfirmedPairing, Device, Outage, PairingCode, Permission, Role};

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(permit(Permission::ManageDevices, routes!(list_devices, confirm_device)))
        .routes(permit(Permission::ManageDevices, routes!(revoke_device)))
}

/// Lists the devices that have or had access, and the state of each.
#[utoipa::path(get, path = "/api/offices/{office}/devices", tag = "devices",
    responses((status = 200, description = "The devices", body = DevicesResponse)))]
async fn list_devices(context: RequestContext) -> Result<Json<DevicesResponse>, Problem> {
    let office = context.office()?;
    let people = office.state().hosted.people.current();
    let paired = people.devices().map(|device| paired_json(&office, device));
    let access = office.access();
    let in_file = access.identities().filter(|identity| is_device(identity.role));
    let in_file = in_file.map(|identity| in_file_json(&office, &identity.actor, identity.role));
    let mut devices: Vec<DeviceJson> = paired.chain(in_file).collect();
    // Those that are let in first, each kind by its name.
    devices.sort_by(|one, other| {
        (one.revoked_at.is_some(), &one.actor).cmp(&(other.revoked_at.is_some(), &other.actor))
    });
    devices.dedup_by(|one, other| one.actor == other.actor && one.name.is_none());
    Ok(Json(DevicesResponse { devices }))
}

/// Gives access to the screen that shows a pairing code.
#[utoipa::path(post, path = "/api/offices/{office}/devices", tag = "devices", request_body = DeviceBody,
    responses((status = 201, description = "The device", body = DeviceJson)))]
async fn confirm_device(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let DeviceBody { code, screen, name, desk, replace } = body.json().await?;
    let code: PairingCode = code.parse().map_err(|_| unknown_pairing())?;
    let desk = desk.map(|desk| desk_id(&desk, NamedIn::Body)).transpose()?;
    if let Some(desk) = desk.clone()
        && !office.read(move |office, _| office.setup().desk(&desk).is_some()).await?
    {
        return Err(unknown_desk(NamedIn::Body));
    }
    let device = ConfirmedPairing { screen: screen_of(screen), name: name.clone(), desk, replace };
    let by = office.actor().clone();
    let people = &office.state().hosted.people;
    let confirmed = in_people_file(people, move |people| people.confirm_pairing(&code, &device, &by)).await?;
    confirmed.map_err(|error| refused(&error))?;
    Ok((StatusCode::CREATED, Json(device_json(&office, &name)?)).into_response())
}

/// Revokes a device's access; its screens close.
#[utoipa::path(delete, path = "/api/offices/{office}/devices/{device}", tag = "devices",
    responses((status = 200, description = "The device", body = DeviceJson)))]
async fn revoke_device(context: RequestContext) -> Result<Json<DeviceJson>, Problem> {
    let office = context.office()?;
    let (name, by) = (context.device().to_owned(), office.actor().clone());
    let people = &office.state().hosted.people;
    let revoked = {
        let name = name.clone();
        in_people_file(people, move |people| people.revoke_device(&name, &by)).await?
    };
    if revoked.map_err(|failure| failed(&failure))? {
        device_json(&office, &name).map(Json)
    } else {
        Err(no_such_device())
    }
}

fn no_such_device() -> Problem {
    Problem::new(Code::UnknownDevice, "No device of this name is let in.")
}

/// The roles of tokens that stand for a machine.
const fn is_device(role: Role) -> bool {
    match role {
        Role::Kiosk | Role::Board => true,
        Role::Companion
        | Role::UnitLead
        | Role::Clerk
        | Role::Supervisor
        | Role::Administrator
        | Role::Management
        | Role::Auditor => false,
    }
}

fn device_json(office: &OfficeScope<'_>, name: &str) -> Result<DeviceJson, Problem> {
    let people = office.state().hosted.people.current();
    let device = people.devices().find(|device| device.id == name);
    device.map(|device| paired_json(office, device)).ok_or_else(no_such_device)
}

fn paired_json(office: &OfficeScope<'_>, device: &Device) -> DeviceJson {
    let at = |moment: UnixTime| TimeJson::of(moment, office.zone());
    DeviceJson {
        name: Some(device.id.clone()),
        desk: device.desk.as_ref().map(DeskId::to_string),
        paired_at: Some(at(device.paired_at)),
        paired_by: Some(device.paired_by.clone()),
        revoked_at: device.revoked_at.map(at),
        seen_at: device.seen_at().map(at),
        ..in_file_json(office, &device.actor(), device.role)
    }
}

fn in_file_json(office: &OfficeScope<'_>, actor: &Actor, role: Role) -> DeviceJson {
    let Seen { open_screens, at: last_seen, pages, sound, outages } = office.state().presence.seen(actor);
    let page = page_of(role).and_then(|page| office.page_version(page));
    DeviceJson {
        actor: actor.to_string(),
        name: None,
        role: role.to_string(),
        desk: None,
        paired_at: None,
        paired_by: None,
        revoked_at: None,
        seen_at: last_seen.map(|seen| TimeJson::of(seen, office.zone())),
        open_screens,
        page_is_current: page
            .filter(|_| !pages.is_empty())
            .map(|page| pages.iter().all(|open| *open == page)),
        sound,
        outages: outages.iter().map(|outage| outage_json(office, outage)).collect(),
    }
}

/// The page that a device of this role shows.
const fn page_of(role: Role) -> Option<&'static str> {
    match role {
        Role::Kiosk => Some("kiosk"),
        Role::Board => Some("board"),
        Role::Clerk => Some("desk"),
        Role::Companion
        | Role::UnitLead
        | Role::Supervisor
        | Role::Administrator
        | Role::Management
        | Role::Auditor => None,
    }
}

fn outage_json(office: &OfficeScope<'_>, outage: &Outage) -> OutageJson {
    let Outage { from, to } = *outage;
    OutageJson { from: TimeJson::of(from, office.zone()), to: TimeJson::of(to, office.zone()) }
}
