//! A connection left open: a server that comes and goes, a heartbeat, on-open messages, replies, the outbox, and a person who
//! sends all the while. `cargo xtask soak --minutes N` prepares it and names it. It ends with an exact account.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::json;
use tabcat_core::share::percent;

use crate::page::{Page, journey, see_that};

const PERSON: &str = include_str!("soak/person.js");

/// How many messages may die on the way with one connection: what the browser took in its last moments.
const DYING: u64 = 10;

#[derive(Debug, Deserialize)]
struct Person {
    asked: u64,
    refused: u64,
    emptied: u64,
}

/// What wsbin received.
#[derive(Debug, Deserialize)]
struct Count {
    connections: u64,
    refused: u64,
    messages: u64,
    last: Vec<String>,
}

#[test]
#[ignore = "as long as it is told: cargo xtask soak"]
fn nothing_that_was_asked_is_lost_and_nothing_comes_twice() {
    let minutes: f64 = std::env::var("TABCAT_SOAK_MINUTES")
        .ok()
        .and_then(|minutes| minutes.parse().ok())
        .expect("`cargo xtask soak --minutes N` says how long");
    journey("soak", |page| {
        let url = page.url("/flaky?up=7000&down=2000&run=soak");
        let steps = json!([{ "send": "hello", "reply": { "kind": "text", "text": "hello" }, "within": "5" }]);
        let rules = json!([{ "when": { "kind": "text", "text": "ask" }, "send": "answer {{seq}}" }]);
        let link = format!(
            "#v=2&url={}&reconnect=on&attempts=unlimited&first-wait=0.5&longest-wait=4&heartbeat=on&every=1&within=2&outbox=on\
             &on-open={}&replies=on&rules={}",
            encoded(&url),
            encoded(&steps.to_string()),
            encoded(&rules.to_string()),
        );
        page.before_the_page(include_str!("../bench/js/wasm.js"));
        page.open_address(&format!("{}{link}", page.address()));
        page.press("Connect");
        page.see_status("Connected");
        let before = memory(page);
        page.script::<()>(PERSON, vec![]);
        let began = Instant::now();
        let long = Duration::from_secs_f64(minutes * 60.0);
        while began.elapsed() < long {
            page.wait(Duration::from_secs(5).min(long));
            let view = page.view();
            println!("{:>5} s  {}", began.elapsed().as_secs(), view.strip);
        }
        page.script::<()>("window.soak.stop = true", vec![]);
        see_that("the person has stopped", || {
            page.script("return !!window.soak.done", vec![])
        });
        // The last of the outbox goes out with the next connection.
        let is_settled = || page.view().status() == "Connected" && !page.has("region", "Outbox");
        while !is_settled() {
            page.wait(Duration::from_millis(500));
        }
        page.press("Disconnect");
        page.see_status("Disconnected");
        account(page, before);
    });
}

fn account(page: &Page, before: [u64; 2]) {
    let person: Person = page.script("return window.soak", vec![]);
    let count: Count = page.script(
        "return fetch('/count/soak').then(answer => answer.json())",
        vec![],
    );
    let view = page.view();
    let stat = |name: &str| view.stats.get(name).copied().unwrap_or_default();
    let (sent, by_itself) = (stat("Messages sent"), stat("Sent automatically"));
    let (not_sent, cancelled) = (stat("Not sent"), stat("Cancelled"));
    let persons = sent - by_itself;
    let after = memory(page);
    println!(
        "asked to send      {} (and {} refused)",
        person.asked, person.refused
    );
    println!("  sent             {persons}");
    println!("  not sent         {not_sent}");
    println!("  cancelled        {cancelled} ({} times)", person.emptied);
    println!("sent by itself     {by_itself}");
    println!("sent in all        {sent}");
    println!("  wsbin received   {}", count.messages);
    println!("  died on the way  {}", sent.saturating_sub(count.messages));
    println!(
        "connections        {}, and {} refused",
        count.connections, count.refused
    );
    println!("received           {}", stat("Messages received"));
    println!(
        "JS heap            {} KB, then {} KB",
        before[0] / 1024,
        after[0] / 1024
    );
    println!(
        "wasm memory        {} KB, then {} KB",
        before[1] / 1024,
        after[1] / 1024
    );
    assert_eq!(
        person.asked,
        persons + not_sent + cancelled,
        "asked = sent + not sent + cancelled, with nothing queued"
    );
    assert!(count.messages <= sent, "nothing arrives that was not sent");
    assert!(
        sent - count.messages <= DYING * count.connections,
        "more was lost than can die with a connection"
    );
    let numbers: Vec<u64> = count
        .last
        .iter()
        .filter_map(|text| text.strip_prefix("m ")?.parse().ok())
        .collect();
    assert!(
        numbers.windows(2).all(|pair| pair[0] < pair[1]),
        "in order, and none twice: {numbers:?}"
    );
}

/// Used bytes of the JS heap as Chromium tells them, and bytes of wasm memory.
fn memory(page: &Page) -> [u64; 2] {
    page.script(
        "return [performance.memory.usedJSHeapSize, window.wasmBytes()]",
        vec![],
    )
}

fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    percent::encode_into(&mut encoded, text);
    encoded
}
