"""The storage in SQL: the only package that imports SQLAlchemy."""
