"""Letters that pass for plain Latin ones.

``LOOK_ALIKES`` is the part of Unicode's confusables (UTS #39, confusables.txt) in which one
Cyrillic, Greek or Armenian letter looks like one Latin letter.  ``STYLED`` holds letters that
compatibility normalisation (NFKC) leaves alone (small capitals, letters on dark tiles) or puts
in brackets.
"""

from __future__ import annotations

__all__ = ["LOOK_ALIKES", "STYLED"]


def _pairs(table: str) -> dict[str, str]:
    pairs = table.split()
    return {pair[0]: pair[1] for pair in pairs}


LOOK_ALIKES = _pairs(
    # Cyrillic
    "аa еe оo рp сc уy хx іi јj ѕs ԁd ԛq ԝw һh ӏl ѵv ьb кk мm нh тt вb гr пn "
    "АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ҮY ԌG ԚQ ԜW ҺH ӀI ѴV ЬB ЗZ "
    # Greek
    "αa εe ιi κk νv οo ρp τt υu χx γy ηn ωw ϲc ϳj "
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC ϿJ "
    # Armenian
    "ոn սu օo հh ցg զq ՏS ՍU ՕO Լl"
)


def _styled() -> dict[str, str]:
    small = "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpꞯqʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz"
    table = dict(zip(small[::2], small[1::2], strict=True))
    for index in range(26):
        letter = chr(ord("A") + index)
        for first in (0x1F150, 0x1F170):  # negative circled, negative squared
            table[chr(first + index)] = letter
        table[chr(0x1F110 + index)] = letter  # in brackets
        table[chr(0x249C + index)] = letter.lower()
    return table


STYLED = _styled()
