//! The close codes, from the same data that explains a close.

use leptos::prelude::*;

use tabcat_core::CloseCode;
use tabcat_core::close::{LikelyCause, ReferenceRow, search};
use tabcat_guide::address;

use super::heading;
use crate::app::{App, HEADING};
use crate::ui::elements::When;

/// All close codes, or what is about one of them.
pub(super) fn codes(code: Option<CloseCode>) -> AnyView {
    let query = code.map(|code| code.as_u16().to_string()).unwrap_or_default();
    let rows = search(&query);
    let about = rows.first().filter(|_| code.is_some());
    let top = heading("Close codes");
    if let Some(row) = about {
        App::get().arrive(&[&row.label(), " ", row.code.name()].concat(), HEADING.to_owned());
    }
    let all = view! { <p><a href=address::CODES>"All close codes"</a></p> };
    view! {
            {top}
            <p class="lead">
                "The number in a " <code>"CloseEvent"</code> ", after RFC 6455 and the IANA registry. A page may pass only 1000 or 3000–4999 to "
                <code>"close()"</code> "."
            </p>
            {about.is_some().then_some(all)}
            <table class="codes">
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
                    {rows.into_iter().map(|row| view! { <CodeRow row marked=code/> }.into_any()).collect::<Vec<_>>()}
                </tbody>
            </table>
    }
    .into_any()
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
