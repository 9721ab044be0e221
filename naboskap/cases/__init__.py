"""One reading, in SQL, of where a case stands and who may read it. Owns no table."""
