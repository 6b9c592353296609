// SPDX-License-Identifier: MPL-2.0
//! The JSON of the HTTP interface has one place.

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, ItemImpl, Meta, Path, Token};

use crate::{assert_none, files_below, read, shown};

/// What describes a type to the outside: OpenAPI schemas and TypeScript.
const DESCRIBING: [&str; 3] = ["ToSchema", "PartialSchema", "TS"];

fn describes(path: &Path) -> bool {
    path.segments.last().is_some_and(|last| DESCRIBING.iter().any(|name| last.ident == name))
}

#[derive(Default)]
struct Described(bool);

impl Described {
    fn meta(&mut self, meta: &Meta) {
        let Meta::List(list) = meta else { return };
        if list.path.is_ident("derive") {
            let traits = list.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated).unwrap();
            self.0 |= traits.iter().any(describes);
        } else if list.path.is_ident("cfg_attr") {
            let inner = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).unwrap();
            inner.iter().skip(1).for_each(|meta| self.meta(meta));
        }
    }
}

impl<'ast> Visit<'ast> for Described {
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        self.meta(&attribute.meta);
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        self.0 |= item.trait_.as_ref().is_some_and(|(path, _)| describes(path));
        visit::visit_item_impl(self, item);
    }
}

fn is_described(file: &str) -> bool {
    let mut described = Described::default();
    described.visit_file(&syn::parse_file(file).unwrap());
    described.0
}

#[test]
fn only_the_api_describes_its_types_to_the_outside() {
    let files = files_below("src", ".rs").into_iter().filter(|path| !shown(path).starts_with("src/api/"));
    let found: Vec<String> =
        files.filter(|path| is_described(&read(path))).map(|path| shown(&path)).collect();
    assert_none("types for the outside that are not in src/api", &found);
}

#[test]
fn a_described_type_is_found_however_it_is_written() {
    for found in [
        "#[derive(Debug, ToSchema)] struct A;",
        "#[cfg_attr(feature = \"typescript\", derive(ts_rs::TS), ts(rename = \"B\"))] struct A;",
        "mod inner { fn f() { #[derive(utoipa::ToSchema)] enum A {} } }",
        "impl utoipa::PartialSchema for A {}",
    ] {
        assert!(is_described(found), "{found}");
    }
    assert!(!is_described("#[derive(Debug, Serialize)] struct A { tS: u8 }"));
}
