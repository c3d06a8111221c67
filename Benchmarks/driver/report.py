"""Tables of what was measured."""

import statistics

from scenarios import BY_NAME
from servers import CEILING, OURS


def ratios(runs, ceiling, key):
    """Each run divided by the ceiling's run that is nearest in time."""
    if not ceiling:
        return []
    nearest = [min(ceiling, key=lambda other: abs(other["at"] - run["at"])) for run in runs]
    return [run[key] / other[key] for run, other in zip(runs, nearest) if other[key] > 0]


def number(value):
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def spread(values):
    least, most = (f"{value:.2f}" for value in (min(values), max(values)))
    return least if least == most else f"{least}–{most}"


def verdict(figure, value, ratio):
    """The goal, and whether it is met."""
    if figure.value_max is not None:
        return f"≤ {figure.value_max:g} " + ("✓" if value <= figure.value_max else "✗")
    if figure.ratio_max is not None and ratio is not None:
        return f"≤ {figure.ratio_max:g} × " + ("✓" if ratio <= figure.ratio_max else "✗")
    return ""


HEAD = "| server | {unit} | × ceiling | spread | goal | operations/s | 99 % within µs | faults | foreign cores |"


def print_figure(figure, rows):
    """One table: a line for each server, the best first."""
    print("\n" + HEAD.format(unit=figure.unit))
    print("|---" * 9 + "|")
    ceiling = [row for row in rows if row["server"] == CEILING]
    lines = []
    for name in dict.fromkeys(row["server"] for row in rows):
        runs = [row for row in rows if row["server"] == name]
        values = [run[figure.key] for run in runs]
        value = statistics.median(values)
        against = ratios(runs, ceiling, figure.key) if name != CEILING else []
        ratio = statistics.median(against) if against else None
        cells = [
            name,
            number(value),
            f"{ratio:.2f}" if ratio is not None else "",
            spread(against) if len(against) > 1 else "",
            verdict(figure, value, ratio) if name == OURS else "",
            number(statistics.median(run["rate"] for run in runs)),
            number(statistics.median(run["p99_us"] for run in runs)),
            str(sum(run["faults"] for run in runs)),
            spread([run["foreign"] for run in runs]),
        ]
        lines.append((value, "| " + " | ".join(cells) + " |"))
    for _, line in sorted(lines):
        print(line)


def print_all(rows):
    """A section for each scenario, then everything in one table."""
    names = list(dict.fromkeys(row["scenario"] for row in rows))
    for name in names:
        print(f"\n### {BY_NAME[name].title} (`{name}`)")
        for figure in BY_NAME[name].figures:
            print_figure(figure, [row for row in rows if row["scenario"] == name])
    print_matrix(rows, names)


def print_matrix(rows, names):
    """The median ratio of each server in each scenario; the ceiling's line has the figure itself."""
    columns = [(name, figure) for name in names for figure in BY_NAME[name].figures]
    titles = [name if figure is BY_NAME[name].figures[0] else f"{name}, {figure.key}" for name, figure in columns]
    print("\n### All: × ceiling\n\n| server | " + " | ".join(titles) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for server in dict.fromkeys(row["server"] for row in rows):
        cells = []
        for name, figure in columns:
            of_scenario = [row for row in rows if row["scenario"] == name]
            runs = [row for row in of_scenario if row["server"] == server]
            if server == CEILING:
                cells.append(number(statistics.median(run[figure.key] for run in runs)) if runs else "")
                continue
            against = ratios(runs, [row for row in of_scenario if row["server"] == CEILING], figure.key)
            cells.append(f"{statistics.median(against):.2f}" if against else "")
        print(f"| {server} | " + " | ".join(cells) + " |")
