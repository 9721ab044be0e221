"""What tests find in the environment, set before Django reads it."""

import os
import tempfile

os.environ.setdefault("NABOSKAP_SECRET_KEY", "only-for-tests")
os.environ.setdefault("NABOSKAP_DATA", tempfile.mkdtemp(prefix="naboskap-tests-"))
os.environ.setdefault("NABOSKAP_HOSTS", "testserver 127.0.0.1 localhost")
os.environ.setdefault("NABOSKAP_HASHED_STATIC", "no")
os.environ.setdefault("NABOSKAP_STATIC", tempfile.mkdtemp(prefix="naboskap-static-"))
os.environ.setdefault("NABOSKAP_REGISTER_NO", "off")
os.environ.setdefault("NABOSKAP_EXCHANGE_RATES", "off")
os.environ.setdefault("NABOSKAP_HEALTH_ADDRESS", "off")
