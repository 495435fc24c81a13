from balises.register.services.beside import (
    name_same_tool,
)
from balises.register.services.entries import (
    choose_tiers,
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
)
from balises.register.services.importing import (
    FileRead,
    do_import,
    read_import,
    undo_import,
)
from balises.register.services.pia import (
    keep_pia,
    remove_pia,
)
from balises.register.services.reconsidering import (
    ask_to_reconsider,
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
    reopen_gate,
    take_from_look,
)

__all__ = [
    "FileRead",
    "add_to_look",
    "ask_to_reconsider",
    "choose_tiers",
    "close_gate",
    "create_margin",
    "describe_facts",
    "describe_use",
    "do_import",
    "draft_use",
    "frame_gate",
    "keep_pia",
    "name_same_tool",
    "note_gain",
    "play_cards",
    "pronounce",
    "publish_entry",
    "read_import",
    "record_knock",
    "record_look",
    "remove_gain",
    "remove_pia",
    "remove_session",
    "reopen_gate",
    "take_from_look",
    "undo_import",
    "undo_knock",
    "withdraw_entry",
]
