// SPDX-License-Identifier: MPL-2.0
//! Reads the sections of a configuration one by one, so that one error does not hide the next.

use std::collections::BTreeSet;

use decode::{FieldCause, TomlError, from_toml};
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys;
use super::problem::{ConfigError, ConfigProblem, ConfigText};

/// Maximum number of reported problems.
const MAX_PROBLEMS: usize = 100;

#[derive(Debug)]
pub(super) struct Reader<'s> {
    source: &'s ConfigText<'s>,
    problems: Vec<ConfigProblem>,
}

impl<'s> Reader<'s> {
    pub const fn new(source: &'s ConfigText<'s>) -> Self {
        Self { source, problems: Vec::new() }
    }

    pub fn add_problem(&mut self, at: usize, what: String) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(ConfigProblem { line: self.source.line(at), what });
        }
    }

    pub const fn is_valid(&self) -> bool {
        self.problems.is_empty()
    }

    pub const fn problems(&self) -> usize {
        self.problems.len()
    }

    pub fn into_error(mut self) -> ConfigError {
        self.problems.sort_by_key(|problem| problem.line);
        self.problems.dedup();
        ConfigError { file: self.source.file.to_owned(), problems: self.problems }
    }

    /// Reports and removes unknown keys.
    pub fn report_unknown_keys(&mut self, table: &mut DeTable<'_>, known: &[&str]) {
        let unknown: Vec<(String, usize)> = table
            .keys()
            .filter(|key| !known.contains(&key.get_ref().as_ref()))
            .map(|key| (key.get_ref().to_string(), key.span().start))
            .collect();
        for (name, at) in unknown {
            self.add_problem(at, format!("unknown key «{name}»; {}", keys::remedy(&name, known)));
            table.remove(name.as_str());
        }
    }

    pub fn table<'i>(&mut self, value: Spanned<DeValue<'i>>, name: &str) -> Option<DeTable<'i>> {
        let at = value.span().start;
        match value.into_inner() {
            DeValue::Table(table) => Some(table),
            other => {
                self.add_problem(
                    at,
                    format!("«{name}» is a {}; write it as a table [{name}]", other.type_str()),
                );
                None
            }
        }
    }

    /// A list of tables, or one problem if it is something else or too long.
    pub fn list<'i>(
        &mut self,
        value: Spanned<DeValue<'i>>,
        name: &str,
        most: usize,
    ) -> Vec<Spanned<DeValue<'i>>> {
        let at = value.span().start;
        match value.into_inner() {
            DeValue::Array(list) if list.len() <= most => list.into_iter().collect(),
            DeValue::Array(list) => {
                self.add_problem(at, format!("there are {} {name}; there may be {most}", list.len()));
                Vec::new()
            }
            other => {
                self.add_problem(
                    at,
                    format!("«{name}» is a {}; write each of its entries as [[{name}]]", other.type_str()),
                );
                Vec::new()
            }
        }
    }

    /// Deserializes a section and reports every unknown key and every invalid value.
    pub fn section<T: DeserializeOwned>(&mut self, mut value: Spanned<DeValue<'_>>) -> Option<T> {
        let known = decode::fields::<T>();
        if let (DeValue::Table(table), false) = (value.get_mut(), known.is_empty()) {
            self.report_unknown_keys(table, known);
        }
        let mut dropped = BTreeSet::new();
        // Each iteration succeeds, gives up, or removes one invalid value.
        loop {
            match from_toml(&value) {
                Ok(section) => return dropped.is_empty().then_some(section),
                Err(error) => {
                    let key = self.take_invalid_value(error, &mut value, &dropped)?;
                    dropped.insert(key);
                }
            }
        }
    }

    /// Reports and removes an invalid value, so that the others can be read; `None` if the error is not about one
    /// value.
    fn take_invalid_value(
        &mut self,
        error: TomlError,
        value: &mut Spanned<DeValue<'_>>,
        dropped: &BTreeSet<String>,
    ) -> Option<String> {
        let TomlError { at, key, cause } = error;
        match (&cause, &key) {
            (FieldCause::MissingField { name }, _) if dropped.contains(*name) => {}
            (FieldCause::MissingField { name }, _) => {
                self.add_problem(at, format!("«{name}» is missing here; add it"));
            }
            (_, Some(key)) => self.add_problem(at, format!("«{key}»: {cause}")),
            (_, None) => self.add_problem(at, cause.to_string()),
        }
        let key = key?;
        if let DeValue::Table(table) = value.get_mut() {
            table.remove(key.as_str());
        }
        Some(key)
    }
}
