//! What is said about campaign.toml, phrases.toml and meeting.toml.
