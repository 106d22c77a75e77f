"""A program of its own, run by the Python that has LibreOffice's `uno`: accept or reject all through LibreOffice's API.

Standard input: JSON list of [file, action], action none, accept or reject. Standard output: for each the list of the
texts of its paragraphs (cells, headers and footers included), empty ones left out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

ACTIONS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def main() -> None:
    office = sys.argv[1]
    with tempfile.TemporaryDirectory() as home:
        pipe = f"redline{os.getpid()}"
        process = subprocess.Popen(
            [office, "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;",
             f"-env:UserInstallation=file://{home}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            context = connected(pipe)
            print(json.dumps([texts(context, file, action) for file, action in json.load(sys.stdin)]))
        finally:
            process.terminate()
            process.wait(30)


def connected(pipe: str):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not start")


def texts(context, file: str, action: str) -> list[str]:
    services = context.ServiceManager
    desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(file), "_blank", 0, (hidden,))
    try:
        if action in ACTIONS:
            dispatcher = services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
            dispatcher.executeDispatch(document.CurrentController.Frame, ACTIONS[action], "", 0, ())
        found = list(paragraphs(document.Text))
        pages = document.StyleFamilies.getByName("PageStyles")
        for number in range(pages.Count):
            style = pages.getByIndex(number)
            for on, part in (("HeaderIsOn", "HeaderText"), ("FooterIsOn", "FooterText")):
                if style.isInUse() and style.getPropertyValue(on):
                    found += paragraphs(style.getPropertyValue(part))
        return [text for text in found if text]
    finally:
        document.close(True)


def paragraphs(container):
    blocks = container.createEnumeration()
    while blocks.hasMoreElements():
        block = blocks.nextElement()
        if block.supportsService("com.sun.star.text.TextTable"):
            for name in block.CellNames:
                yield from paragraphs(block.getCellByName(name))
        else:
            yield block.getString()


if __name__ == "__main__":
    main()
