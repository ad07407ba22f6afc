"""LayersModels that Keras made, and what it forecasts with them: fixtures of src/engine/layersModel.

    python3 -m venv /tmp/keras && /tmp/keras/bin/pip install tensorflow-cpu==2.21.0 tf_keras==2.21.0
    /tmp/keras/bin/pip install --no-deps tensorflowjs==4.22.0 tensorflow_hub==0.16.1
    /tmp/keras/bin/python tests/golden/make_layers_models.py

writes tests/golden/layers-models/<name>/: `model.json` and `group1-shard*.bin` by the converter of TensorFlow.js, and
`golden.json` with windows (W, T, C) and Keras' forecasts of them (W, H). Names that end in 3 are of Keras 3, whose words for
a functional model are others; the converter writes those too.
"""

import json
import os
import pathlib
import shutil
import sys
import types

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np
import tf_keras

# The converter imports these for other formats.
for name in ["tensorflow_decision_forests", "jax", "jax.experimental", "jax.experimental.jax2tf", "flax", "flax.core"]:
    sys.modules.setdefault(name, types.ModuleType(name))
sys.modules["jax.experimental"].jax2tf = sys.modules["jax.experimental.jax2tf"]

from tensorflowjs.converters import keras_h5_conversion as conversion

HERE = pathlib.Path(__file__).parent / "layers-models"
WINDOWS = 5


def lstm(k):
    layers = k.layers
    return k.Sequential([k.Input((12, 1)), layers.LSTM(8), layers.Dropout(0.1), layers.Dense(4)])


def convolutions(k):
    layers = k.layers
    return k.Sequential(
        [
            k.Input((24, 5)),
            layers.Conv1D(8, 3, padding="causal", dilation_rate=2, activation="relu"),
            layers.Conv1D(6, 3, padding="same", strides=2, use_bias=False),
            layers.BatchNormalization(),
            layers.LeakyReLU(),
            layers.MaxPooling1D(2),
            layers.TimeDistributed(layers.Dense(5, activation="tanh")),
            layers.Flatten(),
            layers.Dense(12, activation="elu"),
            layers.Dense(6),
            layers.Reshape((6, 1)),
        ]
    )


def recurrent(k):
    layers = k.layers
    return k.Sequential(
        [
            k.Input((10, 2)),
            layers.Bidirectional(layers.LSTM(4, return_sequences=True)),
            layers.GRU(5, return_sequences=True, reset_after=False),
            layers.Bidirectional(layers.SimpleRNN(3), merge_mode="sum"),
            layers.RepeatVector(3),
            layers.LSTM(4, return_sequences=True),
            layers.TimeDistributed(layers.Dense(1)),
        ]
    )


def attention(k):
    layers = k.layers
    given = k.Input((16, 5))
    x = layers.Dense(8)(given)
    normed = layers.LayerNormalization()(x)
    heads = []
    for _ in range(2):
        q, key, value = [layers.Dense(4)(normed) for _ in range(3)]
        weights = layers.Softmax()(layers.Dot(axes=2)([q, key]))
        heads.append(layers.Dot(axes=(2, 1))([weights, value]))
    x = layers.Add()([x, layers.Dense(8)(layers.Concatenate()(heads))])
    wide = layers.Dense(16, activation="gelu")(layers.LayerNormalization()(x))
    x = layers.Add()([x, layers.Dense(8)(wide)])
    pooled = layers.Average()([layers.GlobalAveragePooling1D()(x), layers.GlobalMaxPooling1D()(x)])
    return k.Model(given, layers.Dense(3)(pooled))


def daily(k):
    """Two hours at 30 minutes from a day of values and the calendar, trained on made-up days: of use to a real series."""
    random = np.random.default_rng(7)
    day, steps, leads, rows = 48, 48, 4, 48 * 140
    t = np.arange(rows)
    hour, weekday = 2 * np.pi * t / day, 2 * np.pi * t / (7 * day)
    windows, targets = [], []
    for _ in range(24):
        phase, sharp, noise = random.uniform(0, 2 * np.pi), random.uniform(0, 0.6), random.uniform(0.05, 0.3)
        level, wave = np.zeros(rows), np.sin(hour + phase) + sharp * np.sin(2 * hour + random.uniform(0, 6))
        for i in range(1, rows):
            level[i] = 0.85 * level[i - 1] + noise * random.normal()
        z = wave + level
        z = (z - z.mean()) / z.std()
        seen = np.stack([z, np.sin(hour), np.cos(hour), np.sin(weekday), np.cos(weekday)], axis=1)
        for end in random.integers(steps, rows - leads, 300):
            windows.append(seen[end - steps : end])
            targets.append(z[end : end + leads])
    model = k.Sequential([k.Input((steps, 5)), k.layers.LSTM(24), k.layers.Dense(leads)])
    model.compile(optimizer=k.optimizers.Adam(0.005), loss="mse")
    k.utils.set_random_seed(7)
    history = model.fit(np.array(windows), np.array(targets), epochs=8, batch_size=64, verbose=0)
    print("daily: mean squared error", history.history["loss"][-1])
    return model


def randomise(model, seed):
    """No weight is 0 or 1, so that none can be forgotten unseen; variances stay above 0."""
    random = np.random.default_rng(seed)
    model.set_weights(
        [w + (random.uniform(0.1, 0.4, w.shape) if w.ndim == 1 else random.normal(0, 0.2, w.shape)) for w in model.get_weights()]
    )


def write(name, model, seed):
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # A few hundred bytes a file: several shards.
    conversion.save_keras_model(model, str(folder), weight_shard_size_bytes=1024)
    windows = np.random.default_rng(seed + 1).normal(0, 1, (WINDOWS, *model.input_shape[1:])).astype("float32")
    forecasts = np.asarray(model.predict(windows, verbose=0)).reshape(WINDOWS, -1)
    golden = {
        "by": f"Keras {keras.__version__ if name.endswith('3') else tf_keras.__version__}",
        "windows": [float(f"{value:.7g}") for value in windows.ravel()],
        "forecasts": [float(f"{value:.7g}") for value in forecasts.ravel()],
    }
    (folder / "golden.json").write_text(json.dumps(golden) + "\n")
    print(name, model.count_params(), sorted(path.name for path in folder.iterdir()))


for seed, build in enumerate([lstm, convolutions, recurrent, attention]):
    for name, k in [(build.__name__, tf_keras), (f"{build.__name__}3", keras)]:
        model = build(k)
        randomise(model, seed)
        write(name, model, seed)
write("daily", daily(tf_keras), 100)
