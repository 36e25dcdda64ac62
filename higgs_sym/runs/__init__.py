"""Long runs: surveys of many points and checks of many claims, in parallel, resumable, on one machine or many."""
