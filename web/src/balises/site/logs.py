"""Log lines never say which participant's page was asked for."""

import logging
import re

_PARTICIPANT_PATH = re.compile(r"/(p|j)/[^\s'\"]*")


class WithoutParticipants(logging.Filter):
    """Cut every path below /p/ and /j/, in the message and in its arguments; drop the request object."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _PARTICIPANT_PATH.sub(r"/\1/…", record.getMessage())
        record.args = ()
        record.__dict__.pop("request", None)
        return True
