use super::*;
use crate::text::{Links, render};

fn markdown(html: &str) -> String {
    let base = Url::parse("https://beer.example.org/").expect("an address");
    let here = |url: &Url| (url.path() == "/q/7").then(|| "/from/beer.example.org/q/7".to_owned());
    to_markdown(html, &Home { base: Some(&base), here: &here })
}

fn shown(html: &str) -> String {
    render(&markdown(html), &Links::NONE).html
}

#[test]
fn paragraphs_and_marks() {
    assert_eq!(markdown("<p>a  <em>b</em>\n<strong>c </strong>d</p>\n\n<p>e</p>\n"), "a *b* **c** d\n\ne");
    assert_eq!(markdown("a<br>\nb<br/>c"), "a\nb\nc");
    assert_eq!(markdown("<p><em></em>a<b> </b>b</p>"), "a b");
    assert_eq!(markdown("<p><del>a</del> m<sup>2</sup> H<sub>2</sub>O</p>"), "~~a~~ m^2 H\\_2O");
    assert_eq!(markdown("<h2>One <code>x</code></h2><p>a</p><hr><p>b</p>"), "## One `x`\n\na\n\n---\n\nb");
    assert_eq!(markdown("<unknown>a</unknown> &amp; &lt;b&gt; &nbsp;c"), "a \\& \\<b>  c");
}

#[test]
fn text_stays_text() {
    let html = "<p>1. *a* _b_ snake_case [c](d) `e` &lt;f&gt; &amp;lt; ~~g~~ \\ | # h</p><p># i</p><p>- j</p><p>> k</p>";
    let shown = shown(html);
    assert!(
        shown.contains("1. *a* _b_ snake_case [c](d) `e` &lt;f&gt; &amp;lt; ~~g~~ \\ | # h")
            && shown.contains("<p># i</p>")
            && shown.contains("<p>- j</p>")
            && shown.contains("<p>&gt; k</p>"),
        "{shown}"
    );
    for text in ["===", "---", "+ a", "2) b", "~~~", "| - | - |", "= a", "***", "!![a]"] {
        let escaped = text.replace('<', "&lt;");
        let shown = self::shown(&format!("<p>x</p><p>{escaped}</p>"));
        assert_eq!(shown.matches("<p>").count(), 2, "{text}: {shown}");
    }
}

#[test]
fn code_is_kept_as_it_is() {
    let html = "<pre class=\"lang-js prettyprint-override\"><code>let a = 1;\n\n  if (a &lt; 2) { `x` }\n</code></pre>";
    assert_eq!(markdown(html), "```js\nlet a = 1;\n\n  if (a < 2) { `x` }\n```");
    assert_eq!(markdown("<pre><code>```\n</code></pre>"), "````\n```\n````");
    assert_eq!(markdown("<p>a <code>b `c` *d*</code> <kbd>Ctrl</kbd></p>"), "a ``b `c` *d*`` `Ctrl`");
    assert_eq!(markdown("<code>`</code>"), "`` ` ``");
    assert_eq!(markdown("<pre><code>  </code></pre>a"), "a");
    assert_eq!(markdown("<ul><li>a<pre><code>b\nc</code></pre></li></ul>"), "- a\n\n  ```\n  b\n  c\n  ```");
}

#[test]
fn lists_stand_in_each_other() {
    let html = "<p>a</p><ul><li>b<ul><li>c</li></ul></li><li><p>d</p><p>e</p></li></ul><ol start=\"3\"><li>f</li><li>g</li></ol>";
    assert_eq!(markdown(html), "a\n\n- b\n  - c\n\n- d\n\n  e\n\n3) f\n4) g");
    let shown = shown(html);
    assert!(shown.contains("<ol start=\"3\">") && shown.matches("<ul>").count() == 2, "{shown}");
    let two = self::shown("<ul><li>a</li></ul><ul><li>b</li></ul>");
    assert_eq!(two.matches("<ul>").count(), 2, "{two}");
    assert_eq!(markdown("<li>a</li>"), "a");
    assert_eq!(markdown("</ul></li>a<ul><p>b</p>"), "a\n\nb");
}

