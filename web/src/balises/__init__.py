"""Balises: look together at the AI uses of an organisation of social action, decide, write it down."""

__version__ = "0.1.0"
