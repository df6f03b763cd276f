//! The tester: the connection above, the panel of transcript, explanation, composer and stats below.

use leptos::prelude::*;

use super::close_card::CloseDetail;
use super::composer::Composer;
use super::connection::Connection;
use super::stats::StatsPanel;
use super::transcript::TranscriptPanel;
use crate::app::App;

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
    let detail = move || app.viewer.explained.with(Option::is_some);
    view! {
        <main class="tester" class:options-open=move || app.form.options_open.get()>
            <Connection pane/>
            <div class="workspace" class:with-detail=detail class:stats-pane=move || pane.get() == Pane::Stats>
                <TranscriptPanel/>
                <Show when=detail>
                    <CloseDetail/>
                </Show>
                <Composer/>
                <StatsPanel/>
            </div>
        </main>
    }
}
