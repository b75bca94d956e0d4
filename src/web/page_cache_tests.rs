use super::*;

#[test]
fn codings_are_taken_as_the_browser_says() {
    assert!(accepts("gzip, deflate, br", "br"));
    assert!(accepts("br;q=0.5, GZIP", "gzip"));
    assert!(!accepts("br;q=0, gzip;q=0.0", "br"));
    assert!(!accepts("br;q=0, gzip;q=0.0", "gzip"));
    assert!(!accepts("", "gzip"));
    assert!(!accepts("brr", "br"));
}

#[test]
fn a_known_page_is_not_sent_again() {
    let tag = etag(b"page");
    let asked = |value: &str| {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_str(value).unwrap());
        headers
    };
    let text = tag.to_str().unwrap();
    assert!(is_known(&asked(text), &tag));
    assert!(is_known(&asked(&format!("\"a\", {}", text.trim_start_matches("W/"))), &tag));
    assert!(is_known(&asked("*"), &tag));
    assert!(!is_known(&asked("\"a\""), &tag));
    assert!(!is_known(&HeaderMap::new(), &tag));
    assert_ne!(etag(b"one"), etag(b"two"));
}

fn page(bytes: usize) -> Arc<Kept> {
    Arc::new(Kept {
        plain: vec![0; bytes].into(),
        gzip: Bytes::new(),
        brotli: OnceLock::new(),
        brotli_begun: AtomicBool::new(false),
        read: AtomicU32::new(0),
        etag: etag(b""),
        parts: Vec::new(),
        route: RouteId::default(),
        time: 0,
        at: Instant::now(),
    })
}

#[test]
fn memory_is_bounded() {
    let mut all = Generations::default();
    for n in 0..200 {
        all.insert(Key(n.to_string()), page(1024 * 1024));
        let bytes: usize = all.young.values().chain(all.old.values()).map(|kept| kept.weight()).sum();
        assert!(bytes <= BYTES + 2 * 1024 * 1024);
    }
    assert!(all.young.len() + all.old.len() > 20, "and used");
}

#[test]
fn brotli_is_smaller_and_reads_back() {
    let text = "<p>the same again and again</p>".repeat(500);
    let packed = brotli(text.as_bytes());
    assert!(packed.len() < text.len() / 10);
    let mut back = Vec::new();
    ::brotli::BrotliDecompress(&mut packed.as_ref(), &mut back).unwrap();
    assert_eq!(back, text.as_bytes());
}
