// SPDX-License-Identifier: MPL-2.0
//! Reads the sections of a configuration one by one, so that one error does not hide the next.

use std::collections::{BTreeMap, BTreeSet};

use decode::{FieldCause, TomlError, from_toml};
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{ConfigProblem, ConfigText, Findings};
use super::{keys, messages};

/// Maximum number of reported problems.
const MAX_PROBLEMS: usize = 100;

#[derive(Debug)]
pub(super) struct ConfigReader<'s> {
    source: &'s ConfigText<'s>,
    problems: Vec<ConfigProblem>,
    remarks: Vec<ConfigProblem>,
}

/// Where the values of a table stand in the file.
#[derive(Clone, Debug, Default)]
pub(super) struct TablePositions {
    pub table: usize,
    values: BTreeMap<String, (usize, Vec<usize>)>,
}

impl TablePositions {
    pub fn of(value: &Spanned<DeValue<'_>>) -> Self {
        let mut values = BTreeMap::new();
        if let DeValue::Table(members) = value.get_ref() {
            for (key, member) in members {
                let items = match member.get_ref() {
                    DeValue::Array(items) => items.iter().map(|item| item.span().start).collect(),
                    _ => Vec::new(),
                };
                values.insert(key.get_ref().to_string(), (key.span().start, items));
            }
        }
        Self { table: value.span().start, values }
    }

    /// The value of a key, or the table that lacks it.
    pub fn value(&self, key: &str) -> usize {
        self.values.get(key).map_or(self.table, |(at, _)| *at)
    }

    /// An item of a key's list.
    pub fn item(&self, key: &str, index: usize) -> usize {
        let item = self.values.get(key).and_then(|(_, items)| items.get(index));
        item.copied().unwrap_or_else(|| self.value(key))
    }
}

impl<'s> ConfigReader<'s> {
    pub const fn new(source: &'s ConfigText<'s>) -> Self {
        Self { source, problems: Vec::new(), remarks: Vec::new() }
    }

    pub fn add_problem(&mut self, at: usize, what: String) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(ConfigProblem { line: self.source.line(at), what });
        }
    }

    /// What is no mistake and yet should be known.
    pub fn add_remark(&mut self, at: usize, what: String) {
        if self.remarks.len() < MAX_PROBLEMS {
            self.remarks.push(ConfigProblem { line: self.source.line(at), what });
        }
    }

    /// The line of a byte offset, from 1.
    pub fn line(&self, at: usize) -> usize {
        self.source.line(at)
    }

    pub const fn is_valid(&self) -> bool {
        self.problems.is_empty()
    }

    pub const fn problems(&self) -> usize {
        self.problems.len()
    }

    /// Everything found, by line.
    pub fn into_findings(self) -> Findings {
        let Self { mut problems, mut remarks, .. } = self;
        for list in [&mut problems, &mut remarks] {
            list.sort_by_key(|problem| problem.line);
            list.dedup();
        }
        Findings { problems, remarks }
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
                    format!("«{name}» is {}; write it as one table: [{name}]", messages::called(&other)),
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
                    format!(
                        "«{name}» is {}; write each of its entries as [[{name}]]",
                        messages::called(&other)
                    ),
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
        let is_dropped = matches!(&cause, FieldCause::MissingField { name } if dropped.contains(*name));
        if !is_dropped {
            let table = value.get_ref().as_table();
            let found = key.as_deref().and_then(|key| table?.get(key)).map(Spanned::get_ref);
            self.add_problem(at, messages::sentence(key.as_deref(), &cause, found));
        }
        let key = key?;
        if let DeValue::Table(table) = value.get_mut() {
            table.remove(key.as_str());
        }
        Some(key)
    }
}
