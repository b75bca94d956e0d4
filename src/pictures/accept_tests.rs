//! Uploads good, bad and hostile.

use std::io::Cursor;
use std::time::{Duration, Instant};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;

use super::*;

const SECRET: &[u8] = b"52.5163N 13.3777E at home";

fn photo(width: u32, height: u32) -> DynamicImage {
    // Noise with many colours; the top left quarter is red so that turning shows.
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        if x < width / 2 && y < height / 2 {
            return Rgb([220, 10, 10]);
        }
        let mixed = (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)).wrapping_mul(2_654_435_761);
        Rgb([(mixed >> 24) as u8 & 0x3F, (mixed >> 16) as u8, (mixed >> 8) as u8])
    }))
}

fn screenshot(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        if (x / 8 + y / 8) % 3 == 0 { Rgb([20, 20, 20]) } else { Rgb([250, 250, 255]) }
    }))
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// EXIF as a phone writes it: orientation and a place.
fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II\x2A\0\x08\0\0\0\x02\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    tiff.extend(entry(0x0112, 3, 1, u32::from(orientation)));
    tiff.extend(entry(0x8825, 4, 1, 38));
    tiff.extend([0; 4]);
    tiff.extend(SECRET);
    tiff
}

fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
    let body = [b"Exif\0\0".as_slice(), &exif(orientation)].concat();
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &body, &jpeg[2..]].concat()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn png_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut checksum = u32::MAX;
    for &byte in kind.iter().chain(data) {
        checksum ^= u32::from(byte);
        for _ in 0..8 {
            checksum = if checksum & 1 == 1 { (checksum >> 1) ^ 0xEDB8_8320 } else { checksum >> 1 };
        }
    }
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length[..], kind, data, &(!checksum).to_be_bytes()].concat()
}

fn png_header(width: u32, height: u32) -> Vec<u8> {
    let data = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".as_slice(), &png_chunk(b"IHDR", &data)].concat()
}

/// Stored deflate blocks of zeros repeated inside a zlib stream.
fn stored_zlib(zeros: usize) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    for _ in 0..zeros / 65_535 {
        stream.extend([0, 0xFF, 0xFF, 0, 0]);
        stream.extend(std::iter::repeat_n(0, 65_535));
    }
    stream
}

fn problem(bytes: &[u8]) -> PictureProblem {
    let start = Instant::now();
    let problem = accept(bytes, &Limits::default()).unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(10), "refusing took {:?}", start.elapsed());
    problem
}

#[test]
fn every_format_is_taken() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let picture = accept(&file(&screenshot(300, 200), format), &Limits::default()).unwrap();
        assert_eq!((picture.full.width, picture.full.height), (300, 200), "{format:?}");
        assert_eq!(picture.thumb, picture.full);
        image::load_from_memory(&picture.full.bytes).unwrap();
    }
}

#[test]
fn a_photo_becomes_a_jpeg_of_at_most_2048_pixels_with_a_thumbnail() {
    let picture = accept(&file(&photo(2400, 1200), ImageFormat::Png), &Limits::default()).unwrap();
    assert_eq!((picture.full.mime, picture.full.width, picture.full.height), ("image/jpeg", 2048, 1024));
    assert_eq!((picture.thumb.width, picture.thumb.height), (640, 320));
    let shown = image::load_from_memory(&picture.thumb.bytes).unwrap();
    assert_eq!((shown.width(), shown.height()), (640, 320));
}

#[test]
fn a_screenshot_and_a_transparent_picture_stay_exact() {
    let picture = accept(&file(&screenshot(800, 600), ImageFormat::Png), &Limits::default()).unwrap();
    assert_ne!(picture.full.mime, "image/jpeg");
    let shown = image::load_from_memory(&picture.full.bytes).unwrap().to_rgb8();
    assert_eq!(shown, screenshot(800, 600).to_rgb8());

    let glass = RgbaImage::from_fn(50, 50, |x, y| Rgba([x as u8, y as u8, 9, (x * 5) as u8]));
    let picture = accept(&file(&glass.clone().into(), ImageFormat::WebP), &Limits::default()).unwrap();
    assert_eq!(image::load_from_memory(&picture.full.bytes).unwrap().to_rgba8(), glass);
}

#[test]
fn a_phone_photo_stands_upright_and_forgets_where_it_was_taken() {
    let sent = with_exif(&file(&photo(400, 200), ImageFormat::Jpeg), 6);
    assert!(contains(&sent, SECRET));
    let picture = accept(&sent, &Limits::default()).unwrap();
    assert_eq!((picture.full.width, picture.full.height), (200, 400));
    // Turned a quarter to the right, what was top left is top right.
    let shown = image::load_from_memory(&picture.full.bytes).unwrap().to_rgb8();
    assert!(shown.get_pixel(150, 50).0[0] > 180 && shown.get_pixel(50, 50).0[0] < 120);
    for part in [&picture.full.bytes, &picture.thumb.bytes] {
        assert!(!contains(part, SECRET) && !contains(part, b"Exif"));
    }
}

