//! The tester: the connection above, the panel of transcript, detail, notices, composer and stats below.

use leptos::prelude::*;

use crate::ui::elements::When;

use super::composer::Composer;
use super::connection::Connection;
use super::detail::DetailPane;
use super::notices::NoticeLine;
use super::stats::StatsPanel;
use super::transcript::TranscriptPanel;
use super::transcript::lead::Lead;
use crate::app::{App, Beside, memo};

/// Which part of the panel a phone shows; wider screens show all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The transcript.
    #[default]
    Transcript,
    /// The counters.
    Stats,
}

/// The tester's page.
#[component]
pub fn Tester() -> impl IntoView {
    let app = App::get();
    let pane = RwSignal::new(Pane::default());
    let beside = app.viewer.beside;
    let detail = memo(move || beside.with(Option::is_some));
    let message = move || beside.with(|beside| matches!(beside, Some(Beside::Entry(_))));
    view! {
        <main class="tester" class:options-open=move || app.form.options_open.get()>
            <div class="visually-hidden"><Lead/></div>
            <Connection pane/>
            <div
                class="workspace"
                class:with-detail=move || detail.get()
                class:with-message=move || message()
                class:expanded=move || app.detail.expanded.get()
                class:stats-pane=move || pane.get() == Pane::Stats
            >
                <TranscriptPanel/>
                <When test=move || detail.get()>
                    <DetailPane/>
                </When>
                <NoticeLine/>
                <Composer/>
                <StatsPanel/>
            </div>
        </main>
    }
}
