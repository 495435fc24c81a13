from balises.boxes import services
from balises.boxes.models import Box

TARGET = "/p/association/cartes/{code}"
LIMIT_BYTES = 400


def make_box(*, target: str = TARGET, label: str = "Récolte de juin", limit_bytes: int = LIMIT_BYTES) -> Box:
    """An open box with its keys, in the organisation in scope."""
    return services.make_box(target=target, label=label, limit_bytes=limit_bytes)


def put_envelopes(box: Box, *, count: int, item: str = "") -> list[str]:
    """So many answers, each under a token of its own; gives the tokens."""
    tokens = [services.new_token() for _ in range(count)]
    for number, token in enumerate(tokens):
        services.put_envelope(box, token=token, item=item, plaintext=f"réponse {number}".encode())
    return tokens


def stop(box: Box) -> Box:
    """A box that takes nothing more and waits to be opened."""
    return services.stop_arrivals(box, sealing="cards.seal_results", pk=1)
