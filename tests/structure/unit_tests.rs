// SPDX-License-Identifier: MPL-2.0
//! Unit tests have one layout: `mod tests` of the file, or a file of tests beside it (docs/style.md).

use syn::{Attribute, Item, Meta};

use crate::{assert_none, files_below, read, shown};

fn is_file_of_tests(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs") || path.ends_with("_tests.rs")
}

/// `#[test]`, `#[tokio::test]`.
fn is_test(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|segment| segment.ident == "test")
}

/// The tests that stand among the code.
fn tests_in(items: &[Item]) -> Vec<String> {
    let mut found = Vec::new();
    for item in items {
        match item {
            Item::Fn(it) if it.attrs.iter().any(is_test) => found.push(it.sig.ident.to_string()),
            Item::Mod(it) if it.ident != "tests" => {
                found.extend(it.content.iter().flat_map(|(_, items)| tests_in(items)));
            }
            _ => {}
        }
    }
    found
}

/// The files that modules name by `#[path]`.
fn paths_in(items: &[Item]) -> Vec<String> {
    let attributes = items.iter().filter_map(|item| match item {
        Item::Mod(it) => Some(&it.attrs),
        _ => None,
    });
    let path = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(it) if it.path.is_ident("path") => match &it.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    };
    attributes.flatten().filter_map(path).collect()
}

#[test]
fn unit_tests_stand_in_one_of_two_places() {
    let mut elsewhere = Vec::new();
    for path in files_below("src", ".rs") {
        let (shown, items) = (shown(&path), syn::parse_file(&read(&path)).unwrap().items);
        if !is_file_of_tests(&shown) {
            elsewhere.extend(tests_in(&items).into_iter().map(|name| format!("{shown}: {name}")));
        }
        let beside = format!("{}_tests.rs", path.file_stem().unwrap().to_string_lossy());
        let odd = paths_in(&items).into_iter().filter(|file| *file != beside);
        elsewhere.extend(odd.map(|file| format!("{shown}: {file}, not {beside}")));
    }
    assert_none("tests outside `mod tests` and its file", &elsewhere);
}
