"""Segments texts with a Python segmenter, to be timed by whoever started it.

    peers.py jieba|rjieba    texts as a JSON list on the first line of standard input

Each further line of input asks for one pass over the texts, answered by a line with the number of tokens.
"""

import importlib
import json
import sys

segmenter = importlib.import_module(sys.argv[1])
if hasattr(segmenter, "setLogLevel"):
    segmenter.setLogLevel("ERROR")
texts = json.loads(sys.stdin.readline())
for _ in segmenter.cut("载入词典"):
    pass
for _ in sys.stdin:
    print(sum(1 for text in texts for _ in segmenter.cut(text)), flush=True)
