"""What the figures in the README come from: `make bench`, and the soak of ten thousand cycles."""
