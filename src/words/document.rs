//! What is said about a manuscript: front matter and Markdown.
