//! Work that goes on beside the thread that owns an office: the report's cache and the forecasts.

pub mod forecast;
pub mod report_cache;
