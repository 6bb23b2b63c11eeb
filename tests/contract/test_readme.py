"""What the README quotes is what is in the files."""

import json
import re

from schemas import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_in_the_readme_is_the_one_that_is_tested():
    [quoted] = re.findall(r"```python\n(.*?)```", README, re.S)
    script = (ROOT / "examples" / "publish_runs.py").read_text(encoding="utf-8")
    assert quoted == script


def test_every_file_that_the_readme_links_to_exists():
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    missing = [link for link in links if not (ROOT / link).exists()]
    assert not missing, missing


def test_the_lines_for_a_notebook_are_those_that_are_tested():
    quoted = re.findall(r"```py\n(.*?)\n```", README, re.S)
    notebook = json.loads((ROOT / "tests" / "notebook" / "embed.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert quoted == cells
