use super::*;

/// What reading a file gives: rows' numbers, unusable rows, and how it ends.
fn read(text: impl AsRef<[u8]>) -> (Vec<i64>, Vec<&'static str>, Result<(), Damage>) {
    // Small pieces, so that everything is met at the end of one.
    let mut rows = Rows::new(BufReader::with_capacity(7, text.as_ref()), "Posts.xml".into(), "posts");
    let (mut numbers, mut unusable) = (Vec::new(), Vec::new());
    loop {
        match rows.next() {
            Ok(Found::Row(row, _)) => numbers.push(row.number("Id").unwrap_or(-1)),
            Ok(Found::Unusable(why)) => unusable.push(why),
            Ok(Found::End) => return (numbers, unusable, Ok(())),
            Err(damage) => return (numbers, unusable, Err(damage)),
        }
    }
}

fn sound(text: impl AsRef<[u8]>) -> Vec<i64> {
    let (numbers, unusable, end) = read(text);
    assert_eq!((unusable.len(), end), (0, Ok(())));
    numbers
}

/// The line and the reason of the damage, after so many rows.
fn damage(text: impl AsRef<[u8]>, rows: usize) -> (u64, String) {
    let (numbers, _, end) = read(text);
    assert_eq!(numbers.len(), rows);
    let damage = end.expect_err("it is damaged");
    assert_eq!(damage.file, "Posts.xml");
    (damage.line, damage.reason)
}

#[test]
fn rows_are_read_as_dumps_have_them() {
    let crlf = "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<posts>\r\n  <row Id=\"1\" />\r\n  <row Id=\"2\"/>\r\n</posts>\r\n";
    assert_eq!(sound(crlf), [1, 2]);
    assert_eq!(
        sound("<posts><row Id='3'></row><!-- <row Id=\"4\"/> > --><row\nId=\"5\"\t/></posts>"),
        [3, 5]
    );
    assert_eq!(sound("<posts/>"), [0_i64; 0]);
    assert_eq!(sound("<posts></posts>"), [0_i64; 0]);
}

#[test]
fn values_are_unescaped() {
    let text = "<posts><row Id=\"1\" Body=\"&lt;p&gt;a > b&#xA;&#10;&amp;amp; &quot;&apos;&#0;&#xD800;&#x1F600;\" Empty=\"\" /></posts>";
    let mut rows = Rows::new(BufReader::new(text.as_bytes()), "Posts.xml".into(), "posts");
    let Ok(Found::Row(mut row, at)) = rows.next() else { panic!("there is a row") };
    assert_eq!(at, 7);
    assert_eq!(row.get("Body"), Some("<p>a > b\n\n&amp; \"'😀"));
    assert_eq!((row.get("Empty"), row.get("Nothing"), row.number("Body")), (Some(""), None, None));
    assert_eq!(row.take("Empty").as_deref(), Some(""));
}

#[test]
fn damage_names_line_and_reason() {
    let begin = "<?xml version=\"1.0\"?>\n<posts>\n<row Id=\"1\" />\n";
    assert_eq!(damage(begin, 1), (4, "the file ends before </posts>".into()));
    assert_eq!(
        damage(format!("{begin}<row Id=\"2\" Body=\"abc"), 1).1,
        "the file ends in the middle of a row"
    );
    let cut = format!("{begin}<row Id=\"2\" Body=\"abc\n<row Id=\"3\" />\n</posts>");
    assert_eq!(damage(cut, 1), (5, "there is a < inside a tag; what comes before it may be cut off".into()));
    assert_eq!(damage(format!("{begin}<row Id=\"2\" Id=\"2\" />"), 1).0, 4);
    assert_eq!(damage(format!("{begin}<row Id=2 />"), 1).0, 4);
    assert_eq!(damage(format!("{begin}<row Id=\"&bomb;\" />"), 1).0, 4);
    assert_eq!(damage(format!("{begin}text"), 1), (4, "there is text between the rows".into()));
    assert_eq!(damage(format!("{begin}<other/>"), 1).1, "there is something other than rows inside <posts>");
    assert_eq!(damage("<users><row Id=\"1\"/></users>", 0).0, 1);
    assert_eq!(damage("", 0).1, "the file ends before </posts>");
    let many: String = (0..100).map(|n| format!(" a{n}=\"\"")).collect();
    assert_eq!(damage(format!("{begin}<row{many}/>"), 1).0, 4);
}

#[test]
fn bombs_and_other_encodings_are_refused() {
    let bomb = "<!DOCTYPE posts [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><posts><row Id=\"&b;\"/></posts>";
    assert!(damage(bomb, 0).1.contains("document type"));
    let utf16: Vec<u8> = "\u{feff}<posts>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(damage(utf16, 0).1.contains("UTF-16"));
    assert!(damage("<?xml version='1.0' encoding='ISO-8859-1'?><posts/>", 0).1.contains("iso-8859-1"));
}

#[test]
fn a_row_that_is_too_long_or_no_text_is_passed_over() {
    let long = format!(
        "<posts><row Id=\"1\"/><row Id=\"2\" Body=\"{}\"/><row Id=\"3\"/></posts>",
        "x".repeat(MOST_BYTES)
    );
    let mut rows = Rows::new(BufReader::new(long.as_bytes()), "Posts.xml".into(), "posts");
    let mut found = Vec::new();
    while let Ok(next) = rows.next() {
        match next {
            Found::Row(row, _) => found.push(row.number("Id")),
            Found::Unusable(why) => {
                assert_eq!(why, "longer than 4 MB");
                found.push(None);
            }
            Found::End => break,
        }
    }
    assert_eq!(found, [Some(1), None, Some(3)]);
    assert!(rows.tag.capacity() <= 2 * MOST_BYTES);
    let (numbers, unusable, end) = read(b"<posts><row Id=\"1\" B=\"\xff\"/><row Id=\"2\"/></posts>");
    assert_eq!((numbers, unusable, end), (vec![2], vec!["not valid UTF-8"], Ok(())));
}
