"""What is said around a draft: which question comes next, changes asked for, the person's own edits, critique."""
