//! The page in Firefox: loaded, left without its host, and used all the same. `cargo xtask test firefox` builds the page, finds
//! or installs the browser and runs it; it is no step of a whole `cargo xtask test`.

#[path = "../bench/firefox.rs"]
#[allow(dead_code, reason = "the bench uses the rest")]
mod firefox;
#[path = "../e2e/host.rs"]
#[allow(dead_code, reason = "the journeys in Chromium use the rest")]
mod host;
#[path = "../bench/program.rs"]
mod program;
#[path = "../bench/remote.rs"]
#[allow(dead_code, reason = "the bench uses the rest")]
mod remote;
#[path = "../bench/setting.rs"]
#[allow(dead_code, reason = "the bench uses the rest")]
mod setting;
#[path = "../bench/trouble.rs"]
#[allow(dead_code, reason = "the bench uses the rest")]
mod trouble;

/// The name under which `firefox.rs` finds what runs in every page.
mod tab {
    pub(crate) const PROBE: &str = include_str!("../bench/js/probe.js");
}

use std::time::Duration;

use serde_json::{Value, json};
use tokio::runtime::Builder;
use wsbin::{Config, Server};

use firefox::Firefox;
use host::Host;

/// The bench's own verbs, of which `ready` is needed here.
const DRIVER: &str = include_str!("../bench/js/tabcat.js");

/// What a person does, and what is to be seen then.
const JOURNEY: &str = include_str!("journey.js");

/// How long each half of it may take.
const PATIENCE: Duration = Duration::from_mins(1);

#[test]
fn an_open_page_needs_its_host_no_more() {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("threads can be had");
    let server = runtime
        .block_on(Server::spawn(Config::default()))
        .expect("wsbin starts");
    let page = setting::dist().expect("`cargo xtask test firefox` names the page");
    let host = runtime
        .block_on(Host::start(page, "/", None))
        .expect("loopback has a free port");
    let firefox = Firefox::start().expect("Firefox starts");
    let tab = firefox
        .open(&host.address(), &[DRIVER, JOURNEY])
        .expect("the page opens");
    let done = |asked: &str| {
        let outcome: Value = tab.ask(asked, PATIENCE).expect("the page answers");
        assert_eq!(
            outcome,
            json!([]),
            "{asked}: errors, refusals and what was not seen"
        );
    };
    done("journey.seeAllParts()");
    drop(host);
    done(&format!(
        "journey.useEverything({}, {})",
        json!(server.url("/echo")),
        json!(server.url("/close/1011"))
    ));
    drop(tab);
    runtime.block_on(server.stop());
}
