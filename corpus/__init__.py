"""Documents come in here: source files, their catalogue, and what people stated about them."""
