"""Changing a plan by talking or by hand: what is asked, and the plan after it."""
