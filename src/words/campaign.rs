//! What is said about campaign.toml, phrases.toml and meeting.toml.

/// The text is not as the file should be.
pub fn invalid(detail: &str) -> String {
    format!("这里的写法不对：{detail}")
}
