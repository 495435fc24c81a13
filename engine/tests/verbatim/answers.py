"""Invented answers on two themes, by as many people as asked for."""

from portulan.verbatim import Answer

GAIN = "L’outil rédige vite le compte rendu et l’équipe gagne du temps."
FEAR = "Une machine froide menace le secret et abîme la relation de confiance."


def on_two_themes(*, gains, fears, quotable=True):
    texts = [GAIN] * gains + [FEAR] * fears
    return [
        Answer(f"p{place}", f"{text} Avis {'x' * (place + 2)}.", "a" if text == GAIN else "b", quotable)
        for place, text in enumerate(texts)
    ]
