"""From samples to a verdict: `sampling` -> `acceleration`, `laws` -> `measuring` -> `deciding` -> `verdict`.

`oscillation` measures where there is no power law point by point, `certificates` turns samples into theorems.
"""
