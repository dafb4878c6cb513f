import pytest

from assistant.checks.polarity import contradicts

ZH, EN = "提供者不得向未成年人推送广告，应当建立投诉机制。", "Providers shall not push advertisements to minors."

FLIPS = [
    (ZH, "提供者应当向未成年人推送广告。"),
    (ZH, "提供者可以向未成年人推送广告。"),
    (ZH, "提供者不得建立投诉机制。"),
    (EN, "Providers shall push advertisements to minors."),
    (EN, "Providers may push advertisements to minors."),
    (EN, "提供者可以向未成年人推送广告。"),
    ("Providers must set up a hotline.", "提供者不得设立热线。"),
    ("The law does not apply to research.", "The law applies to research."),
    ("本办法不适用于科研活动。", "This law applies to research."),
    ("禁止向境外提供数据。", "允许向境外提供数据。"),
    ("到2027年，单位能耗下降18%。", "到2027年，单位能耗提高18%。"),
    ("Costs are to be reduced.", "成本要提高。"),
    ("该标准为强制性标准。", "该标准是自愿采用的。"),
]
FAIR = [
    (ZH, "不得向未成年人推送广告。"),
    (ZH, "严禁向未成年人推送广告。"),
    (ZH, "提供者应当建立投诉机制。"),
    (ZH, "Providers must not push advertisements to minors."),
    (EN, "Providers are prohibited from pushing advertisements to minors."),
    (EN, "禁止提供者向未成年人推送广告。"),
    ("未经批准不得发布。", "须经批准方可发布。"),
    ("未经批准不得发布。", "Publication requires approval."),
    ("Firms shall not share data unless the user agrees.", "Firms may share data if the user agrees."),
    ("占比不低于30%。", "占比应当达到30%。"),
    ("The share shall not exceed 30%.", "The share must be 30% or less."),
    ("不断提升智能算力水平。", "Computing power is to be raised continuously."),
    ("支持无人机产业发展。", "Support the drone industry."),
    ("保护未成年人个人信息。", "Minors' personal information must be protected."),
    ("培养人工智能人才，删除违法内容。", "Unlawful content must be deleted."),
    ("任何组织不得泄露商业秘密。", "Organisations must keep trade secrets confidential."),
]


@pytest.mark.parametrize(("source", "claim"), FLIPS)
def test_the_opposite_is_told(source: str, claim: str) -> None:
    assert contradicts(claim, source)
    assert not contradicts(source, source)


@pytest.mark.parametrize(("source", "claim"), FAIR)
def test_a_paraphrase_and_a_translation_are_no_opposite(source: str, claim: str) -> None:
    assert not contradicts(claim, source)
