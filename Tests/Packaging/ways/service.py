"""The runs of the functions for the service itself."""

WAYS = {
    "CheckHealth": ([], [("check-health", "2026-11-28T16:30:00Z")]),
    "RefuseRoute": ([], [("refuse-route", "2026-11-28T16:30:00Z")]),
    "ShowAPIDocument": ([], [("show-api-document", "2026-11-28T16:30:00Z")]),
    "ShowAPIReference": ([], [("show-api-reference", "2026-11-28T16:30:00Z")]),
    "ShowService": ([], [("show-service", "2026-11-28T16:30:00Z")]),
}
