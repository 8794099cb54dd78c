"""From a question to an answer: understand, search, choose, cite, date, or refuse."""
