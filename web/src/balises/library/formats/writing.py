"""A grid as one file, as content/ has it: what leaves can come in again."""

import json
from collections.abc import Mapping
from typing import Any

import yaml


class _Writer(yaml.CSafeDumper):
    """Writes a text twice rather than naming it once: the reader refuses anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def as_yaml(body: Mapping[str, Any]) -> str:
    return yaml.dump(as_written(body), Dumper=_Writer, allow_unicode=True, sort_keys=False, width=120)


def as_json(body: Mapping[str, Any]) -> str:
    return json.dumps(as_written(body), ensure_ascii=False, indent=2)


def as_written(body: Mapping[str, Any]) -> dict[str, Any]:
    """A source that nobody opened is written « false », which a missing date is not."""
    sources = [{**source, "checked": source["checked"] or False} for source in body["sources"]]
    return {**body, "sources": sources}
