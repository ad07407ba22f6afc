"""ms of a training step on one thread: steps.py '{"A": {"shape": ..., "batchSize": 32}, ...}'

Prints the median of five rounds of about 200 ms each, after two steps to warm up, as steps.ts measures ours.
"""
import json
import statistics
import sys
import time

import torch
from lstm import Lstm, Trainer

ROUNDS, ROUND_MS, MOST_STEPS = 5, 200, 40


def measure(configuration):
    shape, batch = configuration["shape"], configuration["batchSize"]
    trainer = Trainer(Lstm(shape))
    x = torch.randn(batch, shape["sequenceLength"], shape["features"])
    y = torch.randn(batch, shape["outputs"])

    def train(steps):
        started = time.perf_counter()
        for _ in range(steps):
            trainer.step(x, y).item()
        return (time.perf_counter() - started) * 1000 / steps

    train(1)
    steps = max(1, min(MOST_STEPS, round(ROUND_MS / train(1))))
    return statistics.median(train(steps) for _ in range(ROUNDS))


torch.set_num_threads(1)
print(json.dumps({name: measure(configuration) for name, configuration in json.loads(sys.argv[1]).items()}))
