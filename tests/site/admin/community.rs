//! The community: name, colour, logo.

use crate::support::on_each_database;

/// One red pixel.
fn a_picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let pixel = image::DynamicImage::ImageRgb8(image::RgbImage::from_pixel(1, 1, image::Rgb([200, 0, 0])));
    pixel.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture can be made");
    bytes.into_inner()
}

#[test]
fn name_and_colour_are_everywhere_at_once() {
    on_each_database(|site| {
        site.with_community();
        let before = site.person().get("/login").attributes("link[rel=stylesheet]", "href");
        let mut alice = site.sign_in("alice");
        alice.get("/admin/community");
        let fields = [("name", "Nordlauf"), ("accent", "#1D5A78"), ("tone", "sie")];
        alice.post("/admin/community", &fields).expect_status(303);
        let page = site.person().reading("de").get("/login");
        page.expect_text("Nordlauf");
        assert_ne!(page.attributes("link[rel=stylesheet]", "href"), before);
        let css = page.attributes("link[rel=stylesheet]", "href").remove(0);
        assert!(site.person().get(&css).body().contains("--accent:#1d5a78"));
    });
}

#[test]
fn what_is_no_colour_or_zone_is_refused() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        alice.get("/admin/community");
        let fields = [("accent", "red;}body{display:none"), ("time_zone", "../etc/passwd"), ("name", "Kept")];
        let page = alice.post("/admin/community", &fields);
        page.expect_status(422).expect_text("A colour looks like").expect_text("This time zone is unknown.");
        assert_eq!(page.attributes("#name", "value"), ["Kept"]);
    });
}

#[test]
fn a_logo_is_made_afresh_and_served_until_it_is_removed() {
    on_each_database(|site| {
        site.with_community();
        let mut alice = site.sign_in("alice");
        alice.get("/admin/community");
        let page = alice.post_file("/admin/community/logo", "picture", "x.png", b"<svg onload=x>");
        page.expect_status(422);
        alice.get("/admin/community");
        alice.post_file("/admin/community/logo", "picture", "x.png", &a_picture()).expect_status(303);
        let logo = alice.get("/admin/community").attributes(".brand__logo", "src").remove(0);
        let served = site.person().get(&logo);
        served.expect_status(200);
        assert_eq!(served.header("content-type"), Some("image/webp"));
        site.person().get("/logo/lotse.db").expect_status(404);
        alice.get("/admin/community");
        alice.post("/admin/community", &[("name", "Still with a logo")]).expect_status(303);
        assert!(alice.get("/admin/community").has(".brand__logo"));
        alice.post("/admin/community/logo/remove", &[]).expect_status(303);
        assert!(!alice.get("/admin/community").has(".brand__logo"));
        site.person().get(&logo).expect_status(404);
    });
}
