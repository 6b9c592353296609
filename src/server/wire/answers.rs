//! Small answers of one or two members.

use serde::Serialize;
use utoipa::ToSchema;

use super::capacity::WirePreview;
use office::names::{CompanionRef, DeskId};

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = Companion)]
pub struct WireCompanion {
    #[schema(value_type = String)]
    pub companion: CompanionRef,
    pub unit: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Help)]
pub struct WireHelp {
    pub help_asked: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = Staffing)]
pub struct WireStaffing {
    #[schema(value_type = String)]
    pub desk: DeskId,
    pub staffed: bool,
}

/// What a change would do.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = PreviewAnswer)]
pub struct WirePreviewAnswer {
    pub preview: WirePreview,
}

/// What a change led to, or with `preview=true` would lead to.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum WireChange<T> {
    Done(T),
    Preview(WirePreviewAnswer),
}
