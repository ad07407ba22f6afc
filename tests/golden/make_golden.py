"""Golden tensors: what Keras computes for the networks of src/engine, in double precision.

    python3 -m venv /tmp/golden && /tmp/golden/bin/pip install keras==3.15.1 jax==0.10.2 numpy==2.4.6
    /tmp/golden/bin/python tests/golden/make_golden.py

writes tests/golden/*.json. Each file holds a network's weights, rows of inputs and targets (null: unknown), and
what Keras makes of them: the outputs, the loss and gradient of one batch, and losses and weights after `steps`
steps of Adam on mini-batches taken in order, from the top again when the windows are used up.
"""

import json
import os
import pathlib
import platform

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["JAX_ENABLE_X64"] = "1"

import jax
import jax.numpy as jnp
import keras
import numpy as np

keras.config.set_floatx("float64")

CASES = {
    "one-layer": dict(features=1, sequenceLength=4, layers=1, hidden=1, outputs=1, batchSize=4, clipNorm=1.0),
    "two-layers": dict(features=3, sequenceLength=7, layers=2, hidden=6, outputs=4, batchSize=8, clipNorm=1.0),
    "three-layers": dict(features=2, sequenceLength=5, layers=3, hidden=5, outputs=3, batchSize=7, clipNorm=0.05),
}
ROWS = 32
STEPS = 50
LEARNING_RATE = 0.01


def build(features, sequenceLength, layers, hidden, outputs):
    # Keras 3.15's own tanh rounds to single precision on the way (2e-7); JAX's does not.
    options = dict(activation=jnp.tanh, recurrent_activation=jax.nn.sigmoid)
    lstms = [keras.layers.LSTM(hidden, return_sequences=layer < layers - 1, **options) for layer in range(layers)]
    return keras.Sequential([keras.Input((sequenceLength, features)), *lstms, keras.layers.Dense(outputs)])


def as_float32(values):
    """Rounded to what a Float32Array holds, so that every engine starts from the very same numbers."""
    return np.asarray(values, np.float32).astype(np.float64)


def masked_mse(predictions, targets):
    known = ~jnp.isnan(targets)
    errors = jnp.where(known, predictions - jnp.where(known, targets, 0), 0)
    return jnp.sum(errors**2) / jnp.sum(known)


def make(name, batchSize, clipNorm, **shape):
    keras.utils.set_random_seed(7)
    random = np.random.default_rng(7)
    model = build(**shape)
    # Keras' biases of 0 and 1 would hide a wrong order of gates.
    model.set_weights([as_float32(w + 0.1 * random.normal(size=w.shape)) for w in model.get_weights()])
    inputs = as_float32(random.normal(size=(ROWS, shape["features"])))
    targets = as_float32(random.normal(size=(ROWS, shape["outputs"])))
    targets[random.random(targets.shape) < 0.15] = np.nan
    length = shape["sequenceLength"]
    origins = random.permutation(np.arange(length - 1, ROWS))
    windows = np.stack([inputs[o - length + 1 : o + 1] for o in origins])

    flat = lambda arrays: np.concatenate([np.asarray(a).ravel() for a in arrays])
    variables = [v.value for v in model.trainable_variables]
    # The seeds of dropout, which is not used here.
    others = [v.value for v in model.non_trainable_variables]

    def loss_of(trainable, x, y):
        predictions, _ = model.stateless_call(trainable, others, x)
        return masked_mse(predictions, y)

    value_and_gradient = jax.jit(jax.value_and_grad(loss_of))
    start = flat(variables)
    forward = np.asarray(model.stateless_call(variables, others, windows)[0])
    loss, gradient = value_and_gradient(variables, windows, targets[origins])

    adam = keras.optimizers.Adam(LEARNING_RATE, global_clipnorm=clipNorm)
    adam.build(model.trainable_variables)
    state = [v.value for v in adam.variables]
    losses, position = [], 0
    for _ in range(STEPS):
        batch = slice(position, position + batchSize)
        step_loss, gradients = value_and_gradient(variables, windows[batch], targets[origins[batch]])
        variables, state = adam.stateless_apply(state, gradients, variables)
        losses.append(float(step_loss))
        position = position + batchSize if position + batchSize < len(origins) else 0
    final = loss_of(variables, windows, targets[origins])

    numbers = lambda array: [None if np.isnan(v) else float(f"{v:.12g}") for v in np.ravel(array)]
    fixture = {
        "name": name,
        "madeBy": "python tests/golden/make_golden.py",
        "versions": {"python": platform.python_version(), "keras": keras.__version__, "jax": jax.__version__, "numpy": np.__version__},
        "shape": shape,
        "options": {"batchSize": batchSize, "clipNorm": clipNorm, "learningRate": LEARNING_RATE},
        "weights": numbers(start),
        "inputs": numbers(inputs),
        "targets": numbers(targets),
        "origins": origins.tolist(),
        "outputs": numbers(forward),
        "loss": float(loss),
        "gradient": numbers(flat(gradient)),
        "steps": STEPS,
        "stepLosses": numbers(losses),
        "finalLoss": float(final),
        "finalWeights": numbers(flat(variables)),
    }
    lines = ",\n".join(f'  "{key}": {json.dumps(value)}' for key, value in fixture.items())
    path = pathlib.Path(__file__).with_name(f"{name}.json")
    path.write_text(f"{{\n{lines}\n}}\n")
    print(path.name, path.stat().st_size, "bytes; loss", float(loss), "->", float(final))


for name, case in CASES.items():
    make(name, **case)
