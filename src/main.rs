//! Starts the page.

mod parts;

fn main() {
    leptos::mount::mount_to_body(|| tabcat::ui::page(&parts::SOURCES));
}
