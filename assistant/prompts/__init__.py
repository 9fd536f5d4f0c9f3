"""The prompts, one file each; assistant/models/wording.py reads them."""
