"""Models from files: what can only be data by default, what can run code with trust only."""
