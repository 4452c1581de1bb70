"""Words that tell who speaks, after a quotation: "said Ann", "she added", "underlines Mr Roy" in translated text."""

from __future__ import annotations

import re
from typing import Final

_STEMS: Final = """
    say|says|said; tell|tells|told; add|adds|added; ask|asks|asked; reply|replies|replied; answer|answers|answered;
    explain|explains|explained; warn|warns|warned; note|notes|noted; stress|stresses|stressed; insist|insists|insisted;
    declare|declares|declared; announce|announces|announced; claim|claims|claimed; state|states|stated;
    comment|comments|commented; conclude|concludes|concluded; continue|continues|continued; recall|recalls|recalled;
    affirm|affirms|affirmed; assure|assures|assured; underline|underlines|underlined; indicate|indicates|indicated;
    point|points|pointed; regret|regrets|regretted; admit|admits|admitted; confirm|confirms|confirmed;
    deplore|deplores|deplored; denounce|denounces|denounced; emphasize|emphasizes|emphasized;
    emphasise|emphasises|emphasised; remark|remarks|remarked; observe|observes|observed; argue|argues|argued;
    promise|promises|promised; write|writes|wrote; report|reports|reported; repeat|repeats|repeated;
    complain|complains|complained; exclaim|exclaims|exclaimed; launch|launches|launched; judge|judges|judged;
    estimate|estimates|estimated; believe|believes|believed; think|thinks|thought;
    acknowledge|acknowledges|acknowledged; confide|confides|confided; joke|jokes|joked; shout|shouts|shouted;
    cry|cries|cried; whisper|whispers|whispered;
    murmur|murmurs|murmured; sum|sums|summed; highlight|highlights|highlighted; mention|mentions|mentioned;
    assert|asserts|asserted; protest|protests|protested; predict|predicts|predicted; suggest|suggests|suggested;
    urge|urges|urged; stammer|stammers|stammered; specify|specifies|specified; precise|precises|precised;
    reveal|reveals|revealed; agree|agrees|agreed; object|objects|objected; retort|retorts|retorted;
    rejoice|rejoices|rejoiced; summarize|summarizes|summarized; laugh|laughs|laughed; wonder|wonders|wondered;
    explode|explodes|exploded; quip|quips|quipped; welcome|welcomes|welcomed; lament|laments|lamented; sigh|sighs|sighed
"""
_VERBS: Final = "|".join(form.strip() for entry in _STEMS.split(";") for form in entry.strip().split("|"))
_REPORTS = re.compile(
    rf"\s*(?:(?:he|she|they|we|I|it|(?:the|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)\s\w+|[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?)\s+)?"
    rf"(?:also\s+|then\s+|further\s+)?(?:{_VERBS})\b(?!\s+[“\"])"
)


def reports_speech(text: str) -> bool:
    """Whether `text` starts by telling who spoke."""
    return _REPORTS.match(text) is not None
