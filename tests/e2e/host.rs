//! A static host for the built page that misbehaves as it is told: files cut short, altered, refused, or never sent. wsbin, which
//! serves the page in every other journey, always sends what it has.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Longer than any journey waits.
const FOR_EVER: Duration = Duration::from_mins(1);

/// What it does with a file, other than to send it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Sends the first half and calls that all.
    CutShort,
    /// Sends as many bytes as the file has, one of them another: as a part of another build may be.
    Altered,
    /// Sends it with that after its end.
    With(&'static str),
    /// Sends it as a text.
    WrongType,
    /// Answers with that status and a sentence.
    Status(u16),
    /// Answers 200 with a page, as hosts do that send every unknown address to the one page that they have.
    Html,
    /// Takes the request and says nothing for a minute.
    Silence,
    /// Sends it after this long.
    Late(Duration),
}

/// The host. It stops when it is dropped.
pub(crate) struct Host {
    addr: SocketAddr,
    base: String,
    state: Arc<Mutex<State>>,
    keeper: JoinHandle<()>,
}

#[derive(Default)]
struct State {
    root: PathBuf,
    base: String,
    cache_control: Option<&'static str>,
    /// By the end of a path.
    faults: HashMap<&'static str, Fault>,
    asked: Vec<String>,
    /// What the folder of the deployment is called instead, in the page only.
    newer: Option<&'static str>,
}

impl Host {
    /// Serves `root` at `base`, which is `/` or a path such as `/tabcat/`.
    pub(crate) async fn start(
        root: PathBuf,
        base: &str,
        cache_control: Option<&'static str>,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let addr = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State {
            root,
            base: base.to_owned(),
            cache_control,
            ..State::default()
        }));
        let shared = Arc::clone(&state);
        let keeper = tokio::spawn(async move {
            // What it has begun to answer ends with it.
            let mut guests = tokio::task::JoinSet::new();
            while let Ok((guest, _)) = listener.accept().await {
                guests.spawn(serve(guest, Arc::clone(&shared)));
            }
        });
        Ok(Self {
            addr,
            base: base.to_owned(),
            state,
            keeper,
        })
    }

    /// The page's address.
    pub(crate) fn address(&self) -> String {
        format!("http://{}{}", self.addr, self.base)
    }

    /// Misbehaves for files whose path ends so, from now on.
    pub(crate) fn spoil(&self, file: &'static str, fault: Fault) {
        self.state().faults.insert(file, fault);
    }

    /// Sends every file as it is.
    pub(crate) fn mend(&self) {
        self.state().faults.clear();
    }

    /// From now on the page is another deployment's, and the files of this one are gone.
    pub(crate) fn deploy_newer(&self) {
        self.state().newer = Some("fedcba9876543210");
    }

    /// How often a file whose path ends so was asked for.
    pub(crate) fn asked(&self, file: &str) -> usize {
        let state = self.state();
        state.asked.iter().filter(|path| path.ends_with(file)).count()
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().expect("nobody panics while having it")
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.keeper.abort();
    }
}

async fn serve(mut guest: TcpStream, state: Arc<Mutex<State>>) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(guest.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split([' ', '?']).nth(1).unwrap_or("/").to_owned();
    let (answer, fault) = {
        let state = &mut *state.lock().expect("nobody panics while having it");
        state.asked.push(path.clone());
        let fault = state.faults.iter().find(|(end, _)| path.ends_with(*end));
        let fault = fault.map(|(_, fault)| *fault);
        (state.answer(&path, fault), fault)
    };
    match fault {
        Some(Fault::Silence) => tokio::time::sleep(FOR_EVER).await,
        Some(Fault::Late(by)) => tokio::time::sleep(by).await,
        _ => {}
    }
    guest.write_all(&answer).await?;
    guest.shutdown().await
}

impl State {
    fn answer(&self, path: &str, fault: Option<Fault>) -> Vec<u8> {
        let Some((file, mut bytes)) = self.file(path) else {
            return self.response(404, "text/plain", b"there is no such file");
        };
        let mut content_type = content_type(&file);
        match fault {
            Some(Fault::CutShort) => bytes.truncate(bytes.len() / 2),
            Some(Fault::Altered) => {
                let middle = bytes.len() / 2;
                bytes[middle] ^= 0xff;
            }
            Some(Fault::With(more)) => bytes.extend_from_slice(more.as_bytes()),
            Some(Fault::WrongType) => content_type = "text/plain",
            Some(Fault::Status(status)) => return self.response(status, "text/plain", b"as it was told"),
            Some(Fault::Html) => return self.response(200, "text/html", b"<!doctype html><p>Not found"),
            Some(Fault::Silence | Fault::Late(_)) | None => {}
        }
        self.response(200, content_type, &bytes)
    }

    fn file(&self, path: &str) -> Option<(PathBuf, Vec<u8>)> {
        let name = match path.strip_prefix(&self.base)? {
            "" => "index.html",
            name => name,
        };
        if name != "index.html" && self.newer.is_some() {
            return None;
        }
        let file = self.root.join(name);
        let bytes = std::fs::read(&file).ok()?;
        if name != "index.html" {
            return Some((file, bytes));
        }
        let html = String::from_utf8(bytes).expect("the page is text");
        let folder = folder(&html);
        let html = html.replace(&format!("\"/{folder}/"), &format!("\"{}{folder}/", self.base));
        let html = match self.newer {
            Some(newer) => html.replace(&folder, newer),
            None => html,
        };
        Some((file, html.into_bytes()))
    }

    fn response(&self, status: u16, content_type: &str, body: &[u8]) -> Vec<u8> {
        let cache = self
            .cache_control
            .map(|value| format!("Cache-Control: {value}\r\n"));
        let head = format!(
            "HTTP/1.1 {status} Said\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n{}Connection: close\r\n\r\n",
            body.len(),
            cache.unwrap_or_default()
        );
        [head.as_bytes(), body].concat()
    }
}

/// The name of the folder that the page's files are in.
fn folder(html: &str) -> String {
    let (before, _) = html
        .split_once("/boot.js")
        .expect("the page names its first script");
    let (_, folder) = before.rsplit_once('/').expect("it is in a folder");
    folder.to_owned()
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}
