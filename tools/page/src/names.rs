//! The functions that a module has, by the names that the linker gave them.

use std::collections::BTreeSet;

use anyhow::Result;
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// Of its own functions, not of those that it imports; demangled, in order, each once.
pub(crate) fn functions(module: &[u8]) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    let mut imported = 0;
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Name(subsections) = section.as_known() else {
                    continue;
                };
                for subsection in subsections {
                    let Name::Function(functions) = subsection? else {
                        continue;
                    };
                    for naming in functions {
                        let naming = naming?;
                        if naming.index >= imported {
                            names.insert(format!("{:#}", rustc_demangle::demangle(naming.name)));
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, EntityType, Function, FunctionSection, ImportSection, Module, NameMap, NameSection,
        TypeSection,
    };

    #[test]
    fn what_is_imported_is_no_function_of_the_module() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("main", "elsewhere", EntityType::Function(0));
        let mut functions_of = FunctionSection::new();
        functions_of.function(0);
        let mut code = CodeSection::new();
        let mut body = Function::new([]);
        body.instructions().end();
        code.function(&body);
        let mut map = NameMap::new();
        map.append(0, "elsewhere");
        map.append(1, "_ZN6tabcat2ui9reference4view17h0123456789abcdefE");
        let mut names = NameSection::new();
        names.functions(&map);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions_of)
            .section(&code)
            .section(&names);
        let found: Vec<_> = functions(&module.finish()).unwrap().into_iter().collect();
        assert_eq!(found, ["tabcat::ui::reference::view"]);
    }

    #[test]
    fn what_is_no_module_is_an_error() {
        assert!(functions(b"<!doctype html>").is_err());
    }
}
