"""How flashes are worded: names kept apart from the sentence around them."""

from markupsafe import Markup


def tell(text: str, **names: object) -> Markup:
    """`text` with each `%(name)s` in a <bdi>: an Arabic name doesn't turn an English sentence."""
    isolated = {key: Markup("<bdi>{}</bdi>").format(name) for key, name in names.items()}
    return Markup(text) % isolated  # noqa: S704  # `text` is ours, and % escapes what goes in
