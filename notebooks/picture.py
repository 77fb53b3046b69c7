"""Take the picture of a report that the README shows: python picture.py REPORT.html PICTURE.png"""

import pathlib
import shutil
import sys

from playwright.sync_api import sync_playwright


def take(report: pathlib.Path, picture: pathlib.Path) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
                                       args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1100, "height": 1250})
        page.goto(report.resolve().as_uri())
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    take(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
