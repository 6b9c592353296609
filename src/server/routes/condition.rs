// SPDX-License-Identifier: MPL-2.0
//! For those who can mend it: what is wrong with the running of an office. It is read beside the office's thread, so
//! that it answers also while the office does not.

use std::sync::Arc;

use axum::Json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::{Problem, refusal_sentence};
use crate::request::context::RequestContext;
use crate::request::route_permission::permit;
use crate::state::{AppState, HostedOffice, NotOpened, OfficeState};
use crate::tls::{Tls, Validity};
use api::condition::{
    CertificateCode, CertificateConditionJson, ClockJumpJson, NotReadyCode, NotReadyJson,
    OfficeConditionResponse, SetupRefusedJson,
};
use office::calendar::Zone;
use office::refusal::Refusal;
use office::time::UnixTime;
use runtime::handle::Health;
use runtime::ports::{ClockDoubt, ClockJump};
use staff::Permission;

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new().routes(permit(Permission::WatchSupervisor, routes!(read_condition)))
}

/// Lists what hinders the running of the office, such as a clock in doubt or a certificate that ends.
#[utoipa::path(get, path = "/api/offices/{office}/condition", tag = "operating",
    responses((status = 200, description = "The problems; empty when there are none", body = OfficeConditionResponse)))]
async fn read_condition(context: RequestContext) -> Result<Json<OfficeConditionResponse>, Problem> {
    let office = context.office()?;
    Ok(Json(condition(office.state(), office.tls())))
}

fn condition(office: &OfficeState, tls: Option<&Tls>) -> OfficeConditionResponse {
    let hosted = &office.hosted;
    OfficeConditionResponse {
        not_ready: not_ready(hosted),
        clock_jump: hosted.handle.clock_jump().map(|jump| clock_jump(jump, &hosted.zone)),
        setup_refused: hosted.configuration.setup_refused().as_ref().map(setup_refused),
        configuration_refused: hosted.configuration.file_refused().map(|why| why.to_string()),
        access_refused: hosted.access.refused().map(|why| why.to_string()),
        certificate: tls.and_then(|tls| certificate(tls, &hosted.zone)),
        silent_boards: office.presence.silent_boards(),
        untranslated: hosted.configuration.untranslated().iter().map(Into::into).collect(),
    }
}

fn certificate(tls: &Tls, zone: &Zone) -> Option<CertificateConditionJson> {
    let detail = tls.refused();
    let code = match tls.validity() {
        Validity::Ended => CertificateCode::Ended,
        Validity::NotYet => CertificateCode::NotYet,
        Validity::EndsTomorrow => CertificateCode::EndsTomorrow,
        // New files that cannot be used are why it will end.
        Validity::EndsSoon | Validity::Sound if detail.is_some() => CertificateCode::Refused,
        Validity::EndsSoon => CertificateCode::EndsSoon,
        Validity::Sound => return None,
    };
    let ends = zone.stamp(UnixTime::from_unix(tls.ends().as_second()));
    Some(CertificateConditionJson { code, ends: ends.into(), detail })
}

fn clock_jump(jump: ClockJump, zone: &Zone) -> ClockJumpJson {
    let minutes = u64::try_from(jump.seconds / 60).unwrap_or_default();
    ClockJumpJson { to: zone.stamp(jump.to).into(), minutes }
}

fn setup_refused(refusal: &Refusal) -> SetupRefusedJson {
    let desk = if let Refusal::DeskInUse(desk) = refusal { Some(desk.to_string()) } else { None };
    SetupRefusedJson { code: refusal.code().to_owned(), desk, detail: refusal_sentence(refusal) }
}

/// Why an office takes no requests, or not as it should.
pub fn not_ready(hosted: &HostedOffice) -> Option<NotReadyJson> {
    let without_detail = |code| NotReadyJson { code, detail: None };
    if let Some(not_opened) = &hosted.not_opened {
        let (code, why) = match not_opened {
            NotOpened::Clock(why) => (NotReadyCode::ClockAtStart, why),
            NotOpened::Ledger(why) => (NotReadyCode::NotOpened, why),
        };
        return Some(NotReadyJson { code, detail: Some(why.clone()) });
    }
    not_open(hosted.handle.health()).or_else(|| hosted.handle.clock_doubt().map(doubt)).map(without_detail)
}

const fn not_open(health: Health) -> Option<NotReadyCode> {
    if health.stopped {
        Some(NotReadyCode::Stopped)
    } else if health.disk_full {
        Some(NotReadyCode::DiskFull)
    } else if health.ready {
        None
    } else {
        Some(NotReadyCode::Starting)
    }
}

const fn doubt(doubt: ClockDoubt) -> NotReadyCode {
    match doubt {
        ClockDoubt::Behind => NotReadyCode::ClockBehind,
        ClockDoubt::FarAhead => NotReadyCode::ClockFarAhead,
    }
}
