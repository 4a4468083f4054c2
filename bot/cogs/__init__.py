"""Commands, one feature a file: question in, card out."""
