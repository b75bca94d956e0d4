//! Uploading pictures, and who sees them.

use std::io::Cursor;

use super::written::a_question;
use crate::support::on_each_database;

pub fn png() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(900, 300, |x, y| image::Rgb([x as u8, y as u8, 7]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture can be written");
    bytes.into_inner()
}

#[test]
fn a_picture_is_seen_by_whoever_sees_its_post() {
    on_each_database(|site| {
        site.with_community();
        let question = a_question(site, "ada", "help", "The lamp blinks three times", "Look:");
        let mut ada = site.sign_in("ada");
        ada.get("/uploads").expect_status(200);
        let page = ada.post_file("/uploads", "picture", "../../etc/x.png", &png());
        page.expect_status(200);
        let line = page.one("section textarea");
        let path = line.split(['(', ')']).nth(1).expect("an address").to_owned();
        let file = ada.get(&path);
        file.expect_status(200);
        assert!(file.header("content-type").is_some_and(|kind| kind.starts_with("image/")));
        assert_eq!(file.header("cache-control"), Some("private, no-cache"));
        assert!(file.header("content-security-policy").is_some_and(|policy| policy.contains("sandbox")));
        site.person().get(&path).expect_status(404);
        let edit = format!("/p/{}/edit", question.opening);
        ada.get(&edit);
        ada.post(&edit, &[("body", &format!("Look: {line}"))]).expect_status(303);
        let mut visitor = site.person();
        let seen = visitor.get(&format!("{path}?size=thumb"));
        seen.expect_status(200);
        let tag = seen.header("etag").expect("a tag").to_owned();
        let again = visitor.raw("GET", &format!("{path}?size=thumb"), &[("if-none-match", &tag)], b"");
        again.expect_status(304);
        let mut mona = site.sign_in("mona");
        let hide = format!("/p/{}/hide", question.opening);
        mona.get(&hide);
        mona.post(&hide, &[("reason", "spam")]).expect_status(303);
        let gone = visitor.raw("GET", &format!("{path}?size=thumb"), &[("if-none-match", &tag)], b"");
        gone.expect_status(404);
    });
}

#[test]
fn what_is_no_picture_is_refused_with_a_reason() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        for (bytes, status) in [
            (b"<svg onload=alert(1)>".to_vec(), 415),
            (png()[..200].to_vec(), 422),
            (vec![0; 12 * 1024 * 1024 + 1000], 413),
        ] {
            ada.get("/uploads").expect_status(200);
            ada.post_file("/uploads", "picture", "x.png", &bytes).expect_status(status);
        }
        ada.get("/uploads");
        ada.post("/uploads", &[]).expect_status(422);
    });
}

#[test]
fn a_file_before_its_token_is_not_read() {
    on_each_database(|site| {
        site.with_community();
        let mut ada = site.sign_in("ada");
        let token = ada.get("/uploads").attributes("form[action='/uploads'] [name=token]", "value").remove(0);
        let part = |name: &str, file: &str, value: &str| {
            format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n")
        };
        let (first, last) = (part("picture", "; filename=\"a.png\"", "bytes"), part("token", "", &token));
        let headers =
            [("sec-fetch-site", "same-origin"), ("content-type", "multipart/form-data; boundary=edge")];
        let body = format!("{first}{last}--edge--\r\n");
        ada.raw("POST", "/uploads", &headers, body.as_bytes()).expect_status(403);
        let body = format!("{last}{first}--edge--\r\n");
        let read = ada.raw("POST", "/uploads", &headers, body.as_bytes());
        assert!(matches!(read.status, 415 | 422), "read, and no picture: {}", read.status);
    });
}
