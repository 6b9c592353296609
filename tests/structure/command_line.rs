// SPDX-License-Identifier: MPL-2.0
//! What a command prints for programs has a type.

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Expr, ItemMod, Macro, Token};

use crate::{assert_none, files_below, read, shown};

/// JSON that is written by hand, outside tests.
#[derive(Default)]
struct JsonByHand(bool);

impl<'ast> Visit<'ast> for JsonByHand {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.ident != "tests" {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_macro(&mut self, it: &'ast Macro) {
        self.0 |= it.path.segments.last().is_some_and(|last| last.ident == "json");
        if let Ok(arguments) = it.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated) {
            arguments.iter().for_each(|argument| self.visit_expr(argument));
        }
    }
}

fn writes_json_by_hand(file: &str) -> bool {
    let mut found = JsonByHand::default();
    found.visit_file(&syn::parse_file(file).unwrap());
    found.0
}

#[test]
fn no_command_writes_its_json_by_hand() {
    let files = files_below("src/cli", ".rs").into_iter();
    let found = files.filter(|path| writes_json_by_hand(&read(path))).map(|path| shown(&path));
    assert_none("write a type with #[derive(Serialize)] for", &found.collect::<Vec<_>>());
}

#[test]
fn json_by_hand_is_found_however_it_is_written() {
    for found in [
        "fn f() { say(&json!({ \"a\": 1 }).to_string()) }",
        "fn f() -> Value { serde_json::json!([]) }",
        "fn f() { println!(\"{}\", json!({})) }",
    ] {
        assert!(writes_json_by_hand(found), "{found}");
    }
    for typed in ["// json!({})\nfn f() { say(\"json!({})\") }", "mod tests { fn f() { json!({}); } }"] {
        assert!(!writes_json_by_hand(typed), "{typed}");
    }
}
