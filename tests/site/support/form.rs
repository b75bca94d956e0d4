//! A form as a browser reads it, and the two ways its fields are sent.

use scraper::ElementRef;

use super::page::selector;

/// What a form would send.
pub struct Form {
    pub fields: Vec<(String, String)>,
    /// Every name the form knows, also of boxes not ticked and of buttons.
    pub names: Vec<String>,
    pub is_multipart: bool,
}

impl Form {
    /// Takes up every field inside the form, and those that name it by their `form` attribute.
    pub fn read(html: &scraper::Html, form: ElementRef<'_>) -> Self {
        let mut read = Self {
            fields: Vec::new(),
            names: Vec::new(),
            is_multipart: form.attr("enctype") == Some("multipart/form-data"),
        };
        const CONTROLS: &str = "input, textarea, select, button";
        let mut controls: Vec<_> = form.select(&selector(CONTROLS)).collect();
        if let Some(id) = form.attr("id") {
            controls.extend(html.select(&selector(CONTROLS)).filter(|one| one.attr("form") == Some(id)));
        }
        for control in controls {
            let Some(name) = control.attr("name") else {
                continue;
            };
            if control.attr("disabled").is_some() {
                continue;
            }
            read.names.push(name.to_owned());
            if let Some(value) = value_of(control) {
                read.fields.push((name.to_owned(), value));
            }
        }
        read
    }

    /// The form's fields with others in place of those of the same name.
    pub fn with(&self, fields: &[(&str, &str)]) -> Vec<(String, String)> {
        let is_given = |name: &str| fields.iter().any(|(given, _)| *given == name);
        let kept = self.fields.iter().filter(|(name, _)| !is_given(name)).cloned();
        kept.chain(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).collect()
    }
}

/// What a control sends when nobody touches it; nothing for boxes not ticked and buttons.
fn value_of(control: ElementRef<'_>) -> Option<String> {
    let value = control.attr("value");
    match control.value().name() {
        "textarea" => {
            let text: String = control.text().collect();
            Some(text.strip_prefix('\n').unwrap_or(&text).to_owned())
        }
        "select" => {
            let chosen = control.select(&selector("option[selected]")).next();
            let option = chosen.or_else(|| control.select(&selector("option")).next())?;
            Some(option.attr("value").map_or_else(|| option.text().collect(), str::to_owned))
        }
        "input" => match control.attr("type").unwrap_or("text") {
            "submit" | "button" | "image" | "reset" | "file" => None,
            "checkbox" | "radio" => control.attr("checked").map(|_| value.unwrap_or("on").to_owned()),
            _ => Some(value.unwrap_or("").to_owned()),
        },
        _ => None,
    }
}

pub fn urlencoded(fields: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

const BOUNDARY: &str = "lotse-test-7f3a1c9e5b";
pub const MULTIPART: &str = "multipart/form-data; boundary=lotse-test-7f3a1c9e5b";

pub fn multipart(fields: &[(String, String)], file: Option<(&str, &str, &[u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(value.as_bytes());
        body.extend_from_slice(b"\r\n");
    }
    if let Some((name, file_name, bytes)) = file {
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}
