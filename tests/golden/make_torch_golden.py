"""Golden losses: what PyTorch computes over a whole training, in double precision, for every loss of src/engine.

    pip install torch==2.15.0
    python tests/golden/make_torch_golden.py

writes tests/golden/torch-*.json: the weights at the start, inputs and targets (null: unknown), the order of the windows
in each epoch, and what comes of them: the mean loss of each of 100 epochs, and the weights at the end. The network is
PyTorch's own LSTM, the gradients are its own; the optimiser is written out, since PyTorch places Adam's epsilon
differently (see src/engine/model/adam.ts). PyTorch has two biases a layer: the second stays 0.
"""

import json
import math
import pathlib

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(7)

ROWS, EPOCHS = 30, 100
QUANTILES = [0.1, 0.5, 0.9]
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-7
CASES = {
    "squared": dict(layers=2, hidden=5, values=1, weightDecay=0.0, cosineSteps=None),
    "pinball": dict(layers=1, hidden=6, values=3, weightDecay=0.01, cosineSteps=None),
    "gaussian": dict(layers=1, hidden=5, values=2, weightDecay=0.0, cosineSteps=400),
}
FEATURES, STEPS, OUTPUTS, BATCH, RATE, CLIP = 2, 5, 2, 8, 0.003, 1.0


def as_float32(tensor):
    """Rounded to what a Float32Array holds, so that every engine starts from the very same numbers."""
    return tensor.to(torch.float32).to(torch.float64)


def loss_sum(kind, head, target):
    """Summed loss of head (B, H, Q) over the known of target (B, H), and how many are known."""
    known = ~torch.isnan(target)
    y = torch.where(known, target, torch.zeros_like(target))
    if kind == "squared":
        each = (head[..., 0] - y) ** 2
    elif kind == "pinball":
        q = torch.tensor(QUANTILES)
        error = y[..., None] - head
        each = torch.maximum(q * error, (q - 1) * error).mean(-1)
    else:
        mean, log_deviation = head[..., 0], head[..., 1].clamp(-8, 8)
        each = log_deviation + ((y - mean) / log_deviation.exp()) ** 2 / 2
    return torch.where(known, each, torch.zeros_like(each)).sum(), int(known.sum())


def make(kind, layers, hidden, values, weightDecay, cosineSteps):
    lstm = torch.nn.LSTM(FEATURES, hidden, layers, batch_first=True)
    head = torch.nn.Linear(hidden, OUTPUTS * values)
    trained = [p for name, p in lstm.named_parameters() if "bias_hh" not in name] + [*head.parameters()]
    with torch.no_grad():
        for name, p in lstm.named_parameters():
            p.copy_(torch.zeros_like(p) if "bias_hh" in name else as_float32(p))
        for p in head.parameters():
            p.copy_(as_float32(p))

    def flat():
        """In the order of lstm.ts: kernels as (in, 4U); PyTorch's gates are i, f, g, o as well."""
        parts = []
        for layer in range(layers):
            for name in ("weight_ih", "weight_hh", "bias_ih"):
                p = getattr(lstm, f"{name}_l{layer}").detach()
                parts.append((p.T if p.dim() == 2 else p).reshape(-1))
        return torch.cat([*parts, head.weight.detach().T.reshape(-1), head.bias.detach()])

    inputs = as_float32(torch.randn(ROWS, FEATURES))
    targets = as_float32(torch.randn(ROWS, OUTPUTS))
    targets[torch.rand(ROWS, OUTPUTS) < 0.15] = math.nan
    start = flat()
    origins = torch.arange(STEPS - 1, ROWS)
    orders = [origins[torch.randperm(len(origins))] for _ in range(EPOCHS)]
    m, v, t = [torch.zeros_like(p) for p in trained], [torch.zeros_like(p) for p in trained], 0
    losses = []
    for order in orders:
        total, count = 0.0, 0
        for batch in order.split(BATCH):
            windows = torch.stack([inputs[o - STEPS + 1 : o + 1] for o in batch])
            states, _ = lstm(windows)
            summed, known = loss_sum(kind, head(states[:, -1]).view(len(batch), OUTPUTS, values), targets[batch])
            if known == 0:
                continue
            total, count = total + summed.item(), count + known
            gradients = torch.autograd.grad(summed / known, trained)
            norm = torch.sqrt(sum((g**2).sum() for g in gradients))
            clip = min(1.0, CLIP / norm.item())
            rate = RATE * (1 + math.cos(math.pi * min(1, t / cosineSteps))) / 2 if cosineSteps else RATE
            t += 1
            step = rate * math.sqrt(1 - BETA2**t) / (1 - BETA1**t)
            with torch.no_grad():
                for p, g, m1, m2 in zip(trained, gradients, m, v):
                    m1.mul_(BETA1).add_((1 - BETA1) * clip * g)
                    m2.mul_(BETA2).add_((1 - BETA2) * (clip * g) ** 2)
                    p.mul_(1 - rate * weightDecay).sub_(step * m1 / (m2.sqrt() + EPSILON))
        losses.append(total / count)

    numbers = lambda tensor: [None if math.isnan(x) else float(f"{x:.12g}") for x in tensor.reshape(-1).tolist()]
    loss = {"kind": kind, "quantiles": QUANTILES} if kind == "pinball" else {"kind": kind}
    options = {"batchSize": BATCH, "learningRate": RATE, "clipNorm": CLIP, "loss": loss, "weightDecay": weightDecay}
    fixture = {
        "name": f"torch-{kind}",
        "madeBy": "python tests/golden/make_torch_golden.py",
        "versions": {"torch": torch.__version__},
        "shape": {"features": FEATURES, "sequenceLength": STEPS, "layers": layers, "hidden": hidden, "outputs": OUTPUTS, "valuesPerOutput": values},
        "options": {**options, **({"cosineSteps": cosineSteps} if cosineSteps else {})},
        "weights": numbers(start),
        "inputs": numbers(inputs),
        "targets": numbers(targets),
        "orders": [order.tolist() for order in orders],
        "losses": numbers(torch.tensor(losses)),
        "finalWeights": numbers(flat()),
    }
    lines = ",\n".join(f'  "{key}": {json.dumps(value)}' for key, value in fixture.items())
    path = pathlib.Path(__file__).with_name(f"torch-{kind}.json")
    path.write_text(f"{{\n{lines}\n}}\n")
    print(path.name, path.stat().st_size, "bytes; loss", losses[0], "->", losses[-1])


for name, case in CASES.items():
    make(name, **case)
