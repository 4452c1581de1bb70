"""What we know of English: the parser (`pipeline`), words, inflection, names. Importing this loads none of it."""
