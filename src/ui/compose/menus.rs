//! The menus of the composer: formats, what can be added, edge cases.

use leptos::prelude::*;
use tabcat_core::compose::Format;
use tabcat_core::compose::edge::EDGE_CASES;

use super::repeat;
use crate::app::{ADD_BUTTON, ComposeMenu, FORMAT_BUTTON, Pane, focus, focus_soon};
use crate::ui::elements::{CHOSEN, Item, Left, MenuKind, menu_list};

/// Something that can be added.
#[derive(Clone)]
enum Addition {
    Every,
    File,
    Placeholder(&'static str),
    EdgeCases,
    EnterSends,
}

/// The open menu.
pub(super) fn menus() -> AnyView {
    let pane = Pane::get();
    let composing = pane.composing();
    let shown = move || {
        let list = match composing.menu.get()? {
            ComposeMenu::Format => formats(&pane),
            ComposeMenu::Add => additions(&pane),
            ComposeMenu::EdgeCases => edge_cases(&pane),
        };
        Some(view! { <div class="composer-menu">{list}</div> }.into_any())
    };
    (move || shown()).into_any()
}

/// Pressing a button while its menu has the focus must close the menu, not close it here and open it again.
#[expect(clippy::needless_pass_by_value, reason = "handlers are given their event")]
pub(super) fn opener(event: leptos::ev::MouseEvent) {
    event.prevent_default();
}

/// A menu that closes when it is left. `choose` is called with the chosen item after that.
fn list(
    pane: &Pane,
    of: ComposeMenu,
    (label, kind): (&str, MenuKind),
    items: Vec<Item>,
    hint: &'static str,
    choose: impl Fn(usize) + Send + Sync + 'static,
) -> AnyView {
    let pane = *pane;
    let composing = pane.composing();
    let leave = Callback::new(move |left| {
        // Another one may have taken its place.
        if composing.menu.get_untracked() != Some(of) {
            return;
        }
        composing.menu.set(None);
        match left {
            Left::Chosen(index) => choose(index),
            Left::Escaped => focus(if of == ComposeMenu::Format {
                FORMAT_BUTTON
            } else {
                ADD_BUTTON
            }),
            Left::Blurred => {}
        }
    });
    menu_list(
        "message-menu",
        label.to_owned(),
        kind,
        items,
        Signal::stored(hint),
        leave,
    )
}

fn formats(pane: &Pane) -> AnyView {
    let pane = *pane;
    let now = untrack(|| pane.shown_format());
    let item = |format: Format| Item {
        text: match format {
            Format::File => "File…".to_owned(),
            _ => format.name().to_owned(),
        },
        note: match format {
            Format::Json => "validated".to_owned(),
            Format::Layout => "typed values".to_owned(),
            _ => String::new(),
        },
        class: if format == now { CHOSEN } else { "" },
    };
    list(
        &pane,
        ComposeMenu::Format,
        ("Format", MenuKind::Choices),
        Format::ALL.map(item).to_vec(),
        "Hex, Base64, Layout and File send binary.",
        move |index| pane.choose_format(Format::ALL[index]),
    )
}

fn additions(pane: &Pane) -> AnyView {
    let pane = *pane;
    let takes_placeholders = pane
        .draft
        .text
        .with_untracked(|draft| draft.format)
        .takes_placeholders()
        && pane.composing().held.with_untracked(Option::is_none);
    let item = |text: &str, note: &str, class| Item {
        text: text.to_owned(),
        note: note.to_owned(),
        class,
    };
    let file_note = if pane.page.is_narrow() {
        ""
    } else {
        "or drop it here"
    };
    let mut all = vec![
        (Addition::Every, item("Send every…", "", "")),
        (Addition::File, item("File…", file_note, "")),
    ];
    if takes_placeholders {
        for (at, (name, sample)) in pane.placeholder_samples().into_iter().enumerate() {
            let class = if at == 0 { "insert divided" } else { "insert" };
            all.push((Addition::Placeholder(name), item(name, &sample, class)));
        }
    }
    let enter_sends = untrack(|| pane.page.settings.enter_sends());
    all.push((Addition::EdgeCases, item("Edge cases", "›", "divided")));
    let (note, class) = if enter_sends { ("on", "") } else { ("off", "") };
    all.push((Addition::EnterSends, item("Enter sends", note, class)));
    let (additions, items): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    list(
        &pane,
        ComposeMenu::Add,
        ("Add", MenuKind::Actions),
        items,
        "",
        move |index| match additions[index] {
            Addition::Every => {
                pane.unfold_every();
                focus_soon(repeat::INTERVAL.to_owned());
            }
            Addition::File => pane.choose_format(Format::File),
            Addition::Placeholder(name) => pane.insert(name),
            Addition::EdgeCases => pane.composing().menu.set(Some(ComposeMenu::EdgeCases)),
            Addition::EnterSends => {
                pane.page.settings.set_enter_sends(!enter_sends);
                focus(ADD_BUTTON);
            }
        },
    )
}

fn edge_cases(pane: &Pane) -> AnyView {
    let pane = *pane;
    let item = |(at, case): (usize, &tabcat_core::compose::edge::EdgeCase)| Item {
        text: case.name.to_owned(),
        note: case.note.to_owned(),
        class: if matches!(at, 6 | 11) { "divided" } else { "" },
    };
    list(
        &pane,
        ComposeMenu::EdgeCases,
        ("Edge cases", MenuKind::Actions),
        EDGE_CASES.iter().enumerate().map(item).collect(),
        "Fills in the message. Nothing is sent.",
        move |index| pane.fill_in_edge_case(index),
    )
}
