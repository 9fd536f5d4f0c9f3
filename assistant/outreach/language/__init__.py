"""How English goes together: word classes, verb forms, phone typing made plain, words and their stems."""
