//! Small words about things of a plan.

/// The name for people: the title, or the id with its dashes as blanks and a capital letter.
pub(super) fn title(id: &str, title: Option<&str>) -> String {
    if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
        return title.to_owned();
    }
    let spoken = id.replace('-', " ");
    let mut letters = spoken.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A file name of an id: lower-case letters, digits and dashes. Ids of a sound plan stay as they are.
pub(super) fn slug(id: &str) -> String {
    let mut slug = String::with_capacity(id.len());
    for c in id.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "unnamed".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_for_people_and_for_files() {
        assert_eq!(title("one-charge", None), "One charge");
        assert_eq!(title("x", Some("Charges")), "Charges");
        assert_eq!(slug("orders-in-postgres"), "orders-in-postgres");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("…"), "unnamed");
    }
}
