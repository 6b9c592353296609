// SPDX-License-Identifier: MPL-2.0
//! Companions, for the administrator and for who leads their unit: enrolling them, another code or card for a lost one,
//! and keeping somebody out.

use std::sync::Arc;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::people_file::{failed, in_people_file};
use crate::problem::{Code, Problem};
use crate::request::body::{Unread, free_text};
use crate::request::context::{OfficeScope, RequestContext};
use crate::request::route_permission::permit;
use crate::state::AppState;
use api::companions::{
    CompanionResetBody, EnrolledCompanionJson, EnrolledCompanionsResponse, EnrolmentBody, GivenProofResponse,
};
use api::time::TimeJson;
use office::names::CompanionRef;
use office::time::UnixTime;
use staff::{
    CARD_CHARACTERS, Companion, CompanionCard, CompanionError, CompanionRefusal, Credential,
    EnrolledCompanion, GivenProof, PeopleStore, Permission, Role,
};

pub fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(permit(Permission::ManageCompanions, routes!(list_companions, enrol_companion)))
        .routes(permit(Permission::ManageCompanions, routes!(reset_companion)))
        .routes(permit(Permission::ManageCompanions, routes!(disable_companion)))
}

/// Lists the companions of the office, or of the unit that the sender leads.
#[utoipa::path(get, path = "/api/offices/{office}/companions", tag = "companions",
    responses((status = 200, description = "The companions", body = EnrolledCompanionsResponse)))]
async fn list_companions(context: RequestContext) -> Result<Json<EnrolledCompanionsResponse>, Problem> {
    let office = context.office()?;
    let (units, people, access) = (Units::of(&office), office.people().current(), office.access());
    let enrolled = people.companions().all().map(|enrolled| enrolled_json(&office, enrolled));
    let mut companions: Vec<EnrolledCompanionJson> =
        enrolled.chain(access.companions().map(in_file_json)).collect();
    companions.retain(|companion| units.include(&companion.unit));
    Ok(Json(EnrolledCompanionsResponse { companions }))
}

/// Enrols a companion. Only this answer shows the code and the number of a new card.
#[utoipa::path(post, path = "/api/offices/{office}/companions", tag = "companions", request_body = EnrolmentBody,
    responses((status = 201, description = "The companion with the new code and card", body = GivenProofResponse)))]
async fn enrol_companion(context: RequestContext, body: Unread) -> Result<Response, Problem> {
    let office = context.office()?;
    let EnrolmentBody { reference, unit, card_number, new_card } = body.json().await?;
    let units = Units::of(&office);
    let unit = unit.or_else(|| units.only().map(str::to_owned)).unwrap_or_default();
    let unit = free_text(&unit).map_err(|problem| problem.about("unit"))?;
    if !units.include(unit.as_str()) {
        return Err(other_unit(&units).about("unit"));
    }
    let reference: Option<CompanionRef> = match reference {
        Some(named) => Some(named.parse().map_err(|_| refused(CompanionRefusal::Reference))?),
        None => None,
    };
    if reference.as_ref().is_some_and(|reference| office.companions().has(reference)) {
        return Err(refused(CompanionRefusal::ReferenceTaken));
    }
    let (card, by) = (wanted_card(&office, card_number, new_card)?, office.actor().clone());
    let (reference, given) =
        change(&office, move |people| people.enrol_companion(reference, &unit, &card, &by)).await?;
    Ok((StatusCode::CREATED, Json(given_json(&office, &reference, given)?)).into_response())
}

/// Replaces a companion's code, and the card if the body asks for it. The earlier ones stop working.
#[utoipa::path(post, path = "/api/offices/{office}/companions/{companion}/reset", tag = "companions",
    request_body = CompanionResetBody,
    responses((status = 200, description = "The new code and card", body = GivenProofResponse)))]
async fn reset_companion(context: RequestContext, body: Unread) -> Result<Json<GivenProofResponse>, Problem> {
    let office = context.office()?;
    let CompanionResetBody { card_number, new_card } = body.json_or_nothing().await?;
    let reference = managed(&office, context.companion())?;
    let (card, by) = (wanted_card(&office, card_number, new_card)?, office.actor().clone());
    let whose = reference.clone();
    let given = change(&office, move |people| people.reset_companion(&whose, &card, &by)).await?;
    given_json(&office, &reference, given).map(Json)
}

/// Revokes a companion's access. Visits under way continue.
#[utoipa::path(delete, path = "/api/offices/{office}/companions/{companion}", tag = "companions",
    responses((status = 200, description = "The companion", body = EnrolledCompanionJson)))]
async fn disable_companion(context: RequestContext) -> Result<Json<EnrolledCompanionJson>, Problem> {
    let office = context.office()?;
    let reference = managed(&office, context.companion())?;
    let (by, whose) = (office.actor().clone(), reference.clone());
    change(&office, move |people| people.disable_companion(&whose, &by)).await?;
    companion_json(&office, &reference).map(Json)
}

/// Whose companions somebody manages.
enum Units {
    All,
    One(String),
    /// A unit lead's token of the access file says no unit.
    None,
}

impl Units {
    fn of(office: &OfficeScope<'_>) -> Self {
        let identity = office.identity();
        if identity.role != Role::UnitLead {
            return Self::All;
        }
        let people = office.people().current();
        let unit = match &identity.credential {
            Credential::Session { account, .. } => people.account(account).and_then(|lead| lead.unit.clone()),
            Credential::AccessFile | Credential::Device { .. } => None,
        };
        unit.map_or(Self::None, Self::One)
    }

