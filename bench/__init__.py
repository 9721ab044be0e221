"""The benchmark: the production server under load, beside a control in the same run."""
