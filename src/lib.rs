pub mod keeper;
pub mod office;
