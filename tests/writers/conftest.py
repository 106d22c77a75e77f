"""Outside judges for writers: a real browser with axe-core. A judge that is not installed is skipped, and counted as such."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


def _axe() -> str:
    """The source of axe-core, from the package that ships it; the package itself is not imported."""
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None:
        pytest.skip("axe-core is not installed (axe-playwright-python)")
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return _axe()


@pytest.fixture(scope="session")
def browser():
    """One headless Chromium for the whole run."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not path:
        pytest.skip("needs the program chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def judged(browser, axe):
    """A function that fails where axe-core finds a fault in a page, or the page scrolls sideways at a width in pixels."""

    def judge(said: str, width: int = 1280) -> None:
        tab = browser.new_page(viewport={"width": width, "height": 900})
        tab.set_content(said)
        tab.evaluate(axe)
        found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        wide = tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        tab.close()
        assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found] == []
        assert not wide, "the page must not scroll sideways"

    return judge
