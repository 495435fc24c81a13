"""The two loops of Reinert's classification that go word by word: plain Python, compiled where that is worth it.

Compiled or not, the same operations in the same order: no bit differs. With `T` the totals of the words, `C` those of
the first class and `S` the sum of `C² / T`, a table of two rows and `N` ones in all, `M` of them in the first row, has
`chi2 = N² / (M (N - M)) · (S - M² / N)`; a passage that enters changes `S` by the sum of `(2 C + 1) / T` over its
words, one that leaves by that of `(1 - 2 C) / T`.
"""

from typing import Any

GAIN = 1e-12  # A switch must bring more than the last bits of a sum of thousands of terms


def best_prefix(rows: Any, order: Any, totals: Any, ours: Any) -> tuple[int, float]:
    """How many passages of `order` make the first class whose chi2 with the others is greatest, the first of equals.

    `rows` are where each row starts, and its words; `totals` its column sums, `ours` zeros to work in.
    """
    starts, words = rows
    everything = float(starts[len(starts) - 1])
    spread, inside, best, best_count = 0.0, 0.0, -1.0, 0
    for place in range(len(order) - 1):
        row = order[place]
        for cell in range(starts[row], starts[row + 1]):
            word = words[cell]
            spread += (2.0 * ours[word] + 1.0) / totals[word]
            ours[word] += 1.0
        inside += float(starts[row + 1] - starts[row])
        chi2 = everything * everything / (inside * (everything - inside)) * (spread - inside * inside / everything)
        if chi2 > best:
            best, best_count = chi2, place + 1
    return best_count, best


def sweep(rows: Any, order: Any, totals: Any, ours: Any, is_first: Any) -> float:
    """Take the passages in turn, switch each that makes chi2 grow, until a whole turn switches none: the chi2.

    `ours` holds the column sums of the first class and `is_first` who is in it; both are changed.
    """
    starts, words = rows
    everything, best, moved = float(starts[len(starts) - 1]), 0.0, True
    while moved:
        moved, spread, inside = False, 0.0, 0.0
        for word in range(len(totals)):
            spread += ours[word] * ours[word] / totals[word]
            inside += ours[word]
        best = everything * everything / (inside * (everything - inside)) * (spread - inside * inside / everything)
        for place in range(len(order)):
            row = order[place]
            sign = -1.0 if is_first[row] else 1.0
            change, length = 0.0, float(starts[row + 1] - starts[row])
            for cell in range(starts[row], starts[row + 1]):
                change += (2.0 * sign * ours[words[cell]] + 1.0) / totals[words[cell]]
            after = inside + sign * length
            if after <= 0.0 or after >= everything:
                continue
            chi2 = everything * everything / (after * (everything - after))
            chi2 *= spread + change - after * after / everything
            if chi2 > best * (1.0 + GAIN):
                best, spread, inside, moved = chi2, spread + change, after, True
                is_first[row] = not is_first[row]
                for cell in range(starts[row], starts[row + 1]):
                    ours[words[cell]] += sign
    return best
