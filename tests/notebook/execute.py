"""Runs all cells of a notebook, and trusts what came of it as JupyterLab trusts what its
user has run: python execute.py NOTEBOOK PAGE OUT

PAGE takes the place of the address that README.md writes.
"""

import sys

import nbformat
from nbclient import NotebookClient
from nbformat.sign import NotebookNotary

WRITTEN = "http://127.0.0.1:8080/"

if __name__ == "__main__":
    path, page, out = sys.argv[1:]
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.replace(WRITTEN, page)
    NotebookClient(notebook, timeout=60).execute()
    nbformat.write(notebook, out)
    # What is read back is what JupyterLab will compare.
    NotebookNotary().sign(nbformat.read(out, as_version=4))
