"""The full integrals and what they need; nothing here knows a published approximation."""
