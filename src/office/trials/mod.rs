//! Trials of a changed policy or plan, and the baseline they are compared with.

mod decide;
pub mod trial;
