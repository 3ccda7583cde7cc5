"""How well the language of short texts is told, on texts labelled by hand."""
