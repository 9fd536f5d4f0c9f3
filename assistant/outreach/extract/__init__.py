"""Reading a message: what is wanted, of whom, and what it tells (`assistant.outreach.understand` is the door)."""
