//! Starts the page.

mod parts;

fn main() {
    std::panic::set_hook(Box::new(|panic| {
        tabcat::io::salvage::panicked(&panic.to_string());
    }));
    leptos::mount::mount_to_body(|| tabcat::ui::page(&parts::SOURCES));
}
