//! "Why did it close?": the code in large, the facts, the likely causes in order, and a button to try again.

use leptos::prelude::*;
use tabcat_core::diagnosis::{Cause, Setting, diagnose, equals, heartbeat_against};
use tabcat_core::ending::Closed;
use tabcat_core::format;
use tabcat_core::secret::{Mask, mask_text};
use tabcat_guide::address;
use tabcat_guide::reference::services::{Code, Service};

use crate::app::{MAIN_BUTTON, Pane, SidePanel, documented};
use crate::classes;
use crate::ui::elements::{Icon, IconButton, Shape, When, facts, handler};

/// The explanation beside the transcript.
#[component]
pub fn CloseDetail() -> impl IntoView {
    let pane = Pane::get();
    let card = move || match pane.viewer.beside.get() {
        Some(SidePanel::Close(closed)) => Some(view! { <Card closed/> }.into_any()),
        Some(SidePanel::Entry(_)) | None => None,
    };
    let with_heartbeat = move || {
        let Some(SidePanel::Close(closed)) = pane.viewer.beside.get() else {
            return None;
        };
        heartbeat_against(&diagnose(&closed), &closed).filter(|_| !pane.has_heartbeat())
    };
    view! {
        <section class="detail" aria-labelledby="close-title">
            <div class="detail-head">
                <h2 id="close-title">"Why did it close?"</h2>
                <IconButton label="Copy the explanation" title="Copy the explanation" shape=Shape::Copy press=move |()| pane.copy_explanation()/>
                <IconButton label="Close" title="Close (Esc)" shape=Shape::Cross press=move |()| pane.leave_detail()/>
            </div>
            {move || card()}
            <When test=move || pane.model.is_idle()>
                <div class="detail-foot">
                    <button type="button" class="button ink large" on:click=handler(move |_| pane.leave_for(MAIN_BUTTON, |pane| { pane.connect(); }))>
                        <Icon shape=Shape::Retry/>
                        "Retry"
                    </button>
                    {move || with_heartbeat().map(|seconds| view! {
                        <button
                            type="button"
                            class="button large"
                            on:click=handler(move |_| pane.retry_with_heartbeat(seconds))
                        >
                            {format!("Retry with a heartbeat every {seconds} s")}
                        </button>
                    }.into_any())}
                </div>
            </When>
        </section>
    }
}

#[component]
fn Card(closed: Closed) -> impl IntoView {
    let diagnosis = diagnose(&closed);
    let first = diagnosis.ranks().next().unwrap_or_default();
    let titles: Vec<&str> = first.iter().map(|cause| cause.title).collect();
    Pane::get().announce_explanation(&closed, &titles.join(", or "));
    let ranks: Vec<AnyView> = diagnosis.ranks().zip(1..).map(rank).collect();
    let code = closed.code();
    let answered = !closed.opened() && (closed.answered.is_some() || closed.page_from_there);
    let number = code.map_or_else(|| "–".to_owned(), |code| code.as_u16().to_string());
    let name = code.map_or_else(|| "No close code".to_owned(), |code| code.name().to_owned());
    view! {
        <div class="close-card" tabindex="0" role="group" aria-label="Explanation">
            <div class=format!("close-code {}", classes::tone(closed.tone()))>
                <strong>{number}</strong>
                <div>
                    <span>"close code"</span>
                    <b>{name}</b>
                </div>
            </div>
            {documented(&closed).map(private)}
            <p>{shown(&diagnosis.summary)}</p>
            <dl class="evidence">
                {facts(closed.facts())}
            </dl>
            <When test={
                let any = !ranks.is_empty();
                move || any
            }>
                <h3>"Likely causes, most likely first"</h3>
            </When>
            <ol class="causes">
                {ranks}
            </ol>
            {diagnosis.ruled_out.map(|ruled_out| view! { <p>{ruled_out}</p> })}
            <p class="more">
                {code.map(|code| view! {
                    <a href=format!("#/reference/{}", code.as_u16())>
                        {format!("{} in the reference", code.as_u16())}
                    </a>
                })}
                {answered.then(|| view! { <a href="#/lab/key">"Six ways in which a handshake fails"</a> })}
                <a href="#/guide/troubleshooting">"Troubleshooting, by symptom"</a>
            </p>
        </div>
    }
}

/// What the service's documents say about its code.
fn private((service, code): (&'static Service, &'static Code)) -> AnyView {
    let href = address::of_row(service.name, &code.first.to_string());
    let again = match code.again {
        Some(true) => ". Its document says to connect again.",
        Some(false) => ". Its document says not to connect again.",
        None => ".",
    };
    view! { <p class="private"><a href=href>{service.title}</a>": "<b>{code.says}</b>{again}</p> }.into_any()
}

/// One cause, or several that cannot be told apart.
fn rank((causes, rank): (&[Cause], i32)) -> AnyView {
    let number = view! { <span class="rank" aria-hidden="true">{rank}</span> };
    match (equals(causes), causes) {
        (None, [cause]) => view! { <li>{number}{explained(cause)}</li> }.into_any(),
        (equals, causes) => {
            let each = |cause| view! { <li>{explained(cause)}</li> }.into_any();
            let each: Vec<AnyView> = causes.iter().map(each).collect();
            view! {
                <li>
                    {number}
                    <span class="equals">{equals}</span>
                    <ul class="equal">{each}</ul>
                </li>
            }
            .into_any()
        }
    }
}

fn explained(cause: &Cause) -> AnyView {
    let settings: Vec<AnyView> = cause.settings.iter().map(setting).collect();
    view! {
        <b>{cause.title}</b>
        <span class="why">{shown(&cause.evidence)}</span>
        <p>{shown(&cause.check)}</p>
        {settings}
    }
    .into_any()
}

/// A text that may quote the server, with its secrets masked.
fn shown(text: &str) -> String {
    format::visible(&mask_text(text, Mask::Dots).text)
}

/// A line of configuration, to copy.
fn setting(setting: &'static Setting) -> AnyView {
    let pane = Pane::get();
    let label = format!("Copy for {}", setting.product);
    view! {
        <div class="setting">
            <span>{setting.product}</span>
            <code>{setting.line}</code>
            <button
                type="button"
                class="button"
                aria-label=label
                on:click=handler(move |_| pane.page.copy(setting.line.to_owned(), "Line copied"))
            >
                "Copy"
            </button>
        </div>
    }
    .into_any()
}
