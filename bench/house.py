"""python -m bench.house: fill the house of this environment, and print what was made as JSON."""

import json

import django

if __name__ == "__main__":
    django.setup()
    from bench.data import fill

    print("MADE " + json.dumps(fill()))
