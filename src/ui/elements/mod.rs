//! Small pieces that many views use.

pub mod arriving;
pub mod check;
pub mod facts;
pub mod handler;
pub mod icon;
pub mod icon_button;
pub mod labelled;
pub mod menu;
pub mod when;

pub use arriving::{arrived, arriving, once_here};
pub use check::Check;
pub use facts::facts;
pub use handler::handler;
pub use icon::{Cat, CatOutline, Icon, Shape, drawing};
pub use icon_button::IconButton;
pub use labelled::LabelledField;
pub use menu::{CHOSEN, Item, Left, Menu, MenuKind, menu_list};
pub use when::When;

/// A CSS length in whole pixels: a fraction would bring the standard library's float formatter into the page.
#[expect(
    clippy::cast_possible_truncation,
    reason = "what is laid out is at most 2^25 pixels high"
)]
pub fn px(length: f64) -> String {
    format!("{}px", length.round() as i64)
}
