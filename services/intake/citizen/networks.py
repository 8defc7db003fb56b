"""Does an address lie in one of the office's own networks: what is rated from there is flagged, never refused [D]."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence


def is_within(address: str, networks: Sequence[str]) -> bool:
    """False for what is no address. `networks` are like 10.1.0.0/16."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(ip in ipaddress.ip_network(network, strict=False) for network in networks)
