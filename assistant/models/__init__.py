"""Chat models: which one writes, opening it, asking it, and the gate that what it wrote must pass."""
