"""The same texts and questions given to SEC-Pa's program and to libraries people would use instead.

Only `with_secpa` and `__main__` import this project; the other `with_` modules run in an
environment of their own, made from `requirements.txt`.
"""
