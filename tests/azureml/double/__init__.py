"""A stand-in for an Azure Machine Learning workspace, over HTTP and in memory.

    python -m double [--port N] [--token T] [--origin O] [--seed RUNS]      (in tests/azureml)

or, in a test:

    with running_double(token="secret") as double:
        ...double.url, double.blob_url, double.workspace...

It answers the calls of the SDK and of a dashboard (tests/azureml/README.md lists
them). Only the standard library is used.
"""

from .server import Double, running_double
from .state import Settings

__all__ = ["Double", "Settings", "running_double"]
