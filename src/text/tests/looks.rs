//! What people write, and how it looks.

use crate::text::{Links, mention_candidates, render};

fn html(source: &str) -> String {
    let member = |name: &str| ["ada", "Nautilus 417"].contains(&name).then(|| format!("/u/{name}"));
    render(source, &Links { member: &member, own_host: Some("forum.example") }).html
}

const REL: &str = "rel=\"nofollow ugc noopener\"";

#[test]
fn paragraphs_and_line_breaks() {
    assert_eq!(html("eins\nzwei\n\ndrei"), "<p>eins<br>zwei</p><p>drei</p>");
    assert_eq!(html(""), "");
    assert_eq!(
        html("*a* **b** ~~c~~ `d`"),
        "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>"
    );
}

#[test]
fn headings_stay_below_the_pages_own() {
    assert_eq!(
        html("# a\n## b\n### c\n#### d\n###### e"),
        "<h3>a</h3><h4>b</h4><h5>c</h5><h6>d</h6><h6>e</h6>"
    );
}

#[test]
fn lists_and_tasks() {
    assert_eq!(html("- a\n- b"), "<ul><li>a</li><li>b</li></ul>");
    assert_eq!(html("3. a\n4. b"), "<ol start=\"3\"><li>a</li><li>b</li></ol>");
    let task = |checked, text| {
        format!("<label class=\"task\"><input type=\"checkbox\" disabled=\"\"{checked}> {text}</label>")
    };
    let (open, done) = (task("", "a"), task(" checked=\"\"", "b"));
    assert_eq!(html("- [ ] a\n- [x] b"), format!("<ul><li>{open}</li><li>{done}</li></ul>"));
    assert_eq!(html("- [ ] a\n  - c"), format!("<ul><li>{open}<ul><li>c</li></ul></li></ul>"));
    assert_eq!(html("- [ ] a\n\n- [x] b"), format!("<ul><li><p>{open}</p></li><li><p>{done}</p></li></ul>"));
}

#[test]
fn code_blocks_name_known_shapes_of_languages_only() {
    assert_eq!(html("```Rust\n<a>\n```"), "<pre><code class=\"language-rust\">&lt;a&gt;\n</code></pre>");
    assert_eq!(html("```a\"b\nx\n```"), "<pre><code>x\n</code></pre>");
    assert_eq!(html("    @ada https://a.de"), "<pre><code>@ada https://a.de</code></pre>");
}

#[test]
fn tables_scroll_and_align() {
    assert_eq!(
        html("|a|b|\n|-|-:|\n|c|d|"),
        "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"align-right\">b</th></tr>\
         </thead><tbody><tr><td>c</td><td class=\"align-right\">d</td></tr></tbody></table></div>"
    );
    let wide = format!("{}|\n{}|\n{}|", "|a".repeat(40), "|-".repeat(40), "|b".repeat(40));
    let html = html(&wide);
    assert_eq!((html.matches("<td>").count(), html.matches('b').count() >= 40), (32, true));
}

#[test]
fn links_lead_where_they_say() {
    assert_eq!(html("[a](/t/1)"), "<p><a href=\"/t/1\">a</a></p>");
    assert_eq!(html("[a](https://forum.example/t/1)"), "<p><a href=\"https://forum.example/t/1\">a</a></p>");
    assert_eq!(html("[a](https://b.de)"), format!("<p><a href=\"https://b.de/\" {REL}>a</a></p>"));
    assert_eq!(
        html("https://b.de/x_y_z."),
        format!("<p><a href=\"https://b.de/x_y_z\" {REL}>https://b.de/x_y_z</a>.</p>")
    );
    assert_eq!(html("www.b.de"), format!("<p><a href=\"https://www.b.de/\" {REL}>www.b.de</a></p>"));
    assert_eq!(html("<a@b.de>"), format!("<p><a href=\"mailto:a@b.de\" {REL}>a@b.de</a></p>"));
    assert_eq!(
        html("[bank.de](https://b.de)"),
        format!("<p><a href=\"https://b.de/\" {REL}>bank.de</a> (b.de)</p>")
    );
    assert_eq!(html("[a](javascript:x)"), "<p>a</p>");
    assert_eq!(html("https://bank.de@evil.com"), "<p>https://bank.de@evil.com</p>");
}

