//! Cutting the module at its annotated functions, and what the page's builder needs to know of that.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

use crate::line::Build;
use crate::{names, unused};

/// What the modules of the page import the loading functions from. The builder writes it (public/parts.js).
const LOADER: &str = "./parts.js";

/// Splits the module. Gives back what stays of it, and writes to `NAME-parts/` in the folder for bindings:
///
/// - `split_PART.wasm`, and `chunk_N.wasm` for what several parts share and the rest of the page does not use;
/// - `parts.txt`, a line for each part: its name, then its files in the order in which they are to be started;
/// - `shared.js`, the function that says what a part may import;
/// - `names/FILE.txt`, the names of each module's functions, `main.txt` those of what stays.
pub(crate) fn split(build: &Build) -> Result<Vec<u8>> {
    let input =
        fs::read(&build.input).with_context(|| format!("could not read {}", build.input.display()))?;
    let input =
        unused::dropped(&input).with_context(|| format!("could not read {}", build.input.display()))?;
    let folder = build.out.join(format!("{}-parts", build.name));
    let main = folder.join("main.wasm");
    if folder.exists() {
        // A part that is no more must not be taken for one.
        fs::remove_dir_all(&folder).with_context(|| format!("could not remove {}", folder.display()))?;
    }
    fs::create_dir_all(folder.join("names"))
        .with_context(|| format!("could not create {}", folder.display()))?;
    let bindings = format!("./{}.js", build.name);
    let mut options = Options::new(&input);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.main_module = &bindings;
    options.link_name = LOADER;
    options.target.web();
    let done = transform(options).map_err(|error| anyhow!("could not split the module: {error:?}"))?;

    let loader = folder.join(LOADER);
    let text = fs::read_to_string(&loader).with_context(|| format!("could not read {}", loader.display()))?;
    let shared = shared_imports(&text).context(
        "the splitter writes its loader in another way: correct tools/page/src/split.rs after its upgrade",
    )?;
    write(&folder.join("shared.js"), &shared)?;
    fs::remove_file(&loader).with_context(|| format!("could not remove {}", loader.display()))?;
    write(
        &folder.join("parts.txt"),
        &lines(&done.prefetch_map.into_iter().collect()),
    )?;

    for file in &done.split_modules {
        let module = fs::read(file).with_context(|| format!("could not read {}", file.display()))?;
        let name = file
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default();
        write_names(&folder, name, &module)?;
    }
    let left = fs::read(&main).with_context(|| format!("could not read {}", main.display()))?;
    fs::remove_file(&main).with_context(|| format!("could not remove {}", main.display()))?;
    write_names(&folder, "main", &left)?;
    Ok(left)
}

fn write_names(folder: &Path, module: &str, bytes: &[u8]) -> Result<()> {
    let names = names::functions(bytes).with_context(|| format!("could not read the names in {module}"))?;
    let text: String = names.iter().flat_map(|name| [name.as_str(), "\n"]).collect();
    write(&folder.join("names").join(format!("{module}.txt")), &text)
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).with_context(|| format!("could not write {}", file.display()))
}

/// The import of the bindings and `getSharedImports` out of the splitter's own loader. The rest of it fetches parts without
/// looking at what came, so the page has its own.
fn shared_imports(loader: &str) -> Option<String> {
    let import = loader.lines().find(|line| line.starts_with("import "))?;
    let start = loader.find("let sharedImports")?;
    let function = loader[start..].find("function getSharedImports")?;
    let end = loader[start + function..].find("\n}\n")?;
    let text = &loader[start..start + function + end + 3];
    Some(format!("{import}\n{text}"))
}

/// A line for each part.
fn lines(parts: &BTreeMap<String, Vec<String>>) -> String {
    parts
        .iter()
        .flat_map(|(part, files)| [part.clone(), " ".to_owned(), files.join(" "), "\n".to_owned()])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As version 0.2.4 writes it.
    const LOADER: &str = r#"import { initSync } from "./tabcat.js";

let sharedImports = undefined;
function getSharedImports() {
    if (sharedImports === undefined) {
        sharedImports = { __wasm_split: {  } };
        const { memory, __stack_pointer,  } = initSync(undefined, undefined);
        Object.assign(sharedImports.__wasm_split, { memory, __stack_pointer,  });
    }
    return sharedImports;
}
function wrapAsyncCb(callee) {
}
"#;

    #[test]
    fn what_a_part_may_import_is_taken_from_the_splitters_loader() {
        let shared = shared_imports(LOADER).unwrap();
        assert!(
            shared.starts_with("import { initSync } from \"./tabcat.js\";\nlet sharedImports"),
            "{shared}"
        );
        assert!(shared.ends_with("    return sharedImports;\n}\n"), "{shared}");
    }

    #[test]
    fn a_loader_of_another_form_is_not_taken() {
        assert_eq!(shared_imports("export const load = () => {};\n"), None);
        assert_eq!(
            shared_imports(&LOADER.replace("getSharedImports", "imports")),
            None
        );
    }

    #[test]
    fn a_part_is_a_line_with_its_files() {
        let parts = BTreeMap::from([
            (
                "find".to_owned(),
                vec!["chunk_1".to_owned(), "split_find".to_owned()],
            ),
            ("learn".to_owned(), vec!["split_learn".to_owned()]),
        ]);
        assert_eq!(lines(&parts), "find chunk_1 split_find\nlearn split_learn\n");
    }

    #[test]
    fn what_is_no_module_is_said_to_be_so() {
        let folder = std::env::temp_dir().join(format!("tabcat-split-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let input = folder.join("page.wasm");
        fs::write(&input, "no module").unwrap();
        let build = Build {
            input,
            out: folder.clone(),
            name: "page".into(),
            keep_debug: false,
            demangle: true,
        };
        let said = format!("{:#}", split(&build).unwrap_err());
        fs::remove_dir_all(&folder).unwrap();
        assert!(
            said.contains("could not read") && said.contains("page.wasm"),
            "{said}"
        );
    }
}
