//! The close codes, from the same data that explains a close.

use leptos::prelude::*;

use tabcat_core::CloseCode;
use tabcat_core::close::{LikelyCause, ReferenceRow, reference};
use tabcat_guide::address;
use tabcat_guide::reference::services::{Code, Service, documenting};

use super::heading;
use crate::app::{Page, row_id};
use crate::ui::elements::{Icon, Shape, When, handler};

/// All close codes. The one that the address names is unfolded and in view.
pub(super) fn codes(code: Option<CloseCode>) -> AnyView {
    let top = heading("Close codes");
    let is_about = |row: &ReferenceRow| code.is_some_and(|code| row.contains(code.as_u16()));
    // A range follows the codes in it that have rows of their own.
    let marked = reference().find(is_about);
    if let Some(row) = marked {
        let title = [&row.label(), " ", row.code.name()].concat();
        Page::get().arrive(&title, row_id(&row.last.to_string()));
    }
    let row = |row: ReferenceRow| {
        let asked = code.filter(|_| marked == Some(row));
        view! { <CodeRow row asked/> }.into_any()
    };
    view! {
        {top}
        <p class="lead">
            "The number in a " <code>"CloseEvent"</code> ", after RFC 6455 and "
            <a class="web" href="https://www.iana.org/assignments/websocket/websocket.xhtml" target="_blank" rel="noopener">"IANA’s registry"</a>
            ". A page may pass only 1000 or 3000–4999 to "
            <code>"close()"</code> "."
        </p>
        <table class="codes">
            <caption class="visually-hidden">"Close codes"</caption>
            <thead>
                <tr>
                    <th scope="col">"Code"</th>
                    <th scope="col">"Name"</th>
                    <th scope="col">"Meaning"</th>
                    <th scope="col">"Sent by"</th>
                    <th scope="col">"In a close frame"</th>
                    <th scope="col">"Allowed in close()"</th>
                    <th scope="col"><span class="visually-hidden">"Causes"</span></th>
                </tr>
            </thead>
            <tbody>{reference().map(row).collect::<Vec<_>>()}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn CodeRow(
    /// The code or range of the row.
    row: ReferenceRow,
    /// The number in the address, if this row is about it.
    asked: Option<CloseCode>,
) -> impl IntoView {
    let code = row.code;
    let is_asked = asked.is_some();
    let flag = |yes: bool, no: &'static str| if yes { ("Yes", "flag") } else { (no, "flag no") };
    let frame = flag(code.on_the_wire(), "Never");
    let close = flag(code.allowed_in_close(), "No");
    let facts = [
        code.sender().phrase(),
        if code.on_the_wire() {
            " · in a frame"
        } else {
            " · never in a frame"
        },
        if code.allowed_in_close() {
            " · in close()"
        } else {
            " · not in close()"
        },
    ]
    .concat();
    let open = RwSignal::new(is_asked);
    let causes = code.likely_causes();
    let id = row.last.to_string();
    let name = is_asked.then(|| row_id(&id));
    let folded = ["causes-", &id].concat();
    let controls = folded.clone();
    let more = (!causes.is_empty()).then(|| {
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=format!("Likely causes of {}", row.label())
                title="Likely causes and what to check"
                aria-expanded=move || open.get().to_string()
                aria-controls=controls
                on:click=handler(move |_| open.update(|open| *open = !*open))
            >
                <Icon shape=Shape::Chevron/>
            </button>
        }
    });
    view! {
        <tr class:current=is_asked class:open=move || open.get()>
            <th scope="row" id=name tabindex=is_asked.then_some("-1")>{row.label()}</th>
            <td class="name">{code.name()}</td>
            <td class="meaning">{code.meaning()}</td>
            <td class="flag">{code.sender().label()}</td>
            <td class=frame.1>{frame.0}</td>
            <td class=close.1>{close.0}</td>
            <td class="facts">{facts}</td>
            <td class="more">{more}</td>
        </tr>
        <When test=open>
            <tr class="causes" class:current=is_asked id=folded.clone()>
                <td></td>
                <td colspan="6">{causes_of(causes)}{of_services(code, asked)}</td>
            </tr>
        </When>
    }
}

fn causes_of(causes: &'static [LikelyCause]) -> AnyView {
    let cause =
        |cause: &'static LikelyCause| view! { <li><b>{cause.title}</b>": " {cause.check}</li> }.into_any();
    view! { <ul>{causes.iter().map(cause).collect::<Vec<_>>()}</ul> }.into_any()
}

/// The services that document the requested number, and a link to all services with codes of their own.
fn of_services(code: CloseCode, asked: Option<CloseCode>) -> AnyView {
    if !code.allowed_in_close() || code == CloseCode::Normal {
        return ().into_any();
    }
    let number = asked.map(CloseCode::as_u16);
    let says = |(service, code): (&'static Service, &'static Code)| {
        let href = address::of_row(service.name, &code.first.to_string());
        view! { <li><a href=href>{service.title}</a>": " {code.says}</li> }.into_any()
    };
    let each: Vec<AnyView> = number.into_iter().flat_map(documenting).map(says).collect();
    let head = number.filter(|_| !each.is_empty());
    view! {
        {head.map(|number| view! { <p>{format!("{number}, as these services document it:")}</p> })}
        <ul>{each}</ul>
        <p><a href=address::of_topic("services")>"Private codes of services"</a></p>
    }
    .into_any()
}
