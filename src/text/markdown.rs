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
mod tests {
    use super::markdown;
    use proptest::prelude::*;

    const REL: &str = r#"<a target="_blank" rel="noopener noreferrer nofollow""#;

    #[test]
    fn the_usual_marks_become_elements() {
        for (text, html) in [
            ("# Odd\n\nA *note*", "<h3>Odd</h3><p>A <em>note</em></p>"),
            (
                "a `b<` **c** ~~d~~",
                "<p>a <code>b&lt;</code> <strong>c</strong> <del>d</del></p>",
            ),
            ("3. x\n4. y", "<ol start=\"3\"><li>x</li><li>y</li></ol>"),
            (
                "- [x] x",
                "<ul><li><input type=\"checkbox\" disabled checked aria-label=\"done\"> x</li></ul>",
            ),
            ("> q\n\n---", "<blockquote><p>q</p></blockquote><hr>"),
            (
                "```py\"\na & b\n```",
                "<pre tabindex=\"0\"><code data-language=\"py&quot;\">a &amp; b\n</code></pre>",
            ),
        ] {
            assert_eq!(markdown(text), html, "{text}");
        }
    }

    #[test]
    fn a_table_has_a_head_and_numbers_to_the_right() {
        assert_eq!(
            markdown("|a|b|\n|-|-:|\n|x|1|"),
            "<div class=\"table-scroll\" tabindex=\"0\"><table class=\"table\"><thead><tr><th>a</th><th class=\"number\">b</th></tr></thead>\
             <tbody><tr><td>x</td><td class=\"number\">1</td></tr></tbody></table></div>"
        );
    }

    #[test]
    fn html_is_shown_as_text() {
        for text in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "<b>\n\n<svg/onload=a>",
            "<!-- x -->",
        ] {
            let html = markdown(text);
            for start in ["<script", "<img", "<b>", "<svg", "<!--"] {
                assert!(!html.contains(start), "{html}");
            }
            assert!(html.contains("&lt;"), "{html}");
        }
    }

    #[test]
    fn a_link_leads_to_the_web_or_nowhere() {
        assert_eq!(
            markdown("[a](https://a.example/?x=\"&y)"),
            format!("<p>{REL} href=\"https://a.example/?x=&quot;&amp;y\">a</a></p>")
        );
        assert!(markdown("<MAILTO:a@b.example>").contains("href=\"MAILTO:a@b.example\""));
        for to in [
            "javascript:alert(1)",
            "JavaScript&#58;alert(1)",
            " javascript:alert(1)",
            "java&#10;script:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//a.example",
            "?run=1",
            "<http&#10;s://a>",
        ] {
            let html = markdown(&format!("[a]({to})"));
            assert!(!html.contains("<a"), "{to}: {html}");
        }
    }

    #[test]
    fn an_image_is_a_link_and_never_fetched() {
        assert_eq!(
            markdown("![loss *curve*](https://a.example/i.png)"),
            format!("<p>{REL} href=\"https://a.example/i.png\">Image: loss <em>curve</em></a></p>")
        );
        assert_eq!(markdown("![x](javascript:a)"), "<p>Image: x</p>");
        assert_eq!(
            markdown("[![ci](https://a.example/i.svg)](https://b.example)"),
            format!("<p>{REL} href=\"https://b.example\">Image: ci</a></p>"),
            "no link within a link"
        );
        assert_eq!(
            markdown("![a ![b](https://b.example) [c](https://c.example)](https://a.example)")
                .matches("<a ")
                .count(),
            1
        );
    }

    #[test]
    fn a_deep_or_long_text_is_no_trouble() {
        assert!(!markdown(&">".repeat(20_000)).is_empty());
        assert!(!markdown(&"[".repeat(50_000)).is_empty());
        assert!(markdown(&"é".repeat(600_000)).len() <= 1_000_010);
    }

    /// The elements of a page of markup: what stands behind each `<`.
    fn elements(html: &str) -> impl Iterator<Item = &str> {
        html.split('<')
            .skip(1)
            .map(|rest| rest.split(['>', ' ']).next().unwrap_or_default())
    }

    proptest! {
        #[test]
        fn only_our_own_elements_come_out(text in "([a-z<>&\"'`*_~|!()\\[\\]:/#\\- \n=]|<script>|<img src=x>|javascript:|https://a.example|\\]\\()*") {
            let ours = ["p", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "ol", "ul", "li", "em", "strong",
                "del", "br", "hr", "a", "input", "div", "table", "thead", "tbody", "tr", "th", "td"];
            let html = markdown(&text);
            for element in elements(&html) {
                prop_assert!(ours.contains(&element.trim_start_matches('/')), "{element:?} in {html:?}");
            }
            for link in html.split("href=\"").skip(1) {
                prop_assert!(link.starts_with("https://") || link.starts_with("mailto:") || link.starts_with("http://"), "{html:?}");
            }
        }
    }
}
