"""Mean loss of each epoch of a training given by a file: losses.py FILE

The file, JSON: shape, batchSize, weights, inputs (N C), targets (N H), orders (epochs, windows: rows their windows end
at). Computed in double precision, so that the distance is that of the engine under test.
"""
import json
import sys

import torch
from lstm import Lstm, Trainer

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
with open(sys.argv[1]) as file:
    script = json.load(file)

shape, batch = script["shape"], script["batchSize"]
inputs = torch.tensor(script["inputs"]).reshape(-1, shape["features"])
targets = torch.tensor(script["targets"]).reshape(-1, shape["outputs"])
windows = inputs.unfold(0, shape["sequenceLength"], 1).transpose(1, 2)
model = Lstm(shape)
model.set_flat(script["weights"])
trainer = Trainer(model)
losses = []
for order in script["orders"]:
    total = 0.0
    for at in range(0, len(order), batch):
        ends = torch.tensor(order[at : at + batch])
        loss = trainer.step(windows[ends - shape["sequenceLength"] + 1], targets[ends])
        total += loss.item() * len(ends)
    losses.append(total / len(order))
print(json.dumps(losses))
