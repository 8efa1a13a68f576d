"""Reads templates with SAM's own code: each line of input is a JSON string with a template, each line of output JSON.

python3 template_tree.py tree      the tree, as `sam` reads it
python3 template_tree.py globals   the resources with the globals merged into them, as `sam deploy` does
"""

import json
import sys

from samcli.yamlhelper import yaml_parse
from samtranslator.plugins.globals.globals import Globals


def tree(text: str) -> object:
    return yaml_parse(text)


def with_globals(text: str) -> object:
    template = yaml_parse(text)
    common = Globals(template)
    merged = {}
    for name, resource in template["Resources"].items():
        merged[name] = common.merge(
            resource["Type"], resource.get("Properties", {}), name, resource.get("IgnoreGlobals"))
    return merged


if __name__ == "__main__":
    what = {"tree": tree, "globals": with_globals}[sys.argv[1]]
    for line in sys.stdin:
        try:
            print(json.dumps(what(json.loads(line))))
        except Exception as error:
            print(json.dumps({"error": type(error).__name__}))
