//! The static page: the files under one directory and nothing else.

use std::io;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use tokio::fs;

use crate::limits;
use crate::reply::Reply;

/// What the page looks for to learn that this server has an `/echo` of its own, and what it then finds.
const UNSERVED: [&str; 3] = [
    r#"<meta name="wsbin" content="">"#,
    r#"<meta name="wsbin" content="" />"#,
    r#"<meta name="wsbin" content>"#,
];
const SERVED: &str = r#"<meta name="wsbin" content="/">"#;

/// A directory to serve.
#[derive(Debug)]
pub(crate) struct Assets {
    /// Without symbolic links, so that what a file resolves to can be compared with it.
    root: PathBuf,
}

impl Assets {
    /// An error says that there is no such directory.
    pub(crate) fn new(directory: &Path) -> io::Result<Self> {
        let absent = |kind, why: &str| {
            let sentence = format!(
                "the assets directory {} {why} - name a directory that exists",
                directory.display()
            );
            io::Error::new(kind, sentence)
        };
        let root = directory
            .canonicalize()
            .map_err(|error| absent(error.kind(), "cannot be read"))?;
        if !root.is_dir() {
            return Err(absent(io::ErrorKind::NotADirectory, "is not a directory"));
        }
        Ok(Self { root })
    }

    /// The file at a request's path, or a sentence. With `brotli`, a file that is there compressed, as `tabcat.js.br` beside
    /// `tabcat.js`, is sent so.
    pub(crate) async fn reply(&self, path: &str, brotli: bool) -> Reply {
        let Some((file, bytes)) = self.read(path).await else {
            return Reply::sentence(
                404,
                &format!("there is no file at {path} - / is the page, /wsbin lists the routes"),
            );
        };
        let content_type = content_type(&file);
        let cache_control = cache_control(file.strip_prefix(&self.root).unwrap_or(&file));
        if brotli && let Some((_, compressed)) = self.read(&format!("{path}.br")).await {
            return Reply::new(200, content_type, compressed)
                .with("Cache-Control", cache_control)
                .with("Content-Encoding", "br")
                .with("Vary", "Accept-Encoding");
        }
        let html = content_type.starts_with("text/html");
        let bytes = if html { announce(bytes) } else { bytes };
        let reply = Reply::new(200, content_type, bytes).with("Cache-Control", cache_control);
        // The page itself may be framed by its own origin only.
        if html {
            reply.with("Content-Security-Policy", "frame-ancestors 'self'")
        } else {
            reply
        }
    }

    /// Why a file cannot be had is the same to a client: it is not there.
    async fn read(&self, path: &str) -> Option<(PathBuf, Vec<u8>)> {
        let mut file = self.root.join(relative(path)?);
        if fs::metadata(&file).await.ok()?.is_dir() {
            file.push("index.html");
        }
        // A symbolic link may point anywhere.
        let file = fs::canonicalize(file).await.ok()?;
        let metadata = fs::metadata(&file).await.ok()?;
        if !file.starts_with(&self.root) || !metadata.is_file() || metadata.len() > limits::ASSET_BYTES {
            return None;
        }
        let bytes = fs::read(&file).await.ok()?;
        Some((file, bytes))
    }
}

/// The path under the root that a request means; `None` for what could leave it, and for hidden files.
fn relative(path: &str) -> Option<PathBuf> {
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let segments = || path.split('/').filter(|segment| !segment.is_empty());
    let plain = |segment: &str| !segment.starts_with('.') && !segment.contains(['\\', ':', '\0']);
    segments().all(plain).then(|| segments().collect())
}

fn content_type(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// What is in a folder named for its contents never changes; anything else may with the next build.
fn cache_control(file: &Path) -> &'static str {
    if file.parent().is_some_and(is_named_for_contents) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

/// As `cargo xtask` names the folder of a deployment: `0123456789abcdef`.
fn is_named_for_contents(folder: &Path) -> bool {
    let name = folder
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    name.len() == 16 && name.bytes().all(hex)
}

/// The page with this server's mark in it.
fn announce(html: Vec<u8>) -> Vec<u8> {
    let mut text = match String::from_utf8(html) {
        Ok(text) => text,
        // Not our page, then.
        Err(error) => return error.into_bytes(),
    };
    for unserved in UNSERVED {
        text = text.replace(unserved, SERVED);
    }
    if !text.contains(SERVED) {
        text = text.replacen("</head>", &format!("{SERVED}</head>"), 1);
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_under_the_root_or_is_nothing() {
        let check = |path: &str, expect: Option<&str>| {
            assert_eq!(relative(path), expect.map(PathBuf::from), "for {path:?}");
        };
        check("/", Some(""));
        check("/a/b.js", Some("a/b.js"));
        check("//a%20b", Some("a b"));
        check("/../secret", None);
        check("/a/%2e%2e/%2E%2e/secret", None);
        check("/..%2fsecret", None);
        check("/..%5csecret", None);
        check("/c:/secret", None);
        check("/.git/config", None);
        check("/a%00", None);
        check("/%ff", None);
    }

    #[test]
    fn only_what_is_in_a_folder_named_for_its_contents_is_kept() {
        let check = |name: &str, kept: bool| {
            let is_kept = cache_control(Path::new(name)).contains("immutable");
            assert_eq!(is_kept, kept, "{name}");
        };
        check("0123456789abcdef/tabcat.js", true);
        check("sub/0123456789abcdef/tabcat_bg.wasm", true);
        check("index.html", false);
        check("0123456789abcdef.js", false);
        check("0123456789abcde/tabcat.js", false);
        check("0123456789ABCDEF/tabcat.js", false);
        check("screenshots/tabcat.js", false);
    }

    #[test]
    fn the_page_learns_who_serves_it() {
        let check = |html: &str, expect: &str| assert_eq!(announce(html.into()), expect.as_bytes());
        check(
            r#"<head><meta name="wsbin" content=""></head>"#,
            r#"<head><meta name="wsbin" content="/"></head>"#,
        );
        check(
            r#"<head><meta name="wsbin" content="" /></head>"#,
            r#"<head><meta name="wsbin" content="/"></head>"#,
        );
        check("<head></head>", r#"<head><meta name="wsbin" content="/"></head>"#);
        check("plain", "plain");
    }
}
