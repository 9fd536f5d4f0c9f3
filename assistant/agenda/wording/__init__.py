"""The user's phrases in our sentences: their grammar, whom they are said to, what they are about."""