#[test]
fn links_are_counted_by_where_they_lead() {
    let has_links =
        |source| render(source, &Links { member: &|_| None, own_host: Some("forum.example") }).has_links;
    assert!(has_links("https://b.de"));
    assert!(has_links("![x](https://b.de/x.png)"));
    assert!(!has_links("[a](/t/1) https://forum.example/t/2 `https://b.de`"));
}

#[test]
fn mentions_lead_to_members() {
    assert_eq!(html("Danke @ada!"), "<p>Danke <a class=\"mention\" href=\"/u/ada\">@ada</a>!</p>");
    assert_eq!(
        html("@Nautilus 417"),
        "<p><a class=\"mention\" href=\"/u/Nautilus%20417\">@Nautilus 417</a></p>"
    );
    assert_eq!(html("@bob `@ada` [@ada](/x)"), "<p>@bob <code>@ada</code> <a href=\"/x\">@ada</a></p>");
    let member = |name: &str| Some(format!("/u/{name}"));
    let links = Links { member: &member, own_host: None };
    assert_eq!(render("@bo, @ada, @bo", &links).mentions, ["bo", "ada"]);
    let many = (0..500).map(|number| format!("@m{number}\n\n")).collect::<String>();
    assert_eq!(render(&many, &links).mentions.len(), 100);
    assert_eq!(
        mention_candidates("@Ada King danke. `@nein` x@nein.de"),
        ["Ada King danke.", "Ada King danke", "Ada King", "Ada"]
    );
}

#[test]
fn a_mention_cannot_lead_elsewhere() {
    let evil = |_: &str| Some("//evil.com".to_owned());
    assert_eq!(render("@ada", &Links { member: &evil, own_host: None }).html, "<p>@ada</p>");
}

#[test]
fn pictures_are_own_uploads_or_links() {
    let own = "<img src=\"/files/7?size=thumb\" alt=\"a &quot;b&quot;\" loading=\"lazy\">";
    assert_eq!(html("![a \"b\"](/files/7)"), format!("<p><a href=\"/files/7\">{own}</a></p>"));
    assert_eq!(html("[![a \"b\"](/files/7)](/t/1)"), format!("<p><a href=\"/t/1\">{own}</a></p>"));
    assert_eq!(
        html("![a](https://b.de/x.png)"),
        format!("<p><a href=\"https://b.de/x.png\" {REL}>a</a></p>")
    );
    assert_eq!(html("![](data:image/png;x)"), "<p>data:image/png;x</p>");
    assert_eq!(
        html("[![a](https://c.de/x.png)](https://b.de)"),
        format!("<p><a href=\"https://b.de/\" {REL}>a</a></p>")
    );
    assert_eq!(render("![](/files/3) ![](/files/2) ![](/files/3)", &Links::NONE).pictures, [3, 2]);
}

#[test]
fn html_is_shown_as_typed() {
    assert_eq!(html("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
    assert_eq!(html("<div>\n<p>a\n</div>"), "<p>&lt;div&gt;<br>&lt;p&gt;a<br>&lt;/div&gt;</p>");
    assert_eq!(html("a\u{202E}b\u{0}c"), "<p>abc</p>");
}

#[test]
fn what_is_nested_too_deep_is_shown_flat() {
    let quoted = html(&format!("{}x", ">".repeat(30)));
    assert_eq!(quoted.matches("<blockquote>").count(), 12);
    let listed = html(&format!("{}x\n", "- ".repeat(30)));
    assert_eq!((listed.matches("<ul>").count(), listed.matches('x').count()), (12, 1));
    assert!(html(&"*a **b ".repeat(30)).len() < 1_000);
}
