from balises.register.services.entries import describe_use, draft_use, pronounce, publish_entry, withdraw_entry
from balises.register.services.gating import close_gate, frame_gate, note_gain, remove_gain, reopen_gate
from balises.register.services.weighing import add_to_look, describe_facts, record_look, take_from_look

__all__ = [
    "add_to_look",
    "close_gate",
    "describe_facts",
    "describe_use",
    "draft_use",
    "frame_gate",
    "note_gain",
    "pronounce",
    "publish_entry",
    "record_look",
    "remove_gain",
    "reopen_gate",
    "take_from_look",
    "withdraw_entry",
]
