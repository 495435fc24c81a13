"""Hands on the keys and nothing else; each place the focus comes to is looked at as it comes."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

LONGEST_WAY = 150  # places on one page, more than any of ours has
FORWARD, BACK = "Tab", "Shift+Tab"

# Where the focus is, how it shows, and where it stands beside the place it came from.
LOOK = """() => {
  const now = document.activeElement, before = window.focusBefore;
  if (!now || now === document.body) return {tag: "BODY"};
  const box = now.getBoundingClientRect(), style = getComputedStyle(now);
  const high = Math.max(box.top, 0), low = Math.min(box.bottom, innerHeight);
  const x = box.x + box.width / 2, y = (high + low) / 2, top = document.elementFromPoint(x, y);
  const placed = {left: box.left + scrollX, right: box.right + scrollX, top: box.top + scrollY,
                  bottom: box.bottom + scrollY};
  return {
    tag: now.tagName,
    words: (now.innerText || now.getAttribute("aria-label") || now.name || "").slice(0, 60),
    isSame: before ? before.element === now : false,
    isAfter: before ? !!(before.element.compareDocumentPosition(now) & 4) : true,
    goesUpAndLeft: before ? placed.bottom <= before.top && placed.left < before.right : false,
    goesDownAndRight: before ? placed.top >= before.bottom && placed.right > before.left : false,
    isOutlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    isOnScreen: box.width > 0 && x >= 0 && x <= innerWidth && low - high >= Math.min(box.height, 12),
    isCovered: !!top && !now.contains(top) && !top.contains(now) && !(top.labels || []).length,
  };
}"""
REMEMBER = """() => {
  const now = document.activeElement, box = now.getBoundingClientRect();
  window.focusBefore = now === document.body ? null : {
    element: now, left: box.left + scrollX, right: box.right + scrollX, top: box.top + scrollY,
    bottom: box.bottom + scrollY};
}"""
SCROLLING_MILLISECONDS = 200  # a page that follows the focus does so a moment later


@dataclass
class Keyboard:
    """Somebody who has no mouse and no touch screen."""

    page: Page

    def reach(self, target: Locator, *, back: bool = False) -> None:
        """Press Tab until the target has the focus: it is never lost, hidden, trapped, nor out of the reading order."""
        target.wait_for(state="attached")
        for _ in range(LONGEST_WAY):
            if self.is_on(target):
                return
            self.step(back=back)
        raise AssertionError(f"the keyboard does not reach {target} on {self.page.url}")

    def step(self, *, back: bool = False) -> dict[str, Any]:
        """One press of Tab, and what is seen then."""
        self.page.keyboard.press(BACK if back else FORWARD)
        seen = self.look()
        if seen["tag"] != "BODY":  # past the last place the browser itself has its turn
            complaints = complaints_of(seen, back=back)
            assert complaints == [], f"{complaints} at {seen} on {self.page.url}"
        return seen

    def look(self) -> dict[str, Any]:
        seen: dict[str, Any] = self.page.evaluate(LOOK)
        if not seen.get("isOnScreen", True):
            self.page.wait_for_timeout(SCROLLING_MILLISECONDS)
            seen = self.page.evaluate(LOOK)
        self.page.evaluate(REMEMBER)
        return seen

    def is_on(self, target: Locator) -> bool:
        return bool(target.evaluate("element => element === document.activeElement"))

    def press(self, target: Locator, *, key: str = "Enter", back: bool = False) -> None:
        self.reach(target, back=back)
        self.page.keyboard.press(key)

    def follow(self, target: Locator, *, key: str = "Enter", back: bool = False) -> None:
        """Press what leads to another page, and be there."""
        self.reach(target, back=back)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def write(self, target: Locator, words: str) -> None:
        self.reach(target)
        self.page.keyboard.type(words)

    def choose(self, radio: Locator) -> None:
        """One stop for a whole group: Tab comes to it, the arrows walk inside it."""
        group = self.page.locator(f"input[type=radio][name='{radio.get_attribute('name')}']")
        self.reach(group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if radio.is_checked():
                break
            self.page.keyboard.press("ArrowDown")
        assert radio.is_checked()
        assert self.look()["isOutlined"]

    def skip_to_the_content(self) -> None:
        """The first place of a page is the link that skips what all pages repeat; the next is in the content."""
        self.reach(self.page.locator("a.saut"))
        assert self.page.evaluate("document.activeElement === document.querySelector('a')")
        self.page.keyboard.press("Enter")
        self.page.keyboard.press(FORWARD)
        assert self.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def complaints_of(seen: dict[str, Any], *, back: bool) -> list[str]:
    """What a person without a mouse would say of the place their focus came to."""
    wrong = {
        "the focus is trapped": seen["isSame"],
        "the focus does not show": not seen["isOutlined"],
        "the focus is off the screen": not seen["isOnScreen"],
        "the focus is under something": seen["isCovered"],
        "the order is not that of the page": not back and not seen["isAfter"],
        "the order is not that of reading": seen["goesDownAndRight"] if back else seen["goesUpAndLeft"],
    }
    return [words for words, is_so in wrong.items() if is_so]
