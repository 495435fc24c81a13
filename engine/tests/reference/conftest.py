"""The scripts that made the values need programs that the tests do not: they are run by hand."""

collect_ignore_glob = ["make_*.py"]
