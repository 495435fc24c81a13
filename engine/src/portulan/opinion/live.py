"""A conversation that runs: one vote changes the whole numbers behind the map, and nothing is counted again."""

import numpy as np

from portulan.opinion import fast
from portulan.opinion.map import Profile, draw_islands, draw_polis
from portulan.opinion.result import IslandMap, PolisMap
from portulan.opinion.sums import VoteSums, sums_of
from portulan.opinion.votes import AGREE, DISAGREE, NO_VOTE, PASS, Choices, Votes


class LiveVotes:
    """Votes that come one by one, with their sums always ready.

    Parameters
    ----------
    votes : Votes
        To begin with; may be empty. Copied, never changed.

    Notes
    -----
    A vote costs one pass over the statements, whatever the number of people. The sums stay equal, to the last bit, to
    those of the whole table: they are whole numbers. Moderation touches none of them.

    *What a frame is.* `draw` gives what `map_opinions` gives for the table as it stands, to the last bit: a recount
    that finds its sums ready, whatever happened before. Nothing of a former map is taken over, neither axes nor
    centres of groups: a map that started from the last one would depend on the order of votes, and could not be
    checked by counting again. Finding the groups afresh is what most of a frame's time goes into.

    With the profile `polis` a frame follows every vote. With `balises`, nearly all the time goes into the hundred
    resamples that say whether groups hold, and groups that were not measured are not shown: there is no frame
    without. A frame for showing moves by five answers, so one is drawn when five further people have answered; it
    passes `protect_map`, is shown and forgotten, never stored. Only the map made at closing is kept and sealed.

    Examples
    --------
    >>> live = LiveVotes(Votes.of([("ana", "s1", 1)]))
    >>> live.vote("bo", "s1", -1)
    >>> live.vote("bo", "s1", None)
    >>> live.votes().choices.tolist(), live.sums().product.tolist()
    ([[1], [-128]], [[1]])
    """

    def __init__(self, votes: Votes) -> None:
        self._people = {name: row for row, name in enumerate(votes.participants)}
        self._statements = {name: column for column, name in enumerate(votes.statements)}
        self._choices: Choices = votes.choices.copy()
        self._moderated, self._meta = votes.moderated, votes.meta
        begun = sums_of(votes)
        self._tables = np.stack([begun.product, begun.product_seen, begun.seen_together])
        fast.load()

    def vote(self, participant: str, statement: str, choice: int | None) -> None:
        """Count a vote (1, 0 or -1), the change of one, or with None its withdrawal; ValueError on anything else.

        A new name, of a person or of a statement, is added at the end.
        """
        if choice not in (AGREE, PASS, DISAGREE, None):
            raise ValueError(f"A vote is 1 (agree), 0 (pass), -1 (disagree) or None, not {choice!r}.")
        row = self._people.setdefault(participant, len(self._people))
        column = self._statements.setdefault(statement, len(self._statements))
        self._make_room()
        self._replace(row, column, NO_VOTE if choice is None else choice)

    def withdraw(self, participant: str) -> None:
        """Take back all votes of someone; KeyError if the name is not known."""
        row = self._people[participant]
        for column in np.flatnonzero(self._choices[row] != NO_VOTE).tolist():
            self._replace(row, column, NO_VOTE)

    def moderate(self, *statements: str) -> None:
        """Keep these statements off the map."""
        self._moderated |= set(statements)

    def restore(self, *statements: str) -> None:
        """Put these statements back, exactly as they were."""
        self._moderated -= set(statements)

    def votes(self) -> Votes:
        """The table as it stands."""
        shown = self._choices[: len(self._people), : len(self._statements)].copy()
        return Votes(tuple(self._people), tuple(self._statements), shown, self._moderated, self._meta)

    def sums(self) -> VoteSums:
        """The sums of the table as it stands."""
        size = len(self._statements)
        return VoteSums(*(table[:size, :size].copy() for table in self._tables))

    def draw(self, *, profile: Profile = "balises", seed: int = 0) -> IslandMap | PolisMap:
        """The map of the table as it stands: what `map_opinions` gives, to the last bit."""
        if profile == "polis":
            return draw_polis(self.votes(), self.sums())
        return draw_islands(self.votes(), self.sums(), seed=seed)

    def _replace(self, row: int, column: int, choice: int) -> None:
        seen = (self._choices[row] != NO_VOTE).astype(np.int64)
        vote = np.where(seen == 1, self._choices[row], 0).astype(np.int64)
        self._choices[row, column] = choice
        before = int(vote[column]), int(seen[column])
        after = (0, 0) if choice == NO_VOTE else (choice, 1)
        turned, came = after[0] - before[0], after[1] - before[1]
        vote[column] = seen[column] = 0
        product, product_seen, together = self._tables
        product[column] += turned * vote
        product[:, column] += turned * vote
        product_seen[column] += turned * seen
        product_seen[:, column] += came * vote
        together[column] += came * seen
        together[:, column] += came * seen
        product[column, column] += after[0] ** 2 - before[0] ** 2
        product_seen[column, column] += turned
        together[column, column] += came

    def _make_room(self) -> None:
        """Twice the room where there is none left, so that growing costs little for each vote."""
        rows, columns = self._choices.shape
        if len(self._people) > rows or len(self._statements) > columns:
            taller = max(rows, 16) if len(self._people) <= rows else 2 * max(rows, 16)
            wider = max(columns, 16) if len(self._statements) <= columns else 2 * max(columns, 16)
            choices = np.full((taller, wider), NO_VOTE, dtype=np.int8)
            choices[:rows, :columns] = self._choices
            tables = np.zeros((3, wider, wider), dtype=np.int64)
            tables[:, :columns, :columns] = self._tables
            self._choices, self._tables = choices, tables
