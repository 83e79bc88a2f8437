"""Brings third-party front-end files into the repository; run it by hand when a version or an icon changes.

    .venv/bin/python scripts/vendor.py            # everything
    .venv/bin/python scripts/vendor.py htmx.org   # one package

Each package is fetched with ``npm pack`` at the version pinned below, unpacked, and only the listed files are kept under
``static/vendor/<package>/`` together with the licence. ``VENDORED.json`` records name, version, licence and integrity; a
tarball whose integrity differs from the recorded one for the same version is refused. npm is needed only for this script.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "src/gotrs_web/static"
VENDOR = STATIC / "vendor"
TEST_VENDOR = ROOT / "tests/vendor"
ICONS = ROOT / "scripts/icons.txt"
BRAND_MARK = (
    '<path d="M4 7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v2.5a2.5 2.5 0 0 0 0 5V17a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-2.5a2.5 2.5 0 0 0 0-5z"/>'
    '<path d="M9 12.2l2.2 2.2L15.4 10"/>'
)
FACE = re.compile(r"@font-face\s*\{(.*?)\}", re.DOTALL)
WOFF2 = re.compile(r"url\(['\"]?([^)'\"?]+\.woff2)[^)]*\)")


@dataclass(frozen=True)
class Package:
    """``files`` maps a path in the package to its new name; ``faces`` lists stylesheets whose WOFF2 faces are taken over
    under the family name ``family``."""

    name: str
    version: str
    licence_file: str = "LICENSE"
    files: dict[str, str] = field(default_factory=dict)
    faces: tuple[str, ...] = ()
    family: str = ""
    test_only: bool = False

    @property
    def folder(self) -> Path:
        return (TEST_VENDOR if self.test_only else VENDOR) / self.name


PACKAGES = (
    Package("htmx.org", "2.0.11", files={"dist/htmx.min.js": "htmx.min.js"}),
    Package("chart.js", "4.6.1", files={"dist/chart.umd.min.js": "chart.umd.min.js"}, licence_file="LICENSE.md"),
    Package(
        "swagger-ui-dist",
        "5.35.0",
        files={
            "swagger-ui-bundle.js": "swagger-ui-bundle.js",
            "swagger-ui-bundle.js.LICENSE.txt": "swagger-ui-bundle.js.LICENSE.txt",
            "swagger-ui.css": "swagger-ui.css",
            "NOTICE": "NOTICE",
        },
    ),
    Package("lucide-static", "1.62.0"),
    Package("@fontsource-variable/inter", "5.3.0", faces=("wght.css", "wght-italic.css"), family="Inter"),
    Package("@fontsource-variable/space-grotesk", "5.3.0", faces=("wght.css",), family="Space Grotesk"),
    Package("@fontsource-variable/jetbrains-mono", "5.3.0", faces=("wght.css",), family="JetBrains Mono"),
    Package("@fontsource-variable/nunito", "5.3.0", faces=("wght.css", "wght-italic.css"), family="Nunito"),
    Package("@fontsource/righteous", "5.3.0", faces=("400.css",), family="Righteous"),
    Package("@fontsource/archivo-black", "5.3.0", faces=("400.css",), family="Archivo Black"),
    Package("hack-font", "3.3.0", licence_file="LICENSE.md", faces=("build/web/hack.css",), family="Hack"),
    Package("axe-core", "4.14.1", files={"axe.min.js": "axe.min.js"}, test_only=True),
)


def main(names: list[str]) -> None:
    for package in PACKAGES:
        if not names or package.name in names:
            vendor(package)
            print(f"{package.name} {package.version}")


def vendor(package: Package) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        content, integrity = fetch(package, Path(scratch))
    manifest = json.loads(content["package.json"])
    record(package, str(manifest.get("license", "")), integrity)
    package.folder.mkdir(parents=True, exist_ok=True)
    (package.folder / "LICENSE").write_bytes(content[package.licence_file])
    for source, target in package.files.items():
        (package.folder / target).write_bytes(content[source])
    if package.faces:
        write_fonts(package, content)
    if package.name == "lucide-static":
        write_sprite(content)


def fetch(package: Package, scratch: Path) -> tuple[dict[str, bytes], str]:
    command = ["npm", "pack", f"{package.name}@{package.version}", "--json", "--pack-destination", str(scratch)]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    packed = answer[0] if isinstance(answer, list) else next(iter(answer.values()))
    (tarball,) = scratch.glob("*.tgz")
    with tarfile.open(tarball) as archive:
        members = {
            str(PurePosixPath(*PurePosixPath(member.name).parts[1:])): member for member in archive if member.isfile()
        }
        return {name: archive.extractfile(member).read() for name, member in members.items()}, packed["integrity"]  # type: ignore[union-attr]


def record(package: Package, licence: str, integrity: str) -> None:
    path = (TEST_VENDOR if package.test_only else VENDOR) / "VENDORED.json"
    entries = {entry["name"]: entry for entry in json.loads(path.read_text())} if path.exists() else {}
    known = entries.get(package.name)
    if known and known["version"] == package.version and known["integrity"] != integrity:
        raise SystemExit(f"{package.name} {package.version}: integrity differs from the recorded one")
    entries[package.name] = {
        "name": package.name,
        "version": package.version,
        "license": licence if not licence.startswith("SEE") else f"see {package.name}/LICENSE",
        "integrity": integrity,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([entries[name] for name in sorted(entries)], indent=2) + "\n")


def write_fonts(package: Package, content: dict[str, bytes]) -> None:
    """One fonts.css per package: the package's own faces, WOFF2 only, under the plain family name."""
    blocks = []
    for sheet in package.faces:
        for body in FACE.findall(content[sheet].decode()):
            match = WOFF2.search(body)
            if match is None:
                continue
            source = PurePosixPath(sheet).parent / match.group(1)
            (package.folder / source.name).write_bytes(content[str(source)])
            keep = re.findall(r"(font-style|font-weight|unicode-range):\s*([^;]+);", body)
            lines = [
                f'font-family: "{package.family}"',
                "font-display: swap",
                f'src: url("{source.name}") format("woff2")',
            ]
            lines += [f"{name}: {value.strip()}" for name, value in keep]
            blocks.append("@font-face { " + "; ".join(lines) + "; }")
    (package.folder / "fonts.css").write_text("\n".join(blocks) + "\n")


def write_sprite(content: dict[str, bytes]) -> None:
    """One SVG with a symbol per icon of icons.txt; stroke and fill come from css/components/icon.css."""
    symbols = [f'<symbol id="i-mark" viewBox="0 0 24 24">{BRAND_MARK}</symbol>']
    for name in sorted(set(ICONS.read_text().split())):
        svg = content[f"icons/{name}.svg"].decode()
        inner = re.sub(r"\s*\n\s*", "", svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")])
        symbols.append(f'<symbol id="i-{name}" viewBox="0 0 24 24">{inner.replace(" />", "/>")}</symbol>')
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    (STATIC / "icons.svg").write_text(sprite)


if __name__ == "__main__":
    main(sys.argv[1:])
