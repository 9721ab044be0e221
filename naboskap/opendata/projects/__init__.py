"""The project bank as files: JSON, CSV, a feed, and grants in 360Giving's shape."""
