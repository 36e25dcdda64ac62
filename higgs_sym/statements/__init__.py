"""The source's statements in words, each with the test that stands for it."""
