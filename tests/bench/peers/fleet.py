"""Seconds that statsforecast takes for the job of the service: fleet.py SERIES

The same series as fleet.ts in kind (a day's course with noise, 30 days at 10 min): decomposed by day and week, the rest by
exponential smoothing (MSTL with AutoETS), 6 hours ahead with intervals of 80 and 95 %. All cores. The first series of a
process compiles; it is not counted. Prints JSON.
"""
import json
import os
import sys
import time

import numpy
import pandas
import statsforecast
from statsforecast import StatsForecast
from statsforecast.models import MSTL, AutoETS

POINTS, DAY, HORIZON = 4320, 144, 36


def frame(count):
    generator = numpy.random.default_rng(1)
    time_ = pandas.date_range("2026-10-29", periods=POINTS, freq="10min")
    course = 50 + 20 * numpy.sin(2 * numpy.pi * numpy.arange(POINTS) / DAY)
    return pandas.concat(
        pandas.DataFrame({"unique_id": i, "ds": time_, "y": course + generator.uniform(-5, 5, POINTS)})
        for i in range(count)
    )


def seconds(count):
    models = [MSTL(season_length=[DAY, 7 * DAY], trend_forecaster=AutoETS(model="ZZN"))]
    data = frame(count)
    began = time.perf_counter()
    StatsForecast(models=models, freq="10min", n_jobs=min(count, os.cpu_count())).forecast(
        df=data, h=HORIZON, level=[80, 95]
    )
    return time.perf_counter() - began


seconds(1)
series = int(sys.argv[1])
print(json.dumps({"version": statsforecast.__version__, "series": series, "seconds": seconds(series)}))
