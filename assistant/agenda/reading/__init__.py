"""Reading a message: its pieces, which of them are points, when and how long, who and what kind of meeting."""
