"""Whether a sentence turns what its source says into the opposite: shall not into shall, 不得 into 应当.

Only what can be told fails. Negations that a paraphrase may well drop or add (未经…不得, except, 防止) tell nothing.
"""

import re
from dataclasses import dataclass

from corpus.script import fold, has_han
from index.analyze import content_terms

# Words with a negation in them that negate nothing, and bounds of numbers, which are checked with these.
_NO_NEGATION = re.compile(
    r"不断|不仅|不但|不同|不良|不法|不动产|不等|不限于|不论|不管|不足|不到|不满|不确定性|不可或缺|不可抗力|不可分割"
    r"|不安全|不合理|不合规|不正当|不公平|不利|不实|不对称|不平衡|不充分"
    r"|不(?:得|能|会|应当?)?(?:少于|低于|超过|高于|晚于|早于|多于|大于|小于|迟于)"
    r"|禁止性|被禁止的|禁止(?:行为|事项|清单)|prohibitions?\b|\bprohibited (?:ai|act|practice|system|use)s?\b"
    r"|无论|无人|无线|无障碍|无形|无偿|无缝|未来|未成年|非法|非营利|非物质|非公有|非国有|非金属|非遗"
    r"|\b(?:no|not)\s(?:\w+\s)?(?:more|less|fewer|later|earlier|lower|higher|below|over|exceed\w*|only|limited|merely)\b"
    r"|\bnot just\b|\bno\.",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"不得|不准|不允许|不许|不可以?|不能|不应当?|禁止|严禁|无需|无须|无权|豁免|免[于予]|不|未|没有?|勿"
    r"|\b(?:not|never|cannot|no|none|nobody|neither|prohibit\w*|forbid\w*|bans?|banned|exempt\w*)\b|n't\b|(?<=can)not\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"除非|除外|除[^，。；]{1,20}外|以外|之外|仅|只[能有可在限]|才[可能]|方[可能]|避免|防止|保密|拒绝|停止|杜绝|限制|取消"
    r"|终止|撤销|例外|否则|无|非|免"
    r"|\b(?:without|unless|except\w*|only|until|avoid\w*|prevent\w*|refus\w*|refrain\w*|confidential\w*|stop\w*|cease\w*|nor|restrict\w*"
    r"|exclu\w*|other than|fail\w*|lack\w*|unlawful\w*|illegal\w*|rather than|instead|non-\w+)\b",
    re.IGNORECASE,
)
_FORBIDS = re.compile(
    r"不得|不准|不允许|不许|不可以|不应当?|禁止|严禁"
    r"|\b(?:shall|must|may|should|can) (?:\w+ )?not\b|\bcannot\b|\b(?:prohibit|forbid)\w*|\bbann?(?:s|ed)?\b"
    r"|\bnot (?:be )?(?:allowed|permitted)\b|\b(?:nobody|no \w+) (?:may|can|shall|must)\b",
    re.IGNORECASE,
)
_BINDS_OR_ALLOWS = re.compile(
    r"应当?|必须|须|可以?|允许|准许|\b(?:shall|must|may|should|can|allow\w*|permit\w*|requir\w*|oblig\w*)\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[，；。！？：\n|]|[,;:.!?](?=\s|$)|\bbut\b|\band (?=shall\b|must\b|may\b|should\b|can\b)")
_OPPOSITES = (
    (
        r"增加|增长|增至|提高|提升|上升|扩大|\b(?:increas|rais|expand)\w*|\b(?:ris|grow)(?:e|es|ing|n|s|th)?\b",
        r"减少|下降|降低|降至|缩减|压减|缩小"
        r"|\b(?:reduc|decreas|declin|shrink)\w*|\b(?:fall|drop)s? (?:by|to|below|from)\b",
    ),
    (r"自愿|\bvoluntar\w*", r"强制|\b(?:mandator|compulsor)\w*"),
)
_PAIRS = tuple((re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)) for one, other in _OPPOSITES)
_ALIKE = 0.5  # the share of a clause's words that make it the same clause
_MODAL_TERMS = frozenset(
    "不得 不准 不 应 应当 必须 须 需 可 可以 允许 禁止 严禁 must may can prohibit forbid allow permit".split()
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause; `negative` is None where that cannot be told."""

    terms: frozenset[str]
    negative: bool | None


def contradicts(claim: str, source: str) -> bool:
    """Say whether a sentence says the opposite of what its source does, as far as that can be told by words alone."""
    claim, source = fold(claim), fold(source)
    if any(_opposed(claim, source, *pair) for pair in _PAIRS):
        return True
    if has_han(claim) != has_han(source):
        return _turned(claim, source)
    return any(_flipped(clause, _clauses(source)) for clause in _clauses(claim))


def _opposed(claim: str, source: str, one: re.Pattern[str], other: re.Pattern[str]) -> bool:
    said = bool(one.search(claim)), bool(other.search(claim))
    given = bool(one.search(source)), bool(other.search(source))
    return any(said) and said == given[::-1] and said != given


def _turned(claim: str, source: str) -> bool:
    """Across languages: a ban of what is not even restricted, or leave or duty to do what is only banned.

    Where both are one clause, any negation tells.
    """
    ours, theirs = _clauses(claim), _clauses(source)
    if len(ours) == len(theirs) == 1 and {ours[0].negative, theirs[0].negative} == {True, False}:
        return True
    said, given = _NO_NEGATION.sub(" ", claim), _NO_NEGATION.sub(" ", source)
    if _FORBIDS.search(said):
        return not (_NEGATION.search(given) or _CONDITION.search(given))
    if _NEGATION.search(said) or _CONDITION.search(said) or not _BINDS_OR_ALLOWS.search(said):
        return False
    left = _FORBIDS.sub(" ", given)
    untold = _NEGATION.search(left) or _CONDITION.search(left) or _BINDS_OR_ALLOWS.search(left)
    return left != given and not untold


def _flipped(claim: _Clause, clauses: list[_Clause]) -> bool:
    """Within a language: the clause most like it is negative where it is not, or the other way round."""
    if claim.negative is None or not claim.terms:
        return False
    shares = [(len(claim.terms & clause.terms) / len(claim.terms), clause.negative) for clause in clauses]
    best = max((share for share, _ in shares), default=0.0)
    alike = {negative for share, negative in shares if share >= max(_ALIKE, 0.8 * best)}
    return alike == {not claim.negative}


def _clauses(text: str) -> list[_Clause]:
    """The clauses; one that neither negates, binds nor allows goes with the one before it, the first with the next."""
    parts: list[str] = []
    open_start = True
    for part in _CLAUSES.split(_NO_NEGATION.sub(" ", text)):
        told = bool(_NEGATION.search(part) or _BINDS_OR_ALLOWS.search(part))
        if parts and (open_start or not told):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
        open_start = open_start and not told
    return [_clause(part) for part in parts]


def _clause(text: str) -> _Clause:
    count = len(_NEGATION.findall(text))
    unsure = count > 1 or _CONDITION.search(_NEGATION.sub(" ", text))
    terms = frozenset(content_terms(_NEGATION.sub(" ", text))) - _MODAL_TERMS
    return _Clause(terms, None if unsure else count == 1)
