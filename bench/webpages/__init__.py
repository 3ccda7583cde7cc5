"""How much of the text of web pages is kept, and how much of what stands around it comes along."""
