//! A million messages: received, kept and followed, then looked through and jumped about in, and weighed, beside a page
//! that keeps them in an array.

use std::time::Duration;

use serde::Deserialize;

use crate::args::Scale;
use crate::finding::Finding;
use crate::goals::Line;
use crate::progress::say;
use crate::renderer::Renderer;
use crate::samples::{Samples, to_f64};
use crate::stage::{Page, Stage};
use crate::tab::Tab;
use crate::trouble::{Result, Trouble};

const PATIENCE: Duration = Duration::from_mins(10);
const MEMORY: &str = include_str!("../js/wasm.js");
const CASE: &str = "1,000,000 x 64 B";

/// They take minutes and hardly differ.
const MOST_RUNS: usize = 2;

/// What is looked for in a million, and in some thousands: one message has the number, ten have all digits but one.
const TEXT: [&str; 2] = ["00424242", "00014242"];
const REGEX: [&str; 2] = ["/^0042424[0-9]/", "/^0001424[0-9]/"];
const FIELD: [&str; 2] = ["$.seq = 424242", "$.seq = 1424"];

#[derive(Default)]
struct Found {
    work: Samples,
    wall: Samples,
    lost: Samples,
}

#[derive(Default)]
struct Figures {
    store: Samples,
    kept: Samples,
    wasm: Samples,
    tab: Samples,
    rate: Samples,
    text: Found,
    regex: Found,
    field: Found,
    jumps: Samples,
}

pub(crate) fn measure(stage: &Stage, scale: Scale, findings: &mut Vec<Finding>) -> Result<()> {
    let mut figures = Figures::default();
    let runs = scale.runs.min(MOST_RUNS);
    for run in 1..=runs {
        say(&format!("{run}/{runs}: the array"));
        store(stage, scale, &mut figures)?;
        say(&format!("{run}/{runs}: Tabcat"));
        tabcat(stage, scale, &mut figures)?;
    }
    say("JSON, for a filter by field");
    fields(stage, scale, &mut figures)?;
    let Figures {
        store,
        kept,
        wasm,
        tab,
        rate,
        text,
        regex,
        field,
        jumps,
    } = figures;
    let worst: Samples = jumps.at(1.0).into();
    findings.extend([
        Finding::alone(Line::MillionRate, CASE, rate),
        Finding::alone(Line::MillionTab, CASE, tab),
        Finding::against(Line::Memory, CASE, store, kept),
        Finding::alone(Line::WasmMemory, CASE, wasm),
        Finding::alone(Line::FilterWork, "text", text.work),
        Finding::alone(Line::FilterWall, "text", text.wall),
        Finding::alone(Line::FilterFrames, "text", text.lost),
        Finding::alone(Line::OtherFilterWork, "/regex/", regex.work),
        Finding::alone(Line::FilterWall, "/regex/", regex.wall),
        Finding::alone(Line::FilterFrames, "/regex/", regex.lost),
        Finding::alone(Line::OtherFilterWork, "JSON field, 28 B", field.work),
        Finding::alone(Line::FilterWall, "JSON field, 28 B", field.wall),
        Finding::alone(Line::FilterFrames, "JSON field, 28 B", field.lost),
        Finding::alone(Line::JumpP50, "Home, End, anywhere", jumps),
        Finding::alone(Line::Jump, "Home, End, anywhere", worst),
    ]);
    Ok(())
}

fn count(scale: Scale) -> u64 {
    scale.of(1_000_000, 20_000)
}

/// Has the page take in the million. Gives the messages that it has then, the rate, and how much its memory has grown.
fn take_in(stage: &Stage, tab: &Tab<'_>, renderer: &Renderer, scale: Scale) -> Result<(u64, f64, f64)> {
    let absorb = |count: u64| {
        let url = stage.socket(&format!("/flood?n={count}&size=64"));
        tab.ask::<f64>(&format!("bench.absorb({url:?}, {count})"), PATIENCE)
    };
    let count = count(scale);
    // What a page needs to receive at all is not what it needs for a message.
    let first = count / 100;
    absorb(first)?;
    let before = weigh(tab, renderer)?;
    let millis = absorb(count)?;
    let grown = weigh(tab, renderer)? - before;
    Ok((
        first + count,
        to_f64(count) * 1000.0 / millis,
        grown / to_f64(count),
    ))
}

