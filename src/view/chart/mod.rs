//! Charts on the screen: a canvas, a crosshair above it, words around it.

mod bars;
mod canvas;
mod card;
mod group_menu;
mod legend;
mod measure;
mod plot;
mod range_fields;
mod reading;
mod tooltip;
mod window;
mod zoom;

pub use bars::BarCard;
pub use card::MetricChart;
pub use group_menu::GroupMenu;
pub use range_fields::RangeFields;
pub use window::tell_window;
