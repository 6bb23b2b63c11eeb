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
