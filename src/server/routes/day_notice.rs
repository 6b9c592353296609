// SPDX-License-Identifier: MPL-2.0
//! The notice of the day, written and taken down by the supervisor.

use std::sync::Arc;

use axum::Json;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::openapi::IdempotencyHeader;
use crate::problem::Problem;
use crate::request::body::{Unread, free_text, optional_free_text};
use crate::request::context::{OfficeScope, RequestContext};
use crate::request::route_permission::permit;
use crate::request::times;
use crate::routes::kiosk::replayed;
use crate::state::AppState;
use api::day_notice::{DayNoticeBody, DayNoticeResponse};
use office::localized_text::LocalizedText;
use runtime::command_for::CommandFor;
use staff::Permission;

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new().routes(permit(Permission::SetDayNotice, routes!(set_day_notice, remove_day_notice)))
}

/// Shows a notice on kiosk, boards and phones until a time today; replaces an earlier one.
#[utoipa::path(put, path = "/api/offices/{office}/notice", tag = "supervisor",
    params(IdempotencyHeader), request_body = DayNoticeBody,
    responses((status = 200, description = "The notice", body = DayNoticeResponse)))]
async fn set_day_notice(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let DayNoticeBody { da, en, ar, until } = body.json().await?;
    let (en, ar) = (optional_free_text(en.as_deref())?, optional_free_text(ar.as_deref())?);
    let text = LocalizedText { da: free_text(&da)?, en, ar };
    let until = times::moment(&until, "until", office.zone())?;
    let answered = office.ask(CommandFor::set_day_notice(text, until)).await?;
    Ok(replayed(shown(&office).await?.into_response(), answered.repeated))
}

/// Removes the notice before its time.
#[utoipa::path(delete, path = "/api/offices/{office}/notice", tag = "supervisor", params(IdempotencyHeader),
    responses((status = 200, description = "No notice is shown", body = DayNoticeResponse)))]
async fn remove_day_notice(context: RequestContext) -> Result<Response, Problem> {
    let office = context.office()?;
    let answered = office.ask(CommandFor::remove_day_notice()).await?;
    Ok(replayed(shown(&office).await?.into_response(), answered.repeated))
}

async fn shown(office: &OfficeScope<'_>) -> Result<Json<DayNoticeResponse>, Problem> {
    let notice = office.read(|office, _| office.day_notice_view()).await?;
    Ok(Json(DayNoticeResponse { notice: notice.map(Into::into) }))
}
