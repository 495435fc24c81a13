from balises.learning.queries import Place, place_of


def make_place(page: str = "p-1") -> Place:
    """A page of the published module; « p-2 » keeps no place for an article."""
    place = place_of(module="module-1", page=page)
    assert place is not None
    return place
