"""script/assets: the front-end files, and nothing else."""

import environment

if __name__ == "__main__":
    environment.python()
    environment.assets()
