"""One small file per figure."""
