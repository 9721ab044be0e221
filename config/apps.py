from django.apps import AppConfig

from naboskap.core.catalogs import lay_together

lay_together()  # Here, not when all apps are ready: some models' words are read with the models.


class Config(AppConfig):
    name = "config"
    label = "config"
