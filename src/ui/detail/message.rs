//! One message in full: its heading, its four views and its foot.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use tabcat_core::detail::{Subject, Tab};
use tabcat_core::entry::{Direction, EntryId};

use super::compare::Compare;
use super::copy_menu::CopyMenu;
use super::foot::Foot;
use super::hex::Hex;
use super::info::Info;
use super::pretty::Pretty;
use super::raw::Raw;
use super::tabs::{Tabs, tab_id};
use crate::app::{DETAIL, Pane, memo};
use crate::ui::elements::{Icon, IconButton, Shape, When, handler};

/// The pane of a message.
#[component]
pub fn MessageDetail(
    /// The message shown.
    id: Signal<EntryId>,
) -> impl IntoView {
    let pane = Pane::get();
    let subject = memo(move || pane.subject(id.get()));
    let is_message = memo(move || subject.with(|subject| subject.head().is_some()));
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            pane.leave_detail();
        }
    };
    view! {
        <section class="detail message-detail" role="complementary" aria-label="Message detail" on:keydown=handler(on_key)>
            <Head id subject/>
            {move || if is_message.get() {
                view! {
                    <Tabs/>
                    <div
                        id=DETAIL
                        class="detail-panel"
                        role="tabpanel"
                        tabindex="-1"
                        aria-labelledby=move || tab_id(pane.detail.tab.get())
                    >
                        {move || match pane.detail.tab.get() {
                            Tab::Pretty => view! { <Pretty id/> }.into_any(),
                            Tab::Raw => view! { <Raw id/> }.into_any(),
                            Tab::Hex => view! { <Hex id/> }.into_any(),
                            Tab::Info => view! { <Info id/> }.into_any(),
                            Tab::Compare => view! { <Compare id/> }.into_any(),
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
    let pane = Pane::get();
    let head = memo(move || subject.with(Subject::head));
    let mark = move || {
        head.get().map(|head| match head.direction {
            Direction::Sent => view! { <span class="sent-mark"><Icon shape=Shape::Up/></span> }.into_any(),
            Direction::Received => {
                view! { <span class="recv-mark"><Icon shape=Shape::Down/></span> }.into_any()
            }
        })
    };
    let title = move || {
        subject.with(|subject| match subject {
            Subject::Message(head) => head.title().to_owned(),
            Subject::File(_) => "Sent file".to_owned(),
            Subject::Line(label) => label.clone(),
            Subject::Evicted => "Evicted".to_owned(),
        })
    };
    let expanded = pane.detail.expanded;
    view! {
        <div class="detail-head">
            {move || mark()}
            <h2>{move || title()} <span>{move || head.get().map(|head| head.about())}</span></h2>
            <When test=move || head.get().is_some()>
                <CopyMenu id/>
                <IconButton label="Save" title="Save to a file" shape=Shape::Save press=move |()| pane.save_message(id.get_untracked())/>
            </When>
            <button
                type="button"
                class="icon-button narrow-only"
                aria-label="Expand"
                aria-pressed=move || expanded.get().to_string()
                on:click=handler(move |_| expanded.update(|expanded| *expanded = !*expanded))
            >
                <Icon shape=Shape::Expand/>
            </button>
            <IconButton label="Close" title="Close (Esc)" shape=Shape::Cross press=move |()| pane.leave_detail()/>
        </div>
    }
}

/// Stands in place of a message when there is none to show.
#[component]
fn Instead(subject: Memo<Subject>) -> impl IntoView {
    let sentence = move || {
        subject.with(|subject| match subject {
            Subject::File(sentence) => sentence.clone(),
            Subject::Evicted => {
                "This message has been evicted: the transcript has no room for the oldest. Select another one."
                    .to_owned()
            }
            Subject::Line(_) | Subject::Message(_) => {
                "This line is no message: the transcript shows all there is to it.".to_owned()
            }
        })
    };
    view! { <p class="detail-note">{move || sentence()}</p> }
}
