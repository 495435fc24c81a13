"""Linked tables, protected together. Needs numpy and scipy: loaded by the first table, not with `portulan`."""
