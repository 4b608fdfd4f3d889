"""What a page costs where a million people are, beside where a thousand are."""
