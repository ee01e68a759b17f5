"""The two ways in which Slack brings a payload to an app: Socket Mode and signed HTTP."""

from sandbox.transports.base import ACK_LIMIT, RETRY_WAITS, Ack, Kind, Transport
from sandbox.transports.signed_http import SignedHttp
from sandbox.transports.socket_mode import SocketMode

__all__ = ["ACK_LIMIT", "RETRY_WAITS", "Ack", "Kind", "SignedHttp", "SocketMode", "Transport"]
