// SPDX-License-Identifier: MPL-2.0
//! What a request passes on its way in and out, and what a handler reads of it.

pub(crate) mod body;
pub(crate) mod client_address;
pub(crate) mod compression;
pub(crate) mod context;
pub(crate) mod correlation;
pub(crate) mod host_names;
pub(crate) mod identity;
pub(crate) mod ids;
pub(crate) mod metrics;
pub(crate) mod middleware;
pub(crate) mod origin;
pub(crate) mod own_desk;
pub(crate) mod reading_trace;
pub(crate) mod refused_log;
pub(crate) mod route_permission;
pub(crate) mod session_cookie;
pub(crate) mod times;
