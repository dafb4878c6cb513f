"""The few words that PolicyLens says itself, in the language and script of the question."""

from collections.abc import Mapping

from ingest.document import Language

_PHRASES: Mapping[str, Mapping[Language, str]] = {
    "not_found": {
        "zh-Hans": "资料库中没有找到能回答这个问题的内容。",
        "zh-Hant": "資料庫中沒有找到能回答這個問題的內容。",
        "en": "The library does not hold an answer to this question.",
    },
    "nearest": {
        "zh-Hans": "最接近的文件：",
        "zh-Hant": "最接近的文件：",
        "en": "The nearest documents:",
    },
    "no_hits": {
        "zh-Hans": "没有文件符合所选条件。",
        "zh-Hant": "沒有文件符合所選條件。",
        "en": "No document matches the filters.",
    },
    "place_not_found": {"zh-Hans": "未找到", "zh-Hant": "未找到", "en": "not found"},
    "place": {"zh-Hans": "地区", "zh-Hant": "地區", "en": "Place"},
    "source_says": {"zh-Hans": "原文", "zh-Hant": "原文", "en": "What the source says"},
    "original_zh": {"zh-Hans": "", "zh-Hant": "", "en": "(Chinese original) "},
    "original_en": {"zh-Hans": "（英文原文）", "zh-Hant": "（英文原文）", "en": ""},
    "model_failed": {
        "zh-Hans": "语言模型没有给出可用的回答（{reason}），以下为原文摘录。",
        "zh-Hant": "語言模型沒有給出可用的回答（{reason}），以下為原文摘錄。",
        "en": "The language model gave no usable answer ({reason}); these are the words of the sources.",
    },
    "model_cut": {
        "zh-Hans": "语言模型的回答中有 {count} 句未通过核对，已删去。",
        "zh-Hant": "語言模型的回答中有 {count} 句未通過核對，已刪去。",
        "en": "{count} sentence(s) of the language model did not pass the checks and were left out.",
    },
}


def phrase(name: str, language: Language, **values: object) -> str:
    """The phrase in that language, with the values filled in."""
    return _PHRASES[name][language].format(**values)
