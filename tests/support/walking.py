"""Going through a page as people without a mouse do, and looking at it as people with a finger do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import Page

MOST_STOPS = 900
# What a key leads to is measured when it comes up again: the page has scrolled by then.
_WATCH = """() => {
  const controls = 'a[href], button, input, select, textarea, summary, [contenteditable=true], [tabindex]'
  const shown = (one) => one.checkVisibility({ visibilityProperty: true })
  const reachable = (one) => one.matches(controls) && one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden' && shown(one) && !one.closest('[inert]')
  const group = (one) => one.type === 'radio' && one.name ? `radio ${one.name} ${[...document.forms].indexOf(one.form)}` : one
  const name = (one) => one.outerHTML.slice(0, 160).replace(/\\s+/g, ' ')
  // A field whose label is what one sees is seen by its label.
  const seen = (one) => {
    const box = one.getBoundingClientRect()
    return box.width < 3 || getComputedStyle(one).opacity === '0' ? one.closest('label') ?? one.labels?.[0] ?? one : one
  }
  const look = (one) => {
    const style = getComputedStyle(one)
    return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.borderColor, style.backgroundColor, style.textDecorationLine].join(' ')
  }
  const ring = (one) => [one, seen(one), one.parentElement, one.closest('label')].filter(Boolean)
    .some((each) => { const style = getComputedStyle(each); return style.outlineStyle !== 'none' && style.outlineWidth !== '0px' || style.boxShadow !== 'none' })
  const walk = { stops: [], done: false, faults: [] }
  window.walked = walk
  const main = document.getElementById('main')
  walk.wanted = [...main.querySelectorAll(controls)].filter(reachable)
  document.addEventListener('keyup', (event) => {
    if (event.key !== 'Tab' || walk.done) return
    const one = document.activeElement
    if (one === walk.stops.at(-1)) return  // a part of a date
    if (!main.contains(one) || walk.stops.includes(one)) { walk.done = walk.stops.length > 0; walk.last = name(one); return }
    walk.stops.push(one)
    const shape = seen(one), box = shape.getBoundingClientRect()
    const say = (words) => walk.faults.push(`${words}: ${name(one)}`)
    if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) say('out of sight')
    else {
      const x = Math.min(Math.max((box.left + Math.min(box.right, innerWidth)) / 2, 1), innerWidth - 1)
      const places = [[x, Math.max(box.top, 0) + 2], [x, Math.min(box.bottom, innerHeight) - 2]]
      if (one.tagName !== 'TEXTAREA' && !one.isContentEditable && box.height < innerHeight / 2)
        for (const [left, top] of places) {
          const there = document.elementFromPoint(left, top)
          const whole = box.top >= 0 && box.bottom <= innerHeight
          if (!whole) { say('half out of sight'); break }
          if (there && !shape.contains(there) && !there.contains(shape) && !shape.labels?.length && there.closest('label') !== shape.closest('label')) { say(`under ${name(there)}`); break }
          if (there && !shape.contains(there) && !there.contains(shape) && getComputedStyle(there).position !== 'static') { say(`under ${name(there)}`); break }
        }
      if (!ring(one)) say('no ring')
    }
  }, true)
  walk.report = () => {
    const met = new Set(walk.stops.map(group)), place = new Map(walk.wanted.map((one, number) => [group(one), number]))
    for (const one of walk.wanted) if (!met.has(group(one)) && document.contains(one) && shown(one)) walk.faults.push(`never reached: ${name(one)}`)
    let before = -1
    for (const one of walk.stops) {
      const now = place.get(group(one)) ?? before
      if (now < before) walk.faults.push(`out of order: ${name(one)}`)
      before = now
    }
    return walk.faults
  }
}"""
_CUT = """() => {
  const faults = []
  const name = (one) => one.outerHTML.slice(0, 160).replace(/\\s+/g, ' ')
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`wider than the window: ${document.documentElement.scrollWidth}`)
  for (const one of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.closest('.visually-hidden, .skip')) continue
    const box = one.getBoundingClientRect()
    if (box.width < 3 || box.height < 3) continue
    for (let around = one.parentElement, inner = one; around && around !== document.documentElement; around = around.parentElement) {
      const style = getComputedStyle(around), frame = around.getBoundingClientRect()
      if (/auto|scroll/.test(style.overflowX)) break
      if (style.overflowX !== 'visible' && (box.left < frame.left - 2 || box.right > frame.right + 2)) { faults.push(`cut off: ${name(one)}`); break }
      if (getComputedStyle(inner).position === 'fixed') break
      inner = around
    }
  }
  return faults
}"""


async def walk(page: Page) -> list[str]:
    """From the link that skips to the content through all of it by Tab: what cannot be reached, is covered, out of order or without a ring."""
    await page.evaluate(_WATCH)
    await page.locator(".skip").focus()  # the page may have put the focus on a field that is wrong
    await page.keyboard.press("Enter")
    wanted = int(await page.evaluate("walked.wanted.length"))
    for step in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        if (step % 10 == 9 or step >= wanted) and await page.evaluate("walked.done"):
            break
    else:
        return [f"a trap: {await page.evaluate('walked.last')}"]
    return list(await page.evaluate("walked.report()"))


async def cut_off(page: Page) -> list[str]:
    """What a window of this width hides for good."""
    found: list[Any] = await page.evaluate(_CUT)
    return found
