"""From a picture's file name to a name for who is in it: "Lena" from `Lena_front.jpg`; "" where there is none."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from lib.domain.naming import can_be_named, folded, letters, mentions_of, normal

_LONGEST, _MOST_WORDS = 40, 4
"""What reads as a name after `@`. A longer one is the file's story, and nobody's name."""
_FOLDER = regex.compile(r".*[/\\]", regex.DOTALL)
_ENDING = regex.compile(r"\.[A-Za-z0-9]{1,5}$")
_UUID = regex.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}|(?<![\p{L}\p{N}])[0-9a-f]{16,}", regex.IGNORECASE)
_WORD = regex.compile(r"\p{Lu}+(?![\p{Ll}])[\p{M}\p{N}]*|\p{Lu}?[\p{Ll}\p{M}\p{N}'’]+|[\p{L}\p{M}\p{N}]+")
"""A word, also within CamelCase."""
_NUMBER = regex.compile(r"\p{N}+(st|nd|rd|th|x|px|p|k|am|pm)?|v\p{N}+|\p{N}+x\p{N}+", regex.IGNORECASE)
_NUMBERED = regex.compile(r"([\p{L}\p{M}]{2,})\p{N}{1,3}")
_CODE = regex.compile(r"(?=.*\p{N})(?=.*\p{L}).{5,}", regex.DOTALL)
_DEVICE = regex.compile(
    r"(img|dsc[nf]?|pxl|mvimg|vid|gopr|dji|dcim|cimg|scan|unnamed|untitled|download|generated|mmexport|wechat|wx|qq"
    r"|screen ?shots?|bildschirmfoto|captured?|whats ?app|signal|telegram|chat ?gpt|dall|midjourney|gemini"
    r"|unsplash|pexels|pixabay|shutterstock|istock(photo)?|adobe ?stock|getty ?images)(?![\p{Ll}\p{Lu}])"
    r"|微信|企业微信|屏幕|截屏|截图|qq图片|下载|未命名|扫描",
    regex.IGNORECASE,
)
"""How files begin that a camera, a messenger, an archive or another program named."""
_BEFORE = regex.compile(
    r"photos?|pictures?|pics?|images?|img|files?|copy|of|final|portraits?|headshots?|ref|reference|front|profile"
)
_BEHIND = regex.compile(
    r"a|the|of|from|fronts?|backs?|backside|rear|sides?|left|right|profile|faces?|head|headshots?|portraits?|full"
    r"|fullbody|body|half|close|closeup|up|top|views?|detail|turnaround|sheet|angle|photos?|pictures?|pics?|images?"
    r"|img|files?|copy|final|edit|edited|retouched|ref|reference|small|large|big|new|old|low|high|res|hd|web|rgb|crop"
    r"|cropped|cutout|transparent|nobg|bg|background|png|jpe?g|webp|heic|thumb|thumbnail|original|orig|version|upload"
    r"|test"
)
"""Words that only say how somebody is seen, or what became of the file."""
_CHINESE_VIEWS = (
    *("正面照", "侧面照", "背面照", "全身照", "半身照", "正面", "侧面", "背面", "背影", "全身", "半身", "头像", "特写"),
    *("肖像", "照片", "图片", "图像", "副本", "最终", "定稿", "参考图", "参考", "原图", "透明", "抠图", "新建", "拷贝"),
)


def stem_of(file: str) -> str:
    """A file's name without its folder and its ending."""
    return _ENDING.sub("", _FOLDER.sub("", normal(file))).strip()


def name_from_file(file: str) -> str:
    """The name that a file's name says, as it would be typed; "" for what a camera, a program or nobody named."""
    stem = stem_of(file)
    if _DEVICE.match(stem) or _UUID.search(stem):
        return ""
    words = _words(stem)
    name = "".join(before + word for before, word in words).strip(" -")
    if len(words) > _MOST_WORDS or not can_be_named(name) or len(letters(name)) > _LONGEST:
        return ""
    return name[:1].upper() + name[1:]


def offered_name(files: Sequence[str], others: Sequence[str]) -> str:
    """The first name that these files say, for one more in a cast of `others` (names as typed); "" if that is taken."""
    name = next(filter(None, map(name_from_file, files)), "")
    return name if name and mentions_of([*others, name])[-1] == f"@{name}" else ""


def _words(stem: str) -> list[tuple[str, str]]:
    """Each with what stands before it, without numbers and words that only say how somebody is seen."""
    words: list[tuple[str, str]] = []
    end = 0
    for found in _WORD.finditer(stem):
        words.append((_between(stem[end : found.start()], found), _bare(found[0])))
        end = found.end()
    while words and _says_nothing(words[-1][1], _BEHIND):
        words.pop()
    while words and _says_nothing(words[0][1], _BEFORE):
        words.pop(0)
    return [] if any(_CODE.fullmatch(word) for _, word in words) else words


def _between(separators: str, word: regex.Match[str]) -> str:
    # "Anne-Marie" is one name, "red-fox" are two words.
    return separators if not separators or (separators == "-" and word[0][:1].isupper()) else " "


def _bare(word: str) -> str:
    """Without the number or the view at its end: "Mia" of "Mia02", "红狐" of "红狐正面"."""
    if numbered := _NUMBERED.fullmatch(word):
        word = numbered[1]
    for view in _CHINESE_VIEWS:
        if word != view and word.endswith(view):
            return word.removesuffix(view)
    return word


def _says_nothing(word: str, filler: regex.Pattern[str]) -> bool:
    return bool(_NUMBER.fullmatch(word) or filler.fullmatch(folded(word))) or word in _CHINESE_VIEWS
