//! Short names between the page's module and its script. wasm-bindgen calls what each has of the other by a long name with a
//! hash behind it, which no compression makes smaller: 5 KB of the first load.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context as _, Result, ensure};
use wasm_encoder::{ExportSection, ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

use crate::line::Build;
use crate::order::ordered;

/// How the exports begin that only the script calls, and calls by a long name.
const CLOSURES: &str = "wasm_bindgen__";

/// Gives what wasm-bindgen has written short names, and its functions an order.
pub(crate) fn shorten(build: &Build) -> Result<()> {
    let script = build.out.join(format!("{}.js", build.name));
    let module = build.out.join(format!("{}_bg.wasm", build.name));
    let text = fs::read_to_string(&script).with_context(|| format!("could not read {}", script.display()))?;
    let bytes = fs::read(&module).with_context(|| format!("could not read {}", module.display()))?;
    let names = names(&bytes, &format!("./{}_bg.js", build.name))?;
    fs::write(&script, in_script(text, &names)?)
        .with_context(|| format!("could not write {}", script.display()))?;
    fs::write(&module, ordered(&in_module(&bytes, &names)?)?)
        .with_context(|| format!("could not write {}", module.display()))
}

/// By each long name the short one. `own` is what the script is called in the module.
fn names(module: &[u8], own: &str) -> Result<BTreeMap<String, String>> {
    let mut long = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import?;
                    if import.module == own {
                        long.push(import.name.to_owned());
                    }
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let name = export?.name;
                    if name.starts_with(CLOSURES) {
                        long.push(name.to_owned());
                    }
                }
            }
            _ => {}
        }
    }
    Ok(long
        .into_iter()
        .zip((0..).map(|number| format!("${number}")))
        .collect())
}

fn in_script(mut script: String, names: &BTreeMap<String, String>) -> Result<String> {
    // A name that begins with another comes after it in order, and is to be replaced before it.
    for (long, short) in names.iter().rev() {
        ensure!(
            script.contains(long),
            "{long} is not in the script: wasm-bindgen writes it in another way; correct tools/page/src/short.rs after its upgrade"
        );
        script = script.replace(long, short);
    }
    Ok(script)
}

fn in_module(module: &[u8], names: &BTreeMap<String, String>) -> Result<Vec<u8>> {
    let short = |name| names.get(name).map_or(name, String::as_str);
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        match &payload {
            Payload::ImportSection(imports) => {
                let mut section = ImportSection::new();
                for import in imports.clone().into_imports() {
                    let import = import?;
                    let kind = wasm_encoder::EntityType::try_from(import.ty)?;
                    section.import(import.module, short(import.name), kind);
                }
                out.section(&section);
            }
            Payload::ExportSection(exports) => {
                let mut section = ExportSection::new();
                for export in exports.clone() {
                    let export = export?;
                    section.export(short(export.name), export.kind.into(), export.index);
                }
                out.section(&section);
            }
            _ => {
                if let Some((id, range)) = payload.as_section() {
                    let data = &module[usize::try_from(range.start)?..usize::try_from(range.end)?];
                    out.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok(out.finish())
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, ExportKind, TypeSection};

    use super::*;

    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for (module, name) in [
            ("./page_bg.js", "__wbg_get_0123"),
            ("./page_bg.js", "__wbg_get_0123_5"),
            ("./parts.js", "load"),
        ] {
            imports.import(module, name, EntityType::Function(0));
        }
        let mut exports = ExportSection::new();
        exports.export("main", ExportKind::Func, 0);
        exports.export("wasm_bindgen__invoke_h4567", ExportKind::Func, 1);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&exports);
        module.finish()
    }

    #[test]
    fn the_module_and_the_script_have_the_same_short_names() {
        let names = names(&module(), "./page_bg.js").unwrap();
        let script = "__wbg_get_0123_5: 1, __wbg_get_0123: 2, wasm.wasm_bindgen__invoke_h4567(), wasm.main()";
        assert_eq!(
            in_script(script.to_owned(), &names).unwrap(),
            "$1: 1, $0: 2, wasm.$2(), wasm.main()"
        );
        let short = in_module(&module(), &names).unwrap();
        wasmparser::validate(&short).unwrap();
        let mut found = Vec::new();
        for payload in Parser::new(0).parse_all(&short) {
            match payload.unwrap() {
                Payload::ImportSection(imports) => {
                    found.extend(
                        imports
                            .into_imports()
                            .map(|import| import.unwrap().name.to_owned()),
                    );
                }
                Payload::ExportSection(exports) => {
                    found.extend(exports.into_iter().map(|export| export.unwrap().name.to_owned()));
                }
                _ => {}
            }
        }
        assert_eq!(found, ["$0", "$1", "load", "main", "$2"]);
    }

    #[test]
    fn a_script_of_another_form_is_told() {
        let names = names(&module(), "./page_bg.js").unwrap();
        let said = in_script("get: 1".to_owned(), &names).unwrap_err().to_string();
        assert!(said.contains("is not in the script"), "{said}");
    }
}
