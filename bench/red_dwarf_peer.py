"""Run by another Python, which has red-dwarf: reads votes once, and maps them at each line it is sent."""

import sys

import numpy as np
from reddwarf.implementations.polis import run_pipeline

rows = np.load(sys.argv[1]).tolist()
votes = [
    {"participant_id": person, "statement_id": statement, "vote": vote, "modified": place}
    for place, (person, statement, vote) in enumerate(rows)
]
print("ready", flush=True)
for _ in sys.stdin:
    run_pipeline(votes=votes, random_state=0)
    print("done", flush=True)
