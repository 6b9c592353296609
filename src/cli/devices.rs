// SPDX-License-Identifier: MPL-2.0
//! `mintur devices`: kiosks, boards and desks' screens, from the command line. A running server knows of a change
//! within a second.

use clap::Subcommand;
use jiff::Timestamp;
use serde::Serialize;

use super::failure::Failure;
use super::people_file::{BY, OpenPeopleFile, PeopleFileArgs};
use super::{log, say, say_json};
use config::{LogFormat, LogLevel};
use office::names::{Actor, DeskId, OfficeId};
use office::time::UnixTime;
use staff::{ConfirmedPairing, Device, DeviceScreen, PairingCode};

#[derive(Debug, clap::Args)]
pub(super) struct DevicesArgs {
    #[command(subcommand)]
    act: DevicesCommand,
    #[command(flatten)]
    file: PeopleFileArgs,
}

#[derive(Debug, Subcommand)]
enum DevicesCommand {
    /// Show every device that was paired, and when it was last seen
    List,
    /// Let the screen that shows a code in
    Confirm {
        /// The code on the screen, as KTR-WXD
        code: String,
        /// What the screen shows: kiosk, board or desk
        #[arg(long, value_parser = screen)]
        role: DeviceScreen,
        /// Where it stands, as the ledger is to name it: entrance
        #[arg(long)]
        name: String,
        /// The desk that a desk's screen belongs to
        #[arg(long)]
        desk: Option<String>,
        /// Take the place of the device that has this name now
        #[arg(long)]
        replace: bool,
    },
    /// Take a device's access away; its screen closes
    Revoke { name: String },
}

#[derive(Serialize)]
struct DevicesJson {
    office: OfficeId,
    #[serde(flatten)]
    shown: ShownDevices,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum ShownDevices {
    Device(DeviceJson),
    Devices(Vec<DeviceJson>),
}

#[derive(Serialize)]
struct DeviceJson {
    actor: Actor,
    name: String,
    role: &'static str,
    desk: Option<DeskId>,
    paired_at: String,
    paired_by: String,
    seen_at: Option<String>,
    revoked_at: Option<String>,
    outages: Vec<OutageJson>,
}

#[derive(Serialize)]
struct OutageJson {
    from: String,
    to: String,
}

pub(super) fn run(args: &DevicesArgs) -> Result<(), Failure> {
    log::start(LogLevel::Error, LogFormat::Auto);
    let file = args.file.open()?;
    let (text, json) = match &args.act {
        DevicesCommand::List => list(&file)?,
        DevicesCommand::Confirm { code, role, name, desk, replace } => {
            let code: PairingCode = code.parse().map_err(Failure::from_error)?;
            let desk = desk.as_deref().map(|desk| known_desk(&file, desk)).transpose()?;
            let device = ConfirmedPairing { screen: *role, name: name.clone(), desk, replace: *replace };
            file.people.confirm_pairing(&code, &device, &Actor::from(BY)).map_err(Failure::from_error)?;
            one(&file, name)?
        }
        DevicesCommand::Revoke { name } => {
            if !file.people.revoke_device(name, &Actor::from(BY)).map_err(Failure::from_error)? {
                return Err(Failure::new(format!(
                    "no device «{name}» is let in; «mintur devices list» shows all of them"
                )));
            }
            one(&file, name)?
        }
    };
    if args.file.json { say_json(&json) } else { say(&text) }
}

fn known_desk(file: &OpenPeopleFile, desk: &str) -> Result<DeskId, Failure> {
    let desks: Vec<&str> = file.setup.desks.iter().map(|desk| desk.id.as_str()).collect();
    let known = desk.parse().ok().filter(|wanted| file.setup.desk(wanted).is_some());
    known.ok_or_else(|| {
        Failure::new(format!("there is no desk «{desk}»; the office has: {}", desks.join(", ")))
    })
}

fn list(file: &OpenPeopleFile) -> Result<(String, DevicesJson), Failure> {
    let people = file.people.current();
    let mut devices: Vec<&Device> = people.devices().collect();
    devices.sort_by(|one, other| one.id.cmp(&other.id));
    let lines: Vec<String> = devices.iter().map(|device| line(device)).collect();
    let text = if lines.is_empty() {
        "No device was paired yet: open its page, and confirm the code it shows.".to_owned()
    } else {
        lines.join("\n")
    };
    let devices =
        devices.iter().map(|device| described(file, device)).collect::<Result<Vec<_>, Failure>>()?;
    let office = file.setup.id.clone();
    Ok((text, DevicesJson { office, shown: ShownDevices::Devices(devices) }))
}

fn one(file: &OpenPeopleFile, name: &str) -> Result<(String, DevicesJson), Failure> {
    let people = file.people.current();
    let device = people.devices().find(|device| device.id == name);
    let device = device.ok_or_else(|| Failure::new(format!("there is no device «{name}»")))?;
    let shown = ShownDevices::Device(described(file, device)?);
    Ok((line(device), DevicesJson { office: file.setup.id.clone(), shown }))
}

fn line(device: &Device) -> String {
    let desk = device.desk.as_ref().map(|desk| format!(" of desk {desk}")).unwrap_or_default();
    let seen = device.seen_at().map_or("not seen yet".to_owned(), |seen| format!("seen {}", moment(seen)));
    let state = match device.revoked_at {
        Some(at) => format!("without access since {}", moment(at)),
        None => seen,
    };
    let paired = moment(device.paired_at);
    format!("{}{desk}: {state}; paired {paired} by {}", device.actor(), device.paired_by)
}

fn described(file: &OpenPeopleFile, device: &Device) -> Result<DeviceJson, Failure> {
    let outages = file.people.outages(&device.id).map_err(Failure::from_error)?;
    Ok(DeviceJson {
        actor: device.actor(),
        name: device.id.clone(),
        role: device.role.name(),
        desk: device.desk.clone(),
        paired_at: moment(device.paired_at),
        paired_by: device.paired_by.clone(),
        seen_at: device.seen_at().map(moment),
        revoked_at: device.revoked_at.map(moment),
        outages: outages
            .iter()
            .map(|outage| OutageJson { from: moment(outage.from), to: moment(outage.to) })
            .collect(),
    })
}

fn moment(at: UnixTime) -> String {
    Timestamp::from_second(at.unix()).map(|at| at.to_string()).unwrap_or_default()
}

fn screen(text: &str) -> Result<DeviceScreen, String> {
    // A desk's screen has the rights of a clerk.
    let name = if text == "clerk" { "desk" } else { text };
    DeviceScreen::named(name).ok_or_else(|| "one of kiosk, board, desk".to_owned())
}
