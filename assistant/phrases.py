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
    "why_place": {
        "zh-Hans": "说的是{place}，不是{asked}",
        "zh-Hant": "說的是{place}，不是{asked}",
        "en": "is about {place}, not {asked}",
    },
    "why_part_of_place": {
        "zh-Hans": "说的只是{place}",
        "zh-Hant": "說的只是{place}",
        "en": "is about {place} alone",
    },
    "why_place_unnamed": {
        "zh-Hans": "没有提到{asked}",
        "zh-Hant": "沒有提到{asked}",
        "en": "does not mention {asked}",
    },
    "why_other_year": {
        "zh-Hans": "给出的是{year}年的数字，不是所问年份的",
        "zh-Hant": "給出的是{year}年的數字，不是所問年份的",
        "en": "gives a figure for {year}, not for the year asked about",
    },
    "why_topic": {
        "zh-Hans": "没有提到“{topic}”",
        "zh-Hant": "沒有提到「{topic}」",
        "en": "does not mention “{topic}”",
    },
    "why_year": {
        "zh-Hans": "没有提到所问的年份",
        "zh-Hant": "沒有提到所問的年份",
        "en": "does not name the year asked about",
    },
    "why_figure": {
        "zh-Hans": "提到“{topic}”，但没有给出所问的数字",
        "zh-Hant": "提到「{topic}」，但沒有給出所問的數字",
        "en": "mentions “{topic}”, but not the figure asked for",
    },
    "why_date": {
        "zh-Hans": "没有写明日期",
        "zh-Hant": "沒有寫明日期",
        "en": "gives no date",
    },
    "why_document_number": {
        "zh-Hans": "没有写明文号",
        "zh-Hant": "沒有寫明文號",
        "en": "gives no document number",
    },
    "quoted": {"zh-Hans": "“{words}”", "zh-Hant": "「{words}」", "en": "“{words}”"},
    "or": {"zh-Hans": "或", "zh-Hant": "或", "en": " or "},
    "headline": {"zh-Hans": "{metric}：{figure}", "zh-Hant": "{metric}：{figure}", "en": "{metric}: {figure}"},
    "headed": {"zh-Hans": "**{head}**——{line}", "zh-Hant": "**{head}**——{line}", "en": "**{head}** — {line}"},
    "part_not_found": {"zh-Hans": "未找到：“{part}”", "zh-Hant": "未找到：「{part}」", "en": "Not found: “{part}”"},
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
    "model_replaced": {
        "zh-Hans": "语言模型的回答中有 {count} 句未通过核对，已换为原文摘录。",
        "zh-Hant": "語言模型的回答中有 {count} 句未通過核對，已換為原文摘錄。",
        "en": "{count} sentence(s) of the language model did not pass the checks; words of the sources replace them.",
    },
    "model_not_found": {
        "zh-Hans": "语言模型在检索到的资料中没有找到答案。",
        "zh-Hant": "語言模型在檢索到的資料中沒有找到答案。",
        "en": "The language model found no answer in the passages that were retrieved.",
    },
    "nearest_words": {
        "zh-Hans": "最接近的原文：",
        "zh-Hant": "最接近的原文：",
        "en": "The nearest passages:",
    },
    "model_key": {
        "zh-Hans": "HTTP {status}，密钥未被接受",
        "zh-Hant": "HTTP {status}，金鑰未被接受",
        "en": "HTTP {status}, the key is refused",
    },
    "model_missing": {
        "zh-Hans": "HTTP {status}，没有这个模型或地址",
        "zh-Hant": "HTTP {status}，沒有這個模型或位址",
        "en": "HTTP {status}, no such model or address",
    },
    "model_busy": {
        "zh-Hans": "HTTP {status}，请求过多",
        "zh-Hant": "HTTP {status}，請求過多",
        "en": "HTTP {status}, too many requests",
    },
    "model_busy_for": {
        "zh-Hans": "HTTP {status}，请求过多，请在 {seconds} 秒后重试",
        "zh-Hant": "HTTP {status}，請求過多，請在 {seconds} 秒後重試",
        "en": "HTTP {status}, too many requests; try again in {seconds} s",
    },
    "model_server": {
        "zh-Hans": "HTTP {status}，服务器出错",
        "zh-Hant": "HTTP {status}，伺服器出錯",
        "en": "HTTP {status}, the server failed",
    },
    "model_status": {
        "zh-Hans": "HTTP {status}",
        "zh-Hant": "HTTP {status}",
        "en": "HTTP {status}",
    },
    "model_timeout": {
        "zh-Hans": "等待超时",
        "zh-Hant": "等待逾時",
        "en": "timeout",
    },
    "model_unreachable": {
        "zh-Hans": "无法连接",
        "zh-Hant": "無法連線",
        "en": "no connection",
    },
    "model_broken": {
        "zh-Hans": "连接中断",
        "zh-Hant": "連線中斷",
        "en": "the connection broke off",
    },
    "model_reported": {
        "zh-Hans": "服务器报告出错",
        "zh-Hant": "伺服器回報錯誤",
        "en": "the server reports an error",
    },
    "model_malformed": {
        "zh-Hans": "回答格式有误",
        "zh-Hant": "回答格式有誤",
        "en": "malformed reply",
    },
    "model_empty": {
        "zh-Hans": "回答为空",
        "zh-Hant": "回答為空",
        "en": "empty reply",
    },
    "model_endless": {
        "zh-Hans": "回答过长",
        "zh-Hant": "回答過長",
        "en": "endless reply",
    },
    "model_thinking": {
        "zh-Hans": "模型只有思考，没有回答",
        "zh-Hant": "模型只有思考，沒有回答",
        "en": "it only thought, and did not answer",
    },
    "model_context": {
        "zh-Hans": "提示超出模型的上下文长度，请调低 POLICYLENS_LLM_CONTEXT",
        "zh-Hant": "提示超出模型的上下文長度，請調低 POLICYLENS_LLM_CONTEXT",
        "en": "the prompt is longer than the model's context: lower POLICYLENS_LLM_CONTEXT",
    },
}


def phrase(name: str, language: Language, **values: object) -> str:
    """The phrase in that language, with the values filled in."""
    return _PHRASES[name][language].format(**values)


def every_wording(name: str) -> list[str]:
    """The phrase in all languages."""
    return list(_PHRASES[name].values())
