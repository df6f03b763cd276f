//! Names by which wasm-opt is to sort the module's functions. A compressor finds what is alike where it is near: functions
//! that come of one piece of source, in the order in which the compiler made them. The linker's names end in hashes, which
//! would shuffle them.

use anyhow::Result;
use wasm_encoder::{Module, NameMap, NameSection, RawSection};
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// The module with its functions named so.
pub(crate) fn ordered(module: &[u8]) -> Result<Vec<u8>> {
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let Payload::CustomSection(section) = &payload
            && let KnownCustom::Name(subsections) = section.as_known()
        {
            let mut names = NameSection::new();
            for subsection in subsections {
                if let Name::Function(functions) = subsection? {
                    let mut map = NameMap::new();
                    for naming in functions {
                        let naming = naming?;
                        map.append(naming.index, &by_source(naming.name, naming.index));
                    }
                    names.functions(&map);
                }
            }
            out.section(&names);
        } else if let Some((id, range)) = payload.as_section() {
            let data = &module[usize::try_from(range.start)?..usize::try_from(range.end)?];
            out.section(&RawSection { id, data });
        }
    }
    Ok(out.finish())
}

/// The path without its hashes, then the function's number.
fn by_source(name: &str, number: u32) -> String {
    let is_hash = |text: &str| text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let path = match name.rsplit_once("::h") {
        Some((path, hash)) if is_hash(hash) => path,
        _ => name,
    };
    let mut pieces = path.split('[');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once(']') {
            Some((hash, rest)) if is_hash(hash) => text += rest,
            _ => {
                text.push('[');
                text += piece;
            }
        }
    }
    format!("{text}~{number:05}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{CodeSection, Function, FunctionSection, TypeSection};

    #[test]
    fn a_path_has_no_hash_and_its_number_last() {
        let check = |name, expect: &str| assert_eq!(by_source(name, 7), expect);
        check(
            "tabcat::app::App::start::h77c512e7c98f2e87",
            "tabcat::app::App::start~00007",
        );
        check(
            "<dlmalloc[e24a27700634d609]::Dlmalloc>::free",
            "<dlmalloc::Dlmalloc>::free~00007",
        );
        check(
            "core::slice::<impl [T]>::contains",
            "core::slice::<impl [T]>::contains~00007",
        );
        check("a::hello", "a::hello~00007");
    }

    #[test]
    fn the_functions_keep_their_code_and_have_names_to_sort_by() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        let mut map = NameMap::new();
        for (number, name) in ["a::b::h0123456789abcdef", "a::b::h0000000000000000"]
            .iter()
            .enumerate()
        {
            functions.function(0);
            let mut body = Function::new([]);
            body.instructions().end();
            code.function(&body);
            map.append(u32::try_from(number).unwrap(), name);
        }
        let mut names = NameSection::new();
        names.functions(&map);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&functions)
            .section(&code)
            .section(&names);
        let sorted = ordered(&module.finish()).unwrap();
        wasmparser::validate(&sorted).unwrap();
        let found: Vec<_> = crate::names::functions(&sorted).unwrap().into_iter().collect();
        assert_eq!(found, ["a::b~00000", "a::b~00001"]);
    }
}
