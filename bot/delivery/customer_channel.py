"""A customer's channel, as far as something can be said in it now."""

from bot.delivery.attempt import ChannelAway, Undeliverable

_AWAY = {
    "archived": "the customer's channel is archived",
    "bot_removed": "Milepost was removed from the customer's channel",
}


def open_channel(channel_id: str | None, state: str) -> str:
    """The channel to speak in, by the account's `channel_state`.

    Raises `ChannelAway` while it may come back, `Undeliverable` where there is none.
    """
    if state in _AWAY:
        raise ChannelAway(_AWAY[state])
    if state == "deleted":
        raise Undeliverable("the customer's channel was deleted")
    if channel_id is None:
        raise Undeliverable("the customer has no channel")
    return channel_id
