"""The prompts, one file each; assistant/models/prompts.py reads them."""
