"""The network of src/engine/lstm.ts in PyTorch, for the comparisons of the bench. Needs torch alone."""
import math

import torch

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-7


class Lstm(torch.nn.Module):
    """Stacked LSTMs and a head on the last state. Of PyTorch's two biases a layer the second stays 0."""

    def __init__(self, shape):
        super().__init__()
        self.lstm = torch.nn.LSTM(shape["features"], shape["hidden"], shape["layers"], batch_first=True)
        self.head = torch.nn.Linear(shape["hidden"], shape["outputs"])
        self.shape = shape
        for layer in range(shape["layers"]):
            bias = getattr(self.lstm, f"bias_hh_l{layer}")
            torch.nn.init.zeros_(bias)
            bias.requires_grad_(False)

    def forward(self, x):
        return self.head(self.lstm(x)[0][:, -1])

    @torch.no_grad()
    def set_flat(self, flat):
        """Takes the flat parameters of lstm.ts: the same gates in the same order, matrices transposed."""
        flat = torch.tensor(flat)
        hidden, at = self.shape["hidden"], 0

        def take(rows, columns):
            nonlocal at
            at += rows * columns
            return flat[at - rows * columns : at].reshape(rows, columns)

        for layer in range(self.shape["layers"]):
            inputs = self.shape["features"] if layer == 0 else hidden
            getattr(self.lstm, f"weight_ih_l{layer}").copy_(take(inputs, 4 * hidden).T)
            getattr(self.lstm, f"weight_hh_l{layer}").copy_(take(hidden, 4 * hidden).T)
            getattr(self.lstm, f"bias_ih_l{layer}").copy_(take(1, 4 * hidden)[0])
        self.head.weight.copy_(take(hidden, self.shape["outputs"]).T)
        self.head.bias.copy_(take(1, self.shape["outputs"])[0])


class Trainer:
    """One step: mean squared error, gradient clipped to a norm of 1, Adam in Keras' form (src/engine/adam.ts)."""

    def __init__(self, model, learning_rate=0.001, clip_norm=1.0):
        self.model, self.clip_norm, self.t = model, clip_norm, 0
        self.parameters = [p for p in model.parameters() if p.requires_grad]
        self.adam = torch.optim.Adam(self.parameters, lr=learning_rate, betas=(BETA1, BETA2))

    def step(self, x, y):
        self.t += 1
        # PyTorch adds epsilon after the correction of the second moment, Keras before.
        self.adam.param_groups[0]["eps"] = EPSILON / math.sqrt(1 - BETA2**self.t)
        self.adam.zero_grad()
        loss = torch.nn.functional.mse_loss(self.model(x), y)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, self.clip_norm)
        self.adam.step()
        return loss
