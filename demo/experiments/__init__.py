"""One module per experiment, each with `run(source)`."""
