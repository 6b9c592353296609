//! Each rule, tested in its own words.