#[test]
fn quotes_and_spoilers() {
    assert_eq!(markdown("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>"), "> a\n>\n> b\n\nc");
    assert_eq!(markdown("<blockquote class=\"spoiler\"><p>a</p></blockquote>"), "> **Spoiler**\n>\n> a");
    assert_eq!(
        markdown("<blockquote><ul><li>a</li></ul><blockquote>b</blockquote></blockquote>"),
        "> - a\n> >\n> > b"
    );
}

#[test]
fn links_lead_where_a_reader_can_go() {
    assert_eq!(markdown("<a href=\"https://a.test/(b)\">c [d]</a>!"), "[c \\[d\\]](https://a.test/%28b%29)!");
    assert_eq!(markdown("<a href=\"/tour\">t</a>"), "[t](https://beer.example.org/tour)");
    assert_eq!(markdown("<a href=\"/q/7\">t</a>"), "[t](/from/beer.example.org/q/7)");
    assert_eq!(markdown("<a href=\"https://beer.example.org/q/7\">t</a>"), "[t](/from/beer.example.org/q/7)");
    assert_eq!(markdown("<a href=\"https://a.test/b_c\">https://a.test/b_c</a>"), "<https://a.test/b_c>");
    for bad in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://[", ""] {
        assert!(!markdown(&format!("<a href=\"{bad}\">t</a>")).contains("javascript"), "{bad}");
    }
    assert_eq!(markdown("<a href=\"javascript:x\">t</a>"), "t");
    assert_eq!(markdown("wow!<a href=\"https://a.test/\">t</a>"), "wow\\![t](https://a.test/)");
    assert_eq!(markdown("<a name=x></a>a<a href=\"https://a.test/\"></a>"), "a");
}

#[test]
fn pictures_become_links() {
    let img = "<img src=\"https://i.test/a.png\" alt=\"enter image description here\">";
    assert_eq!(markdown(img), "[picture](https://i.test/a.png)");
    assert_eq!(
        markdown(&img.replace("enter image description here", "The tap")),
        "[The tap](https://i.test/a.png)"
    );
    assert_eq!(markdown(&format!("<a href=\"https://b.test/\">{img}</a>")), "[picture](https://b.test/)");
    let shown = shown(img);
    assert!(!shown.contains("<img"), "nothing is loaded from elsewhere: {shown}");
}

#[test]
fn tables_are_tables() {
    let html = "<div class=\"s-table-container\"><table><thead><tr><th>a</th><th>b|c</th></tr></thead>\
                <tbody><tr><td>1<br>2</td><td><code>x</code></td></tr><tr><td>3</td></tr></tbody></table></div><p>d</p>";
    assert_eq!(markdown(html), "| a | b\\|c |\n| --- | --- |\n| 1 2 | `x` |\n| 3 |  |\n\nd");
    assert!(shown(html).contains("<table>"));
    assert_eq!(markdown("<table></table>a"), "a");
}

#[test]
fn hostile_html_stays_small_and_harmless() {
    let deep = "<blockquote><ul><li>".repeat(5_000) + "x";
    assert!(markdown(&deep).len() < 500);
    let marks = "<b><i><del>".repeat(20_000) + "x";
    assert!(markdown(&marks).len() < 200);
    let long = format!("{}<p>{}</p>", "<blockquote>".repeat(10), "line<br>".repeat(100_000));
    assert!(markdown(&long).len() < 5_000_000);
    let html =
        "<script>alert(1)</script><style>p{}</style><p onclick=x>a</p><!-- c --><iframe src=x>y</iframe>";
    assert_eq!(markdown(html), "a");
    let shown = shown("&lt;script&gt;alert(1)&lt;/script&gt;<p>[x](javascript:alert(1))</p>");
    assert!(!shown.contains("<script") && !shown.contains("href=\"javascript"), "{shown}");
    let _ = markdown("<script>never closed");
    let _ = markdown("<a href=\"https://a.test\"><b><a href=\"https://b.test\"></b>x</a></a>");
}
