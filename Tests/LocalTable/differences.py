"""Who answers otherwise than the tests say, where, and why.

A test that is listed runs all the same and must fail: when it starts to pass, its line is wrong and has to go.
"""

KNOWN = {
    "aws": {
    },
    "local": {
    },
    "ministack": {
    },
}
