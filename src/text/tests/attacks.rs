//! What attackers write: nothing that runs, loads or posts may come out, whatever goes in.

use crate::text::{Links, Rendered, render, sanitise};
use proptest::prelude::*;
use scraper::{Html, Node};

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a xlink:href=javascript:alert(1)>x</a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<form action=/logout method=post><button>x",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example>",
    "<style>@import '//evil.example'</style>",
    "<p style=background:url(//evil.example)>x",
    "<details open ontoggle=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml <script>alert(1)</script>?>",
    "<a id=x name=y>clobber</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x]( javascript:alert(1))",
    "[x](\u{1}javascript:alert(1))",
    "[x](vbscript:msgbox)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](/%09/evil.example)",
    "[x](/./\\/evil.example)",
    "[x](https://a.example/\"onmouseover=alert(1))",
    "[x](/a\"><script>alert(1)</script>)",
    "[x](/a 'title\" onclick=alert(1) x=\"')",
    "[x][y]\n\n[y]: javascript:alert(1) \"t\"",
    "<javascript:alert(1)>",
    "<https://a.example/\"onclick=alert(1)>",
    "![x](javascript:alert(1))",
    "![x\" onerror=alert(1) y=\"](/files/1)",
    "![x](/files/1?size=thumb\" onerror=alert(1))",
    "![x](/files/1/../../logout)",
    "![x](//evil.example/files/1)",
    "![<script>alert(1)</script>](/files/1)",
    "[![x](https://evil.example/p.png)](javascript:alert(1))",
    "```\"><script>alert(1)</script>\nx\n```",
    "```js\" onclick=alert(1)\nx\n```",
    "`</code><script>alert(1)</script>`",
    "    </code></pre><script>alert(1)</script>",
    "|<script>|\n|-|\n|</td><script>alert(1)</script>|",
    "- [x] <input type=text name=password>",
    "# <script>alert(1)</script>",
    "> <script>\n> alert(1)\n> </script>",
    "https://a.example/<script>alert(1)</script>",
    "https://a.example/\"onmouseover=\"alert(1)",
    "www.a.example/'onmouseover='alert(1)",
    "@ada\"onclick=alert(1)",
    "@<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script>alert(1)\\</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<a href=https://a.example target=_blank>x</a>",
    "\u{FEFF}<script>alert(1)</script>",
    "<script\u{0}>alert(1)</script\u{0}>",
    "<x\n onclick=alert(1)\n>",
];

/// Everything an element of a post may be, and what each attribute may hold, said once more without the code.
fn assert_harmless_but_for_rel(source: &str, html: &str) {
    let tree = Html::parse_fragment(html);
    for node in tree.tree.root().descendants() {
        let Node::Element(element) = node.value() else {
            assert!(
                !matches!(node.value(), Node::Comment(_) | Node::ProcessingInstruction(_)),
                "{source:?} → {html}"
            );
            continue;
        };
        let known = "html a blockquote br code del div em h3 h4 h5 h6 hr img input label li ol p pre strong table \
                     tbody td th thead tr ul";
        assert!(
            known.split_whitespace().any(|tag| tag == element.name()),
            "{}: {source:?} → {html}",
            element.name()
        );
        for (name, value) in element.attrs() {
            let fits = match name {
                "href" => {
                    ["/", "#", "https://", "http://", "mailto:"].iter().any(|start| value.starts_with(start))
                        && !value.starts_with("//")
                        && !value.contains(['\\', '"', '<', '\n', '\t'])
                }
                "src" => {
                    value.starts_with("/files/") && value.ends_with("?size=thumb") && !value.contains("..")
                }
                "alt" | "rel" | "class" | "scope" | "start" | "loading" | "disabled" | "checked" => true,
                "type" => value == "checkbox",
                _ => false,
            };
            assert!(fits, "{name}={value:?}: {source:?} → {html}");
        }
    }
}

/// As [`assert_harmless_but_for_rel`], and links that lead off the site say so.
fn assert_harmless(source: &str, html: &str) {
    assert_harmless_but_for_rel(source, html);
    let tree = Html::parse_fragment(html);
    for node in tree.tree.root().descendants() {
        let Some(element) = node.value().as_element() else {
            continue;
        };
        let leads_off =
            element.attr("href").is_some_and(|href| href.contains(':') && !href.starts_with(['/', '#']));
        assert!(!leads_off || element.attr("rel") == Some("nofollow ugc noopener"), "{source:?} → {html}");
    }
}

fn rendered(source: &str) -> Rendered {
    let member = |name: &str| name.starts_with("ada").then(|| format!("/u/{name}"));
    render(source, &Links { member: &member, own_host: None })
}

#[test]
fn nothing_that_runs_comes_out() {
    for source in ATTACKS {
        for source in [
            (*source).to_owned(),
            format!("a {source}"),
            format!("- {source}\n\n> {source}"),
            source.repeat(3),
        ] {
            let html = rendered(&source).html;
            assert_harmless(&source, &html);
            assert_eq!(sanitise(&html), html, "{source:?}");
        }
        assert_harmless_but_for_rel(source, &sanitise(source));
    }
}

#[test]
fn no_text_is_swallowed() {
    for source in ["<script>alert(1)</script>", "a <b onclick=x>b</b> c", "<!-- d -->", "<style>e</style>"] {
        let tree = Html::parse_fragment(&rendered(source).html);
        assert_eq!(tree.root_element().text().collect::<String>(), source);
    }
}

fn fragments() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "<",
        ">",
        "[",
        "]",
        "(",
        ")",
        "!",
        "`",
        "```",
        "~~~\n",
        "*",
        "**",
        "_",
        "~~",
        "#",
        "# ",
        "> ",
        "- ",
        "1. ",
        "[ ] ",
        "[x] ",
        "|",
        "|-|-|\n",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "\\",
        "&",
        "&amp;",
        "&#0;",
        "\"",
        "'",
        "=",
        ":",
        "/",
        "//",
        "@",
        "@ada",
        "ada",
        "https://a.de/",
        "javascript:",
        "/files/1",
        "<script>",
        "</p>",
        "<svg>",
        "<!--",
        "-->",
        "<b onclick=x>",
        "ä",
        "\u{301}",
        "\u{202e}",
        "\u{0}",
        "\r",
        "😀",
        "[a]: /b \"c\"\n",
        "<https://b.de>",
        "www.",
        "---\n",
        "===\n",
        "a",
        "b c",
    ]);
    prop::collection::vec(parts, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_mixture_is_harmless(source in fragments()) {
        let result = rendered(&source);
        assert_harmless(&source, &result.html);
        prop_assert_eq!(&sanitise(&result.html), &result.html);
        prop_assert!(result.html.len() <= 20 * source.len() + 4_096);
        prop_assert!(result.pictures.iter().all(|&id| id > 0));
    }

    #[test]
    fn any_html_is_harmless_after_cleaning(
        html in "(<(/?(a|p|svg|math|mtext|mglyph|table|td|select|option|form|style|title|li|label|input|img|br|noscript)\
                 ( href=/x| href=javascript:x| src=/x| class=mention| id=a| style=b| onload=c)?)>|<!--|-->|[a-z<>&\"' ]){0,20}"
    ) {
        let once = sanitise(&html);
        assert_harmless_but_for_rel(&html, &once);
        assert_harmless_but_for_rel(&html, &sanitise(&once));
    }

    #[test]
    fn any_text_is_harmless(source in "\\PC{0,100}") {
        assert_harmless(&source, &rendered(&source).html);
    }
}
