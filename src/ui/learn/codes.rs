//! The close codes, from the same data that explains a close.

use leptos::prelude::*;

use crate::app::memo;
use tabcat_core::CloseCode;
use tabcat_core::close::{LikelyCause, ReferenceRow, search};

use super::elements::{Icon, Shape, When};

/// What is on the page of close codes.
pub fn reference(marked: Option<CloseCode>) -> AnyView {
    view! { <Reference marked/> }.into_any()
}

#[component]
fn Reference(
    /// The code that a link asked for.
    marked: Option<CloseCode>,
) -> impl IntoView {
    let query = RwSignal::new(marked.map(|code| code.as_u16().to_string()).unwrap_or_default());
    let rows = memo(move || query.with(|query| search(query)));
    let found = move || match rows.with(Vec::len) {
        0 => "No code matches. Try a number, a name, or a word of the meaning.".to_owned(),
        1 => "1 entry".to_owned(),
        many => format!("{many} entries"),
    };
    view! {
            <h1>"Close codes"</h1>
            <p class="lead">
                "The number in a " <code>"CloseEvent"</code> ", after RFC 6455 and the IANA registry. A page may pass only 1000 or 3000–4999 to "
                <code>"close()"</code> "."
            </p>
            <div class="reference-search">
                <div class="search-box">
                    <Icon shape=Shape::Search/>
                    <input
                        id="reference-search"
                        type="search"
                        aria-label="Search close codes"
                        placeholder="Search code, name or meaning"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || query.get()
                        on:input:target=move |event| query.set(event.target().value())
                    />
                    <kbd aria-hidden="true">"/"</kbd>
                </div>
                <span class="hint" aria-live="polite">{move || found()}</span>
            </div>
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Code"</th>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Meaning"</th>
                        <th scope="col">"Sent by"</th>
                        <th scope="col">"In a close frame"</th>
                        <th scope="col">"Allowed in close()"</th>
                    </tr>
                </thead>
                <tbody>
                    {move || rows.get().into_iter().map(|row| view! { <CodeRow row marked/> }.into_any()).collect::<Vec<_>>()}
                </tbody>
            </table>
    }
}

#[component]
fn CodeRow(row: ReferenceRow, marked: Option<CloseCode>) -> impl IntoView {
    let code = row.code;
    let current = marked.is_some_and(|marked| row.contains(marked.as_u16()));
    let flag = |yes: bool, no: &'static str| if yes { ("Yes", "flag") } else { (no, "flag no") };
    let frame = flag(code.on_the_wire(), "Never");
    let close = flag(code.allowed_in_close(), "No");
    let causes = code.likely_causes();
    view! {
        <tr class:current=current>
            <th scope="row">{row.label()}</th>
            <td class="name">{code.name()}</td>
            <td class="meaning">
                {code.meaning()}
                <When test=move || !causes.is_empty()>
                    <Causes causes open=current/>
                </When>
            </td>
            <td class="flag" data-label="Sent by">{code.sender().label()}</td>
            <td class=frame.1 data-label="In a close frame">{frame.0}</td>
            <td class=close.1 data-label="close()">{close.0}</td>
        </tr>
    }
}

#[component]
fn Causes(causes: &'static [LikelyCause], open: bool) -> impl IntoView {
    view! {
        <details open=open>
            <summary>"Likely causes and what to check"</summary>
            <ul>
                {causes
                    .iter()
                    .map(|cause| view! { <li><b>{cause.title}</b>": " {cause.check}</li> }.into_any())
                    .collect::<Vec<_>>()}
            </ul>
        </details>
    }
}