    fn include(&self, unit: &str) -> bool {
        match self {
            Self::All => true,
            Self::One(own) => own.trim() == unit,
            Self::None => false,
        }
    }

    fn only(&self) -> Option<&str> {
        match self {
            Self::One(own) => Some(own),
            Self::All | Self::None => None,
        }
    }
}

/// Runs a change where it may wait for the disk.
async fn change<T: Send + 'static>(
    office: &OfficeScope<'_>,
    act: impl FnOnce(&PeopleStore) -> Result<T, CompanionError> + Send + 'static,
) -> Result<T, Problem> {
    in_people_file(office.people(), act).await?.map_err(|error| match error {
        CompanionError::Refused(refusal) => refused(refusal),
        CompanionError::Failed(failure) => failed(&failure),
    })
}

/// A companion whom the sender manages.
fn managed(office: &OfficeScope<'_>, reference: &str) -> Result<CompanionRef, Problem> {
    let reference: CompanionRef = reference.parse().map_err(|_| refused(CompanionRefusal::Unknown))?;
    let people = office.people().current();
    let Some(enrolled) = people.companions().get(&reference) else {
        let (code, key) = if office.companions().is_in_access_file(&reference) {
            (Code::CompanionInAccessFile, "problem-companion-in-access-file")
        } else {
            (Code::UnknownEnrolment, "problem-companion-unknown")
        };
        return Err(Problem::translated(code, key, &[]));
    };
    let units = Units::of(office);
    if units.include(enrolled.companion.unit.as_str()) { Ok(reference) } else { Err(other_unit(&units)) }
}

fn other_unit(units: &Units) -> Problem {
    let unit = units.only().unwrap_or("–").to_owned();
    Problem::translated(Code::OtherUnit, "problem-companion-other-unit", &[("unit", unit.into())])
}

fn wanted_card(
    office: &OfficeScope<'_>,
    number: Option<String>,
    is_new: bool,
) -> Result<CompanionCard, Problem> {
    match (number, is_new) {
        (Some(_), true) => Err(Problem::invalid("new_card", "problem-companion-two-cards", &[])),
        // A shorter one is a code, and whether it is right is shown to nobody here.
        (Some(number), false)
            if number.trim().len() >= CARD_CHARACTERS
                && office.companions().access_file_has_code(number.trim()) =>
        {
            Err(refused(CompanionRefusal::CardTaken))
        }
        (Some(number), false) => Ok(CompanionCard::Bound(number)),
        (None, true) => Ok(CompanionCard::New),
        (None, false) => Ok(CompanionCard::None),
    }
}

fn companion_json(
    office: &OfficeScope<'_>,
    reference: &CompanionRef,
) -> Result<EnrolledCompanionJson, Problem> {
    let people = office.people().current();
    let enrolled = people.companions().get(reference).map(|enrolled| enrolled_json(office, enrolled));
    enrolled.ok_or_else(|| refused(CompanionRefusal::Unknown))
}

fn given_json(
    office: &OfficeScope<'_>,
    reference: &CompanionRef,
    given: GivenProof,
) -> Result<GivenProofResponse, Problem> {
    let companion = companion_json(office, reference)?;
    Ok(GivenProofResponse { companion, code: given.code, card_number: given.card })
}

fn enrolled_json(office: &OfficeScope<'_>, enrolled: &EnrolledCompanion) -> EnrolledCompanionJson {
    let at = |moment: UnixTime| TimeJson::of(moment, office.zone());
    EnrolledCompanionJson {
        in_access_file: false,
        has_card: enrolled.has_card,
        added_at: Some(at(enrolled.added_at)),
        added_by: Some(enrolled.added_by.clone()),
        given_at: Some(at(enrolled.given_at)),
        disabled_at: enrolled.disabled_at.map(at),
        ..in_file_json(&enrolled.companion)
    }
}

fn in_file_json(companion: &Companion) -> EnrolledCompanionJson {
    EnrolledCompanionJson {
        reference: companion.reference.to_string(),
        unit: companion.unit.to_string(),
        in_access_file: true,
        has_card: false,
        added_at: None,
        added_by: None,
        given_at: None,
        disabled_at: None,
    }
}

fn refused(refusal: CompanionRefusal) -> Problem {
    let (code, key, field) = match refusal {
        CompanionRefusal::Reference => (Code::Invalid, "problem-companion-reference", Some("reference")),
        CompanionRefusal::ReferenceTaken => {
            (Code::CompanionTaken, "problem-companion-taken", Some("reference"))
        }
        CompanionRefusal::Unit => (Code::TextTooLong, "problem-companion-unit", Some("unit")),
        CompanionRefusal::Unknown => (Code::UnknownEnrolment, "problem-companion-unknown", None),
        CompanionRefusal::Disabled => (Code::CompanionDisabled, "problem-companion-disabled", None),
        CompanionRefusal::Card => (Code::Invalid, "problem-companion-card", Some("card_number")),
        CompanionRefusal::CardTaken => (Code::CardTaken, "problem-companion-card-taken", Some("card_number")),
        CompanionRefusal::TooMany => (Code::TooManyCompanions, "problem-companion-too-many", None),
    };
    let problem = Problem::translated(code, key, &[]);
    match field {
        Some(field) => problem.about(field),
        None => problem,
    }
}
