"""python -m bench.house: fill the house of this environment, and print what was made as JSON."""

import json

import django

if __name__ == "__main__":
    django.setup()
    from django.db import connection

    from bench.data import fill

    made = fill()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # What the server does by itself some minutes after so many rows have come.
            cursor.execute("ANALYZE")
    print("MADE " + json.dumps(made))
