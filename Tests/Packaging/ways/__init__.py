"""What each function is run through, so that it does all it ever does, in a file for each area.

A way is what is in the table before, and the samples that the function is sent one after the other, each at a time. The
mail service takes what comes.
"""

import importlib
import pathlib

AREAS = sorted(path.stem for path in pathlib.Path(__file__).parent.glob("[a-z]*.py"))
# Area -> function -> its ways; areas in small letters, as the files are named.
BY_AREA = {area: importlib.import_module(f"{__name__}.{area}").WAYS for area in AREAS}
