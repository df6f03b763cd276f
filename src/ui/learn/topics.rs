//! The pages of the reference besides the close codes.

use leptos::prelude::*;
use tabcat_guide::reference::api::{GROUPS, Group, Member, SENDS, name};
use tabcat_guide::reference::limits::{LIMITS, Limit};
use tabcat_guide::reference::opcodes::{OPCODES, Opcode};
use tabcat_guide::reference::services::{self, Code, SERVICES, Service, WITHOUT};
use tabcat_guide::reference::states::{STATES, State};
use tabcat_guide::reference::{row_names, title, topic_named};
use tabcat_guide::{address, search};

use super::heading;
use super::table::{Cell, Line, table, words};
use crate::app::{Page, Panes, row_id};

/// The page of that name, at that row.
pub(super) fn topic(page: &str, row: Option<&str>) -> AnyView {
    let title = title(page).unwrap_or_default();
    let top = heading(title);
    let there = row.filter(|row| row_names(page).iter().any(|name| name == row));
    if let Some(row) = there {
        Page::get().arrive(&[row, " · ", title].concat(), row_id(row));
    }
    let missing = row.filter(|_| there.is_none()).map(|row| {
        let row = search::cut(row);
        let said = [
            "This page has no “",
            row,
            "”. All that it has is below; the search looks through all pages.",
        ];
        view! { <p role="alert">{said.concat()}</p> }.into_any()
    });
    let lead = match topic_named(page) {
        Some(topic) => words(topic.lead),
        None => services::named(page).map(Service::lead).into_any(),
    };
    let body = match page {
        "services" => all_services(there),
        "opcodes" => opcodes(there),
        "ready-state" => states(there),
        "api" => api(there),
        "limits" => limits(there),
        name => services::named(name)
            .map(|service| of_service(service, there))
            .into_any(),
    };
    view! {
        {top}
        <p class="lead">{lead}</p>
        {missing}
        {body}
    }
    .into_any()
}

fn document(service: &'static Service) -> Cell {
    Cell::Web(service.url(), service.repository, service.date)
}

fn all_services(row: Option<&str>) -> AnyView {
    let service = |service: &'static Service| Line {
        name: String::new(),
        cells: vec![
            Cell::Link(address::of_topic(service.name), service.title),
            Cell::Text(service.known_by()),
            document(service),
        ],
    };
    let without = |&(title, text): &'static (&'static str, &'static str)| Line {
        name: services::slug(title),
        cells: vec![Cell::Words(title), Cell::Words(text)],
    };
    view! {
        {table(
            "Services that document their close codes",
            &["Service", "Known by its host or subprotocol", "Document, date"],
            SERVICES.iter().map(service).collect(),
            None,
        )}
        <h2>"Without codes of their own"</h2>
        {table(
            "Services without close codes of their own",
            &["Service", "How it says it"],
            WITHOUT.iter().map(without).collect(),
            row,
        )}
    }
    .into_any()
}

fn of_service(service: &'static Service, row: Option<&str>) -> AnyView {
    let line = |code: &'static Code| Line {
        name: code.first.to_string(),
        cells: vec![
            Cell::Text(code.label()),
            Cell::Words(code.says),
            Cell::Words(code.advice()),
        ],
    };
    let about = Line {
        name: String::new(),
        cells: vec![document(service), Cell::Text(service.known_by())],
    };
    view! {
        <div class="service">
            {table("Source", &["Document, date", "Known by its host or subprotocol"], vec![about], None)}
            {table(
                "Close codes",
                &["Code", "Meaning", "Connect again"],
                service.codes.iter().map(line).collect(),
                row,
            )}
        </div>
    }
    .into_any()
}

fn opcodes(row: Option<&str>) -> AnyView {
    let line = |opcode: &'static Opcode| Line {
        name: opcode.slug(),
        cells: vec![
            Cell::Text(opcode.label()),
            Cell::Link(["#/lab/frame?hex=", opcode.example].concat(), opcode.name),
            Cell::Words(opcode.kind()),
            Cell::Words(opcode.about),
            Cell::Words(opcode.in_a_page),
        ],
    };
    table(
        "Opcodes",
        &[
            "Opcode",
            "Name, and a frame taken apart",
            "Kind",
            "What it is for",
            "In a page",
        ],
        OPCODES.iter().map(line).collect(),
        row,
    )
}

fn states(row: Option<&str>) -> AnyView {
    let panes = Panes::get();
    let stop = |state: &'static State| {
        let is_now = move || panes.shown().ready_state() == Some(state.value);
        view! {
            <li aria-current=move || is_now().then_some("step")>
                <b>{state.value.to_string()}</b>
                <code>{state.name}</code>
            </li>
        }
        .into_any()
    };
    let line = |state: &'static State| Line {
        name: state.name.to_lowercase(),
        cells: vec![
            Cell::Code(state.name),
            Cell::Words(state.about),
            Cell::Words(state.send),
            Cell::Words(state.close),
        ],
    };
    view! {
        <ol class="states">{STATES.iter().map(stop).collect::<Vec<_>>()}</ol>
        <p class="hint" role="status">{move || panes.shown().ready_state_sentence()}</p>
        {table(
            "The four states",
            &["State", "When", "send()", "close()"],
            STATES.iter().map(line).collect(),
            row,
        )}
    }
    .into_any()
}

fn api(row: Option<&str>) -> AnyView {
    let send = |&(what, becomes): &'static (&'static str, &'static str)| Line {
        name: String::new(),
        cells: vec![Cell::Words(what), Cell::Words(becomes)],
    };
    view! {
        <div class="members">
        {GROUPS.iter().map(|group| members(group, row)).collect::<Vec<_>>()}
        <h2 id=row_id("what-send-takes") tabindex="-1">"What send takes"</h2>
        {table("What send takes", &["Given", "Becomes"], SENDS.iter().map(send).collect(), None)}
        </div>
    }
    .into_any()
}

fn members(group: &'static Group, row: Option<&str>) -> AnyView {
    let has_values = group.members.iter().any(|member| member.live.is_some());
    let head: &[&str] = if has_values {
        &["Member", "About", "Now"]
    } else {
        &["Member", "About"]
    };
    let line = |member: &'static Member| {
        let mut cells = vec![Cell::Code(member.name), Cell::Words(member.about)];
        if has_values {
            cells.push(member.live.map_or(Cell::Words("–"), Cell::Live));
        }
        Line {
            name: name(group, member),
            cells,
        }
    };
    view! {
        <h2>{group.title}</h2>
        {table(group.title, head, group.members.iter().map(line).collect(), row)}
    }
    .into_any()
}

fn limits(row: Option<&str>) -> AnyView {
    let line = |limit: &'static Limit| {
        let cells = [limit.what, limit.chromium, limit.firefox, limit.source];
        Line {
            name: limit.name.to_owned(),
            cells: cells.map(Cell::Words).into(),
        }
    };
    table(
        "Limits of browsers",
        &["What", "Chromium", "Firefox", "Source"],
        LIMITS.iter().map(line).collect(),
        row,
    )
}
