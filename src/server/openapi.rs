// SPDX-License-Identifier: MPL-2.0
//! The OpenAPI document, made from the routes. What all operations have in common is added here: parameters of
//! the path, error responses, the ways to authenticate.

use std::sync::OnceLock;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Required, ResponseBuilder};
use utoipa::{Modify, OpenApi};
use uuid::Uuid;

use crate::routes;
use api::gap::PreviewJson;
use api::placement::OfferJson;
use api::problem::ProblemResponse;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Mintur",
        description = "Walk-in queue for citizen-service offices. Times are RFC 3339 with the office's offset. \
            Errors are RFC 9457 problem details with a stable code. Send a token as «Authorization: Bearer …».",
    ),
    components(schemas(ProblemResponse, PreviewJson, OfferJson)),
    modifiers(&Authentication),
)]
pub struct Document;

/// The header of requests that may be sent again.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes a header that the request context reads")]
pub struct IdempotencyHeader {
    /// A repeated request with the same key gets the first answer and changes nothing more.
    #[param(rename = "Idempotency-Key", value_type = Uuid, required = false)]
    idempotency_key: Option<Uuid>,
}

struct Authentication;

impl Modify for Authentication {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let webhook = ApiKey::Header(ApiKeyValue::new("X-Ea-Token"));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
        components.add_security_scheme("webhook", SecurityScheme::ApiKey(webhook));
        document.security = Some(vec![SecurityRequirement::new("token", Vec::<String>::new())]);
    }
}

/// The document as JSON text.
pub fn document() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let mut document = routes::described().into_openapi();
        for (path, item) in &mut document.paths.paths {
            complete(path, item);
        }
        document.to_pretty_json().unwrap_or_default()
    })
}

/// Serves the document.
pub async fn serve_document() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], document()).into_response()
}

/// Every request may fail of these, to an office or not.
const ANYWHERE: &[StatusCode] = &[StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS];
/// Every request to an office may fail of these.
const ALWAYS: &[StatusCode] = &[
    StatusCode::BAD_REQUEST,
    StatusCode::UNAUTHORIZED,
    StatusCode::FORBIDDEN,
    StatusCode::NOT_FOUND,
    StatusCode::REQUEST_TIMEOUT,
    StatusCode::UNPROCESSABLE_ENTITY,
    StatusCode::TOO_MANY_REQUESTS,
    StatusCode::INTERNAL_SERVER_ERROR,
    StatusCode::SERVICE_UNAVAILABLE,
];
/// And every change of these too.
const CHANGES: &[StatusCode] =
    &[StatusCode::CONFLICT, StatusCode::PAYLOAD_TOO_LARGE, StatusCode::UNSUPPORTED_MEDIA_TYPE];

fn complete(path: &str, item: &mut PathItem) {
    if !path.starts_with("/api/offices/") {
        item.get.iter_mut().for_each(|operation| add_problems(ANYWHERE, operation));
        return;
    }
    let reads = [&mut item.get];
    let changes = [&mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
    for operation in reads.into_iter().filter_map(Option::as_mut) {
        add_path_parameters(path, operation);
        add_problems(ALWAYS, operation);
    }
    for operation in changes.into_iter().filter_map(Option::as_mut) {
        add_path_parameters(path, operation);
        add_problems(ALWAYS, operation);
        add_problems(CHANGES, operation);
    }
}

fn add_path_parameters(path: &str, operation: &mut Operation) {
    let names = path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
    let parameters = operation.parameters.get_or_insert_default();
    // A handler that takes the path apart itself describes its names as plain text.
    parameters
        .retain(|parameter| !matches!(parameter, RefOr::T(one) if one.parameter_in == ParameterIn::Path));
    for (place, name) in names.enumerate() {
        let text = || ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
        let schema = match name {
            "ticket" => text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid))),
            "gap" => text().pattern(Some("^g[1-9][0-9]*$")),
            "trial" => ObjectBuilder::new().schema_type(SchemaType::Type(Type::Integer)).minimum(Some(1)),
            _ => text(),
        };
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .schema(Some(schema.build()));
        parameters.insert(place, RefOr::T(parameter.build()));
    }
}

