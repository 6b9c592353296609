// SPDX-License-Identifier: MPL-2.0
//! One word means one thing: no two types that other files can see share a name.

use std::collections::BTreeMap;

use syn::{Item, Visibility};

use crate::{files_below, read, shown};

/// The types of a file, outside its tests, that other files can see.
fn types_in(items: &[Item], found: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Struct(it) if is_seen_by_others(&it.vis) => found.push(it.ident.to_string()),
            Item::Enum(it) if is_seen_by_others(&it.vis) => found.push(it.ident.to_string()),
            Item::Trait(it) if is_seen_by_others(&it.vis) => found.push(it.ident.to_string()),
            Item::Type(it) if is_seen_by_others(&it.vis) => found.push(it.ident.to_string()),
            Item::Mod(it) => {
                if let Some((_, items)) = &it.content
                    && it.ident != "tests"
                {
                    types_in(items, found);
                }
            }
            _ => {}
        }
    }
}

/// Whether other files can use it; `pub(self)` is private.
fn is_seen_by_others(visibility: &Visibility) -> bool {
    match visibility {
        Visibility::Public(_) => true,
        Visibility::Restricted(within) => !within.path.is_ident("self"),
        Visibility::Inherited => false,
    }
}

/// The names of an enum's variants, wherever below the folder it is declared.
pub fn variants_of(folder: &str, name: &str) -> Vec<String> {
    files_below(folder, ".rs")
        .iter()
        .flat_map(|path| syn::parse_file(&read(path)).unwrap().items)
        .find_map(|item| match item {
            Item::Enum(it) if it.ident == name => {
                Some(it.variants.iter().map(|v| v.ident.to_string()).collect())
            }
            _ => None,
        })
        .unwrap_or_else(|| panic!("no enum {name} below {folder}"))
}

#[test]
fn no_two_types_that_other_files_see_share_a_name() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in files_below("src", ".rs") {
        let shown = shown(&path);
        if shown.contains("/tests/") || shown.ends_with("tests.rs") {
            continue;
        }
        let mut found = Vec::new();
        types_in(&syn::parse_file(&read(&path)).unwrap().items, &mut found);
        for name in found {
            places.entry(name).or_default().push(shown.clone());
        }
    }
    let shared: Vec<String> = places
        .into_iter()
        .filter(|(_, places)| places.len() > 1)
        .map(|(name, places)| format!("{name}: {}", places.join(", ")))
        .collect();
    assert!(shared.is_empty(), "{} names stand for two things:\n  {}", shared.len(), shared.join("\n  "));
}
