// SPDX-License-Identifier: MPL-2.0
//! Live views: one small task per connection, the newest view each time, and never a queue. A screen that
//! sleeps finds the newest view when it wakes; one that takes nothing for three seconds is let go.

pub(crate) mod connection_permit;
pub(crate) mod live_message;
pub(crate) mod presence;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::PathRejection;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use bytes::Bytes;
use serde::Deserialize;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::live::connection_permit::ConnectionPermit;
use crate::live::presence::{OpenScreen, ScreenKind};
use crate::pages::branding::SharedBranding;
use crate::people_file::machine_now;
use crate::problem::{NamedIn, Problem, no_answer, unknown_desk, unknown_ticket};
use crate::request::client_address::ClientAddress;
use crate::request::identity::{KnownSender, Sender};
use crate::request::ids::desk_id;
use crate::request::own_desk;
use crate::state::{AppState, OfficeState};
use api::live::{Heartbeat, HeartbeatAnswer};
use api::reason::Reader;
use office::calendar::Zone;
use office::names::{OfficeId, Secret, TicketId};
use office::ticket::Language;
use runtime::handle::OfficeHandle;
use runtime::noticeboard::{Newest, Notice, Topic};
use staff::{Credential, Permission, Role};

/// Every screen, also the one in a citizen's hand, says within five seconds that the server is silent.
const HEARTBEAT: Duration = Duration::from_secs(2);
const SILENT: Duration = Duration::from_secs(30);
const STALLED: Duration = Duration::from_secs(3);
/// The code a view is closed with when its watcher is no longer authorized (4000 to 4999 are a program's own).
const CLOSE_UNAUTHORIZED: u16 = 4401;
/// A client says no more than «heartbeat».
const LONGEST_MESSAGE: usize = 16 * 1024;
/// What each connection keeps for reading: a heartbeat or a pong is a few bytes, and a longer message comes
/// in pieces.
const READ_BUFFER: usize = 512;

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new().routes(routes!(watch))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ViewQuery {
    /// `board`, `kiosk`, `supervisor`, `desk:{desk}`, `ticket:{id}`, or `ticket:{secret}` without a token.
    #[param(required)]
    view: Option<String>,
}

/// Opens a websocket with a live view: `board`, `kiosk`, `supervisor`, `desk:{desk}`, `ticket:{id or secret}`.
#[utoipa::path(get, path = "/api/offices/{office}/live", tag = "live",
    params(ViewQuery), security((), ("token" = [])),
    responses((status = 101, description = "Messages `{\"boot\",\"seq\",\"view\",\"speed\",\"state\"}` and \
        `{\"heartbeat\":time,\"branding\"}`; answer `{\"heartbeat\":seq}`")))]
async fn watch(
    State(state): State<Arc<AppState>>,
    office: Result<Path<String>, PathRejection>,
    Query(query): Query<ViewQuery>,
    sender: Sender,
    client: Option<Extension<ClientAddress>>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    let office = state.office_addressed(office)?;
    let view = query.view.unwrap_or_default();
    let topic = topic(office, &view, &sender).await?;
    let upgrade = upgrade.map_err(|_| Problem::bad_request("Open this address as a websocket."))?;
    let reader = Reader { language: Language::Da, zone: &office.hosted.zone };
    let permit = ConnectionPermit::take(&state, &topic, &sender, client.map(|Extension(client)| client))?;
    let notices = office.hosted.handle.watch(&topic).map_err(|no| no_answer(no, NamedIn::Body, &reader))?;
    let screen = Screen {
        notices,
        handle: office.hosted.handle.clone(),
        zone: office.hosted.zone.clone(),
        received_at: Instant::now(),
        open: open_screen(office, &topic, &sender).map(Box::new),
        watcher: Watcher::of(office, &sender).map(Box::new),
        branding: (!matches!(topic, Topic::Ticket(_))).then(|| Arc::clone(&office.hosted.branding)),
        office: office.id.clone(),
        permit,
    };
    let upgrade = upgrade
        .protocols(["mintur"])
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_write_buffer_size(1024 * 1024)
        .max_message_size(LONGEST_MESSAGE)
        .max_frame_size(LONGEST_MESSAGE);
    Ok(upgrade.on_upgrade(|socket| screen.run(socket)))
}

