// SPDX-License-Identifier: MPL-2.0
//! The days that are built in (config/book/README.md gives their source).

use super::book::{Book, BookError};

/// The office of the built-in days, as the book names it.
pub const OFFICE: &str = "mitte";

pub(super) const FILES: [(&str, &str); 3] = [
    ("config/book/mitte-2026-03-03.csv", include_str!("../../config/book/mitte-2026-03-03.csv")),
    ("config/book/mitte-2026-03-04.csv", include_str!("../../config/book/mitte-2026-03-04.csv")),
    ("config/book/mitte-2026-03-05.csv", include_str!("../../config/book/mitte-2026-03-05.csv")),
];

/// # Errors
/// When a built-in file is not a book; a test excludes that.
pub fn book() -> Result<Book, BookError> {
    let mut book = Book::default();
    for (file, text) in FILES {
        book.days.extend(Book::read(file, text.as_bytes(), OFFICE)?.days);
    }
    Ok(book)
}
