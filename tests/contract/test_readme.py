"""What the README quotes is what is in the files."""

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
