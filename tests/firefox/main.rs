//! The page in Firefox: loaded, left without its host, and used all the same. `cargo xtask test firefox` builds the page, finds
//! or installs the browser and runs it; it is no step of a whole `cargo xtask test`.

#[path = "../e2e/endings.rs"]
#[allow(dead_code, reason = "the journeys in Chromium use the rest")]
mod endings;
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
use tokio::runtime::{Builder, Runtime};
use wsbin::{Config, Server};

use endings::{BROKE, CODE_LOST, ENDED, GAVE_UP, REJECTED, Score, VIOLATIONS};
use firefox::Firefox;
use host::Host;

// Causes that Firefox alone leaves possible.
const BROKE_OFF: &str = "The server took the connection and ended or broke it at once";
const BROKEN_CLOSE: &str = "Its close frame was broken";
const NO_CODE: &str = "The server closed without naming a code";
const PASSES_ON: &str = "The server passes on a code it received itself";
const RESET: &str = "The connection was reset";

/// The bench's own verbs, of which `ready` is needed here.
const DRIVER: &str = include_str!("../bench/js/tabcat.js");

/// What a person does, and what is to be seen then.
const JOURNEY: &str = include_str!("journey.js");

/// How long each half of it may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// wsbin with the page, and what it runs on.
fn served() -> (Runtime, Server) {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("threads can be had");
    let assets = setting::dist().expect("`cargo xtask test firefox` names the page");
    let server = runtime
        .block_on(Server::spawn(Config {
            assets: Some(assets),
            ..Config::default()
        }))
        .expect("wsbin starts");
    (runtime, server)
}

/// The first rank of causes is the true one, or has it among its equals, as far as a page in Firefox can tell.
#[test]
fn the_likeliest_cause_of_an_end_is_the_true_one() {
    let (runtime, server) = served();
    let firefox = Firefox::start().expect("Firefox starts");
    let tab = firefox
        .open(&server.http_url("/"), &[DRIVER, JOURNEY])
        .expect("the page opens");
    let mut score = Score::default();
    // Firefox takes a masked frame and a length that is too long for what they mean, and a frame after the close frame for none.
    let taken = [
        "masked",
        "length-16",
        "length-64",
        "data-after-close",
        "close-after-close",
    ];
    let violations = VIOLATIONS.into_iter().filter(|what| !taken.contains(what));
    // Time for the opening to be told of: where there is none, the two are equals.
    let violations = violations.map(|what| {
        let expect: &[&str] = match what {
            "close-1-byte" | "close-1005" => &[NO_CODE, BROKEN_CLOSE],
            "close-1006" | "close-1015" => &[PASSES_ON],
            _ => &[BROKE, RESET],
        };
        (format!("/violate/{what}?after=300"), expect)
    });
    let drops = [
        ("/drop?after=300", &[GAVE_UP][..]),
        ("/drop?after=1200", &[ENDED, CODE_LOST]),
        ("/reset?after=1200", &[BROKE, RESET]),
        ("/reject/403", &[REJECTED, BROKE_OFF]),
        ("/reject/500", &[REJECTED, BROKE_OFF]),
    ]
    .map(|(path, expect)| (path.to_owned(), expect));
    for (path, expect) in violations.chain(drops) {
        let asked = format!("journey.firstCauses({})", json!(server.url(&path)));
        let seen: Vec<String> = tab.ask(&asked, PATIENCE).expect("the page answers");
        score.count(&path, &seen, expect);
    }
    // Whether an opening that is over at once is told of is chance.
    for (path, where_told) in [
        ("/drop?after=0", &[GAVE_UP][..]),
        ("/violate/rsv1?after=0", &[BROKE, RESET]),
    ] {
        let asked = format!("journey.firstCauses({})", json!(server.url(path)));
        let seen: Vec<String> = tab.ask(&asked, PATIENCE).expect("the page answers");
        let untold = [REJECTED, BROKE_OFF];
        let expect = if seen == untold { &untold[..] } else { where_told };
        score.count(path, &seen, expect);
    }
    drop(tab);
    runtime.block_on(server.stop());
    score.must_be_full("endings in Firefox");
}

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

#[test]
fn a_message_is_written_in_json_in_hex_and_as_a_file() {
    let (runtime, server) = served();
    let firefox = Firefox::start().expect("Firefox starts");
    let tab = firefox
        .open(&server.http_url("/"), &[DRIVER, JOURNEY])
        .expect("the page opens");
    let asked = format!("journey.composes({})", json!(server.url("/echo")));
    let outcome: Value = tab.ask(&asked, PATIENCE).expect("the page answers");
    assert_eq!(outcome, json!([]), "errors, and what was not seen");
    drop(tab);
    runtime.block_on(server.stop());
}

#[test]
fn a_connection_lasts() {
    let (runtime, server) = served();
    let firefox = Firefox::start().expect("Firefox starts");
    for (verb, path, policies) in [
        (
            "comesBack",
            "/drop?after=200",
            "reconnect=on&first-wait=0.2&longest-wait=0.2",
        ),
        (
            "hearsBeats",
            "/heartbeat?stop_after=2",
            "reconnect=on&first-wait=0.2&heartbeat=on&every=0.3&within=0.4",
        ),
        (
            "keepsMessages",
            "/close/1011?after=1000",
            "reconnect=on&first-wait=30&outbox=on",
        ),
    ] {
        let link = format!("{}#v=2&url={}&{policies}", server.http_url("/"), server.url(path));
        let tab = firefox
            .open(&link, &["Math.random = () => 0.5;", DRIVER, JOURNEY])
            .expect("the page opens");
        let outcome: Value = tab
            .ask(&format!("journey.{verb}()"), PATIENCE)
            .expect("the page answers");
        assert_eq!(outcome, json!([]), "{verb}: errors, and what was not seen");
    }
    runtime.block_on(server.stop());
}
