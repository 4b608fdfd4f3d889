"""What `make test` leaves out under which projects, since it fails there as it does elsewhere.

`make test-all` leaves out none, and nor does CI, where each engine has a machine of its own. All
of them begin with what takes longest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from .contract.plugin import WITHOUT_SCRIPTS
from .harness.config.project import project_of
from .harness.visiting.projects import plain_name

OPTION = "--where-it-differs"
HERE = Path(__file__).parent
LONG = {"expect_pictures", "on_each_page"}  # fixtures that look at dozens of things

# What is said, to whom, and how often is the server's doing: another engine or a small screen shows
# it as well, and a form of which no script knows is sent without any, as the fast tests send it.
BY_THE_SERVER = ("phone", "firefox", "no-javascript")
ALIKE = {
    "scenarios/test_accounts.py": BY_THE_SERVER,
    "scenarios/test_once.py": BY_THE_SERVER,
    "scenarios/test_roles.py": BY_THE_SERVER,
    "scenarios/test_strange_names.py": BY_THE_SERVER,
    "scenarios/test_together.py": BY_THE_SERVER,
    # A list with many things to click, which a small screen may cover or push away.
    "scenarios/test_users.py": ("firefox", "no-javascript"),
    # A small screen has every button in reach, as is seen page by page.
    "scenarios/test_course_forms.py": BY_THE_SERVER,
    "scenarios/test_courses.py": BY_THE_SERVER,
    "scenarios/test_forms.py": ("phone",),
    # Nothing can push a banner out of its place, and no script does.
    "scenarios/test_layout.py::test_banners_stand": ("firefox", "no-javascript"),
    # Of keys and the focus an engine has a say in, Firefox is asked by other scenarios.
    "scenarios/test_closing.py::test_escape_": ("firefox",),
    "scenarios/test_heard.py::test_an_error_has": ("firefox",),
    "scenarios/test_keyboard.py::test_closing_": ("firefox",),
    "scenarios/test_undo.py::test_an_offer_is": ("firefox",),
    # What of these no script has a hand in, nor a browser's memory of forms.
    "scenarios/test_forms.py::test_a_rejected_": ("firefox",),
    "scenarios/test_forms.py::test_a_name_that_is_much_too_long": ("firefox",),
    "scenarios/test_forms.py::test_what_was_wrong_can_be_put_right": ("firefox",),
    "scenarios/test_heard.py::test_several_are": ("firefox",),
    "scenarios/test_heard.py::test_the_title_": ("firefox",),
    "scenarios/test_many.py::test_a_search_that_finds_nobody": ("firefox",),
    "scenarios/test_many.py::test_all_are_selected": ("firefox",),
    "scenarios/test_many.py::test_all_that_came_of_it": ("firefox",),
    "scenarios/test_many.py::test_nobody_ticked": ("firefox",),
    "scenarios/test_many.py::test_ticked_users": ("firefox",),
    "scenarios/test_shared_computer.py::test_a_sign_up_form_is_empty": ("firefox",),
    "scenarios/test_shared_computer.py::test_it_does_so_when": ("firefox",),
    "scenarios/test_shared_computer.py::test_no_page_is_as_if": ("firefox",),
    "scenarios/test_undo.py::test_after_ten_minutes": ("firefox", "no-javascript"),
    "scenarios/test_undo.py::test_the_offer_is_gone": ("firefox", "no-javascript"),
    "scenarios/test_undo.py::test_undo_brings_back": ("firefox", "no-javascript"),
    "scenarios/test_undo.py::test_undone_in_another_tab": ("firefox", "no-javascript"),
    # Where colours are others, they differ, and shapes; not what is said.
    "scenarios/test_together.py::test_a_warning_comes_with": ("dark", "forced-colors"),
    "scenarios/test_together.py::test_equal_messages_are_folded": ("dark", "forced-colors"),
    "scenarios/test_together.py::test_messages_": ("dark", "forced-colors"),
    # No style asks for the width, nor a script for a finger.
    "scenarios/test_closing.py": ("phone",),
    "scenarios/test_colours.py": ("phone", "no-javascript"),
    "scenarios/test_crowded.py": ("phone", "no-javascript"),
    "scenarios/test_heard.py": ("phone",),
    # Promises that the server keeps. An engine has a say in caching, prefetching, sending again,
    # how many cookies it keeps, what a tab is and what Back shows; and has it with scripts, too.
    "contract/test_errors.py": ("contract-firefox",),
    "contract/test_hosts.py": ("contract-firefox",),
    "contract/test_next_page.py": ("contract-firefox",),
    "contract/test_once.py": ("contract-firefox",),
    "contract/test_overlap.py::test_a_late_message": ("contract-firefox",),
    "contract/test_overlap.py::test_messages_that_two_workers": ("contract-firefox",),
    "contract/test_overlap.py::test_showing_a_message": ("contract-firefox",),
    "contract/test_size.py::test_a_long_message": ("contract-firefox",),
    "contract/test_size.py::test_of_long_messages": ("contract-firefox",),
    "contract/test_size.py::test_too_many": ("contract-firefox",),
    "contract/test_tabs.py::test_any_page_takes_it": ("contract-firefox",),
    "contract/test_tabs.py::test_each_of_two_tabs": ("contract-firefox",),
    "contract/test_tampering.py": ("contract-firefox",),
    "contract/test_unread.py": ("contract-firefox",),
    f"contract/*[[]{WITHOUT_SCRIPTS}": ("contract-firefox",),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("projects").addoption(
        OPTION,
        action="store_true",
        help="Play a scenario only under the projects where it can fail in a way of its own.",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Where other folders are played, too, this one may be found too late for options.
    if config.getoption(OPTION, False) and (spared := left_out(items)):
        config.hook.pytest_deselected(items=spared)
        items[:] = [item for item in items if item not in spared]
    items.sort(key=is_short)


def is_short(item: pytest.Item) -> bool:
    """Tell scenarios that had better be begun first: at the end a worker would wait for them."""
    return LONG.isdisjoint(getattr(item, "fixturenames", ()))


def left_out(items: Sequence[pytest.Item]) -> set[pytest.Item]:
    """Name what needn't be played: each is alike under a project, and played under another one."""
    alike = {item for item in items if is_alike(item)}
    played = set(map(scenario, set(items) - alike))
    return {item for item in alike if scenario(item) in played}


def is_alike(item: pytest.Item) -> bool:
    project = project_of(item)
    return project is not None and project.name in projects_of(item.nodeid)


def projects_of(name: str) -> set[str]:
    """Name the projects under which a scenario is as it is elsewhere."""
    found: Iterable[Sequence[str]] = (
        projects for start, projects in ALIKE.items() if fnmatchcase(name, f"{HERE.name}/{start}*")
    )
    return {each for projects in found for each in projects}


def scenario(item: pytest.Item) -> str:
    return item.nodeid.removesuffix(item.name) + plain_name(item)
