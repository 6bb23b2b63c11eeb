//! Charts on the screen: a canvas, a crosshair above it, words around it.

mod bars;
mod body;
mod canvas;
mod card;
mod custom;
mod export;
mod group_menu;
mod large;
mod legend;
mod measure;
mod menu;
mod parts;
mod plot;
mod point_table;
mod range_fields;
mod reading;
mod sections;
mod surface;
mod tooltip;
mod window;
mod zoom;

pub use bars::BarCard;
pub use canvas::{Raised, draw, draw_overlay, draw_rings};
pub use card::MetricChart;
pub use custom::{AddChart, CustomCharts, custom_card};
pub use group_menu::GroupMenu;
pub use legend::Key;
pub use measure::CanvasText;
pub use plot::Plot;
pub use range_fields::RangeFields;
pub use sections::chart_sections;
pub use surface::Surface;
pub use tooltip::seen_around;
pub use window::tell_window;