/// A screen that a device shows: known from now on to be open.
fn open_screen(office: &OfficeState, topic: &Topic, sender: &Sender) -> Option<OpenScreen> {
    let Sender::Known(known) = sender else { return None };
    let KnownSender { identity, .. } = &**known;
    let device = match &identity.credential {
        Credential::Device { id, .. } => Some(id.clone()),
        Credential::AccessFile => None,
        Credential::Session { .. } => return None,
    };
    let kind = match topic {
        Topic::Board if identity.role == Role::Board => ScreenKind::Board,
        Topic::Board | Topic::Kiosk | Topic::Supervisor | Topic::Desk(_) | Topic::Ticket(_) => {
            ScreenKind::Other
        }
    };
    let (open, outage) = office.presence.open(identity.actor.clone(), kind, machine_now);
    if let (Some(device), Some(outage)) = (device, outage) {
        let people = Arc::clone(&office.hosted.people);
        tokio::task::spawn_blocking(move || {
            if let Err(failure) = people.record_outage(&device, outage) {
                tracing::error!(%failure, "that a device was away could not be written");
            }
        });
    }
    Some(open)
}

/// What the connection wants to watch, if it may.
async fn topic(office: &OfficeState, view: &str, sender: &Sender) -> Result<Topic, Problem> {
    let may = |permission| sender.authorize(permission).map(|_| ());
    match view.split_once(':') {
        None if view == "board" => may(Permission::WatchBoard).map(|()| Topic::Board),
        None if view == "kiosk" => may(Permission::WatchKiosk).map(|()| Topic::Kiosk),
        None if view == "supervisor" => may(Permission::WatchSupervisor).map(|()| Topic::Supervisor),
        Some(("desk", desk)) => {
            let known = sender.authorize(Permission::WatchDesk)?;
            let desk = desk_id(desk, NamedIn::Path)?;
            own_desk::check(&known.identity, &desk)?;
            let wanted = desk.clone();
            let known = read(office, move |office| office.setup().desk(&wanted).is_some()).await?;
            if known { Ok(Topic::Desk(desk)) } else { Err(unknown_desk(NamedIn::Path)) }
        }
        Some(("ticket", ticket)) => ticket_topic(office, ticket, sender).await,
        _ => Err(Problem::bad_request(
            "view: one of board, kiosk, supervisor, desk:{desk}, ticket:{id}, ticket:{secret}.",
        )),
    }
}

/// By its id for staff, or by its secret for whoever has it.
async fn ticket_topic(office: &OfficeState, ticket: &str, sender: &Sender) -> Result<Topic, Problem> {
    let id = Uuid::try_parse(ticket).map_err(|_| unknown_ticket())?;
    let (by_secret, by_id) =
        read(office, move |office| (office.by_secret(Secret(id)), office.ticket(TicketId(id)).is_some()))
            .await?;
    if let Some(ticket) = by_secret {
        return Ok(Topic::Ticket(ticket));
    }
    sender.authorize(Permission::WatchTicket)?;
    if by_id { Ok(Topic::Ticket(TicketId(id))) } else { Err(unknown_ticket()) }
}

async fn read<T: Send + 'static>(
    office: &OfficeState,
    read: impl FnOnce(&office::Office) -> T + Send + 'static,
) -> Result<T, Problem> {
    let reader = Reader { language: Language::Da, zone: &office.hosted.zone };
    office
        .hosted
        .handle
        .read(|office, _| read(office))
        .await
        .map_err(|no| no_answer(no, NamedIn::Body, &reader))
}

/// One connection, as long as it lasts.
struct Screen {
    notices: watch::Receiver<Newest>,
    handle: OfficeHandle,
    zone: Zone,
    received_at: Instant,
    /// Where the screen is a device's.
    open: Option<Box<OpenScreen>>,
    /// Nobody for a citizen's ticket page: its address is its key.
    watcher: Option<Box<Watcher>>,
    office: OfficeId,
    /// Not for a citizen's page, which is too short-lived.
    branding: Option<Arc<SharedBranding>>,
    permit: ConnectionPermit,
}

/// Who watches: when they are no longer authorized, the view ends.
struct Watcher {
    office: OfficeId,
    sender: Arc<KnownSender>,
}

