"""Puts the clauses, profiles and locales of the checkout inside the package when a wheel is built."""

from pathlib import Path
from shutil import copytree

from setuptools import setup
from setuptools.command.build_py import build_py

LIBRARY = ("clauses", "profiles", "locales")


class WithLibrary(build_py):
    """Builds the package with the shipped library in generator/shipped/; an editable install reads it in place."""

    def run(self):
        super().run()
        if not self.editable_mode:
            for folder in LIBRARY:
                copytree(folder, Path(self.build_lib, "generator", "shipped", folder), dirs_exist_ok=True)


setup(cmdclass={"build_py": WithLibrary})
