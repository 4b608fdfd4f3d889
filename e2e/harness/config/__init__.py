"""What playwright.config.toml may say, and what that means."""
