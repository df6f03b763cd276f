//! The labs: the protocol to try out, each with its input in its address. What is worked out, and its words, are `tabcat_lab`'s.

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

use crate::app::App;

/// A lab: its name in the address, its title, what there is to see, and its view.
struct Entry {
    name: &'static str,
    title: &'static str,
    lead: &'static str,
    view: fn() -> AnyView,
}

const LABS: [Entry; 5] = [
    Entry {
        name: "key",
        title: "Handshake key",
        lead: "A server appends a fixed GUID to the key of the request, hashes that with SHA-1, and answers in Base64.",
        view: key::key,
    },
    Entry {
        name: "frame",
        title: "Frame anatomy",
        lead: "Type a message and see the bytes that go over the wire. A page never sees these: it is given whole messages.",
        view: frame::frame,
    },
    Entry {
        name: "close",
        title: "Close frame",
        lead: "A code and a reason, as bytes: a close frame has room for 123 bytes of UTF-8 after the code.",
        view: close::close,
    },
    Entry {
        name: "size",
        title: "Size on the wire",
        lead: "What a message takes besides its payload, beside an HTTP request that carries the same.",
        view: size::size,
    },
    Entry {
        name: "backoff",
        title: "Backoff",
        lead: "How long a client waits before each attempt to reconnect, and what a thousand of them do to a server together.",
        view: backoff::backoff,
    },
];

/// The lab that the address names; all of them, if it names none.
pub fn lab() -> AnyView {
    let name = App::get().lab();
    let open = LABS.iter().find(|lab| lab.name == name);
    let link = |lab: &'static Entry| {
        let current = open.is_some_and(|open| open.name == lab.name).then_some("page");
        view! { <li><a href=[ROOT, lab.name].concat() aria-current=current>{lab.title}</a></li> }.into_any()
    };
    let links = view! {
        <nav class="labs" aria-label="Labs"><ul>{LABS.iter().map(link).collect::<Vec<_>>()}</ul></nav>
    }
    .into_any();
    let Some(lab) = open else {
        return all(&name);
    };
    view! {
        {links}
        <div class="lab">
            <h1>{lab.title}</h1>
            <p class="lead">{lab.lead}</p>
            {(lab.view)()}
        </div>
    }
    .into_any()
}

/// Every lab, where the address names none of them.
fn all(name: &str) -> AnyView {
    let said = (!name.is_empty()).then(|| format!("There is no lab “{name}”. There are these:"));
    let about = |lab: &'static Entry| {
        view! { <li><a href=[ROOT, lab.name].concat()>{lab.title}</a><p class="hint">{lab.lead}</p></li> }
            .into_any()
    };
    view! {
        <div class="lab">
            <h1>"Labs"</h1>
            <p class="lead">{said}</p>
            <ul class="lab-list">{LABS.iter().map(about).collect::<Vec<_>>()}</ul>
        </div>
    }
    .into_any()
}
