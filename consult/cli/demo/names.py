"""Invented people: common surnames and given names put together by chance, the same for the same seed."""

from __future__ import annotations

from random import Random

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋"
    "杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严"
)
_GIVEN = tuple(
    names.split()
    for names in (
        "国华 建国 秀英 桂珍 志强 玉兰 美芳 永康 阿根 惠芬 德明 月琴 宝林 凤仙 福生 素珍 金娣 文龙 彩云 根宝 佩华 正荣",
        "伟 敏 静 丽 强 军 洋 勇 艳 杰 涛 超 霞 平 刚 玲 晓东 海燕 志宏 丽萍 建平 春梅 卫国 雪峰 晓红 立新 永刚 文君",
        "子涵 欣怡 浩然 雨桐 思远 佳琪 梓轩 晨曦 嘉明 梦琪 一鸣 可欣 宇航 诗雨 俊杰 文博 若曦 天宇 婉清 逸飞",
    )
)
"""Given names of three generations."""


class Namer:
    """Gives out names, each only once, with the four characters that the roll keys an owner by."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._given: set[tuple[str, str]] = set()

    def person(self) -> tuple[str, str]:
        """A name and its key; two people of one name get different keys, as happens in real estates."""
        while True:
            name = self._chance.choice(_SURNAMES) + self._chance.choice(self._chance.choice(_GIVEN))
            key = f"{self._chance.randrange(10_000):04d}"
            key = key[:3] + "X" if self._chance.random() < 0.09 else key
            if (name, key) not in self._given:
                self._given.add((name, key))
                return name, key

    def phone(self) -> str:
        """A number of the right length that no network gives out."""
        return f"1990000{self._chance.randrange(10_000):04d}"
