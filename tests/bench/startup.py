"""Start-up: programs in turns, many times each, standard output to /dev/null. CPU is user and system of the process.

python3 tests/bench/startup.py [PROGRAM…]     default: build/dechaff, and build/static/dechaff where it was built
"""
import os
import pathlib
import shutil
import statistics
import sys
import time

ROUNDS = 200
page = "build/bench/page-of-7-kb.txt"  # the first English samples, one behind the other
os.makedirs("build/bench", exist_ok=True)
with open(page, "wb") as out:
    out.write(b"".join(p.read_bytes() for p in sorted(pathlib.Path("samples/pages").glob("en-*[a-z].txt")) if ".expected" not in p.name)[:7000])
programs = sys.argv[1:] or [p for p in ("build/dechaff", "build/static/dechaff") if os.path.exists(p)]
commands = [[p, *rest] for p in programs for rest in (["--version"], ["run", "-q", page])]
commands += [[name, "--version"] for name in ("rg", "python3", "true") if shutil.which(name)]
null = os.open(os.devnull, os.O_RDWR)
times = [[] for _ in commands]
clock = [[] for _ in commands]
for _ in range(ROUNDS):
    for k, command in enumerate(commands):
        begin = time.perf_counter()
        child = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)])
        _, status, used = os.wait4(child, 0)
        clock[k].append((time.perf_counter() - begin) * 1e3)
        times[k].append((used.ru_utime + used.ru_stime) * 1e3)
        if status != 0:
            sys.exit(f"{' '.join(command)}: status {status}")
peer = next((statistics.median(t) for t, c in zip(times, commands) if c[0] == "rg"), None)
print(f"| {ROUNDS} runs in turns; the page has {pathlib.Path(page).stat().st_size} bytes | ms of CPU, median | best | ms by the clock, median | times `rg --version` |")
print("|---|---|---|---|---|")
for command, cpu, wall in zip(commands, times, clock):
    ratio = f"{statistics.median(cpu) / peer:.2f}" if peer else ""
    print(f"| `{' '.join(command)}` | {statistics.median(cpu):.2f} | {min(cpu):.2f} | {statistics.median(wall):.2f} | {ratio} |")