impl Watcher {
    fn of(office: &OfficeState, sender: &Sender) -> Option<Self> {
        let Sender::Known(sender) = sender else { return None };
        Some(Self { office: office.id.clone(), sender: Arc::clone(sender) })
    }

    fn is_still_authorized(&self, state: &AppState) -> bool {
        let office = state.offices.get(&self.office);
        office.is_some_and(|office| self.sender.is_still_authorized(&office.hosted))
    }
}

/// The connection has ended, whatever the reason.
struct Closed;

impl Screen {
    async fn run(mut self, mut socket: WebSocket) {
        let Ok(()) = self.show(&mut socket, true).await else { return };
        let mut heartbeat = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let result = tokio::select! {
                changed = self.notices.changed() => match changed {
                    Ok(()) => self.show(&mut socket, false).await,
                    Err(_) => Err(Closed),
                },
                received = socket.recv() => self.receive(received.as_ref()),
                _ = heartbeat.tick() => self.send_heartbeat(&mut socket).await,
            };
            if result.is_err() {
                return;
            }
        }
    }

    /// Sends the newest view; nothing while none has been posted.
    async fn show(&mut self, socket: &mut WebSocket, first: bool) -> Result<(), Closed> {
        let Some(notice) = self.notices.borrow_and_update().clone() else { return Ok(()) };
        let text = if first { self.first(&notice) } else { self.rendered(&notice) };
        drop(notice);
        let text = Utf8Bytes::try_from(text).map_err(|_| Closed)?;
        send(socket, Message::Text(text)).await
    }

    fn rendered(&self, notice: &Notice) -> Bytes {
        notice.bytes(|notice| live_message::bytes(notice, notice.view.clone(), &self.zone))
    }

    /// A view may have been published up to a minute ago; the clock of who connects starts from now.
    fn first(&self, notice: &Notice) -> Bytes {
        let now = self.zone.stamp(self.handle.now());
        if *notice.view.time() == now {
            return self.rendered(notice);
        }
        let mut view = notice.view.clone();
        view.set_time(now);
        live_message::bytes(notice, view, &self.zone)
    }

    fn receive(&mut self, received: Option<&Result<Message, axum::Error>>) -> Result<(), Closed> {
        match received {
            Some(Ok(Message::Close(_)) | Err(_)) | None => Err(Closed),
            Some(Ok(message)) => {
                self.received_at = Instant::now();
                self.update_device(message);
                Ok(())
            }
        }
    }

    /// What a device's screen says of itself. Anything else that a screen says only shows that it is there.
    fn update_device(&self, message: &Message) {
        let (Some(open), Message::Text(text)) = (&self.open, message) else { return };
        if let Ok(answer) = serde_json::from_str::<HeartbeatAnswer>(text.as_str()) {
            open.update(&answer);
        }
    }

    async fn send_heartbeat(&mut self, socket: &mut WebSocket) -> Result<(), Closed> {
        if self.received_at.elapsed() >= SILENT {
            return Err(Closed);
        }
        if self.watcher.as_ref().is_some_and(|watcher| !watcher.is_still_authorized(&self.permit.state)) {
            let close = CloseFrame {
                code: CLOSE_UNAUTHORIZED,
                reason: Utf8Bytes::from_static("not let in any more"),
            };
            send(socket, Message::Close(Some(close))).await?;
            return Err(Closed);
        }
        let branding = self.branding.as_ref().and_then(|branding| branding.current().json(&self.office));
        let heartbeat = Heartbeat { heartbeat: self.zone.stamp(self.handle.now()), branding };
        let text = serde_json::to_string(&heartbeat).map_err(|_| Closed)?;
        send(socket, Message::Text(text.into())).await?;
        // Every websocket client answers a ping by itself, also one that knows nothing of our heartbeat.
        send(socket, Message::Ping(Bytes::new())).await
    }
}

async fn send(socket: &mut WebSocket, message: Message) -> Result<(), Closed> {
    match timeout(STALLED, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(Closed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size_of_result<A, B, F>(_: impl FnOnce(A, B) -> F) -> usize {
        size_of::<F>()
    }

    #[test]
    fn ten_thousand_screens_need_little_memory_each() {
        let task = size_of_result(Screen::run);
        assert!(task <= 2_048, "a live connection's task is {task} bytes");
    }
}
