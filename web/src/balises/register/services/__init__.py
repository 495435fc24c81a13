from balises.register.services.beside import (
    name_same_tool,
)
from balises.register.services.entries import (
    describe_use,
    draft_use,
    pronounce,
    publish_entry,
    withdraw_entry,
)
from balises.register.services.gating import (
    close_gate,
    frame_gate,
    note_gain,
    remove_gain,
    reopen_gate,
)
from balises.register.services.robustness import (
    create_margin,
    play_cards,
    record_knock,
    remove_session,
    undo_knock,
)
from balises.register.services.weighing import (
    add_to_look,
    describe_facts,
    record_look,
    take_from_look,
)

__all__ = [
    "add_to_look",
    "close_gate",
    "create_margin",
    "describe_facts",
    "describe_use",
    "draft_use",
    "frame_gate",
    "name_same_tool",
    "note_gain",
    "play_cards",
    "pronounce",
    "publish_entry",
    "record_knock",
    "record_look",
    "remove_gain",
    "remove_session",
    "reopen_gate",
    "take_from_look",
    "undo_knock",
    "withdraw_entry",
]
