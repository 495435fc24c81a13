"""Open answers: what may identify, words, contexts, classes; nothing leaves but through `portulan.disclosure`."""

from portulan.verbatim.identifying import Finding, find_identifying

__all__ = ["Finding", "find_identifying"]
