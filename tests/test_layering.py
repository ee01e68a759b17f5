"""The contracts in pyproject.toml hold the house together; here each of the walls is pushed."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "root_packages"
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the code, to be spoilt."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            tmp_path / package,
            ignore=lambda folder, names: {
                name for name in names if (Path(folder) / name).is_file() and name[-3:] != ".py"
            },
        )
    return tmp_path


def complaints(house: Path) -> str:
    """What import-linter has to say; nothing when every contract is kept."""
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(  # noqa: S603 - our own tool
        [lint, "--no-cache"], cwd=house, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout


def test_the_contracts_are_kept(house: Path) -> None:
    assert complaints(house) == ""


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("onboarding/plan.py", "import sqlalchemy", "The rules of the trade know no Slack"),
        ("onboarding/plan.py", "import storage.plans", "Arrows point one way"),
        ("services/milestones.py", "import slack_sdk", "Services and storage know no Slack"),
        ("services/milestones.py", "import blocks.checklist", "Arrows point one way"),
        ("storage/plans.py", "import playbooks.words", "Storage and playbooks do not know"),
        ("blocks/checklist.py", "import sqlalchemy", "What people see knows no database"),
        ("sandbox/world.py", "import onboarding.plan", "The sandbox stands alone"),
        ("handlers/actions.py", "import sandbox.world", "Only the demo command reaches"),
    ],
)
def test_a_line_in_the_wrong_room_breaks_a_contract(
    house: Path, module: str, line: str, contract: str
) -> None:
    with (house / module).open("a") as spoilt:
        spoilt.write(f"\n{line}\n")
    broken = [said for said in complaints(house).splitlines() if said.endswith("BROKEN")]
    assert any(said.startswith(contract) for said in broken), broken
