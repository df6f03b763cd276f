//! The labs: the protocol to try out, each with its input in its address. `tabcat_lab` computes the results
//! and their sentences.

mod anatomy;
mod backoff;
mod close;
mod fields;
mod frame;
mod key;
mod plot;
mod size;

use leptos::prelude::*;
use tabcat_lab::address::ROOT;
use tabcat_lab::contents::{LABS, Listed};

use super::learn::{heading, unknown};
use crate::app::Page;

pub use backoff::{link_with_waits, waits};

/// The view of a lab.
fn view(name: &str) -> Option<AnyView> {
    Some(match name {
        "key" => key::key(),
        "frame" => frame::frame(),
        "close" => close::close(),
        "size" => size::size(),
        "backoff" => backoff::backoff(),
        _ => return None,
    })
}

/// The lab that the address names; all of them, if it has no name.
pub fn lab() -> AnyView {
    let name = Page::get().lab();
    let listed = LABS.iter().find(|lab| lab.name == name);
    if name.is_empty() {
        return all();
    }
    let Some((lab, view)) = listed.zip(view(&name)) else {
        return unknown();
    };
    view! {
        <div class="lab">
            {heading(lab.title)}
            <p class="lead">{lab.lead}</p>
            {view}
        </div>
    }
    .into_any()
}

/// Every lab.
fn all() -> AnyView {
    let about = |lab: &'static Listed| {
        view! { <li><a href=[ROOT, lab.name].concat()>{lab.title}</a><p class="hint">{lab.lead}</p></li> }
            .into_any()
    };
    view! {
        <div class="lab">
            {heading("Labs")}
            <p class="lead">"The protocol to try out. What is typed in a lab is in its address."</p>
            <ul class="lab-list">{LABS.iter().map(about).collect::<Vec<_>>()}</ul>
        </div>
    }
    .into_any()
}
