// SPDX-License-Identifier: MPL-2.0
//! The permission of a route, declared once where the route is: checked before its handler runs, and published with it.

use axum::Extension;
use axum::http::Extensions;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa_axum::router::UtoipaMethodRouter;

use crate::problem::Problem;
use staff::Permission;

/// Who may: an extension of each operation that asks for a permission.
pub const ROLES: &str = "x-mintur-roles";

/// What the sender of a request needs; of each route whose handler takes a `RequestContext`.
#[derive(Clone, Copy)]
struct RoutePermission(Permission);

/// Gives routes their permission. Without one, a handler that takes a `RequestContext` answers nobody.
pub fn permit<S: Clone + Send + Sync + 'static>(
    permission: Permission,
    (schemas, mut paths, methods): UtoipaMethodRouter<S>,
) -> UtoipaMethodRouter<S> {
    let roles: Vec<&str> = permission.roles().iter().map(|role| role.name()).collect();
    for operation in paths.paths.values_mut().flat_map(operations) {
        operation.extensions.get_or_insert_default().insert(ROLES.to_owned(), roles.as_slice().into());
    }
    (schemas, paths, methods.route_layer(Extension(RoutePermission(permission))))
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let all = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
    all.into_iter().filter_map(Option::as_mut)
}

/// What the route of a request asks for.
///
/// # Errors
/// A route without a permission is a mistake of the program: it is for nobody.
pub fn of(extensions: &Extensions) -> Result<Permission, Problem> {
    extensions.get::<RoutePermission>().map(|RoutePermission(permission)| *permission).ok_or_else(|| {
        tracing::error!("a route has no permission");
        Problem::internal()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_that_was_given_no_permission_is_for_nobody() {
        let mut extensions = Extensions::new();
        assert!(of(&extensions).is_err());
        extensions.insert(RoutePermission(Permission::Serve));
        assert!(of(&extensions).is_ok_and(|permission| permission == Permission::Serve));
    }
}
