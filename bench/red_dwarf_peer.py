"""Run by another Python, which has red-dwarf: reads votes, and maps them at each line it is sent, or `once` and tells
what that took.

    python bench/crowds.py 100000 500 60 votes.npy
    RED_DWARF_PYTHON bench/red_dwarf_peer.py votes.npy once
"""

import resource
import sys
import time

import numpy as np
from reddwarf.implementations.polis import run_pipeline

rows = np.load(sys.argv[1]).tolist()
votes = [
    {"participant_id": person, "statement_id": statement, "vote": vote, "modified": place}
    for place, (person, statement, vote) in enumerate(rows)
]
if sys.argv[2:] == ["once"]:
    started, begun = time.perf_counter(), time.process_time()
    run_pipeline(votes=votes, random_state=0)
    wall, processor = time.perf_counter() - started, time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{wall:.0f} s on the wall, {processor:.0f} s of processor, {memory:,} MB at most")
    sys.exit(0)
print("ready", flush=True)
for _ in sys.stdin:
    run_pipeline(votes=votes, random_state=0)
    print("done", flush=True)