#[test]
fn metadata_of_png_goes_too_but_its_orientation_counts() {
    let plain = file(&photo(64, 32), ImageFormat::Png);
    let text = png_chunk(b"tEXt", &[b"Comment\0".as_slice(), SECRET].concat());
    let sent = [&plain[..33], &text, &png_chunk(b"eXIf", &exif(8)), &plain[33..]].concat();
    let picture = accept(&sent, &Limits::default()).unwrap();
    assert_eq!((picture.full.width, picture.full.height), (32, 64));
    assert!(!contains(&picture.full.bytes, SECRET));
}

#[test]
fn what_hangs_behind_a_picture_is_gone() {
    let page = b"<script>alert(1)</script>PK\x03\x04";
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif] {
        let sent = [file(&screenshot(40, 40), format).as_slice(), page].concat();
        let picture = accept(&sent, &Limits::default()).unwrap();
        assert!(!contains(&picture.full.bytes, b"script"), "{format:?}");
    }
}

#[test]
fn other_files_are_refused_by_what_they_are() {
    assert_eq!(problem(b""), PictureProblem::Empty);
    assert_eq!(problem(b"hello, I am called photo.png"), PictureProblem::UnknownFormat);
    assert_eq!(problem(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), PictureProblem::UnknownFormat);
    assert_eq!(problem(b"\0\0\0\x18ftypheic\0\0\0\0mif1"), PictureProblem::PhoneFormat);
    // A script that passes for a GIF: "/*" is read as a width of 10,799 pixels.
    let _ = problem(b"GIF89a/*<svg/onload=alert(1)>*/=1;");
    assert_eq!(problem(b"\xFF\xD8\xFF"), PictureProblem::Broken);
    let large = vec![0xFF; 12 * 1024 * 1024 + 1];
    assert_eq!(problem(&large), PictureProblem::TooManyBytes { max_megabytes: 12 });
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let end = png_chunk(b"IEND", b"");
    let pixels = png_chunk(b"IDAT", &stored_zlib(200_000));
    let too_many = Limits::default().too_many_pixels();
    for (width, height) in [(60_000, 60_000), (8193, 1), (8000, 8000), (u32::MAX / 2, 2)] {
        assert_eq!(problem(&[png_header(width, height), pixels.clone(), end.clone()].concat()), too_many);
    }
    assert_eq!(
        problem(&[png_header(6000, 6000), pixels.clone(), end.clone()].concat()),
        PictureProblem::Broken,
        "pixels that are missing"
    );
    let profile = png_chunk(b"iCCP", &[b"a\0\0".as_slice(), &stored_zlib(2_000_000)].concat());
    let plain = file(&screenshot(20, 20), ImageFormat::Png);
    let sent = [&plain[..33], &profile, &plain[33..]].concat();
    accept(&sent, &Limits::default()).expect("a profile is never looked at");

    let gif = b"GIF89a\xFF\xFF\xFF\xFF\0\0\0,\0\0\0\0\xFF\xFF\xFF\xFF\0\x02\x02\x44\x01\0;";
    assert_eq!(problem(gif), too_many);

    let jpeg = file(&photo(64, 64), ImageFormat::Jpeg);
    let scan = jpeg.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    let scans = jpeg[scan..jpeg.len() - 2].repeat(100);
    assert_eq!(problem(&[&jpeg[..scan], &scans, &[0xFF, 0xD9]].concat()), PictureProblem::Broken);
}

#[test]
fn a_file_cut_off_anywhere_is_refused_not_guessed_at() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let whole = file(&photo(48, 48), format);
        for cut in [1, 2, 7, 20, 100, whole.len() / 2, whole.len() - 30] {
            assert!(
                accept(&whole[..whole.len() - cut], &Limits::default()).is_err() || is_only_end(format, cut)
            );
        }
    }
}

/// A GIF lacking its last bytes has all its pixels.
fn is_only_end(format: ImageFormat, cut: usize) -> bool {
    format == ImageFormat::Gif && cut <= 7
}

#[test]
fn keys_are_distinct() {
    let all = [
        PictureProblem::Empty,
        PictureProblem::TooManyBytes { max_megabytes: 1 },
        PictureProblem::UnknownFormat,
        PictureProblem::PhoneFormat,
        PictureProblem::TooManyPixels { max_megapixels: 1, max_side: 1 },
        PictureProblem::Broken,
    ];
    let keys: std::collections::HashSet<_> = all.iter().map(PictureProblem::key).collect();
    assert_eq!(keys.len(), all.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_bytes_never_panic(
        start in prop::sample::select(vec![
            b"\x89PNG\r\n\x1a\n".as_slice(), b"\xFF\xD8\xFF", b"GIF89a", b"RIFF\x40\0\0\0WEBPVP8L", b"",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let _ = accept(&[start, &rest].concat(), &Limits::default());
    }

    #[test]
    fn a_changed_file_never_panics(
        format in prop::sample::select(vec![
            ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif,
        ]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = file(&screenshot(24, 24), format);
        for (place, value) in changes {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        let _ = accept(&bytes, &Limits::default());
    }
}
