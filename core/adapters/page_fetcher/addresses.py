"""Which addresses are out on the public net. The tables are IANA's registries of special-purpose addresses."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_NOT_PUBLIC_4 = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # this host
            "10.0.0.0/8",
            "100.64.0.0/10",  # carriers' own, and some clouds' metadata
            "127.0.0.0/8",
            "169.254.0.0/16",  # link-local, and most clouds' metadata
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",
        ),
    )
)
_PUBLIC_6 = ip_network("2000::/3")
"""All that was ever given out; everything else is special."""
_NOT_PUBLIC_6 = tuple(
    map(
        ip_network,
        (
            "2001::/23",  # Teredo, ORCHID and other protocols' own
            "2001:db8::/32",
            "2002::/16",  # 6to4: a way to any IPv4 address
            "3fff::/20",
        ),
    )
)
_TRANSLATED = ip_network("64:ff9b::/96")
"""IPv4 as networks without IPv4 see it; the address inside counts."""


def is_public(address: str) -> bool:
    """Whether an address, as a resolver gives it, may be connected to; False for what is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return _public_4(found)
    if found.scope_id is not None:
        return False
    if found in _TRANSLATED:
        return _public_4(IPv4Address(int(found) & 0xFFFFFFFF))
    return _public_6(found)


def is_address(host: str) -> bool:
    """Whether a host is named by its address."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _public_4(address: IPv4Address) -> bool:
    return not any(address in network for network in _NOT_PUBLIC_4)


def _public_6(address: IPv6Address) -> bool:
    """An address that only wraps an IPv4 one (mapped, compatible) is outside 2000::/3, and so is no public one."""
    return address in _PUBLIC_6 and not any(address in network for network in _NOT_PUBLIC_6)
