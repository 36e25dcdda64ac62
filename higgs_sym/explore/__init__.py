"""A page on this machine with sliders for pair breaking, momentum and temperature."""
