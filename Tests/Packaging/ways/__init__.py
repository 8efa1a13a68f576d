"""The runs that make each function do all it ever does, in a file for each area.

A run has the table's initial items, and the samples sent to the function in turn, each at a time. The mail service
accepts everything.
"""

import importlib
import pathlib

AREAS = sorted(path.stem for path in pathlib.Path(__file__).parent.glob("[a-z]*.py"))
# Area -> function -> its runs; areas are in lower case, like the files.
BY_AREA = {area: importlib.import_module(f"{__name__}.{area}").WAYS for area in AREAS}
