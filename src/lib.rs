pub mod keeper;
pub mod office;
pub mod staff;
pub mod web;
pub mod words;
