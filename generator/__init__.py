"""Model-ordinance drafting generator: a town's profile and a clause library become legal instruments."""

__version__ = "0.1.0"
