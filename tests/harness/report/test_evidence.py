"""What a failure leaves behind, which is there when somebody wants to look at it."""

import pytest

from tests.harness.stage import Stage

pytest_plugins = ["pytester"]

# What pytest-playwright does with a trace: a file in the scenario's folder of the output.
LEAVING = """
    import os
    from pathlib import Path

    def leave(output_path):
        Path(output_path).mkdir(parents=True)
        Path(output_path, "trace.zip").touch()
        assert False, "look at the trace"

    def test_a(output_path): leave(output_path)
    def test_b(): os._exit(3)
    def test_c(output_path): leave(output_path)
"""
SERVING = """
    [webServer]
    command = "echo serving; exec python -m http.server --bind 127.0.0.1 {port}"
    url = "http://127.0.0.1:{port}/"
"""


@pytest.mark.parametrize("conftest", ["", "pytest_plugins = ['e2e.harness.plugin']"])
def test_a_worker_in_another_ones_place_leaves_what_it_has_left(
    stage: Stage, port: int, conftest: str
) -> None:
    stage.pytester.makeconftest(conftest)
    stage.write(SERVING.format(port=port), test_it=LEAVING)

    result = stage.play("-n1", *([] if conftest else ["-p", "e2e.harness.plugin"]))

    result.assert_outcomes(failed=3)
    left = {path.parent.name for path in (stage.path / "test-results").glob("*/trace.zip")}
    assert left == {"test-it-py-test-a", "test-it-py-test-c"}
    assert "serving" in (stage.path / "test-results/web-server.log").read_text()


ALIKE = """
    from pathlib import Path

    import pytest

    @pytest.mark.parametrize("way", ["a/b", "a-b", "a b"])
    def test_it(output_path, way):
        Path(output_path).mkdir(parents=True)
        Path(output_path, "trace.zip").write_text(way)

    def test_It(output_path):
        Path(output_path).mkdir(parents=True)

    def test_it_alone(output_path):
        Path(output_path).mkdir(parents=True)
"""


def test_scenarios_whose_names_are_much_alike_leave_it_in_folders_of_their_own(
    stage: Stage,
) -> None:
    stage.write(test_it=ALIKE)

    stage.play("-k", "test_it").assert_outcomes(passed=5)

    folders = sorted(stage.path.joinpath("test-results").iterdir())
    assert len(folders) == 5
    assert sum(folder.name == "test-it-py-test-it-alone" for folder in folders) == 1
    kept = {trace.read_text() for trace in stage.path.glob("test-results/*/trace.zip")}
    assert kept == {"a/b", "a-b", "a b"}

    stage.play("-k", "a-b").assert_outcomes(passed=1, deselected=4)

    [folder] = stage.path.joinpath("test-results").iterdir()
    assert folder in folders
