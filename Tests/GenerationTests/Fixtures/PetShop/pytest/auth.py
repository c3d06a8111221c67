"""How requests get their credentials: one function for each security scheme.

The values come from the environment; a test that lacks one is skipped and says which.
"""

from assay_runtime import credentials


def token(settings):
    """A bearer token."""
    return credentials.bearer(settings.credential("API_TOKEN"))


def shop_key(settings):
    """An API key, sent in the header as X-Shop-Key."""
    key = settings.credential("API_KEY_SHOP_KEY", "API_KEY")
    return credentials.key_in_header("X-Shop-Key", key)


def partner_key(settings):
    """An API key, sent in the query as key."""
    key = settings.credential("API_KEY_PARTNER_KEY", "API_KEY")
    return credentials.key_in_query("key", key)


# Security scheme of the document -> function.
SCHEMES = {
    "token": token,
    "shopKey": shop_key,
    "partnerKey": partner_key,
}
