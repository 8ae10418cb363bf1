"""tap-linkedin-ads, a Singer tap: discovers the streams, selects all of them, and extracts the records."""

import collections
import json
import os
import subprocess
import sys
import tempfile

from member import tell

program = os.path.join(os.path.dirname(sys.executable), "tap-linkedin-ads")
config = {"access_token": os.environ["TOKEN"], "user_agent": "interop", "accounts": "50550", "start_date": "2026-11-01T00:00:00Z", "date_window_size": "30"}


def run(*arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=100)
    if done.returncode:
        critical = [line for line in done.stderr.splitlines() if "CRITICAL" in line or "Error" in line]
        tell("tap-linkedin-ads", {"failed": arguments[-1].split("/")[-1], "error": critical[-1] if critical else done.stderr[-300:]})
        sys.exit()
    return done.stdout


with tempfile.TemporaryDirectory() as folder:
    def file(name, value):
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8") as out:
            json.dump(value, out)
        return path

    config_path = file("config.json", config)
    catalog = json.loads(run("--config", config_path, "--discover"))
    for stream in catalog["streams"]:
        for entry in stream["metadata"]:
            entry["metadata"]["selected"] = True
    messages = [json.loads(line) for line in run("--config", config_path, "--catalog", file("catalog.json", catalog)).splitlines()]
    records = collections.Counter(message["stream"] for message in messages if message["type"] == "RECORD")
    tell("tap-linkedin-ads", {"streams": sorted(stream["stream"] for stream in catalog["streams"]), "records": records})
