"""Lets Lighthouse judge the sample portal, on a telephone as it imagines one; the medians go to docs/quality.md.

    npm install --prefix DIR --ignore-scripts lighthouse@12.8.2
    python tools/lighthouse.py DIR

The portal is built into a folder of its own and served by this program as hosts serve it: text compressed, what has a
digest in its name kept for a year. Needs node and Chromium. On a machine that does much else, the figure for
performance is lower than the page deserves; it is never asserted.
"""

import argparse
import functools
import gzip
import http.server
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
GUIDE = ROOT / "docs/quality.md"
BEGIN, END = "<!-- figures: written by tools/lighthouse.py -->", "<!-- /figures -->"
PAGES = {
    "home": "",
    "category": "van-hoa-xa-hoi/",
    "article": "2025/01/phan-loai-rac-tai-nha/",
    "search": "tim-kiem/",
}
SCORES = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "SEO",
}
TIMES = {
    "first-contentful-paint": ("First paint, s", 1000),
    "largest-contentful-paint": ("Largest paint, s", 1000),
    "total-blocking-time": ("Blocked, ms", 1),
    "cumulative-layout-shift": ("Shift", 1),
}
CHROMIUM = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip
Report = dict[str, dict[str, dict[str, Any]]]


class Host(http.server.SimpleHTTPRequestHandler):
    """A host as our guide to publishing asks for one."""

    def do_GET(self) -> None:
        """The file, compressed if it is text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        is_there = path.is_file()
        data = (path if is_there else Path(self.directory) / "404.html").read_bytes()
        kind = self.guess_type(path if is_there else "404.html")
        is_text = kind.startswith("text/") or kind.endswith(("javascript", "xml", "json"))
        self.send_response(200 if is_there else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        if is_text:
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        lasts = re.search(r"-[0-9a-f]{8}(-\d+)?\.\w+$", path.name)
        self.send_header("Cache-Control", "max-age=31536000, immutable" if lasts else "no-cache")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
        """Says nothing."""


def main(argv: list[str]) -> int:
    """Judges each page and writes the table."""
    parser = argparse.ArgumentParser(description="Lets Lighthouse judge the sample portal.")
    parser.add_argument("folder", type=Path, help="where npm has installed lighthouse")
    parser.add_argument("--times", type=int, default=5, help="how often each page is judged (5)")
    parser.add_argument("--print", action="store_true", help="show the table, write nothing")
    options = parser.parse_args(argv)
    program = options.folder.resolve() / "node_modules/lighthouse/cli/index.js"
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "site"
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(folder)))
        host = f"http://127.0.0.1:{server.server_address[1]}/"
        build(Path(work) / "portal", folder, host)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        reports = {
            name: [judged(program, host + at, Path(work)) for _ in range(options.times)] for name, at in PAGES.items()
        }
        server.shutdown()
    version = json.loads((program.parents[1] / "package.json").read_text(encoding="utf-8"))["version"]
    text = table(reports, version, options.times)
    print(text)
    if not options.print:
        before, _, rest = GUIDE.read_text(encoding="utf-8").partition(BEGIN)
        GUIDE.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8", newline="\n")
    return 0


def build(portal: Path, site: Path, host: str) -> None:
    """The sample, for the address at which it will be served."""
    from bantin.commands import cli

    shutil.copytree(ROOT / "content", portal / "content")
    config = (ROOT / "config.yaml").read_text(encoding="utf-8")
    config = re.sub(r"^base_url: \S+", f"base_url: {host.rstrip('/')}", config, flags=re.MULTILINE)
    (portal / "config.yaml").write_text(config, encoding="utf-8")
    if cli.main(["--project", str(portal), "--output", str(site), "--quiet"]):
        raise SystemExit(1)


def judged(program: Path, address: str, work: Path) -> Report:
    """One report about one page."""
    path = work / "report.json"
    words = ["node", str(program), address, "--quiet", "--output=json", f"--output-path={path}"]
    words += [f"--chrome-flags={' '.join(CHROMIUM)}", f"--only-categories={','.join(SCORES)}"]
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
    subprocess.run(
        words, check=True, env={**os.environ, "CHROME_PATH": chromium}, stderr=subprocess.DEVNULL, timeout=180
    )
    report: Report = json.loads(path.read_text(encoding="utf-8"))
    for name, audit in report["audits"].items():
        if audit["score"] is not None and audit["score"] < 0.9:
            print(f"{address}: {name}: {audit['score']}", file=sys.stderr)
    return report


def table(reports: dict[str, list[Report]], version: str, times: int) -> str:
    """The medians, a row for each page."""
    heads = ["Page", *SCORES.values(), *(words for words, _ in TIMES.values())]
    rows = [f"Lighthouse {version}, mobile, median of {times}.", "", f"| {' | '.join(heads)} |"]
    rows.append("|---|" + "--:|" * (len(heads) - 1))
    for name, found in reports.items():
        cells = [f"{100 * median(found, 'categories', key, 'score'):.0f}" for key in SCORES]
        for key, (_, unit) in TIMES.items():
            value = median(found, "audits", key, "numericValue") / unit
            cells.append(f"{value:.0f}" if "time" in key else f"{value:.2f}".rstrip("0").rstrip("."))
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def median(reports: list[Report], group: str, key: str, field: str) -> float:
    """The median of one figure."""
    return statistics.median(float(report[group][key][field]) for report in reports)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
