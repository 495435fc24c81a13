from balises.dossiers.formats.word.writing import report_docx

__all__ = ["report_docx"]
