//! The tester: the connection above, the panel of transcript, detail, notices, composer and stats below.

use leptos::context::Provider;
use leptos::prelude::*;

use crate::ui::elements::When;

use super::composer::Composer;
use super::connection::Connection;
use super::detail::DetailPane;
use super::notices::NoticeLine;
use super::stats::StatsPanel;
use super::transcript::TranscriptPanel;
use super::transcript::lead::Lead;
use crate::app::{Pane, Panes, SidePanel, TAB_PANEL, memo, tab_id};

/// The part of the panel that a phone shows; wider screens show all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PhoneView {
    /// The transcript.
    #[default]
    Transcript,
    /// The counters.
    Stats,
}

/// The tester's page: the tabs, and the pane shown.
#[component]
pub fn Tester() -> impl IntoView {
    let panes = Panes::get();
    let tabs = panes.page.parts.tabs;
    // Depends on whether there are many alone: the strip outlives the tabs in it.
    let are_many = memo(move || panes.are_many());
    let strip = move || {
        let tabs = are_many.get().then(|| tabs.entries()).flatten()?;
        Some((tabs.strip)())
    };
    view! {
        <main class="tester">
            {move || strip()}
            {move || {
                let pane = panes.shown();
                view! { <Provider value=pane><PaneView/></Provider> }.into_any()
            }}
        </main>
    }
}

#[component]
fn PaneView() -> impl IntoView {
    let (panes, pane) = (Panes::get(), Pane::get());
    let phone_view = RwSignal::new(PhoneView::default());
    let beside = pane.viewer.beside;
    let detail = memo(move || beside.with(Option::is_some));
    let message = move || beside.with(|beside| matches!(beside, Some(SidePanel::Entry(_))));
    let are_many = memo(move || panes.are_many());
    let of_tab = move || are_many.get().then(|| tab_id(pane.id));
    view! {
        <div
            class="pane"
            class:options-open=move || pane.form.options_open.get()
            id=TAB_PANEL
            role=move || of_tab().map(|_| "tabpanel")
            aria-labelledby=of_tab
        >
            <div class="visually-hidden"><Lead/></div>
            <Connection phone_view/>
            <div
                class="workspace"
                class:with-detail=move || detail.get()
                class:with-message=move || message()
                class:expanded=move || pane.detail.expanded.get()
                class:stats-pane=move || phone_view.get() == PhoneView::Stats
            >
                <TranscriptPanel/>
                <When test=move || detail.get()>
                    <DetailPane/>
                </When>
                <NoticeLine/>
                <Composer/>
                <StatsPanel/>
            </div>
        </div>
    }
}
