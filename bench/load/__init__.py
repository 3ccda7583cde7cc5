"""How the application holds when many people search at once."""
