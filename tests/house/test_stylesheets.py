"""The house style of CSS and templates, as far as a machine can tell."""

import re
from pathlib import Path

from app.web.static_files import IMPORT

TOP = Path(__file__).parents[2]
CSS = TOP / "static" / "css"
CSS_BUDGET = 20 * 1024  # bytes, unminified, in all
PAGES_BUDGET = 6 * 1024  # bytes of a sheet in css/pages/, which some pages link besides app.css
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(|:[^;{]*\b(?:white|black)\b",
    re.IGNORECASE,
)
PHYSICAL = re.compile(
    r"\b(?:margin|padding|border)-(?:left|right|top|bottom)\b"
    r"|(?<![\w-])(?:left|right|top|bottom)\s*:"
    r"|text-align\s*:\s*(?:left|right)"
)
CLASS = re.compile(r"\.(-?[a-z][\w-]*)")


def sheets() -> dict[str, str]:
    """Read the style sheets by name, comments left out but lines still where they were."""
    return {
        path.name: COMMENT.sub(lambda found: "\n" * found[0].count("\n"), path.read_text("utf-8"))
        for path in sorted(CSS.rglob("*.css"))
    }


def templates() -> dict[str, str]:
    paths = sorted((TOP / "templates").rglob("*.html"))
    return {path.relative_to(TOP).as_posix(): path.read_text("utf-8") for path in paths}


def found(pattern: re.Pattern[str], texts: dict[str, str]) -> list[str]:
    """List where a pattern occurs, as `name:line what`."""
    return [
        f"{name}:{number} {match[0].strip()}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        for match in pattern.finditer(line)
    ]


def told(advice: str, places: list[str]) -> str:
    """Word a failure: what to do, then each place, whole, however many there are."""
    return "\n  ".join([advice, *places])


def test_the_styles_are_small() -> None:
    total = sum(path.stat().st_size for path in CSS.glob("*.css"))
    assert total < CSS_BUDGET, f"static/css/ has {total} bytes of {CSS_BUDGET}"


def test_what_some_pages_link_besides_is_small_and_in_a_layer() -> None:
    for path in (CSS / "pages").glob("*.css"):
        assert path.stat().st_size < PAGES_BUDGET, f"{path.name} has too much of its own"
        assert re.fullmatch(r"\s*@layer \w+ \{.*\}\s*", sheets()[path.name], re.DOTALL)


def test_raw_colours_are_in_one_file() -> None:
    raw = found(COLOUR, {name: text for name, text in sheets().items() if name != "tokens.css"})
    assert not raw, told("give it a role in tokens.css, and use that", raw)


def test_every_sheet_is_imported_into_a_layer() -> None:
    imports = [name for name, _ in IMPORT.findall(sheets()["app.css"])]
    assert sorted(["app.css", *imports]) == sorted(path.name for path in CSS.glob("*.css"))
    assert sum(text.count("@import") for text in sheets().values()) == len(imports)


def test_what_a_sheet_refers_to_is_there() -> None:
    missing = [
        f"{path.name}: {target}"
        for path in CSS.rglob("*.css")
        for target in re.findall(r"""url\(["']?([^"')]+)""", path.read_text("utf-8"))
        if not (path.parent / target).is_file()
    ]
    assert not missing, told("no such file", missing)


def test_the_page_may_run_from_right_to_left() -> None:
    physical = found(PHYSICAL, sheets())
    assert not physical, told("use the logical property: inline-start, block-end, ...", physical)


def test_nothing_has_to_shout() -> None:
    shouts = found(re.compile(r"!\s*important|(?:^|[\s,}])#[a-z][\w-]*[^;]*\{"), sheets())
    assert not shouts, told("the layers decide who wins: no !important, no ids", shouts)


def test_every_class_can_be_found_with_grep() -> None:
    scripts = "".join(path.read_text("utf-8") for path in (TOP / "static" / "js").glob("*.js"))
    written = " ".join([*templates().values(), scripts])
    selectors = re.sub(r'"[^"]*"', "", " ".join(sheets().values()))
    styled = set(CLASS.findall(selectors))
    unused = [
        name for name in sorted(styled) if not re.search(rf"(?<![\w-]){name}(?![\w-])", written)
    ]
    assert not unused, told("styled, but in no template or script", unused)


def test_a_template_holds_no_styles_and_no_scripts() -> None:
    pattern = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:")
    inline = found(pattern, templates())
    assert not inline, told("the content security policy forbids it", inline)


def test_a_template_escapes_what_people_wrote() -> None:
    raw = found(re.compile(r"\|\s*safe\b|autoescape\s+false"), templates())
    assert not raw, told("flash or render Markup instead, where the text is made", raw)
