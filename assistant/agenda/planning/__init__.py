"""What a plan is made of: the points in their order, minutes, days, and what stands around the meeting."""
