#!/usr/bin/env python3
"""Returns read as map tasks on Spark, collated from their shards, and measured in Spark SQL.

    python3 spark.py --returns target/release/returns --workspace made --shards shards

Needs pyspark and Java. Every task runs `returns extract` on some of the files and knows of
no others, so tasks may run anywhere that has the program, `returns.toml` and the files, and
may be run again. `returns collate --from` then writes the outputs. Last, figures are worked
out from the shards in Spark SQL and held against those that `--against`, the output folder
of a run, has in its table of measures: they must be the same.
"""

import argparse
import csv
import pathlib
import subprocess
import sys
from decimal import Decimal

from pyspark.sql import SparkSession

# Of several returns of a council, the one that counts: the highest version stated (1 where
# none is), then the latest date completed.
CURRENT = """
    SELECT period, council_code, file FROM (
        SELECT *, row_number() OVER (
            PARTITION BY period, council_code
            ORDER BY coalesce(cast(version AS double), 1.0) DESC, completed_on DESC NULLS LAST, blake3 DESC
        ) AS place
        FROM returns WHERE council_code IS NOT NULL AND status IS NULL
    ) WHERE place = 1
"""

# A measure's figures for the partnership: period, category, least, most.
MEASURES = {
    "headcount": """
        SELECT p.period, band, sum(headcount_lower), sum(headcount_upper)
        FROM posts p JOIN current c ON p.period = c.period AND p.source_file = c.file GROUP BY p.period, band
    """,
    "qualified": """
        SELECT p.period, band, sum(qualified_lower), sum(qualified_upper)
        FROM posts p JOIN current c ON p.period = c.period AND p.source_file = c.file GROUP BY p.period, band
    """,
    "training_cost": """
        SELECT t.period, delivery, sum(cast(cost_lower AS decimal(18, 2))), sum(cast(cost_upper AS decimal(18, 2)))
        FROM training t JOIN current c ON t.period = c.period AND t.source_file = c.file GROUP BY t.period, delivery
    """,
}


def extract(program, workspace, shards):
    """The map task: reads its files into shards; gives how many there were."""

    def task(files):
        files = list(files)
        if files:
            line = [program, "--workspace", workspace, "--jobs", "1", "--quiet", "extract", "--to", shards]
            done = subprocess.run(line + files, capture_output=True, text=True)
            # 3: done, and a file was rejected; collate reports it.
            if done.returncode not in (0, 3):
                raise RuntimeError(done.stderr)
        yield len(files)

    return task


def in_sql(spark, shards):
    """The measures from the shards, by (measure, period, category)."""
    for table in ("returns", "posts", "training"):
        spark.read.parquet(f"{shards}/{table}").createOrReplaceTempView(table)
    spark.sql(CURRENT).createOrReplaceTempView("current")
    return {
        (measure, period, category): (Decimal(lower), Decimal(upper))
        for measure, query in MEASURES.items()
        for period, category, lower, upper in spark.sql(query).collect()
        if lower is not None
    }


def in_outputs(folder):
    """The same measures from a run's tables."""
    found = {}
    for path in sorted(pathlib.Path(folder).glob("*/tidy/measures.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                ours = row["measure"] in MEASURES and row["council_code"] == "ALL" and row["lower"]
                if ours and row["breakdown"] in ("band", "delivery") and row["category"] != "all":
                    key = (row["measure"], row["period"], row["category"])
                    found[key] = (Decimal(row["lower"]), Decimal(row["upper"]))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--returns", required=True, help="the program")
    parser.add_argument("--workspace", required=True, help="the workspace with the returns")
    parser.add_argument("--shards", required=True, help="folder that the shards go into")
    parser.add_argument("--tasks", type=int, default=4, help="how many map tasks")
    parser.add_argument("--against", help="output folder of a run to hold the figures against")
    asked = parser.parse_args()
    program, workspace, shards = (
        str(pathlib.Path(path).resolve()) for path in (asked.returns, asked.workspace, asked.shards)
    )
    files = sorted(str(path) for path in pathlib.Path(workspace, "input").rglob("*") if path.is_file())

    spark = (
        SparkSession.builder.master("local[2]").appName("returns")
        .config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "4").getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    tasks = spark.sparkContext.parallelize(files, asked.tasks)
    read = sum(tasks.mapPartitions(extract(program, workspace, shards)).collect())
    print(f"{read} files read in {asked.tasks} tasks")

    done = subprocess.run([program, "--workspace", workspace, "--quiet", "collate", "--from", shards])
    if done.returncode not in (0, 3):
        sys.exit(done.returncode)

    figures = in_sql(spark, shards)
    spark.stop()
    meant = in_outputs(asked.against or pathlib.Path(workspace, "output"))
    wrong = [key for key in sorted(figures.keys() | meant.keys()) if figures.get(key) != meant.get(key)]
    for key in wrong:
        print(f"{' '.join(key)}: {figures.get(key)} in SQL, {meant.get(key)} in the run", file=sys.stderr)
    print(f"{len(figures)} figures worked out in SQL, {len(wrong)} not those of the run")
    sys.exit(1 if wrong or not figures else 0)


if __name__ == "__main__":
    main()
