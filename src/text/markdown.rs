//! Markdown as HTML that can do no harm.
//!
//! Nothing of the text becomes markup by itself: the elements are a fixed few
//! of ours, all else is escaped. HTML in the text is shown as text, a link
//! leads to the web or to a mailbox, and an image is a link, for fetching it
//! would tell a third party who reads.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag, TagEnd, TextMergeStream};

/// Text above this many bytes is cut: a note is read by a person.
const MOST_BYTES: usize = 1_000_000;

/// The HTML of a text in CommonMark with tables, strikethrough and task lists.
pub fn markdown(text: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let text = &text[..text.floor_char_boundary(MOST_BYTES)];
    let mut writer = Writer::default();
    for event in TextMergeStream::new(Parser::new_ext(text, options)) {
        writer.event(event);
    }
    writer.html
}

#[derive(Default)]
struct Writer {
    html: String,
    /// Of the links that are open, whether each has an element.
    links: Vec<bool>,
    /// The addresses of the images that are open, whose content is their description.
    images: Vec<String>,
    /// Of the table that is open.
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(code) => {
                self.raw("<code>");
                self.text(&code);
                self.raw("</code>");
            }
            Event::SoftBreak => self.raw("\n"),
            Event::HardBreak => self.raw("<br>"),
            Event::Rule => self.raw("<hr>"),
            Event::TaskListMarker(true) => self.raw("<input type=\"checkbox\" disabled checked aria-label=\"done\"> "),
            Event::TaskListMarker(false) => self.raw("<input type=\"checkbox\" disabled aria-label=\"to do\"> "),
            // Of extensions that are off.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => self.text(&text),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::CodeBlock(kind) => {
                self.raw("<pre tabindex=\"0\"><code");
                if let CodeBlockKind::Fenced(language) = kind
                    && !language.is_empty()
                {
                    self.attribute("data-language", &language);
                }
                self.raw(">");
            }
            Tag::List(Some(first)) if first != 1 => {
                self.raw("<ol");
                self.attribute("start", &first.to_string());
                self.raw(">");
            }
            Tag::Link { dest_url, .. } => {
                let leads = self.images.is_empty() && self.links.is_empty() && leads_out(&dest_url);
                self.links.push(leads);
                if leads {
                    self.open_link(&dest_url);
                }
            }
            Tag::Image { dest_url, .. } => {
                self.images.push(dest_url.into_string());
                if self.images.len() == 1 && self.links.is_empty() && self.image_leads() {
                    let url = self.images[0].clone();
                    self.open_link(&url);
                }
                self.raw("Image: ");
            }
            Tag::Table(columns) => {
                self.columns = columns;
                self.raw("<div class=\"table-scroll\" tabindex=\"0\"><table class=\"table\">");
            }
            Tag::TableHead => {
                (self.in_head, self.column) = (true, 0);
                self.raw("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.raw("<tr>");
            }
            Tag::TableCell => {
                let is_number = matches!(self.columns.get(self.column), Some(Alignment::Right));
                self.raw(if self.in_head { "<th" } else { "<td" });
                self.raw(if is_number { " class=\"number\">" } else { ">" });
                self.column += 1;
            }
            other => self.plain("<", &other.to_end()),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock => self.raw("</code></pre>"),
            TagEnd::Link => {
                if self.links.pop() == Some(true) {
                    self.raw("</a>");
                }
            }
            TagEnd::Image => {
                if self.images.len() == 1 && self.links.is_empty() && self.image_leads() {
                    self.raw("</a>");
                }
                self.images.pop();
            }
            TagEnd::Table => self.raw("</tbody></table></div>"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.raw("</tr></thead><tbody>");
            }
            TagEnd::TableRow => self.raw("</tr>"),
            TagEnd::TableCell => self.raw(if self.in_head { "</th>" } else { "</td>" }),
            other => self.plain("</", &other),
        }
    }

    /// The tag of an element without attributes; headings stand below those of the page.
    fn plain(&mut self, open: &str, tag: &TagEnd) {
        let name = match tag {
            TagEnd::Paragraph => "p",
            TagEnd::Heading(level) => match *level as u8 {
                1 => "h3",
                2 => "h4",
                3 => "h5",
                _ => "h6",
            },
            TagEnd::BlockQuote(_) => "blockquote",
            // A block of HTML is shown with its lines.
            TagEnd::HtmlBlock => "pre",
            TagEnd::List(true) => "ol",
            TagEnd::List(false) => "ul",
            TagEnd::Item => "li",
            TagEnd::Emphasis => "em",
            TagEnd::Strong => "strong",
            TagEnd::Strikethrough => "del",
            // Of extensions that are off.
            _ => return,
        };
        self.raw(open);
        self.raw(name);
        self.raw(">");
    }

    fn image_leads(&self) -> bool {
        self.images.first().is_some_and(|url| leads_out(url))
    }

    fn open_link(&mut self, url: &str) {
        self.raw("<a target=\"_blank\" rel=\"noopener noreferrer nofollow\"");
        self.attribute("href", url.trim());
        self.raw(">");
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.raw(" ");
        self.raw(name);
        self.raw("=\"");
        self.text(value);
        self.raw("\"");
    }

    fn raw(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                '&' => self.html.push_str("&amp;"),
                '"' => self.html.push_str("&quot;"),
                letter => self.html.push(letter),
            }
        }
    }
}

/// Whether a link may be followed. Browsers drop control characters from an
/// address, so that one with any might not be what it seems.
fn leads_out(url: &str) -> bool {
    let url = url.trim();
    let begins = |scheme: &str| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    ["http://", "https://", "mailto:"].into_iter().any(begins) && !url.chars().any(char::is_control)
}

#[cfg(test)]
mod tests;
