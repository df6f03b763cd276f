//! Exports that a library makes for JavaScript and that this page's JavaScript never calls. The linker keeps what is exported,
//! and with it all that it reaches; so they are taken out before anything else is done.

use anyhow::{Context as _, Result};
use wasm_encoder::RawSection;
use wasmparser::{BinaryReader, Encoding, ExportSectionReader, Parser, Payload};

/// Streams for server functions, which Leptos brings along (the crate wasm-streams): a twentieth of the first load.
const STREAMS: Library = Library {
    path: b"wasm_streams::",
    export: "intounderlying",
};

/// Where wasm-bindgen's macros leave what they know.
const BINDINGS: &str = "__wasm_bindgen_unstable";

const CUSTOM: u8 = 0;
const EXPORT: u8 = 7;

struct Library {
    /// What the macros note of each of its exports.
    path: &'static [u8],
    /// What is in the names of the exports, in no other.
    export: &'static str,
}

/// The module without them.
pub(crate) fn dropped(module: &[u8]) -> Result<Vec<u8>> {
    STREAMS.dropped(module)
}

impl Library {
    fn dropped(&self, module: &[u8]) -> Result<Vec<u8>> {
        let mut out = wasm_encoder::Module::new();
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            if let Payload::Version {
                encoding: Encoding::Component,
                ..
            } = payload
            {
                anyhow::bail!("it is a component, and no module");
            }
            let Some((id, range)) = payload.as_section() else {
                continue;
            };
            let data = &module[usize::try_from(range.start)?..usize::try_from(range.end)?];
            match id {
                EXPORT => out.section(&RawSection {
                    id,
                    data: &self.exports(data, range.start)?,
                }),
                CUSTOM => {
                    let mut reader = BinaryReader::new(data, range.start);
                    let name = reader.read_string()?;
                    let head = data.len() - reader.bytes_remaining();
                    if name == BINDINGS {
                        let kept = [&data[..head], &self.bindings(&data[head..])?].concat();
                        out.section(&RawSection { id, data: &kept })
                    } else {
                        out.section(&RawSection { id, data })
                    }
                }
                _ => out.section(&RawSection { id, data }),
            };
        }
        Ok(out.finish())
    }

    fn exports(&self, data: &[u8], at: u64) -> Result<Vec<u8>> {
        let mut kept = wasm_encoder::ExportSection::new();
        for export in ExportSectionReader::new(BinaryReader::new(data, at))? {
            let export = export?;
            if !export.name.contains(self.export) {
                kept.export(export.name, export.kind.into(), export.index);
            }
        }
        let mut section = Vec::new();
        wasm_encoder::Encode::encode(&kept, &mut section);
        // `encode` writes the section's length before it.
        let length = leb128_bytes(&section);
        Ok(section.split_off(length))
    }

    /// Pairs of blocks, each with its length in four bytes: a version, then what one macro knows.
    fn bindings(&self, mut data: &[u8]) -> Result<Vec<u8>> {
        let mut kept = Vec::new();
        while !data.is_empty() {
            let version = block(&mut data).context(BINDINGS)?;
            let known = block(&mut data).context(BINDINGS)?;
            if !known.windows(self.path.len()).any(|part| part == self.path) {
                kept.extend([version, known].concat());
            }
        }
        Ok(kept)
    }
}

/// A block with its length, taken off the front.
fn block<'a>(data: &mut &'a [u8]) -> Result<&'a [u8]> {
    let length = data.first_chunk().context("a length is cut short")?;
    let whole = 4 + u32::from_le_bytes(*length) as usize;
    let (block, rest) = data.split_at_checked(whole).context("a block is cut short")?;
    *data = rest;
    Ok(block)
}

/// How many bytes the number at the front takes.
fn leb128_bytes(data: &[u8]) -> usize {
    data.iter().take_while(|byte| **byte & 0x80 != 0).count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{CustomSection, ExportKind, ExportSection, Module};

    const LIBRARY: Library = Library {
        path: b"streams::",
        export: "underlying",
    };

    fn pair(known: &str) -> Vec<u8> {
        let block = |text: &str| {
            [
                &u32::try_from(text.len()).unwrap().to_le_bytes()[..],
                text.as_bytes(),
            ]
            .concat()
        };
        [block("{version}"), block(known)].concat()
    }

    fn module(exports: &[&str], known: &[&str]) -> Vec<u8> {
        let mut section = ExportSection::new();
        for (name, index) in exports.iter().zip(0..) {
            section.export(name, ExportKind::Func, index);
        }
        let mut module = Module::new();
        let data = known.iter().flat_map(|known| pair(known)).collect::<Vec<_>>();
        module.section(&section);
        module.section(&CustomSection {
            name: BINDINGS.into(),
            data: data.into(),
        });
        module.section(&CustomSection {
            name: "other".into(),
            data: b"streams::"[..].into(),
        });
        module.finish()
    }

    #[test]
    fn only_what_is_of_the_library_goes() {
        let before = module(
            &["memory", "underlying_pull", "main"],
            &["app::a", "streams::source pull", "web"],
        );
        let after = LIBRARY.dropped(&before).unwrap();
        let mut names = Vec::new();
        for payload in Parser::new(0).parse_all(&after) {
            if let Payload::ExportSection(exports) = payload.unwrap() {
                names.extend(
                    exports
                        .into_iter()
                        .map(|export| (export.unwrap().name.to_owned(), ())),
                );
            }
        }
        assert_eq!(names, [("memory".to_owned(), ()), ("main".to_owned(), ())]);
        let text = String::from_utf8_lossy(&after);
        assert!(
            text.contains("app::a") && text.contains("web") && !text.contains("source pull"),
            "{text}"
        );
        assert!(text.contains("other") && text.contains("streams::"), "{text}");
    }

    #[test]
    fn a_module_without_it_stays_as_it_is() {
        let before = module(&["memory"], &["app::a"]);
        assert_eq!(LIBRARY.dropped(&before).unwrap(), before);
    }

    #[test]
    fn what_is_cut_short_is_an_error() {
        let data = pair("app::a");
        let said = LIBRARY.bindings(&data[..data.len() - 1]).unwrap_err();
        assert!(format!("{said:#}").contains("cut short"), "{said:#}");
    }
}
