"""What every page shares: security, forms, rights, limits, errors, and how pages are sent."""
