// SPDX-License-Identifier: MPL-2.0
//! Files of the office may know each other in pairs at most: no larger circle of imports. Folders of the server import
//! each other one way.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{File, ItemMod, ItemUse, Path, UseTree, Visibility};

use crate::{assert_none, files_below, read, root};

const LARGEST_CIRCLE: usize = 2;

type Module = Vec<String>;

/// The modules of a crate, one per file, with what each imports and what it passes on under a name.
#[derive(Default)]
struct Modules {
    imports: BTreeMap<Module, Vec<Vec<String>>>,
    reexports: BTreeMap<Module, BTreeMap<String, Vec<String>>>,
}

#[derive(Default)]
struct Paths {
    imports: Vec<Vec<String>>,
    reexports: Vec<Vec<String>>,
}

fn leaves(tree: &UseTree, before: &[String], found: &mut Vec<Vec<String>>) {
    let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
    match tree {
        UseTree::Path(path) => leaves(&path.tree, &with(&path.ident), found),
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, before, found)),
        UseTree::Name(name) => found.push(with(&name.ident)),
        UseTree::Rename(rename) => found.push(with(&rename.ident)),
        UseTree::Glob(_) => found.push(before.to_vec()),
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.ident != "tests" {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let passed_on = matches!(item.vis, Visibility::Public(_));
        leaves(&item.tree, &[], if passed_on { &mut self.reexports } else { &mut self.imports });
    }

    fn visit_path(&mut self, path: &'ast Path) {
        self.imports.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }
}

impl Modules {
    fn add(&mut self, module: Module, file: &File) {
        let mut paths = Paths::default();
        paths.visit_file(file);
        let named = |path: Vec<String>| Some((path.last()?.clone(), path));
        self.reexports.insert(module.clone(), paths.reexports.into_iter().filter_map(named).collect());
        self.imports.insert(module, paths.imports);
    }

    fn of_crate(folder: &str) -> Self {
        let mut modules = Self::default();
        let top = root().join(folder);
        for path in files_below(folder, ".rs") {
            let inside = path.strip_prefix(&top).unwrap().with_extension("");
            let mut module: Module = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
            module.pop_if(|last| last == "mod" || last == "lib");
            if module.first().is_none_or(|first| first != "tests" && first != "testing") {
                modules.add(module, &syn::parse_file(&read(&path)).unwrap());
            }
        }
        modules
    }

    /// The module a path of this crate leads to, through what modules pass on; nothing for a path of another crate.
    fn leads_to(&self, from: &Module, path: &[String]) -> Option<Module> {
        let ups = path.iter().take_while(|name| *name == "super").count();
        let mut at: Module = match path.first()?.as_str() {
            "crate" => Vec::new(),
            "self" => from.clone(),
            "super" => from[..from.len().checked_sub(ups)?].to_vec(),
            first if self.imports.contains_key(&[from.as_slice(), &[first.to_owned()]].concat()) => {
                from.clone()
            }
            _ => return None,
        };
        let named = path.iter().filter(|name| !["crate", "self", "super"].contains(&name.as_str()));
        for name in named {
            let inner = [at.as_slice(), std::slice::from_ref(name)].concat();
            if self.imports.contains_key(&inner) {
                at = inner;
            } else if let Some(passed_on) = self.reexports[&at].get(name) {
                at = self.leads_to(&at, passed_on)?;
            } else {
                break;
            }
        }
        Some(at)
    }

    /// What each module imports of this crate.
    fn direct(&self) -> Imports {
        let known = |(module, paths): (&Module, &Vec<Vec<String>>)| {
            let known = paths.iter().filter_map(|path| self.leads_to(module, path));
            (module.clone(), known.filter(|other| other != module).collect())
        };
        self.imports.iter().map(known).collect()
    }

    /// The same between the folders at the top; files that stand beside them hold them together.
    fn between_folders(&self) -> Imports {
        let is_folder =
            |top: &String| self.imports.keys().any(|module| module.len() > 1 && module[0] == *top);
        let folder =
            |module: &Module| module.first().filter(|top| is_folder(top)).map(|top| vec![top.clone()]);
        let is_test = |module: &Module| module.last().is_some_and(|last| last.ends_with("tests"));
        let mut between = Imports::new();
        for (module, imported) in self.direct().into_iter().filter(|(module, _)| !is_test(module)) {
            let Some(from) = folder(&module) else { continue };
            let known = between.entry(from.clone()).or_default();
            known.extend(imported.iter().filter_map(folder).filter(|to| *to != from));
        }
        between
    }
}

type Imports = BTreeMap<Module, BTreeSet<Module>>;

fn circles(direct: &Imports) -> BTreeSet<BTreeSet<Module>> {
    let reached = |from: &Module| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(module) = next.pop() {
            let further = &direct[&module];
            next.extend(further.iter().filter(|other| seen.insert((*other).clone())).cloned());
        }
        seen
    };
    let reach: BTreeMap<&Module, BTreeSet<Module>> =
        direct.keys().map(|module| (module, reached(module))).collect();
    let in_circle = |module: &Module| -> BTreeSet<Module> {
        reach[module].iter().filter(|other| reach[other].contains(module)).cloned().collect()
    };
    reach.keys().map(|module| in_circle(module)).filter(|circle| !circle.is_empty()).collect()
}

fn shown(circle: &BTreeSet<Module>) -> String {
    circle.iter().map(|module| module.join("::")).collect::<Vec<_>>().join(", ")
}

#[test]
fn files_of_the_office_know_each_other_in_pairs_at_most() {
    let circles = circles(&Modules::of_crate("src/office").direct());
    let large = circles.iter().filter(|circle| circle.len() > LARGEST_CIRCLE);
    assert_none("circles of imports", &large.map(shown).collect::<Vec<_>>());
}

#[test]
fn folders_of_the_server_import_each_other_one_way() {
    let between = Modules::of_crate("src/server").between_folders();
    assert!(between.len() > 5, "{between:?}");
    assert_none("circles of folders", &circles(&between).iter().map(shown).collect::<Vec<_>>());
}

#[test]
fn a_circle_is_found_however_its_imports_are_written() {
    let mut modules = Modules::default();
    for (name, code) in [
        ("", "mod a; mod b; mod c; pub use b::B;"),
        ("a", "use crate::{B, other};"),
        ("b", "pub struct B; fn f() { super::c::g() }"),
        ("c", "use std::fmt; pub fn g() -> crate::a::A { A }"),
    ] {
        let module = if name.is_empty() { Vec::new() } else { vec![name.to_owned()] };
        modules.add(module, &syn::parse_file(code).unwrap());
    }
    let circle: BTreeSet<Module> = ["a", "b", "c"].map(|name| vec![name.to_owned()]).into();
    assert_eq!(circles(&modules.direct()), BTreeSet::from([circle]));
}

#[test]
fn a_circle_of_folders_is_found_and_one_through_the_files_beside_them_is_none() {
    let between = |back: &str| {
        let mut modules = Modules::default();
        for (name, code) in [
            ("", "mod pages; mod routes; mod state;"),
            ("routes", ""),
            ("routes::busy", "use crate::state::State; use crate::pages::screens;"),
            ("pages", ""),
            ("pages::screens", back),
            ("state", "use crate::routes::busy; use crate::pages::screens;"),
        ] {
            let module = name.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
            modules.add(module, &syn::parse_file(code).unwrap());
        }
        circles(&modules.between_folders()).len()
    };
    assert_eq!((between("use crate::state::State;"), between("use crate::routes::busy::f;")), (0, 1));
}
