//! Starts the page.

fn main() {
    tabcat::ui::mount();
}
