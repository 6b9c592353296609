// SPDX-License-Identifier: MPL-2.0
//! For the clerk: somebody only asked.

use std::sync::Arc;

use axum::Json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::openapi::IdempotencyHeader;
use crate::problem::Problem;
use crate::request::body::Unread;
use crate::request::context::{OfficeScope, RequestContext};
use crate::request::route_permission::permit;
use crate::state::AppState;
use api::answers::InquiryResponse;
use office::names::DeskId;
use runtime::command_for::CommandFor;
use staff::Permission;

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new().routes(permit(Permission::Serve, routes!(count_inquiry, take_back_inquiry)))
}

/// Counts an inquiry at a desk that took no number.
#[utoipa::path(post, path = "/api/offices/{office}/desks/{desk}/inquiries", tag = "clerk",
    params(IdempotencyHeader),
    responses((status = 200, description = "The inquiry is counted", body = InquiryResponse)))]
async fn count_inquiry(context: RequestContext, body: Unread) -> Result<Json<InquiryResponse>, Problem> {
    let office = context.office()?;
    body.empty().await?;
    let desk = context.desk()?;
    office.ask_at_desk(CommandFor::count_inquiry(desk.clone())).await?;
    answered(&office, &desk, true).await
}

/// Undoes the desk's last inquiry, within seconds.
#[utoipa::path(delete, path = "/api/offices/{office}/desks/{desk}/inquiries", tag = "clerk",
    params(IdempotencyHeader),
    responses((status = 200, description = "The inquiry is no longer counted", body = InquiryResponse)))]
async fn take_back_inquiry(context: RequestContext, body: Unread) -> Result<Json<InquiryResponse>, Problem> {
    let office = context.office()?;
    body.empty().await?;
    let desk = context.desk()?;
    office.ask_at_desk(CommandFor::take_back_inquiry(desk.clone())).await?;
    answered(&office, &desk, false).await
}

async fn answered(
    office: &OfficeScope<'_>,
    desk: &DeskId,
    counted: bool,
) -> Result<Json<InquiryResponse>, Problem> {
    let undo_seconds = office.read(|office, _| office.policy().undo_seconds).await?;
    Ok(Json(InquiryResponse { desk: desk.to_string(), counted, undo_seconds }))
}
