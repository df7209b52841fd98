"""What only those write who want to sell the business something: a link, and an advertiser's words beside it.

Both are needed, in one message. Customers send links, too, and they speak of offers and codes; a customer taken for an
advertiser costs more than an advertiser taken for a customer, so a row belongs here only when no customer would say it.
"""

from __future__ import annotations

import re

#: Not the end of an e-mail address, which customers do leave.
_DOMAIN = r"(?<![@\w.-])[\w-]+\.(?:com|net|org|info|biz|io|ru|top|xyz|shop|online|site|ly)\b"
_LINK = re.compile(rf"https?://|\bwww\.|{_DOMAIN}", re.IGNORECASE)

_PHRASES = (
    # English
    r"\bseo\b|\bbacklinks?\b|rank(?:ing)? (?:your|higher|#?1|first)|(?:first|top) page of google",
    r"(?:grow|boost) your (?:business|sales|traffic|followers|instagram)|buy (?:followers|leads)",
    r"(?:redesign|rebuild|improve) your (?:web ?site|online presence)",
    r"pre-?approved for|business (?:loan|funding|capital)|merchant cash advance",
    r"(?:crypto|bitcoin|forex) (?:invest|trad|signal|profit)|guaranteed (?:returns?|profits?)|online casino|free spins",
    r"(?:you(?: have|'ve)? won|claim your) (?:an? |the |your )?(?:prize|reward|gift card|iphone)",
    r"click (?:here|below|the link|this link) to (?:claim|verify|unlock|win)",
    r"(?:reply|text|send) stop to (?:opt.?out|unsubscribe|end)|to unsubscribe",
    # Spanish
    r"posicionamiento (?:seo|web)|primera página de google|haga crecer su negocio|comprar seguidores",
    r"préstamos? (?:para su negocio|preaprobados?|inmediatos?)|ganancias garantizadas|casino en línea",
    r"(?:has|ha) ganado (?:un|una|el|la) (?:premio|iphone|sorteo)",
    r"haga clic (?:aquí|en el enlace) para (?:reclamar|verificar)",
)
_SELLS = re.compile("|".join(_PHRASES), re.IGNORECASE)


def advertises(text: str) -> bool:
    """Whether a message is advertising to the business, beyond a doubt."""
    return bool(_LINK.search(text) and _SELLS.search(text))
