//! What of a log has been read, and the ways to the rest.

use super::reader::{Goal, Reader};
use crate::chart::format;
use crate::state::{LogLimit, LogRead, LogWish};
use crate::text::{count, thousands};
use crate::view::widget::Fault;
use leptos::prelude::*;

/// Says which bytes of how many are shown, and offers the others.
#[component]
pub fn LogFoot(
    /// What has been read.
    read: Signal<LogRead>,
    /// Who reads it.
    reader: Reader,
) -> impl IntoView {
    let said = Memo::new(move |_| read.with(said));
    let limit = Memo::new(move |_| read.with(|read| read.limit.map(limit_said)));
    // Labels, for the buttons stay while other bytes come.
    let next = move |read: &LogRead, rest: Option<u64>| {
        let length = read.next_length();
        format::bytes(rest.map_or(length, |rest| rest.min(length)))
    };
    let earlier = Memo::new(move |_| {
        read.with(|read| {
            let from = read.text.from();
            (from > 0).then(|| format!("Show {} earlier", next(read, Some(from))))
        })
    });
    let later = Memo::new(move |_| {
        read.with(|read| {
            let to = read.text.to();
            (!read.is_at_end()).then(|| format!("Show {} more", next(read, read.total.map(|total| total - to))))
        })
    });
    let is_at_end = Memo::new(move |_| read.with(LogRead::is_at_end));
    let button = move |label: String, wish: LogWish| {
        view! { <button class="button" on:click=move |_| reader.read(wish)>{label}</button> }
    };
    let to_start = move |_| match earlier.with_untracked(Option::is_some) {
        true => reader.read(LogWish::Start),
        false => reader.goal.set(Goal::Start),
    };
    let to_end = move |_| match is_at_end.get_untracked() {
        true => reader.goal.set(Goal::End),
        false => reader.read(LogWish::End),
    };
    view! {
        {move || reader.failed.get().map(|(wish, error)| view! {
            <Fault error what="More of this file" retry=Callback::new(move |()| reader.read(wish)) />
        })}
        <footer class="log-foot">
            <p class="quiet">{said}</p>
            <div class="log-ways">
                {move || reader.waits_for.get().map(|_| view! {
                    <span class="quiet" role="status">"Loading…"</span>
                    <button class="button" on:click=move |_| reader.give_up()>"Cancel"</button>
                })}
                {move || earlier.get().map(|label| button(label, LogWish::Earlier))}
                {move || later.get().map(|label| button(label, LogWish::Later))}
                <button class="button" on:click=to_start>"Go to start"</button>
                <button class="button" on:click=to_end>"Go to end"</button>
            </div>
            {move || limit.get().map(|limit| view! { <p class="quiet log-limit">{limit}</p> })}
        </footer>
    }
}

fn said(read: &LogRead) -> String {
    let (from, to) = (read.text.from(), read.text.to());
    let lines = count(read.text.lines(), "line", "lines");
    match read.total {
        Some(total) if from == 0 && to >= total => format!("{lines}, all {} bytes", thousands(to)),
        Some(total) => format!(
            "{lines}, bytes {} to {} of {}",
            thousands(from + 1),
            thousands(to),
            thousands(total)
        ),
        None => format!("{lines}, bytes {} to {}", thousands(from + 1), thousands(to)),
    }
}

fn limit_said(limit: LogLimit) -> &'static str {
    match limit {
        LogLimit::OnlyWhole => "This server sends files only as a whole, so that each other part costs all of it.",
        LogLimit::NoLength => "This server does not say how long the file is, so it is shown from its start.",
    }
}