/// Private bytes, once the page has come to rest and nothing is left that could be thrown away.
fn weigh(tab: &Tab<'_>, renderer: &Renderer) -> Result<f64> {
    let rest = "(async () => { for (let frame = 0; frame < 60; frame += 1) await probe.afterFrame(); })()";
    tab.ask::<()>(rest, PATIENCE)?;
    tab.collect_garbage()?;
    Ok(to_f64(renderer.private_bytes()?))
}

fn store(stage: &Stage, scale: Scale, figures: &mut Figures) -> Result<()> {
    let tab = stage.open(Page::Store)?;
    let (_, _, each) = take_in(stage, &tab, &tab.renderer()?, scale)?;
    figures.store.push(each);
    Ok(())
}

fn tabcat(stage: &Stage, scale: Scale, figures: &mut Figures) -> Result<()> {
    let tab = stage.open_with(Page::Tabcat, &[MEMORY])?;
    let renderer = tab.renderer()?;
    let before: f64 = tab.ask("wasmBytes()", PATIENCE)?;
    let (messages, rate, each) = take_in(stage, &tab, &renderer, scale)?;
    let after: f64 = tab.ask("wasmBytes()", PATIENCE)?;
    figures.rate.push(rate);
    figures.kept.push(each);
    figures.wasm.push((after - before) / to_f64(messages));
    let last: String = tab.ask(
        "bench.rows().filter((row) => /^[0-9]{8}/.test(row.text)).at(-1).text",
        PATIENCE,
    )?;
    let wanted = format!("{:08}", count(scale));
    if !last.starts_with(&wanted) {
        return Err(Trouble::page(format!(
            "the last message in view is {last:?}, not {wanted}"
        )));
    }
    let [text, regex] = [TEXT, REGEX].map(|words| scale.of(words[0], words[1]));
    // The first one compiles what the others use.
    for _ in 0..2 {
        filter(&tab, &renderer, "#filter", text, [1, messages], &mut figures.text)?;
        filter(
            &tab,
            &renderer,
            "#filter",
            regex,
            [10, messages],
            &mut figures.regex,
        )?;
    }
    for jump in 0..scale.of(20, 6) {
        let to = match jump % 4 {
            0 => "\"Home\"".to_owned(),
            2 => "\"End\"".to_owned(),
            // Near either end and everywhere between, the same in every run.
            _ => format!("{:.3}", f64::from(jump * 37 % 100) / 100.0),
        };
        figures
            .jumps
            .push(tab.ask(&format!("bench.jump({to})"), PATIENCE)?);
    }
    figures.tab.push(to_f64(renderer.private_bytes()?) / 1e6);
    Ok(())
}

fn fields(stage: &Stage, scale: Scale, figures: &mut Figures) -> Result<()> {
    let tab = stage.open(Page::Tabcat)?;
    let renderer = tab.renderer()?;
    let count = scale.of(1_000_000, 5_000);
    let url = stage.socket(&format!("/seq?n={count}&per_sec=100000"));
    tab.ask::<f64>(&format!("bench.absorb({url:?}, {count})"), PATIENCE)?;
    let more = "probe.drawn(() => document.querySelector('#more-filters-button'))
        .then(() => bench.find('#more-filters-button').click())";
    tab.ask::<()>(more, PATIENCE)?;
    tab.ask::<()>(
        "probe.drawn(() => document.querySelector('#filter-field')).then(() => {})",
        PATIENCE,
    )?;
    let field = scale.of(FIELD[0], FIELD[1]);
    for _ in 0..2 {
        filter(
            &tab,
            &renderer,
            "#filter-field",
            field,
            [1, count],
            &mut figures.field,
        )?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct Filtered {
    ms: f64,
    lost: f64,
    messages: u64,
    of: u64,
}

fn filter(
    tab: &Tab<'_>,
    renderer: &Renderer,
    field: &str,
    words: &str,
    wanted: [u64; 2],
    found: &mut Found,
) -> Result<()> {
    let before = renderer.spent()?;
    let filtered: Filtered = tab.ask(&format!("bench.filter({field:?}, {words:?})"), PATIENCE)?;
    let work = renderer.spent()?.since(before).main;
    if [filtered.messages, filtered.of] != wanted {
        return Err(Trouble::page(format!(
            "{words} found {} of {} messages, not {wanted:?}",
            filtered.messages, filtered.of
        )));
    }
    found.work.push(work.as_secs_f64() * 1000.0);
    found.wall.push(filtered.ms);
    found.lost.push(filtered.lost);
    Ok(())
}