fn add_problems(statuses: &[StatusCode], operation: &mut Operation) {
    for status in statuses {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let response = ResponseBuilder::new()
            .description(status.canonical_reason().unwrap_or_default())
            .content("application/problem+json", content)
            .build();
        operation.responses.responses.entry(status.as_str().to_owned()).or_insert(RefOr::T(response));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::route_permission::ROLES;
    use serde_json::Value;
    use std::collections::BTreeSet;

    fn parsed() -> Value {
        serde_json::from_str(document()).unwrap()
    }

    #[test]
    fn every_address_of_the_contract_is_described() {
        let document = parsed();
        let has = |method: &str, path: &str| {
            let path = match path {
                "" => "/api/offices/{office}".to_owned(),
                path => format!("/api/offices/{{office}}{path}"),
            };
            assert!(document["paths"][&path][method].is_object(), "{method} {path}");
        };
        for (method, path) in [
            ("get", ""),
            ("post", "/tickets"),
            ("get", "/tickets"),
            ("get", "/tickets/{ticket}"),
            ("post", "/tickets/{ticket}/call"),
            ("put", "/desks/{desk}/staffing"),
            ("delete", "/desks/{desk}/staffing"),
            ("get", "/gaps"),
            ("post", "/gaps"),
            ("patch", "/gaps/{gap}"),
            ("delete", "/gaps/{gap}"),
            ("put", "/plan"),
            ("put", "/policy"),
            ("put", "/bookings"),
            ("get", "/ledger"),
            ("get", "/advice"),
            ("get", "/live"),
            ("post", "/desks/{desk}/calls"),
            ("post", "/desks/{desk}/undo"),
            ("post", "/companion"),
            ("delete", "/help"),
        ] {
            has(method, path);
        }
        for step in
            ["recall", "arrival", "absence", "return", "departure", "parking", "transfer", "completion"]
        {
            has("post", &format!("/tickets/{{ticket}}/{step}"));
        }
    }

    #[test]
    fn every_route_of_an_office_says_who_may() {
        let document = parsed();
        let mut silent = BTreeSet::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            let operations = item.as_object().unwrap().iter();
            let unsaid = operations.filter(|(_, operation)| !operation[ROLES].is_array());
            silent.extend(unsaid.map(|(method, _)| format!("{method} {path}")));
        }
        // Those with a key of their own.
        let own = [
            "get /api/offices/{office}/access",
            "get /api/offices/{office}/busy",
            "get /api/offices/{office}/live",
            "get /api/offices/{office}/sign-in",
            "get /healthz",
            "get /metrics",
            "get /readyz",
            "post /api/offices/{office}/diary/webhook",
            "post /api/offices/{office}/pairings",
            "post /api/offices/{office}/pairings/outcome",
            "post /api/offices/{office}/session",
        ];
        assert_eq!(silent, own.map(str::to_owned).into());
    }

    #[test]
    fn every_code_a_client_can_meet_is_in_the_document() {
        let codes = ["no_time_today", "unauthorized", "looks_like_cpr", "promises_would_break", "busy"];
        assert!(codes.iter().all(|code| document().contains(code)));
    }

    #[test]
    fn every_operation_has_its_own_name_and_describes_its_success() {
        let document = parsed();
        let mut names = BTreeSet::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let name = operation["operationId"].as_str().unwrap();
                assert!(names.insert(name.to_owned()), "{name} stands twice: {method} {path}");
                let responses = operation["responses"].as_object().unwrap();
                let described = |(status, response): (&String, &Value)| {
                    status == "101" || status == "204" || response["content"].is_object()
                };
                assert!(responses.iter().all(described), "{method} {path}");
            }
        }
    }

    /// What an operation does, as the first word of its summary.
    const VERBS: &str = "Adds Answers Asks Calls Changes Checks Completes Counts Describes Downloads Ends Enrols \
        Exposes Gives Identifies Keeps Leaves Lists Marks Moves Opens Parks Plans Raises Reads Recommends Records \
        Removes Repeats Replaces Reports Reserves Resets Returns Revokes Sets Shows Signs Transfers Undoes Voids \
        Withdraws";

    #[test]
    fn every_operation_says_what_it_does_to_what() {
        let document = parsed();
        let verbs: BTreeSet<&str> = VERBS.split_whitespace().collect();
        let pronouns = ["it", "its", "them", "they", "this", "these", "those", "same"];
        let mut summaries = BTreeSet::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let summary = operation["summary"].as_str().unwrap_or_default();
                assert!(summaries.insert(summary.to_owned()), "{summary} stands twice: {method} {path}");
                let mut words = summary.split([' ', ',', '.', ':', ';']);
                assert!(words.next().is_some_and(|word| verbs.contains(word)), "{method} {path}: {summary}");
                let object = words.next().unwrap_or_default();
                assert!(!pronouns.contains(&object), "{method} {path}: {summary}");
                for (status, response) in operation["responses"].as_object().unwrap() {
                    let text = response["description"].as_str().unwrap_or_default();
                    assert!(
                        !text.starts_with("As ") && !text.contains("It is"),
                        "{method} {path} {status}: {text}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_can_be_repeated_takes_an_idempotency_key() {
        let document = parsed();
        let takes_key = |path: &str, method: &str| {
            let parameters = document["paths"][path][method]["parameters"].as_array().unwrap();
            parameters.iter().any(|parameter| parameter["name"] == "Idempotency-Key")
        };
        assert!(takes_key("/api/offices/{office}/tickets", "post"));
        assert!(takes_key("/api/offices/{office}/desks/{desk}/calls", "post"));
        assert!(!takes_key("/api/offices/{office}/tickets", "get"));
    }
}
