//! The days the program carries (config/book/README.md says where they are from).

use super::book::{Book, NotABook};

/// The office of the carried days, as the book calls it.
pub const OFFICE: &str = "mitte";

pub(super) const FILES: [(&str, &str); 3] = [
    ("config/book/mitte-2026-03-03.csv", include_str!("../../config/book/mitte-2026-03-03.csv")),
    ("config/book/mitte-2026-03-04.csv", include_str!("../../config/book/mitte-2026-03-04.csv")),
    ("config/book/mitte-2026-03-05.csv", include_str!("../../config/book/mitte-2026-03-05.csv")),
];

/// # Errors
/// When a carried file is no book; a test sees to it that this never happens.
pub fn book() -> Result<Book, NotABook> {
    let mut book = Book::default();
    for (file, text) in FILES {
        book.days.extend(Book::read(file, text.as_bytes(), OFFICE)?.days);
    }
    Ok(book)
}
