//! Light, dark, or as the system says.

use crate::browser::{page, storage};
use crate::chart::{self, Ground};
use leptos::prelude::*;
use leptos_use::use_preferred_dark;

const KEY: &str = "runlens.theme";

/// What the user chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl ThemeChoice {
    fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The colours of the page.
#[derive(Clone, Copy)]
pub struct Theme {
    choice: RwSignal<ThemeChoice>,
    dark: Memo<bool>,
}

impl Theme {
    /// Whether the page is dark now.
    pub fn is_dark(&self) -> bool {
        self.dark.get()
    }

    /// The background that colours are chosen for.
    pub fn ground(&self) -> Ground {
        if self.dark.get() { Ground::Dark } else { Ground::Light }
    }

    /// The colours of a chart; does not follow the theme.
    pub fn chart_untracked(&self) -> chart::Theme {
        if self.dark.get_untracked() {
            chart::Theme::dark()
        } else {
            chart::Theme::light()
        }
    }

    /// What the user chose.
    pub fn choice(&self) -> ThemeChoice {
        self.choice.get()
    }

    /// The next choice: system, light, dark, and round again.
    pub fn turn(&self) {
        self.choice.update(|choice| {
            *choice = match choice {
                ThemeChoice::System => ThemeChoice::Light,
                ThemeChoice::Light => ThemeChoice::Dark,
                ThemeChoice::Dark => ThemeChoice::System,
            };
        });
        storage::write(KEY, self.choice.get_untracked().word());
    }
}

/// Makes the theme known to everything below, and to the style sheet.
pub fn provide_theme() {
    let stored = match storage::read(KEY).as_deref() {
        Some("light") => ThemeChoice::Light,
        Some("dark") => ThemeChoice::Dark,
        _ => ThemeChoice::System,
    };
    let choice = RwSignal::new(stored);
    let system_dark = use_preferred_dark();
    let dark = Memo::new(move |_| match choice.get() {
        ThemeChoice::System => system_dark.get(),
        ThemeChoice::Light => false,
        ThemeChoice::Dark => true,
    });
    Effect::new(move || {
        page::set_root_attribute("data-theme", Some(if dark.get() { "dark" } else { "light" }));
    });
    provide_context(Theme { choice, dark });
}

/// The theme of the page.
pub fn use_theme() -> Theme {
    expect_context()
}
