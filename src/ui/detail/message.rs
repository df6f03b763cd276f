//! One message in full: what it is, its four views, and where it stands.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use tabcat_core::detail::{Subject, Tab};
use tabcat_core::entry::{Direction, EntryId};

use super::copy_menu::CopyMenu;
use super::foot::Foot;
use super::hex::Hex;
use super::info::Info;
use super::pretty::Pretty;
use super::raw::Raw;
use super::tabs::{Tabs, tab_id};
use crate::app::App;
use crate::ui::parts::{Icon, Shape};

/// The pane of a message.
#[component]
pub fn MessageDetail(
    /// Which message.
    id: Signal<EntryId>,
) -> impl IntoView {
    let app = App::get();
    let subject = Memo::new(move |_| app.subject(id.get()));
    let is_message = Memo::new(move |_| subject.with(|subject| subject.head().is_some()));
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            app.leave_detail();
        }
    };
    view! {
        <section class="detail message-detail" role="complementary" aria-label="Message detail" on:keydown=on_key>
            <Head id subject/>
            {move || if is_message.get() {
                view! {
                    <Tabs/>
                    <div
                        id="detail-panel"
                        class="detail-panel"
                        role="tabpanel"
                        tabindex="-1"
                        aria-labelledby=move || tab_id(app.detail.tab.get())
                    >
                        {move || match app.detail.tab.get() {
                            Tab::Pretty => view! { <Pretty id/> }.into_any(),
                            Tab::Raw => view! { <Raw id/> }.into_any(),
                            Tab::Hex => view! { <Hex id/> }.into_any(),
                            Tab::Info => view! { <Info id/> }.into_any(),
                        }}
                    </div>
                    <Foot id/>
                }
                .into_any()
            } else {
                view! { <Instead subject/> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Head(id: Signal<EntryId>, subject: Memo<Subject>) -> impl IntoView {
    let app = App::get();
    let head = Memo::new(move |_| subject.with(Subject::head));
    let mark = move || {
        head.get().map(|head| match head.direction {
            Direction::Sent => view! { <span class="sent-mark"><Icon shape=Shape::Up/></span> },
            Direction::Received => view! { <span class="recv-mark"><Icon shape=Shape::Down/></span> },
        })
    };
    let title = move || {
        subject.with(|subject| match subject {
            Subject::Message(head) => head.title().to_owned(),
            Subject::Line(label) => label.clone(),
            Subject::Evicted => "Evicted".to_owned(),
        })
    };
    let expanded = app.detail.expanded;
    view! {
        <div class="detail-head">
            {mark}
            <h2>{title} <span>{move || head.get().map(|head| head.about())}</span></h2>
            <Show when=move || head.get().is_some()>
                <CopyMenu id/>
                <button
                    type="button"
                    class="icon-button"
                    aria-label="Save"
                    title="Save to a file"
                    on:click=move |_| app.save_message(id.get_untracked())
                >
                    <Icon shape=Shape::Save/>
                </button>
            </Show>
            <button
                type="button"
                class="icon-button narrow-only"
                aria-label="Expand"
                aria-pressed=move || expanded.get().to_string()
                on:click=move |_| expanded.update(|expanded| *expanded = !*expanded)
            >
                <Icon shape=Shape::Expand/>
            </button>
            <button type="button" class="icon-button" aria-label="Close" title="Close (Esc)" on:click=move |_| app.leave_detail()>
                <Icon shape=Shape::Cross/>
            </button>
        </div>
    }
}

/// In place of a message, where there is none to show.
#[component]
fn Instead(subject: Memo<Subject>) -> impl IntoView {
    let sentence = move || {
        subject.with(|subject| match subject {
            Subject::Evicted => {
                "This message has been evicted: the transcript has no room for the oldest. Select another one."
            }
            Subject::Line(_) | Subject::Message(_) => {
                "This line is no message: the transcript shows all there is to it."
            }
        })
    };
    view! { <p class="detail-note">{sentence}</p> }
}
