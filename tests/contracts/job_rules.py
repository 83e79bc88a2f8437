"""The table of background work and whose rights it has: what the code declares, and what the repository has agreed to.

After a wanted change: `.venv/bin/python -m tests.contracts.job_rules`, and read the difference.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gotrs_api.jobs import ActsAs, Job, Jobs
from gotrs_api.wiring import JOBS

TABLE: Final = Path(__file__).with_name("job_rules.txt")
HEADING: Final = "# jobs: with whose rights each works; rounds, also those begun by hand, are all the desk's own\n"


def jobs(acts_as: ActsAs) -> dict[str, Job]:
    return {name: one for name, one in Jobs(JOBS).by_name.items() if one.acts_as is acts_as}


def declared() -> str:
    known = Jobs(JOBS)
    lines = [f"job {name}: {one.acts_as}" for name, one in known.by_name.items()]
    lines += [f"round {one.name}: {ActsAs.DESK}" for one in known.periodic]
    return HEADING + "\n".join(sorted(lines)) + "\n"


if __name__ == "__main__":
    TABLE.write_text(declared())
