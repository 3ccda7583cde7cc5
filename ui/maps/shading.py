"""How dark a place on the map is: numbers of documents in a few classes, each with its place in the legend."""

from __future__ import annotations

from dataclasses import dataclass

SHADES = 5


@dataclass(frozen=True, slots=True)
class Shade:
    """A class of numbers: how dark it is, from 1 to `SHADES`, and the numbers, as in "4–7"."""

    level: int
    numbers: str


@dataclass(frozen=True, slots=True)
class Shading:
    """Classes whose lower bounds are the powers of `base`, so that few and many are told apart alike."""

    base: int
    most: int

    @classmethod
    def up_to(cls, most: int) -> Shading:
        """Return the shading for numbers from 1 to `most`."""
        base = 2
        while base**SHADES <= most:
            base += 1
        return cls(base, most)

    def level(self, number: int) -> int:
        """Return how dark a number is: 0 for none, up to `SHADES`."""
        return sum(number >= bound for bound in self._bounds)

    @property
    def legend(self) -> tuple[Shade, ...]:
        """Return the classes that the numbers reach, the lightest first."""
        bounds = self._bounds
        lasts = [*(bound - 1 for bound in bounds[1:]), self.most]
        return tuple(
            Shade(level, str(first) if first == last else f"{first}–{last}")
            for level, (first, last) in enumerate(zip(bounds, lasts, strict=False), 1)
        )

    @property
    def _bounds(self) -> list[int]:
        return [bound for power in range(SHADES) if (bound := self.base**power) <= self.most]
